/**
 * What an op is. One folder under `engine/ops/` gives one of these; the families in `families.ts`
 * derive the numbers, the gradients and the explanations from the op's own terms, so the three
 * cannot disagree.
 *
 * Slots: an op reads its `inputs` by slot name and writes `y`; what it keeps for its backward pass
 * it writes under its `saved` names. Gradients are named `d` + slot: `dx dw db`, and `dy` comes in.
 */
import type { Expression, Role } from "./expression";
import type { Index, Shape } from "./shape";
import type { Tensor } from "./tensor";

export type AttributeValue = number | boolean | string | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** Attributes as they stand in a file: anything may be there. */
export type RawAttributes = Readonly<Record<string, unknown>>;

export interface Slot {
  readonly name: string;
  readonly role: Role;
  /** May be absent (a bias that is switched off). */
  readonly optional?: boolean;
  /** Learned: the network owns it and the optimiser moves it. */
  readonly parameter?: boolean;
  /** Owned by the network but not learned: running statistics. Updated by forward in training. */
  readonly buffer?: boolean;
  /** No gradient flows here: labels, indices, running statistics. */
  readonly constant?: boolean;
  readonly integer?: boolean;
}

export type Shapes = Readonly<Record<string, Shape>>;
export type Values = Readonly<Record<string, Tensor>>;
export type Reals = Record<string, Tensor<Float64Array>>;

export interface OpDefinition<A extends Attributes = Attributes> {
  readonly name: string;
  readonly inputs: readonly Slot[];
  /** Tensors that forward writes besides `y` and backward reads again. */
  readonly saved?: readonly Slot[];
  /**
   * Backward reads these forward tensors (slot names and/or "y"); the memory plan keeps them alive
   * until then.
   */
  readonly keeps: readonly string[];
  /** Every attribute with its default, in PyTorch's names and units. */
  readonly defaults: A;
  /**
   * What a reader wrote, made complete: defaults filled in, shorthands spelled out (`stride: 2` →
   * `[2, 2]`), ranges checked. Throws "attribute" in the reader's words. Normalising twice changes
   * nothing.
   */
  normalise(raw: RawAttributes): A;
  /** Shapes of `y` and of every saved tensor. Throws LabError in the reader's words. */
  shapes(inputs: Shapes, attributes: A): Shapes & { readonly y: Shape };
  /**
   * Shapes of the parameters and buffers for an input `x` (conv2d: `w` and `b` from out_channels,
   * kernel_size …).
   */
  parameters?(x: Shape, attributes: A): Shapes;
  /** f64 reference: `y`, saved tensors, and any buffer with its new value. */
  forward(inputs: Values, attributes: A, context?: ForwardContext): Reals;
  /**
   * f64 reference: a gradient for every input slot that is not constant, named `d` + slot. `values`
   * holds `dy`, the tensors in `keeps` and every input; of inputs that are not in `keeps` only the
   * shape is looked at.
   */
  backward(values: Values, attributes: A, context?: ForwardContext): Reals;
  /** Where `y[at]` comes from. `values` holds the inputs. */
  explain(values: Values, attributes: A, at: Index, context?: ForwardContext): Expression;
  /** Where `d<slot>[at]` comes from. `values` holds inputs, saved tensors, `y` and `dy`. */
  explainGradient(
    values: Values,
    attributes: A,
    slot: string,
    at: Index,
    context?: ForwardContext,
  ): Expression;
  /**
   * Where a cell of a saved tensor, or of a buffer after this pass, comes from; absent where it is
   * no sum to be read (positions of winners). `values` holds the inputs.
   */
  explainSaved?(
    slot: string,
    values: Values,
    attributes: A,
    at: Index,
    context?: ForwardContext,
  ): Expression;
  /**
   * Multiply-adds of one forward pass, as networks are counted in the literature (conv and linear
   * only; others 0).
   */
  multiplyAdds(shapes: Shapes, attributes: A): number;
  /**
   * How far one output cell sees: window, step and padding along height and width; absent when it
   * is one cell.
   */
  window?(attributes: A): {
    readonly kernel: readonly number[];
    readonly stride: readonly number[];
    readonly padding: readonly number[];
    readonly dilation: readonly number[];
  };
  /**
   * The same in PyTorch: a module, `nn.Conv2d(3, 10, 3, stride=2)`, or where PyTorch has none an
   * expression over the names of the slots, `torch.atan(x)`.
   */
  torch(attributes: A, inputs: Shapes): string;
}

/** What a forward pass may depend on besides its inputs. */
export interface ForwardContext {
  /** Training mode (dropout drops, batch norm uses the batch). Default false. */
  readonly training?: boolean;
  /** Seed of this call: dropout's mask is a hash of (seed, cell). */
  readonly seed?: number;
}
