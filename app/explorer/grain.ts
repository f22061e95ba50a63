/**
 * Steps that are finer than a number: what one channel adds, or one product. And numbers that are
 * written out where they stand, such as the sum inside a ReLU.
 */
import { evaluate, type Expression, type Sum } from "../../engine/core/expression";
import { type Index, size } from "../../engine/core/shape";
import { explain } from "../../engine/explain/explain";
import { type Numbers, splitName } from "../../engine/explain/numbers";
import { layerNamed } from "../../engine/graph/layer-shapes";
import type { View } from "./view";

type Grained = Pick<View, "of" | "grain" | "opened">;

/** How many steps of the walk one number takes. */
export function partsPerCell(numbers: Numbers, view: Grained): number {
  const { of, grain = "cell", opened = [] } = view;
  if (grain === "cell" || !of.endsWith(".y")) return 1;
  for (const tensor of [of, ...opened]) {
    const shape = layerNamed(numbers.network, splitName(numbers.network, tensor)[0])?.parameters[
      "w"
    ];
    if (shape !== undefined)
      return Math.max(1, grain === "channel" ? (shape[1] ?? 1) : size(shape.slice(1)));
  }
  return 1;
}

/** How many steps of the walk one channel of a number takes. */
export function partsPerChannel(numbers: Numbers, view: Grained): number {
  return partsPerCell(numbers, view) / partsPerCell(numbers, { ...view, grain: "channel" });
}

/** How many parts of its number a place of the walk has reached. */
export function partsAt(numbers: Numbers, view: Grained, at: number): number {
  return ((at - 1) % partsPerCell(numbers, view)) + 1;
}

export interface Written {
  readonly expression: Expression;
  readonly value: number;
  /** Every part of the number is there. */
  readonly isWhole: boolean;
}

/** Where a cell of the view's tensor comes from, as far as the place of the walk shows it. */
export function writtenAt(numbers: Numbers, view: Grained, index: Index, at: number): Written {
  const { expression, value } = explain(numbers, view.of, index);
  const parts = partsAt(numbers, view, at);
  const whole = written(numbers, expression, view.opened ?? []);
  if (parts === partsPerCell(numbers, view)) return { expression: whole, value, isWhole: true };
  const part = partOf(sumIn(whole), parts, view.grain === "channel");
  return { expression: part, value: evaluate(part), isWhole: false };
}

/** With the cells of `opened` tensors written out, under the name z. */
function written(numbers: Numbers, expression: Expression, opened: readonly string[]): Expression {
  if (opened.length === 0) return expression;
  switch (expression.kind) {
    case "cell":
      return opened.includes(expression.tensor)
        ? {
            kind: "named",
            name: "z",
            expression: explain(numbers, expression.tensor, expression.index).expression,
          }
        : expression;
    case "apply":
      return { ...expression, argument: written(numbers, expression.argument, opened) };
    default:
      return expression;
  }
}

/** The sum that a number is made of, without what is done to it afterwards. */
function sumIn(expression: Expression): Expression {
  if (expression.kind === "apply") return sumIn(expression.argument);
  return expression.kind === "named" ? sumIn(expression.expression) : expression;
}

/** The first `parts` channels, or products, of a sum that is grouped by channel. */
function partOf(sum: Expression, parts: number, byChannel: boolean): Expression {
  if (sum.kind !== "sum") return sum;
  const inGroups = sum.terms.filter((term): term is Sum => term.kind === "sum");
  const products: Sum = { ...sum, terms: sum.terms.filter(({ kind }) => kind === "product") };
  const groups = inGroups.length > 0 ? inGroups : [products];
  let left = parts;
  const shown: Sum[] = [];
  for (const group of groups) {
    if (left <= 0) break;
    shown.push(byChannel ? group : { ...group, terms: group.terms.slice(0, left) });
    left -= byChannel ? 1 : group.terms.length;
  }
  const [only] = shown;
  return inGroups.length === 0 && only !== undefined ? only : { kind: "sum", terms: shown };
}
