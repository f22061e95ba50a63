/**
 * The page's runs, by name: one engine, one view of each run, whoever looks at it. A run outlives
 * the figure that started it, so that another figure can show the same weights; when nobody looks
 * it is paused, and later given back.
 */
import { createContext } from "react";
import type { StoreApi } from "zustand";
import type { EngineClient } from "../../engine/client/client";
import type { Tensors } from "../../engine/client/snapshot";
import { classesOf } from "../../engine/data/dataset";
import type { LabError } from "../../engine/core/errors";
import type { NetworkSpec } from "../../engine/graph/spec";
import type { Recipe } from "../../engine/train/recipe";
import type { BackendChoice, Provided, Watched } from "../../engine/worker/protocol";
import { Handle } from "./handle";
import type { RunView, Switch } from "./run-view";

/** What the runs need of the engine's client. */
export type Engine = Pick<
  EngineClient,
  | "open"
  | "subscribe"
  | "start"
  | "pause"
  | "step"
  | "reset"
  | "rewind"
  | "setLearningRate"
  | "continueWith"
  | "watch"
  | "examples"
  | "examine"
  | "judge"
  | "infer"
  | "provide"
  | "readWeights"
  | "save"
  | "free"
  | "evaluate"
>;

/** What a method takes behind the run's name. */
type Rest<Method> = Method extends (run: string, ...rest: infer Others) => unknown ? Others : never;

export interface OpenRequest {
  readonly recipe: Recipe;
  /** Runs with the same key are the same run; another key replaces it. */
  readonly key: string;
  readonly backend: BackendChoice;
  /** The run is stored on this device while it trains, and goes on from there after a reload. */
  readonly keep?: boolean;
  /** What it begins with, as safetensors; default: drawn from the recipe's seed. */
  readonly weights?: ArrayBuffer;
  /** Pictures go through it, nothing is trained. */
  readonly inUse?: boolean;
}

/** What somebody wants to see of a run with every snapshot. */
export interface Look {
  readonly tensors?: readonly string[];
  /** Statistics of every layer. */
  readonly probes?: boolean;
  /** Percentiles of single channels. */
  readonly quantiles?: readonly Watched[];
  /** Held-out scores with batch norm's statistics of many training pictures, too. */
  readonly ideal?: boolean;
}

export type Change = Pick<Switch, "what" | "from" | "to">;

export interface RunHandle {
  readonly name: string;
  readonly view: StoreApi<RunView>;
  /**
   * Opens it unless it is open with this key already. Never rejects: what goes wrong is in the
   * view.
   */
  open(request: OpenRequest): Promise<void>;
  /**
   * Goes on from where it is with this recipe. Opens it where there is nothing to go on from. Never
   * rejects either.
   */
  continueWith(request: OpenRequest, changes: readonly Change[]): Promise<void>;
  /** Trains on; with `until`, to the end of that step. */
  start(until?: number): void;
  pause(): void;
  step(count: number): void;
  /** Back to step 0: from a file, else from what it was opened with. */
  reset(weights?: ArrayBuffer): void;
  rewind(): void;
  /** `change`: what it is in words, to be marked in the curves. */
  setLearningRate(rate: number, change?: Change): void;
  /** It cannot be opened, for this reason. */
  refuse(problem: LabError): void;
  /** Snapshots bring this from now on, until the answer is called. */
  look(look: Look): () => void;
  /** Held-out pictures with the network's output for each; rejects with LabError. */
  examples(indices: readonly number[]): Promise<Tensors>;
  /** What every held-out picture is taken for, with its loss; rejects with LabError. */
  judge(): Promise<Tensors>;
  /** A score under other conditions than the run's own; rejects with LabError. */
  examine(...of: Rest<Engine["examine"]>): ReturnType<Engine["examine"]>;
  /** Pictures through the network as it is now; rejects with LabError. */
  infer(...of: Rest<Engine["infer"]>): Promise<Tensors>;
  /** The weights as safetensors; rejects with LabError. */
  save(): Promise<ArrayBuffer>;
  /**
   * Somebody is here; the answer leaves. With nobody left the run is paused soon and given back
   * later, or given back soon when `thenClose`.
   */
  attend(thenClose?: boolean): () => void;
  close(): Promise<void>;
}

export class Runs {
  private readonly handles = new Map<string, Handle>();
  private readonly provided = new Map<string, readonly string[]>();
  private readonly lent = new Map<string, Promise<void>>();

  constructor(private readonly engine: () => Promise<Engine>) {}

  run(name: string): RunHandle {
    const known = this.handles.get(name) ?? new Handle(name, this.engine);
    this.handles.set(name, known);
    return known;
  }

  /** Pictures of the reader's own, for runs that are opened from now on. */
  async provide(set: Provided): Promise<void> {
    (await this.engine()).provide(set);
    this.provided.set(set.name, set.classes);
  }

  /** As `provide`, of a set that is made when it is first wanted; a failure can be tried again. */
  lend(name: string, make: () => Promise<Provided>): Promise<void> {
    const begun = this.lent.get(name) ?? make().then((set) => this.provide({ ...set, name }));
    this.lent.set(name, begun);
    begun.catch(() => this.lent.delete(name));
    return begun;
  }

  /** What the classes of the pictures are called, by label; empty where they are not known. */
  classesOf(dataset: string): readonly string[] {
    return this.provided.get(dataset) ?? classesOf(dataset);
  }

  /** A file of weights for this network, read by the engine; rejects with what does not fit. */
  async readWeights(network: NetworkSpec, file: ArrayBuffer): Promise<Tensors> {
    return (await this.engine()).readWeights(network, file);
  }
}

/**
 * The page's own runs; the engine is loaded when the first one is opened. Tests put others in its
 * place.
 */
export const RunsContext = createContext<Runs>(
  new Runs(async () => (await import("../../engine/client")).engine()),
);
