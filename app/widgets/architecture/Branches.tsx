/** Switches that put branches into a module and take them out, and what it then costs. */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { Toggle } from "../../figures/marks/controls/Toggle";
import { Covered } from "../../figures/marks/covered";
import { exact } from "../../figures/network-map/counts";
import { branchesIn, joined, readBranches } from "./branches";
import styles from "./architecture.module.css";

interface BranchesProps {
  readonly written: string;
  /** As it is now. */
  readonly network: string;
  readonly shapes: NetworkShapes;
  readonly locked: boolean;
  readonly onNetwork: (network: string) => void;
}

export function Branches({ written, network, shapes, locked, onNetwork }: BranchesProps) {
  const branches = readBranches(written);
  const taken = branchesIn(network, branches);
  const { output, parameterCount, multiplyAdds } = shapes;
  return (
    <fieldset className={styles["branches"]}>
      <legend>{t("Branches")}</legend>
      {branches.map((branch) => {
        const isTaken = taken.has(branch);
        return (
          <Toggle
            key={branch.label}
            label={branch.label}
            value={isTaken}
            locked={locked}
            whyNot={isTaken && taken.size === 1 ? t("One branch has to stay.") : null}
            onChange={() =>
              onNetwork(joined(branches.filter((one) => taken.has(one) !== (one === branch))))
            }
          />
        );
      })}
      <output>
        {rich("{shape} maps out, {parameterCount} parameters, {multiplyAdds} multiply-adds", {
          shape: <b>{exact(output.shape[0] ?? 0)}</b>,
          parameterCount: (
            <b>
              <Covered tensor="all.parameters">{exact(parameterCount)}</Covered>
            </b>
          ),
          multiplyAdds: <b>{exact(multiplyAdds)}</b>,
        })}
      </output>
    </fieldset>
  );
}
