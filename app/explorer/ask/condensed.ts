/**
 * A sum of very many products, so that it can be read: some of its groups written out, the others
 * as one number. Nothing is left out of the total.
 */
import { t } from "../../language/words";
import { constant, sum } from "../../../engine/core/build";
import { evaluate, type Expression } from "../../../engine/core/expression";

/** Groups written out at a time. */
export const GROUPS = 8;

export interface Condensed {
  readonly expression: Expression;
  /** How many groups there are; 0 where nothing was put together. */
  readonly groups: number;
}

/** The groups from `first` on; with few groups, the expression as it is. */
export function condensed(expression: Expression, first: number): Condensed {
  if (expression.kind === "apply") {
    const inside = condensed(expression.argument, first);
    return { ...inside, expression: { ...expression, argument: inside.expression } };
  }
  if (expression.kind === "named") {
    const inside = condensed(expression.expression, first);
    return { ...inside, expression: { ...expression, expression: inside.expression } };
  }
  if (expression.kind !== "sum") return { expression, groups: 0 };
  const groups = expression.terms.filter(isGroup);
  if (groups.length <= GROUPS) return { expression, groups: 0 };
  const shown = groups.slice(first, first + GROUPS);
  const others = groups.filter((group) => !shown.includes(group));
  const rest = others.reduce((total, group) => total + evaluate(group), 0);
  const terms = [
    ...shown,
    constant(rest, undefined, t("the other {others} groups", { others: others.length })),
    ...expression.terms.filter((term) => !isGroup(term)),
  ];
  return { expression: { ...sum(terms), ...labelOf(expression) }, groups: groups.length };
}

function isGroup(term: Expression): boolean {
  return term.kind === "sum" && term.label !== undefined;
}

function labelOf({ label }: { readonly label?: string }): { readonly label?: string } {
  return label === undefined ? {} : { label };
}
