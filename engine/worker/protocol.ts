/** The only types that the page and the engine worker share. Plain data; tensors travel as transferred buffers. */
import type { BackendName } from "../backends/backend";
import type { LabErrorCode } from "../core/errors";
import type { Shape } from "../core/shape";
import type { NetworkSpec } from "../graph/spec";
import type { Recipe } from "../train/recipe";

export type BackendChoice = "auto" | BackendName;

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
      readonly running?: boolean;
    }
  | { readonly kind: "start"; readonly run: string }
  | { readonly kind: "pause"; readonly run: string }
  | { readonly kind: "step"; readonly run: string; readonly count: number }
  | { readonly kind: "reset"; readonly run: string; readonly weights?: ArrayBuffer }
  | { readonly kind: "rewind"; readonly run: string } // to the last good checkpoint
  | { readonly kind: "setLearningRate"; readonly run: string; readonly learningRate: number }
  // goes on from where it is with another recipe (another activation, a clip): weights by name, the step stays; answers "continued"
  | { readonly kind: "continueWith"; readonly run: string; readonly request: number; readonly recipe: Recipe }
  | { readonly kind: "watch"; readonly run: string; readonly tensors: readonly string[]; readonly probes: boolean }
  | {
      readonly kind: "infer";
      readonly run: string;
      readonly request: number;
      readonly input: Float32Array;
      readonly tensors: readonly string[];
    }
  | { readonly kind: "evaluate"; readonly run: string }
  | { readonly kind: "save"; readonly run: string; readonly request: number } // answers "saved" with safetensors
  | { readonly kind: "free"; readonly run: string }
  | { readonly kind: "acknowledge"; readonly run: string } // the page took the last snapshot
  | { readonly kind: "ping"; readonly at: number }
  | { readonly kind: "fault"; readonly fault: "lose-device" | "kill-worker" | "stall" | "nan"; readonly run?: string }; // for tests and the demonstration page

export interface TensorView {
  readonly shape: Shape;
  /** Byte offset into the snapshot's buffer. */
  readonly at: number;
  readonly integer: boolean;
}

/** One picture of a run: replaced whole, never edited. At most one is unacknowledged. */
export interface Snapshot {
  readonly run: string;
  readonly step: number;
  readonly epoch: number;
  readonly backend: BackendName;
  readonly running: boolean;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  /** Points since the last snapshot. */
  readonly losses: readonly { readonly step: number; readonly loss: number }[];
  readonly scores: readonly { readonly step: number; readonly loss: number; readonly accuracy: number }[]; // held-out set
  readonly probes: Readonly<Record<string, Probe>>;
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
      readonly backend: BackendName;
      readonly description: string;
      readonly reason: string;
      readonly parameters: number;
      readonly bytes: number;
      readonly network: NetworkSpec;
    }
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | {
      readonly kind: "inferred";
      readonly run: string;
      readonly request: number;
      readonly tensors: Readonly<Record<string, TensorView>>;
      readonly buffer: ArrayBuffer;
    }
  | { readonly kind: "saved"; readonly run: string; readonly request: number; readonly weights: ArrayBuffer }
  | {
      readonly kind: "continued";
      readonly run: string;
      readonly request: number;
      readonly step: number;
      readonly recipe: Recipe;
      readonly parameters: number;
      readonly bytes: number;
      /** Names of tensors that are new, started as at step 0, and of those that this network has no more. */
      readonly added: readonly string[];
      readonly dropped: readonly string[];
      readonly state: ArrayBuffer; // what a new worker could go on from, with this recipe
    }
  | { readonly kind: "recovered"; readonly run: string; readonly step: number; readonly backend: BackendName; readonly message: string }
  | { readonly kind: "paused"; readonly run: string; readonly problem: EngineProblem } // NaN: at once with its step, and again when its layer is found
  | { readonly kind: "failed"; readonly run?: string; readonly request?: number; readonly problem: EngineProblem }
  | { readonly kind: "freed"; readonly run: string; readonly bytes: number } // bytes still held by all runs
  | { readonly kind: "checkpoint"; readonly run: string; readonly step: number; readonly state: ArrayBuffer } // what a new worker could go on from
  | { readonly kind: "busy"; readonly milliseconds: number } // no answer for about this long: one step of a slow backend
  | { readonly kind: "pong"; readonly at: number };

/** What this machine can compute with, and why not the rest; the home page and every figure show it. */
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
