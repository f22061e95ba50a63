/** A training run as plain data: the same recipe gives the same run. */
import type { TransformSpec } from "../data/transform";
import type { NetworkSpec } from "../graph/spec";
import type { AugmentSpec } from "./augment";

export interface Recipe {
  readonly network: NetworkSpec;
  /** Name of a data set the worker knows ("mnist", "fashion"). */
  readonly dataset: string;
  /** What is done to all pictures before, held-out ones too. */
  readonly transform?: readonly TransformSpec[];
  /** What is done to the pictures of a batch in training, at each step anew. */
  readonly augment?: readonly AugmentSpec[];
  readonly batch: number;
  /** "sorted": class after class, the same in every epoch. Absent: every epoch is shuffled anew. */
  readonly order?: "shuffled" | "sorted";
  readonly seed: number;
  readonly loss: "cross_entropy" | "mse";
  readonly optimiser: OptimiserSpec;
  readonly learningRate: number;
  readonly schedule?: ScheduleSpec;
  /** Layers whose parameters stay as they are; running statistics still move. */
  readonly frozen?: readonly string[];
  readonly clip?: { readonly kind: "norm" | "value"; readonly limit: number };
}

export type OptimiserSpec =
  | {
      readonly kind: "sgd";
      readonly momentum?: number;
      readonly dampening?: number;
      readonly nesterov?: boolean;
      readonly weight_decay?: number;
    }
  | {
      readonly kind: "adam" | "adamw";
      readonly betas?: readonly [number, number];
      readonly eps?: number;
      readonly weight_decay?: number;
      readonly amsgrad?: boolean;
    }
  | {
      readonly kind: "rmsprop";
      readonly alpha?: number;
      readonly eps?: number;
      readonly momentum?: number;
      readonly centered?: boolean;
      readonly weight_decay?: number;
    };

export type ScheduleSpec =
  | { readonly kind: "constant" }
  | { readonly kind: "step"; readonly every: number; readonly gamma: number }
  | { readonly kind: "cosine"; readonly steps: number; readonly floor?: number }
  | { readonly kind: "warmup"; readonly steps: number; readonly next?: ScheduleSpec };
