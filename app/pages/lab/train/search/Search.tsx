/** Ways to find good settings before a long run. */
import { t } from "../../../../language/words";
import { type ReactNode, useState } from "react";
import type { TrainingState } from "../../../../widgets/training/definition";
import { settingOf } from "../../../../widgets/training/settings";
import { Grid } from "./Grid";
import { RateTest } from "./RateTest";
import lab from "../../workbench.module.css";

interface SearchProps {
  /** Of the run, with its network. */
  readonly state: TrainingState;
  readonly onTake: (chosen: Partial<TrainingState>) => void;
}

export function Search({ state, onTake }: SearchProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details className={lab["search"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("Find good settings: a range of learning rates, a grid of settings")}</summary>
      {open && (
        <>
          <RateTest setting={settingOf(state)} onRate={(rate) => onTake({ rate })} />
          <Grid state={state} onTake={onTake} />
        </>
      )}
    </details>
  );
}
