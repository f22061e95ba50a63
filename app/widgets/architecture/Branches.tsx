/** Switches that put branches into a module and take them out, and what it then costs. */
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
      <legend>Branches</legend>
      {branches.map((branch) => {
        const isTaken = taken.has(branch);
        return (
          <Toggle
            key={branch.label}
            label={branch.label}
            value={isTaken}
            locked={locked}
            whyNot={isTaken && taken.size === 1 ? "One branch has to stay." : null}
            onChange={() =>
              onNetwork(joined(branches.filter((one) => taken.has(one) !== (one === branch))))
            }
          />
        );
      })}
      <output>
        <b>{exact(output.shape[0] ?? 0)}</b> maps out,{" "}
        <b>
          <Covered tensor="all.parameters">{exact(parameterCount)}</Covered>
        </b>{" "}
        parameters, <b>{exact(multiplyAdds)}</b> multiply-adds
      </output>
    </fieldset>
  );
}
