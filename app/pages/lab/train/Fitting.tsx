/** A run that fits the network: its figure, its weights, and the search for settings. */
import { type ReactNode, useContext, useMemo } from "react";
import { useStore } from "zustand";
import { LabError } from "../../../../engine/core/errors";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { rich } from "../../../language/rich";
import { t } from "../../../language/words";
import { RunsContext } from "../../../runs/runs";
import type { TrainingState } from "../../../widgets/training/definition";
import { recipeOf } from "../../../widgets/training/recipe";
import { settingOf } from "../../../widgets/training/settings";
import { Training } from "../../../widgets/training/Training";
import { Pictured } from "../Pictured";
import type { Bench } from "../useProject";
import { outgrown } from "./outgrown";
import { Search } from "./search/Search";
import { RUN } from "./settings";
import { Weights } from "./Weights";
import styles from "../workbench.module.css";

/** Of a change of the network the run is not to know: it is the network that is here. */
const HIDDEN: ReadonlySet<string> = new Set(["network"]);
const NOTHING: ReadonlySet<string> = new Set();
/** Steps that are counted with where the run has no end. */
const STEPS = 1000;

export function withNetwork(held: TrainingState, { spec }: NetworkShapes): TrainingState {
  return { ...held, network: JSON.stringify(spec) };
}

interface FittingProps {
  readonly bench: Bench;
  readonly network: NetworkShapes;
  readonly held: TrainingState;
  readonly classes: readonly string[];
  readonly onHeld: (next: TrainingState) => void;
}

export function Fitting({ bench, network, held, classes, onHeld }: FittingProps): ReactNode {
  const state = useMemo(() => withNetwork(held, network), [held, network]);
  return (
    <>
      <Outgrown state={state} />
      <Weights bench={bench} network={network} state={state} classes={classes} />
      <Pictured name={`the run of ${bench.project.name}`}>
        <Training
          id="lab"
          state={state}
          change={onHeld}
          hidden={HIDDEN}
          locked={NOTHING}
          mode="lesson"
        />
      </Pictured>
      <Search state={state} onTake={(chosen) => onHeld({ ...held, ...chosen })} />
    </>
  );
}

/** A run that is too much for a tab: what is too much, and where else it goes. */
function Outgrown({ state }: { readonly state: TrainingState }): ReactNode {
  const runs = useContext(RunsContext);
  const speed = useStore(
    runs.run(RUN).view,
    ({ snapshot }) =>
      // Rounded: what is said does not change at every snapshot.
      Math.round((snapshot?.imagesPerSecond ?? 0) / 10) * 10,
  );
  const said = useMemo(() => {
    try {
      return outgrown(recipeOf(settingOf(state), state.steps), state.steps || STEPS, speed);
    } catch (error) {
      if (error instanceof LabError) return ""; // the figure says it
      throw error;
    }
  }, [state, speed]);
  if (said === "") return null;
  return (
    <p role="note" className={styles["wrong"]}>
      {said}{" "}
      {rich(
        "{link}: the script trains the same network on a machine or a cluster, and the weights that it writes open here again.",
        { link: <a href="#/lab?part=take">{t("Take the run away")}</a> },
      )}
    </p>
  );
}
