/**
 * The only types that the page and the engine worker share. Plain data; tensors travel as
 * transferred buffers.
 */
import type { BackendName } from "../backends/backend";
import type { LabErrorCode } from "../core/errors";
import type { Shape } from "../core/shape";
import type { NetworkSpec } from "../graph/spec";
import type { Conditions } from "../train/examine";
import type { InferenceOptions, InferenceRun } from "../train/inference";
import type { Recipe } from "../train/recipe";

export type BackendChoice = "auto" | BackendName;

/** A forward pass that is not one example in use. */
export interface HowToInfer extends InferenceRun, Pick<InferenceOptions, "batch" | "mode"> {}

/** Every command belongs to a run, named by the page; several runs live at once. */
export type Command =
  | { readonly kind: "hello"; readonly base: string; readonly measure: boolean } // first of all: where the site is; whether to time this machine
  | {
      readonly kind: "open";
      readonly run: string;
      readonly recipe: Recipe;
      readonly backend: BackendChoice;
      readonly weights?: ArrayBuffer; // safetensors
      readonly checkpoint?: ArrayBuffer; // of an earlier worker: goes on from there, and wins over weights
      readonly reached?: number; // the step that an earlier worker had shown: nothing is told of one before
      readonly running?: boolean;
      readonly until?: number;
      /** Pictures go through it, nothing is trained: no backend is timed, no data set fetched. */
      readonly inUse?: boolean;
    }
  | { readonly kind: "start"; readonly run: string; readonly until?: number } // stops by itself after this step
  | { readonly kind: "pause"; readonly run: string }
  | { readonly kind: "step"; readonly run: string; readonly count: number }
  | {
      readonly kind: "reset";
      readonly run: string;
      readonly life: number; // of the run's lives, which this begins
      readonly weights?: ArrayBuffer;
    }
  | { readonly kind: "rewind"; readonly run: string } // to the last good checkpoint
  | { readonly kind: "setLearningRate"; readonly run: string; readonly learningRate: number }
  // goes on from where it is with another recipe (another activation, a clip): weights by name, the
  // step stays; answers "continued"
  | {
      readonly kind: "continueWith";
      readonly run: string;
      readonly request: number;
      readonly recipe: Recipe;
    }
  | {
      readonly kind: "watch";
      readonly run: string;
      readonly tensors: readonly string[];
      readonly probes: boolean;
      readonly quantiles?: readonly Watched[];
      readonly ideal?: boolean;
    }
  | {
      readonly kind: "infer";
      readonly run: string;
      readonly request: number;
      readonly input: Float32Array;
      readonly tensors: readonly string[];
      readonly how?: HowToInfer;
    }
  // a score under other conditions than the run's; answers "inferred" with loss, accuracy, examples
  | {
      readonly kind: "examine";
      readonly run: string;
      readonly request: number;
      readonly conditions: Conditions;
      /** Running statistics over so many training examples, in batches, instead of the run's. */
      readonly statistics?: { readonly batch: number; readonly examples?: number };
    }
  // held-out pictures with the network's output for each; answers "inferred" with pixels, labels,
  // output
  | {
      readonly kind: "examples";
      readonly run: string;
      readonly request: number;
      readonly indices: readonly number[];
    }
  // every held-out picture; answers "inferred" with labels, answers (the class with the largest
  // score) and losses
  | { readonly kind: "judge"; readonly run: string; readonly request: number }
  // a file of weights for this network; answers "inferred" with its tensors
  | {
      readonly kind: "readWeights";
      readonly request: number;
      readonly network: NetworkSpec;
      readonly file: ArrayBuffer;
    }
  | { readonly kind: "evaluate"; readonly run: string }
  // somebody's own pictures, for runs that are opened from now on
  | ({ readonly kind: "provide" } & Provided)
  | { readonly kind: "save"; readonly run: string; readonly request: number } // answers "saved" with safetensors
  | { readonly kind: "free"; readonly run: string }
  | { readonly kind: "acknowledge"; readonly run: string } // the page took the last snapshot
  | { readonly kind: "ping"; readonly at: number }
  | {
      readonly kind: "fault";
      readonly fault: "lose-device" | "nan" | Death | "reject";
      readonly run?: string;
      /** Which parameter becomes NaN; the first weights if none is named. */
      readonly tensor?: string;
    }; // for tests and the demonstration page

/** How a worker can die: ended, in an endless loop, of a full heap, alive without a word. */
export type Death = "kill-worker" | "stall" | "fill-memory" | "silence";

/** A data set as its file (`writeDataset`), and the names of its classes. */
export interface Provided {
  readonly name: string;
  readonly title: string;
  readonly classes: readonly string[];
  readonly file: ArrayBuffer;
}

export interface TensorView {
  readonly shape: Shape;
  /** Byte offset into the snapshot's buffer. */
  readonly at: number;
  readonly integer: boolean;
}

/** One channel (or unit) of a tensor over the batch. */
export interface Watched {
  readonly tensor: string;
  /** Null: all channels together, in finer percentiles. */
  readonly channel: number | null;
}

/** What computes a run, as the backend says it of itself, and why this one. */
export interface Provenance {
  readonly backend: BackendName;
  readonly description: string;
  readonly reason: string;
}

/** How far a run has come. The worker owns it; the page gets a copy with every snapshot. */
export interface RunState {
  readonly run: string;
  readonly step: number;
  readonly epoch: number;
  readonly running: boolean;
  /** The step after which it stops by itself; null: it goes on. */
  readonly until: number | null;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  readonly provenance: Provenance;
}

/** What was measured in one step. */
export interface Frame {
  readonly step: number;
  readonly probes: Readonly<Record<string, Probe>>;
  /**
   * 15th, 50th and 85th percentile of each watched channel, by "tensor[channel]"; of a whole
   * tensor, by its name, the numbers at 0, 1, … 128 parts of 128 of it in order.
   */
  readonly quantiles: Readonly<Record<string, readonly number[]>>;
}

/** One picture of a run: replaced whole, never edited. At most one is unacknowledged. */
export interface Snapshot extends RunState {
  /** Points since the last snapshot. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
  readonly scores: readonly {
    readonly step: number;
    readonly loss: number;
    readonly accuracy: number;
    /** Accuracy with batch norm's statistics of many training pictures, where it was asked for. */
    readonly ideal?: number;
  }[]; // held-out set
  /** Measured since the last snapshot. */
  readonly frames: readonly Frame[];
  readonly tensors: Readonly<Record<string, TensorView>>;
  readonly buffer: ArrayBuffer;
}

/** Statistics of one tensor, computed where it lives. */
export interface Probe {
  readonly norm: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Cells that are exactly zero; for an activation after relu: the silent ones. */
  readonly zeros: number;
  readonly notANumber: number;
  /** 32 counts over log₂|value| from 2⁻²⁴ to 2⁸; below and above go to the ends. */
  readonly histogram: readonly number[];
}

export interface EngineProblem {
  readonly code: LabErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly layer?: string;
  readonly step?: number;
}

export type EngineEvent =
  | { readonly kind: "ready"; readonly machine: MachineReport }
  | {
      readonly kind: "opened";
      readonly run: string;
      readonly provenance: Provenance;
      readonly parameters: number;
      readonly bytes: number;
      readonly network: NetworkSpec;
    }
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | {
      readonly kind: "inferred";
      readonly request: number;
      readonly tensors: Readonly<Record<string, TensorView>>;
      readonly buffer: ArrayBuffer;
    }
  | {
      readonly kind: "saved";
      readonly run: string;
      readonly request: number;
      readonly weights: ArrayBuffer;
    }
  | {
      readonly kind: "continued";
      readonly run: string;
      readonly request: number;
      readonly step: number;
      readonly recipe: Recipe;
      readonly parameters: number;
      readonly bytes: number;
      /**
       * Names of tensors that are new, started as at step 0, and of those that this network has no
       * more.
       */
      readonly added: readonly string[];
      readonly dropped: readonly string[];
      readonly state: ArrayBuffer; // what a new worker could go on from, with this recipe
    }
  | {
      readonly kind: "recovered";
      readonly run: string;
      readonly step: number;
      readonly backend: BackendName;
      readonly message: string;
    }
  | { readonly kind: "paused"; readonly run: string; readonly problem: EngineProblem } // NaN: at once with its step, and again when its layer is found
  | {
      readonly kind: "failed";
      readonly run?: string;
      readonly request?: number;
      readonly problem: EngineProblem;
    }
  | { readonly kind: "begun"; readonly run: string; readonly life: number } // what was told of the run before is of an earlier life
  | { readonly kind: "freed"; readonly run: string; readonly bytes: number } // bytes still held by all runs
  | {
      readonly kind: "checkpoint";
      readonly run: string;
      readonly step: number;
      readonly state: ArrayBuffer;
    } // what a new worker could go on from
  | { readonly kind: "busy"; readonly milliseconds: number } // no answer for about this long: one step of a slow backend
  | { readonly kind: "pong"; readonly at: number };

/**
 * What this machine can compute with, and why not the rest; the home page and every figure show it.
 */
export interface MachineReport {
  readonly chosen: BackendName;
  readonly reason: string;
  readonly backends: readonly {
    readonly name: BackendName;
    readonly available: boolean;
    readonly description: string;
    readonly millisecondsPerStep: number | null;
  }[];
}
