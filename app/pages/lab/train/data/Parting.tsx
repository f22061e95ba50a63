/** How one's own pictures are parted into those to learn from and those held out. */
import { t } from "../../../../language/words";
import { type ReactNode, useState } from "react";
import { Toggle } from "../../../../figures/marks/controls/Toggle";
import { NumberField } from "../../../../figures/marks/number-field/NumberField";
import { reason } from "../../../../shell/reason";
import { type OwnSet, partedAgain, type Split, splitOf } from "../../../../pictures/own/pictures";

interface PartingProps {
  readonly set: OwnSet;
  readonly onSet: (set: OwnSet) => Promise<void>;
}

export function Parting({ set, onSet }: PartingProps): ReactNode {
  const [problem, setProblem] = useState("");
  const split = splitOf(set);
  const put = async (next: Partial<Split>): Promise<void> => {
    try {
      setProblem("");
      await onSet(partedAgain(set, { ...split, ...next }));
    } catch (error) {
      setProblem(reason(error));
    }
  };
  return (
    <>
      <div className="row">
        <NumberField
          label={t("Held out, of 100")}
          value={Math.round(100 * split.held)}
          min={5}
          max={60}
          step={5}
          whole
          onValue={(value) => void put({ held: value / 100 })}
        />
        <NumberField
          label={t("Shuffled by seed")}
          value={split.seed}
          min={0}
          max={1_000_000}
          whole
          onValue={(seed) => void put({ seed })}
        />
        <Toggle
          label={t("of each class as many as of the smallest")}
          value={split.balanced}
          onChange={(balanced) => void put({ balanced })}
        />
      </div>
      <p className="soft">{t("A change here begins the run anew.")}</p>
      {problem !== "" && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </>
  );
}
