/** What the network learns: the settings of its run, and the reader's own pictures. */
import { useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { OwnSet } from "../../../pictures/own/pictures";
import { RunsContext } from "../../../runs/runs";
import { deleteRun } from "../../../store/run-storage";
import type { TrainingState } from "../../../widgets/training/definition";
import { keepOwn, lookForOwn, own, takeOwn } from "./own/own-set";
import { RUN, settings } from "./settings";

export type Learned = ReturnType<typeof useLearned>;

export function useLearned() {
  const held = useStore(settings);
  const { set: mine, looked } = useStore(own);
  /** How many sets were opened: what learned one does not go on with the next. */
  const [sets, setSets] = useState(0);
  const runs = useContext(RunsContext);
  useEffect(() => void lookForOwn(runs), [runs]);
  const change = (next: TrainingState): void => settings.setState(next, true);
  const take = async (set: OwnSet, chosen: Partial<TrainingState> = {}): Promise<void> => {
    // Another set has the same name: the run that learned the one before is over, here and stored.
    await runs.run(RUN).close();
    await deleteRun(RUN);
    await takeOwn(runs, set);
    setSets((count) => count + 1);
    const known = settings.getState();
    const batch = Math.min(known.batch, 2 ** Math.floor(Math.log2(set.training)));
    change({ ...known, data: "own", side: "28", examples: 0, batch, ...chosen });
  };
  const takeAndKeep = async (set: OwnSet): Promise<void> => {
    await take(set);
    await keepOwn();
  };
  /** The same pictures, parted in another way: kept where they were. */
  const part = async (set: OwnSet): Promise<void> => {
    const { kept } = own.getState();
    await (kept ? takeAndKeep(set) : take(set));
  };
  return { held, mine, looked, sets, change, take, takeAndKeep, part };
}
