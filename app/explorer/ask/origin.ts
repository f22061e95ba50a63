/**
 * Where one number of the network comes from, told so that it can be read: long sums in groups with
 * sub-totals, an activation together with the sum that it is applied to, a flattened number under
 * the name of the map it came from. The numbers are the engine's own (`explain`); here they are
 * only put in order. Indices leave out the batch.
 */
import { t } from "../../language/words";
import { named, sum } from "../../../engine/core/build";
import { LabError } from "../../../engine/core/errors";
import { cellsOf, evaluate, type Cell, type Expression } from "../../../engine/core/expression";
import { valueAt } from "../../../engine/core/tensor";
import { explain } from "../../../engine/explain/explain";
import type { Numbers } from "../../../engine/explain/numbers";
import type { Opened } from "./opened";

export interface Origin {
  readonly cell: Opened;
  readonly expression: Expression;
  /** The network's own number, in the precision that it was computed in. */
  readonly value: number;
  /** What kind of layer made it: "conv2d"; "" for a pixel or a weight. */
  readonly op: string;
  /** False where the origin ends: a pixel, a learned weight. */
  readonly opens: boolean;
}

/** How many products without a place of their own are taken together. */
const GROUP = 12;

/** Null when there is no such number (an old link, another network). */
export function originOf(values: Numbers, cell: Opened): Origin | null {
  try {
    const { expression, layer, opens } = explain(values, cell.tensor, withBatch(cell));
    const definition =
      values.network.layers.find((one) => one.name === layer)?.definition.name ?? "";
    return {
      cell,
      expression: arranged(values, expression),
      value: valueOf(values, cell),
      op: opens ? definition : "",
      opens,
    };
  } catch (problem) {
    if (problem instanceof LabError) return null;
    throw problem;
  }
}

/**
 * Whether the tensor has an axis of examples: activations, the input and their gradients have,
 * weights have not.
 */
export function hasBatch(tensor: string): boolean {
  return tensor === "input" || tensor.endsWith(".y") || tensor.endsWith(".dy");
}

function withBatch({ tensor, index }: Opened): readonly number[] {
  return hasBatch(tensor) ? [0, ...index] : index;
}

/** A leaf of an expression as something that can be opened. */
export function openedOf({ tensor, index }: Cell): Opened {
  return { tensor, index: hasBatch(tensor) ? index.slice(1) : index };
}

function valueOf(values: Numbers, cell: Opened): number {
  const tensor = values.peek(cell.tensor);
  return tensor === null ? Number.NaN : valueAt(tensor, withBatch(cell));
}

function arranged(values: Numbers, expression: Expression): Expression {
  if (expression.kind === "apply" && expression.argument.kind === "cell") {
    const inside = explain(values, expression.argument.tensor, expression.argument.index);
    if (!inside.opens || inside.expression.kind !== "sum") return expression;
    return {
      ...expression,
      argument: named(nameOfCell(expression.argument), grouped(values, inside.expression)),
    };
  }
  return expression.kind === "cell" ? unflattened(values, expression) : grouped(values, expression);
}

/** A sum of many products, in groups by the map that they read from. */
function grouped(values: Numbers, expression: Expression): Expression {
  if (expression.kind !== "sum") return expression;
  const groups = new Map<string, Expression[]>();
  let loose = 0;
  for (const term of withoutZeros(expression.terms)) {
    const read = sourceOf(term);
    const byRow = expression.terms.length >= MANY;
    const label = read === null ? "" : labelOf(unflattened(values, read), loose++, byRow);
    const inside = term.kind === "sum" ? term.terms : [term];
    groups.set(label, [
      ...(groups.get(label) ?? []),
      ...inside.map((one) => withSources(values, one)),
    ]);
  }
  const [only] = groups.keys();
  if (groups.size <= 1 && only !== undefined) return sum(groups.get(only) ?? []);
  return sum([...groups].flatMap(([label, terms]) => (label === "" ? terms : [sum(terms, label)])));
}

/** More terms than this are read without those that are 0. */
const MANY = 400;

/**
 * The gradient of a weight that is used at all places: where no gradient arrives, nothing is added.
 */
function withoutZeros(terms: readonly Expression[]): readonly Expression[] {
  if (terms.length < MANY || !terms.every(readsGradient)) return terms;
  const left = terms.filter((term) => evaluate(term) !== 0);
  return left.length === 0 ? terms.slice(0, 1) : left;
}

function readsGradient(term: Expression): boolean {
  for (const cell of cellsOf(term)) if (cell.tensor.endsWith(".dy")) return true;
  return false;
}

/** The signal that a product or a group of products reads; null for a bias. */
function sourceOf(term: Expression): Cell | null {
  if (term.kind !== "product" && term.kind !== "sum") return null;
  for (const cell of cellsOf(term)) if (hasBatch(cell.tensor)) return cell;
  return null;
}

function labelOf(cell: Cell, position: number, byRow: boolean): string {
  const source = cell.tensor === "input" ? t("the picture") : cell.tensor.replace(/\.d?y$/, "");
  const [, channel = 0, row = 0] = cell.index;
  if (cell.tensor.endsWith(".dy") && cell.index.length === 4)
    return t("gradients of map {channel} of {source}{byRow}", {
      channel,
      source,
      byRow: byRow ? t(", row {row}", { row }) : "",
    });
  if (cell.index.length === 4)
    return cell.tensor === "input" ? source : t("map {channel} of {source}", { channel, source });
  const first = Math.floor(position / GROUP) * GROUP;
  return t("{source}, numbers {first} to {last}", { source, first, last: first + GROUP - 1 });
}

/** The same term with flattened cells under the names of the maps that they came from. */
function withSources(values: Numbers, term: Expression): Expression {
  if (term.kind === "cell") return unflattened(values, term);
  if (term.kind === "product")
    return { ...term, factors: term.factors.map((factor) => withSources(values, factor)) };
  return term;
}

function unflattened(values: Numbers, cell: Cell): Cell {
  const layer = values.network.layers.find((one) => `${one.name}.y` === cell.tensor);
  if (layer?.definition.name !== "flatten") return cell;
  const { expression } = explain(values, cell.tensor, cell.index);
  return expression.kind === "cell" ? { ...expression, role: cell.role } : cell;
}

/** What belongs to the loss; the place is the class. */
export const LOSS: Readonly<Record<string, (place: number) => string>> = {
  loss: () => t("the loss"),
  labels: () => t("the label"),
  "loss.dy": () => t("the gradient of the loss by itself, which is 1"),
  "loss.probabilities": (place) => t("the probability of class {place}", { place }),
};

/** "map 3 of conv2, row 4, column 5" */
export function nameOfCell(cell: Cell): string {
  return nameOf(openedOf(cell));
}

export function nameOf({ tensor, index }: Opened): string {
  const at = tensor.lastIndexOf(".");
  const [layer, slot] = at < 0 ? [tensor, ""] : [tensor.slice(0, at), tensor.slice(at + 1)];
  const [a = 0, b = 0, c = 0, d = 0] = index;
  if (LOSS[tensor] !== undefined) return LOSS[tensor](b);
  if (slot === "next")
    return t("{name}, after one step", { name: nameOf({ tensor: layer, index }) });
  if (slot === "dw" || slot === "db")
    return t("gradient of {name}", {
      name: nameOf({ tensor: `${layer}.${slot.slice(1)}`, index }),
    });
  if (slot === "dy") {
    const of = layer === "input" ? layer : `${layer}.y`;
    return t("gradient of {name}", { name: nameOf({ tensor: of, index }) });
  }
  if (tensor === "input") return t("pixel in row {row}, column {column}", { row: b, column: c });
  if (slot === "b") return t("bias {place} of {layer}", { place: a, layer });
  if (slot === "w" && index.length === 4)
    return t("weight of {layer}: filter {filter}, channel {channel}, row {row}, column {column}", {
      layer,
      filter: a,
      channel: b,
      row: c,
      column: d,
    });
  if (slot === "w")
    return t("weight of {layer}: to number {to}, from number {from}", { layer, to: a, from: b });
  return index.length === 3
    ? t("map {map} of {layer}, row {row}, column {column}", { map: a, layer, row: b, column: c })
    : t("number {place} of {layer}", { place: a, layer });
}

export interface Window {
  readonly tensor: string;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The rectangles of cells that an expression reads, one for each map. */
export function windowsOf(expression: Expression): readonly Window[] {
  const found = new Map<string, Window>();
  for (const cell of cellsOf(expression)) {
    if (!hasBatch(cell.tensor)) continue;
    const [channel = 0, row = 0, column = 0] = openedOf(cell).index;
    const key = `${cell.tensor} ${channel}`;
    const known = found.get(key) ?? {
      tensor: cell.tensor,
      channel,
      row,
      column,
      rows: 1,
      columns: 1,
    };
    const [top, left] = [Math.min(known.row, row), Math.min(known.column, column)];
    const [bottom, right] = [
      Math.max(known.row + known.rows, row + 1),
      Math.max(known.column + known.columns, column + 1),
    ];
    found.set(key, { ...known, row: top, column: left, rows: bottom - top, columns: right - left });
  }
  return [...found.values()];
}

/** What the arithmetic gives, in f64; differs from `value` only by the precision of the run. */
export function resultOf(origin: Origin): number {
  return evaluate(origin.expression);
}
