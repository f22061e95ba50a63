/**
 * What the page knows of its engine as a whole: what this machine computes with and why, and
 * whether the engine is well. The runs have views of their own beside the widgets that show them
 * (app/runs).
 */
import { t } from "../language/words";
import type { StateCreator } from "zustand";
import type { EngineStatus } from "../../engine/client";
import type { MachineReport } from "../../engine/worker/protocol";
import type { LabState } from "./store";

export interface EngineSlice {
  /** Null until the engine has looked at the machine. */
  readonly machine: MachineReport | null;
  readonly engineStatus: EngineStatus | "asleep";
  /** Why it is restarting or stopped, in the reader's words. */
  readonly engineReason: string;
  /** Runs that train now, by name. */
  readonly training: readonly string[];
  setTraining(run: string, trains: boolean): void;
  /** Wakes the engine, in a chunk of its own, and listens. May be called any number of times. */
  meetEngine(): void;
}

let met = false;

export const engineSlice: StateCreator<LabState, [], [], EngineSlice> = (set) => ({
  machine: null,
  engineStatus: "asleep",
  engineReason: "",
  training: [],
  setTraining: (run, trains) =>
    set(({ training }) => ({
      training: trains
        ? [...training.filter((name) => name !== run), run]
        : training.filter((name) => name !== run),
    })),
  meetEngine() {
    if (met) return;
    met = true;
    import("../../engine/client").then(
      (module) => {
        const client = module.engine();
        client.onMachine((machine) => set({ machine }));
        client.onStatus((engineStatus, engineReason) => set({ engineStatus, engineReason }));
        set({ engineStatus: client.status });
      },
      () => {
        met = false;
        set({ engineStatus: "stopped", engineReason: t("It could not be loaded.") });
      },
    );
  },
});
