/** The state of a run that each snapshot tells, and what a progress needs to know of its run. */
import type { LossPoint, Trainer } from "../train/trainer";
import type { Provenance, RunState } from "./protocol";
import type { Score } from "./scoring";

export interface Unsent {
  readonly reported: number;
  readonly losses: readonly LossPoint[];
  readonly scores: readonly Score[];
  /** A snapshot is on its way that the page has not acknowledged. */
  readonly waiting: boolean;
}

/** The run that this is the progress of. */
export interface Owner {
  readonly name: string;
  readonly running: boolean;
  readonly until: number | null;
  readonly reason: string;
  stop(): void;
}

export function runState(trainer: Trainer, owner: Owner, imagesPerSecond: number): RunState {
  const { name: backend, description } = trainer.backend;
  const provenance: Provenance = { backend, description, reason: owner.reason };
  return {
    run: owner.name,
    step: trainer.step,
    epoch: trainer.step / trainer.stepsPerEpoch,
    running: owner.running,
    until: owner.until,
    learningRate: trainer.learningRate(),
    imagesPerSecond,
    provenance,
  };
}
