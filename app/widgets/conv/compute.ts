/**
 * The numbers of the convolution figure, all from the engine's conv2d: outputs, gradients, use counts, and the arithmetic
 * of any one of them. A state is computed once (states never change). Cells are named `x w b y dy` with index [row,
 * column]; a flipped filter is turned before it goes in and its cells are turned back before they are shown.
 */
import type { Cell, Expression } from "../../../engine/core/expression";
import type { Axis } from "../../../engine/core/window";
import { plane } from "../../../engine/core/window";
import { fromNested, tensor, type Tensor, zeros } from "../../../engine/core/tensor";
import { conv2d, type Conv2dAttributes } from "../../../engine/ops/conv2d/conv2d";
import { byRow, flattened, rowsOf } from "./grouping";
import { errorsOf, sizeOf, type ConvState } from "./state";
import type { Matrix } from "./presets";

export interface Convolved {
  readonly attributes: Conv2dAttributes;
  /** [1, 1, rows, columns], [1, 1, kh, kw] as it is laid on, [1]. */
  readonly x: Tensor<Float64Array>;
  readonly w: Tensor<Float64Array>;
  readonly b: Tensor<Float64Array>;
  readonly y: Matrix;
  readonly rows: Axis;
  readonly columns: Axis;
}

const done = new WeakMap<ConvState, Convolved>();

export function convolve(state: ConvState): Convolved {
  const known = done.get(state) ?? sameNumbers(state);
  if (known !== undefined) {
    done.set(state, known);
    return known;
  }
  const filter = laid(state);
  const x = image(state.input);
  const w = image(filter);
  const b = tensor([1], Float64Array.of(state.bias));
  const attributes = conv2d.normalise({
    out_channels: 1,
    kernel_size: [filter.length, filter[0]?.length ?? 0],
    stride: state.stride,
    padding: state.padding,
    dilation: state.dilation,
    bias: true,
  });
  const { rows, columns } = plane("conv2d", x.shape, attributes);
  const y = conv2d.forward({ x, w, b }, attributes)["y"] ?? zeros([1, 1, rows.count, columns.count]);
  const result: Convolved = { attributes, x, w, b, y: matrixOf(y), rows, columns };
  done.set(state, result);
  latest = { state, result };
  return result;
}

const NUMBERS = ["input", "filter", "bias", "stride", "padding", "dilation", "flip"] as const;
let latest: { readonly state: ConvState; readonly result: Convolved } | null = null;

/** A step along the time line makes a new state, but changes no number. */
function sameNumbers(state: ConvState): Convolved | undefined {
  const before = latest;
  return before !== null && NUMBERS.every((key) => before.state[key] === state[key]) ? before.result : undefined;
}

/** The filter as it is laid on the input: turned by 180° for a convolution as mathematics defines it. */
export function laid({ filter, flip }: Pick<ConvState, "filter" | "flip">): Matrix {
  return flip ? turned(filter) : filter;
}

export function turned(filter: Matrix): Matrix {
  return filter.map((row) => row.toReversed()).toReversed();
}

export interface Gradients {
  readonly dx: Matrix;
  /** In the filter's own order, not turned. */
  readonly dw: Matrix;
  readonly db: number;
}

export function gradientsOf(state: ConvState): Gradients {
  const { x, w, b, attributes } = convolve(state);
  const { dx, dw, db } = conv2d.backward({ x, w, b, dy: image(errorsOf(state)) }, attributes);
  const filter = matrixOf(dw ?? w);
  return { dx: matrixOf(dx ?? x), dw: state.flip ? turned(filter) : filter, db: db?.data[0] ?? Number.NaN };
}

/** How many outputs read each input cell: the gradient of the sum of the outputs when every weight is 1. */
export function usesOf(state: ConvState): Matrix {
  const { x, attributes, rows, columns } = convolve(state);
  const ones = (height: number, width: number): Tensor => tensor([1, 1, height, width], new Float64Array(height * width).fill(1));
  const w = ones(rows.kernel, columns.kernel);
  const { dx } = conv2d.backward({ x, w, dy: ones(rows.count, columns.count) }, { ...attributes, bias: false });
  return matrixOf(dx ?? x);
}

/** L = Σ dy·y, the loss whose gradient at the outputs is `dy`: what a nudge is measured on. */
export function lossOf(state: ConvState, dy: Matrix = errorsOf(state)): number {
  return convolve(state).y.reduce((total, row, i) => total + row.reduce((sum, y, j) => sum + y * (dy[i]?.[j] ?? 0), 0), 0);
}

export interface Nudge {
  readonly by: number;
  readonly before: number;
  readonly after: number;
  /** (after − before) / by. */
  readonly slope: number;
}

/** Moves one number by a thousandth and looks at what the loss does: no derivative is used. */
export function nudge(state: ConvState, of: ConvState["of"], row: number, column: number): Nudge {
  const by = 0.001;
  const dy = errorsOf(state);
  const moved = (matrix: Matrix): Matrix =>
    matrix.map((line, i) => (i === row ? line.map((value, j) => (j === column ? value + by : value)) : line));
  const next =
    of === "b"
      ? { ...state, bias: state.bias + by }
      : of === "w"
        ? { ...state, filter: moved(state.filter) }
        : { ...state, input: moved(state.input) };
  const before = lossOf(state, dy);
  const after = lossOf(next, dy);
  return { by, before, after, slope: Number(((after - before) / by).toPrecision(9)) };
}

/** Where an output number comes from, by rows of the filter. */
export function explainOutput(state: ConvState, row: number, column: number): Expression {
  const { x, w, b, attributes } = convolve(state);
  const tree = conv2d.explain({ x, w, b }, attributes, [0, 0, row, column]);
  const parts = flattened(named(tree, state));
  const products = parts.filter((part) => part.kind === "product");
  const bias = state.bias === 0 ? [] : parts.filter((part) => part.kind === "cell");
  return { kind: "sum", terms: [...rowsOf(products, "w", "filter row"), ...bias] };
}

/** Where a gradient number comes from: which errors it hears, and through what. */
export function explainGradient(state: ConvState, of: ConvState["of"], row: number, column: number): Expression {
  const { x, w, b, attributes } = convolve(state);
  const [i, j] = of === "w" ? turnedPlace(state, row, column) : [row, column];
  const at = of === "b" ? [0] : [0, 0, i, j];
  const tree = named(conv2d.explainGradient({ x, w, b, dy: image(errorsOf(state)) }, attributes, of, at), state);
  return byRow(tree, "dy", "error row");
}

/** The outputs that read an input cell, and the weight it meets in each; or for a weight, the input cells that it meets. */
export function meetings(
  state: ConvState,
  tensorName: "input" | "filter",
  row: number,
  column: number,
): readonly { readonly output: Cell; readonly partner: Expression }[] {
  const [rows, columns] = sizeOf(tensorName === "input" ? state.input : state.filter);
  if (row >= rows || column >= columns) return []; // pointed at before the matrix became smaller
  const terms = flattened(explainGradient(state, tensorName === "input" ? "x" : "w", row, column));
  return terms.flatMap((term) => {
    const [output, partner] = term.kind === "product" ? term.factors : [];
    return output?.kind === "cell" && partner !== undefined ? [{ output, partner }] : [];
  });
}

export function turnedPlace(state: ConvState, row: number, column: number): readonly [number, number] {
  const { rows, columns } = convolve(state);
  return state.flip ? [rows.kernel - 1 - row, columns.kernel - 1 - column] : [row, column];
}

/** Cells with index [row, column], the filter's in the filter's own order. */
function named(tree: Expression, state: ConvState): Expression {
  switch (tree.kind) {
    case "cell": {
      const [row = 0, column = 0] = tree.index.slice(-2);
      if (tree.tensor === "b") return { ...tree, index: [0, 0] };
      return { ...tree, index: tree.tensor === "w" ? turnedPlace(state, row, column) : [row, column] };
    }
    case "sum":
      return { ...tree, terms: tree.terms.map((term) => named(term, state)) };
    case "product":
      return { ...tree, factors: tree.factors.map((factor) => named(factor, state)) };
    default:
      return tree;
  }
}

function image(matrix: Matrix): Tensor<Float64Array> {
  return fromNested([[matrix]]);
}

function matrixOf(of: Tensor): Matrix {
  const [, , rows = 0, columns = 0] = of.shape;
  return Array.from({ length: rows }, (_, row) => Array.from(of.data.slice(row * columns, (row + 1) * columns)));
}
