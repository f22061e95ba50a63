/** The numbers of the pooling figure, all from the engine's maxpool2d and avgpool2d; cells `x y dy` with index [row, column]. */
import type { Expression } from "../../../engine/core/expression";
import type { OpDefinition } from "../../../engine/core/op";
import { fromNested, type Tensor, zeros } from "../../../engine/core/tensor";
import { plane, type Axis } from "../../../engine/core/window";
import { avgpool2d } from "../../../engine/ops/avgpool2d/avgpool2d";
import { maxpool2d } from "../../../engine/ops/maxpool2d/maxpool2d";
import type { Matrix } from "../conv/presets";
import { errorsOf, used, type PoolState } from "./state";

export interface Pooled {
  readonly x: Tensor<Float64Array>;
  readonly y: Matrix;
  /** Row and column of the winner of each window; empty for averages. */
  readonly winners: readonly (readonly { readonly row: number; readonly column: number }[])[];
  readonly rows: Axis;
  readonly columns: Axis;
}

interface Op {
  readonly forward: (x: Tensor) => Readonly<Record<string, Tensor>>;
  readonly backward: (values: Readonly<Record<string, Tensor>>) => Tensor;
  readonly explain: (x: Tensor, row: number, column: number) => Expression;
  readonly explainGradient: (values: Readonly<Record<string, Tensor>>, row: number, column: number) => Expression;
  readonly torch: string;
}

const done = new WeakMap<PoolState, Pooled>();

export function pool(state: PoolState): Pooled {
  const known = done.get(state);
  if (known !== undefined) return known;
  const x = image(state.input);
  const { y, argmax } = opOf(state).forward(x);
  const { window, stride, padding } = used(state);
  const { rows, columns } = plane("pooling", x.shape, { kernel_size: window, stride, padding });
  const width = columns.size;
  const winners =
    argmax === undefined ? [] : matrixOf(argmax).map((line) => line.map((at) => ({ row: Math.floor(at / width), column: at % width })));
  const result: Pooled = { x, y: matrixOf(y ?? zeros([1, 1, rows.count, columns.count])), winners, rows, columns };
  done.set(state, result);
  return result;
}

export function gradientOf(state: PoolState): Matrix {
  return matrixOf(opOf(state).backward(valuesOf(state)));
}

export function explainOutput(state: PoolState, row: number, column: number): Expression {
  return flatCells(opOf(state).explain(pool(state).x, row, column));
}

export function explainGradient(state: PoolState, row: number, column: number): Expression {
  return flatCells(opOf(state).explainGradient(valuesOf(state), row, column));
}

/** How many cells of a window share the maximum. */
export function tiesAt(state: PoolState, row: number, column: number): number {
  const tree = explainOutput(state, row, column);
  if (tree.kind !== "maximum") return 1;
  const most = pool(state).y[row]?.[column];
  return tree.among.filter((one) => one.kind === "cell" && one.value === most).length;
}

/**
 * How many cells share the largest number with this input cell, at most: in the windows that it won, else in those that it
 * lost to an equal. 1 where it stands alone, or is not the largest anywhere.
 */
export function tiesOf(state: PoolState, row: number, column: number): number {
  const { rows, columns, y, winners } = pool(state);
  const value = state.input[row]?.[column];
  const windows = y.flatMap((line, i) =>
    line.flatMap((most, j) => (most === value && covers(rows, i, row) && covers(columns, j, column) ? [[i, j] as const] : [])),
  );
  const won = windows.filter(([i, j]) => winners[i]?.[j]?.row === row && winners[i]?.[j]?.column === column);
  return Math.max(1, ...(won.length > 0 ? won : windows).map(([i, j]) => tiesAt(state, i, j)));
}

function covers({ stride, before, kernel }: Axis, window: number, cell: number): boolean {
  const from = window * stride - before;
  return cell >= from && cell < from + kernel;
}

export function torchLayer(state: PoolState): string {
  return opOf(state).torch;
}

/** Pools a picture: [rows, columns] with the given window and stride. */
export function poolPicture(kind: PoolState["kind"], data: Float32Array, rows: number, columns: number, window: number): Tensor {
  const attributes = { kernel_size: window };
  const x: Tensor = { shape: [1, 1, rows, columns], data };
  const reals =
    kind === "max" ? maxpool2d.forward({ x }, maxpool2d.normalise(attributes)) : avgpool2d.forward({ x }, avgpool2d.normalise(attributes));
  return reals["y"] ?? zeros([1, 1, 0, 0]);
}

function opOf(state: PoolState): Op {
  const { window, stride, padding } = used(state);
  const raw = { kernel_size: window, stride, padding };
  return state.kind === "max" ? bound(maxpool2d, maxpool2d.normalise(raw)) : bound(avgpool2d, avgpool2d.normalise(raw));
}

function bound<A extends Parameters<OpDefinition["forward"]>[1]>(op: OpDefinition<A>, attributes: A): Op {
  return {
    forward: (x) => op.forward({ x }, attributes),
    backward: (values) => op.backward(values, attributes)["dx"] ?? zeros([1, 1, 0, 0]),
    explain: (x, row, column) => op.explain({ x }, attributes, [0, 0, row, column]),
    explainGradient: (values, row, column) => op.explainGradient(values, attributes, "x", [0, 0, row, column]),
    torch: op.torch(attributes, {}),
  };
}

function valuesOf(state: PoolState): Readonly<Record<string, Tensor>> {
  const { x } = pool(state);
  return { x, dy: image(errorsOf(state)), ...opOf(state).forward(x) };
}

/** Cells with index [row, column]. */
function flatCells(tree: Expression): Expression {
  switch (tree.kind) {
    case "cell":
      return { ...tree, index: tree.index.slice(-2) };
    case "sum":
      return { ...tree, terms: tree.terms.map(flatCells) };
    case "product":
      return { ...tree, factors: tree.factors.map(flatCells) };
    case "quotient":
      return { ...tree, numerator: flatCells(tree.numerator), denominator: flatCells(tree.denominator) };
    case "maximum":
      return { ...tree, among: tree.among.map(flatCells) };
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
