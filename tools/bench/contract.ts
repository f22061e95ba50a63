/**
 * What every contestant is given and what it owes: the same spec, the same weights, the same batch; one `step` is finished
 * when its numbers exist. Nothing here knows any engine.
 */
import type { NetworkSpec } from "../../engine/graph/spec";

export interface Numbers {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Train a network: forward, cross-entropy, backward, SGD with momentum. */
export interface TrainWork {
  readonly kind: "train";
  readonly spec: NetworkSpec;
  readonly batch: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly parameters: Readonly<Record<string, Numbers>>;
  readonly x: Numbers;
  readonly labels: Int32Array;
}

/** Run a network forward. */
export interface ForwardWork {
  readonly kind: "forward";
  readonly spec: NetworkSpec;
  readonly batch: number;
  readonly parameters: Readonly<Record<string, Numbers>>;
  readonly x: Numbers;
}

/** One convolution without bias, stride 1: forward, or both gradients. */
export interface ConvWork {
  readonly kind: "conv";
  readonly gradients: boolean;
  readonly padding: number;
  readonly x: Numbers;
  readonly w: Numbers;
  readonly dy: Numbers;
}

export type Work = TrainWork | ForwardWork | ConvWork;

export interface Session {
  /** One measured unit; resolves when the computation is done (results exist, whether read or not). */
  step(): Promise<void>;
  /** What the last step computed: train gives [loss], forward the output, conv y, or dx followed by dw. */
  result(): Promise<Float32Array>;
  /** Counted GPU calls of one step, where the contestant can tell. */
  counts?(): Readonly<Record<string, number>>;
  free(): void;
}

export interface Contestant {
  readonly name: string;
  readonly backend: "cpu" | "wasm" | "webgpu";
  /** Null when it can do the work; else why not. */
  refuses(work: Work): string | null;
  prepare(work: Work): Promise<Session>;
}
