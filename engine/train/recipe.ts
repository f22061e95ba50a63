/** A training run as plain data: the same recipe gives the same run. */
import type { NetworkSpec } from "../graph/spec";

export interface Recipe {
  readonly network: NetworkSpec;
  /** Name of a data set the worker knows ("mnist", "fashion"). */
  readonly dataset: string;
  readonly batch: number;
  readonly seed: number;
  readonly loss: "cross_entropy" | "mse";
  readonly optimiser: OptimiserSpec;
  readonly learningRate: number;
  readonly schedule?: ScheduleSpec;
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
  | { readonly kind: "adam" | "adamw"; readonly betas?: readonly [number, number]; readonly eps?: number; readonly weight_decay?: number }
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
