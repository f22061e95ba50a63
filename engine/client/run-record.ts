/**
 * What the page remembers of a run, so that a new worker can go on with it where the one before
 * died.
 */
import type { Recipe } from "../train/recipe";
import type { Watching } from "../worker/watching";
import type { Snapshot } from "../worker/protocol";
import type { OpenOptions } from "./client";
import type { Opened, RunEvent } from "./event-hub";

export interface RunRecord {
  readonly options: OpenOptions;
  /** What it trains by now: another than it was opened with after `continueWith`. */
  recipe: Recipe;
  /** What the run starts from when there is no checkpoint. */
  weights: ArrayBuffer | undefined;
  readonly listeners: Set<(event: RunEvent) => void>;
  /** A run that starts over has a new life; which one the engine tells of. */
  life: number;
  heard: number;
  running: boolean;
  /** Where a run that goes on stops by itself; null: it does not. */
  until: number | null;
  watch: Watching | null;
  checkpoint: { readonly step: number; readonly state: ArrayBuffer } | null;
  /** Of the last snapshot: where a new worker goes on. */
  step: number;
  /**
   * Single steps lead here; a new worker still owes those that the one before had not told of. Null
   * when all are done.
   */
  target: number | null;
  opened: { resolve(event: Opened): void; reject(error: unknown): void } | null;
}

export function newRecord(options: OpenOptions, opened: RunRecord["opened"]): RunRecord {
  const { recipe, weights, checkpoint } = options;
  return {
    options,
    recipe,
    weights,
    listeners: new Set(),
    life: 0,
    heard: 0,
    running: false,
    until: null,
    watch: null,
    checkpoint: checkpoint ?? null,
    step: checkpoint?.step ?? 0,
    target: null,
    opened,
  };
}

/** A snapshot has come. */
export function arrived(
  record: RunRecord | undefined,
  { step, running }: Pick<Snapshot, "step" | "running">,
): void {
  if (record === undefined) return;
  record.step = step;
  if (!running && record.until !== null && step >= record.until)
    [record.running, record.until] = [false, null];
  if (record.target !== null && step >= record.target) record.target = null;
}

/** Its numbers have ended, or it was sent back: a new worker goes on from the checkpoint. */
export function stepsBack(record: RunRecord): void {
  [record.step, record.target] = [record.checkpoint?.step ?? 0, null];
}

/** Where a new worker goes on: what the checkpoint does not hold of it is trained again. */
export function reached({ step, checkpoint }: RunRecord): number {
  return Math.max(step, checkpoint?.step ?? 0);
}

/** Single steps that a worker which goes on where the page had seen it still has to take. */
export function owed(record: RunRecord): number {
  return Math.max(0, (record.target ?? 0) - reached(record));
}
