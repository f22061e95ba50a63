/**
 * What every contestant is given and what it owes: the same spec, the same weights, the same batch;
 * a step is finished when its numbers exist. Nothing here knows any engine.
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
  /**
   * The weights are not these parameters: the device draws those of this seed, layer by layer,
   * again in every run. Our own only.
   */
  readonly seed?: number;
  readonly parameters: Readonly<Record<string, Numbers>>;
  readonly x: Numbers;
}

/** One convolution without bias, stride 1: forward, or both gradients. */
export interface ConvWork {
  readonly kind: "conv";
  /** The answer is wanted in JavaScript after every step. */
  readonly readBack: boolean;
  readonly gradients: boolean;
  readonly padding: number;
  readonly x: Numbers;
  readonly w: Numbers;
  readonly dy: Numbers;
}

export type Work = TrainWork | ForwardWork | ConvWork;

export interface Session {
  /** Starts one measured unit; its calls to the GPU are counted. */
  launch(): Promise<void> | void;
  /**
   * Resolves when its results exist: where the work asks for it, in JavaScript. Cheapest honest
   * wait of the contestant.
   */
  finish(): Promise<void> | void;
  /**
   * What the last step computed: train gives [loss], forward the output, conv y, or dx followed by
   * dw.
   */
  result(): Promise<Float32Array>;
  free(): void;
}

export interface Contestant {
  readonly name: string;
  readonly backend: "cpu" | "wasm" | "webgpu";
  /** Null when it can do the work; else why not. */
  refuses(work: Work): string | null;
  prepare(work: Work): Promise<Session>;
}
