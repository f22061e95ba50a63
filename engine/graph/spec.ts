/**
 * A network as plain JSON: what a reader edits, what a URL and a file carry. Validated by
 * `parseSpec`.
 *
 *   { "format": 1, "name": "lenet5", "input": [1, 28, 28], "layers": [
 *     { "name": "conv1", "op": "conv2d", "out_channels": 6, "kernel_size": 5, "padding": 2 },
 *     { "name": "relu1", "op": "relu" }, …
 *     { "name": "add1", "op": "add", "inputs": ["bn2", "relu1"] } ] }
 *
 * A layer reads the layer before it unless `inputs` names others; "input" is the image. Attributes
 * are PyTorch's, flat on the layer. `init` chooses an initialiser for its weights.
 */
import type { AttributeValue } from "../core/op";
import type { Shape } from "../core/shape";

export interface NetworkSpec {
  readonly format: 1;
  readonly name: string;
  /** Shape of one example, without the batch: [channels, height, width] or [features]. */
  readonly input: Shape;
  readonly layers: readonly LayerSpec[];
  /**
   * Heads whose logits get a loss in training, with weights; default: the last layer with weight 1.
   */
  readonly heads?: readonly { readonly layer: string; readonly weight: number }[];
}

export interface LayerSpec {
  readonly name: string;
  readonly op: string;
  readonly inputs?: readonly string[];
  readonly init?: InitialiserSpec;
  readonly [attribute: string]: AttributeValue | readonly string[] | InitialiserSpec | undefined;
}

export type InitialiserSpec =
  | {
      readonly kind:
        | "zeros"
        | "pytorch"
        | "xavier_uniform"
        | "xavier_normal"
        | "he_uniform"
        | "he_normal";
    }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "normal"; readonly mean: number; readonly std: number }
  | { readonly kind: "uniform"; readonly low: number; readonly high: number };
