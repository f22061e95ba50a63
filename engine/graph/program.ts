/**
 * What a backend runs: a network compiled to a list of calls over numbered tensors in one arena.
 *
 * The compiler (`compile.ts`) writes it from a network spec; every backend reads the same program,
 * so all three run the same calls in the same order. A call names an op and a pass; its `tensors`
 * are keyed by the op's slot names.
 *
 *   forward   reads the input slots, writes `y` and the saved slots (and running statistics, when
 * training)
 *   backward  reads the slots in the op's `keeps` and `dy`; writes `d<slot>` for each one present
 * (absent = not wanted)
 *   update    an optimiser over the flat parameter range: `parameters`, `gradients`, its state
 * slots
 *   reduce    a probe or a metric: norms, histograms, NaN counts, accuracy
 *
 * Gradients are overwritten, never accumulated, by backward; where a tensor feeds several calls the
 * compiler adds the parts with explicit `accumulate` calls. A fused `activation: "relu"` attribute
 * on conv2d or linear means y = relu(op(x)); its backward call then reads `y` and masks `dy`
 * itself.
 */
import type { Attributes } from "../core/op";
import type { Shape } from "../core/shape";

export type TensorId = number;
export type Pass = "forward" | "backward" | "update" | "reduce";

export interface TensorPlan {
  readonly id: TensorId;
  /** "conv1.y", "conv1.w", "conv1.dw", "input", "labels", "loss". */
  readonly name: string;
  readonly shape: Shape;
  readonly kind:
    | "input"
    | "parameter"
    | "buffer"
    | "state"
    | "activation"
    | "gradient"
    | "scratch"
    | "result";
  /**
   * Position in the arena in 4-byte words; tensors whose lifetimes do not meet may share words.
   * Multiple of 64.
   */
  readonly offset: number;
  /** Words are i32 (labels, indices, argmax) instead of f32. */
  readonly integer: boolean;
}

export interface Call {
  /** An op's name, an optimiser's name ("sgd"), or a probe's name ("statistics"). */
  readonly op: string;
  readonly pass: Pass;
  /** Which layer of the network this belongs to, for messages and timings. */
  readonly node: string;
  readonly tensors: Readonly<Record<string, TensorId>>;
  readonly attributes: Attributes;
}

/** A named list of calls that runs as one submission. */
export type PhaseName = "forward" | "train" | "evaluate" | "probe";

export interface Program {
  readonly name: string;
  readonly batch: number;
  readonly tensors: readonly TensorPlan[];
  readonly phases: Readonly<Partial<Record<PhaseName, readonly Call[]>>>;
  /** Arena size in 4-byte words. */
  readonly words: number;
  /** Parameters lie together, gradients in the same order in a range of the same length. */
  readonly parameters: { readonly offset: number; readonly words: number };
  readonly gradients: { readonly offset: number; readonly words: number };
}

/** The numbers that change from step to step; a backend keeps them in one small buffer. */
export interface StepScalars {
  /** Step number, from 1; written back by the backend as a canary. */
  readonly step: number;
  readonly learningRate: number;
  /** Adam's 1 − β₁^t and 1 − β₂^t, computed in f64 by the trainer; 1 for other optimisers. */
  readonly correction1: number;
  readonly correction2: number;
  /** Seed of this step's dropout masks. */
  readonly seed: number;
}
