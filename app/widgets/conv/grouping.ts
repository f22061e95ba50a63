/** Long sums in rows, as they lie in the grid, each with a sub-total: the terms stay, only their order of writing changes. */
import type { Expression } from "../../../engine/core/expression";

/** A sum grouped by the row of the cell of `tensor` in each term. */
export function byRow(tree: Expression, tensor: string, label: string): Expression {
  return { kind: "sum", terms: rowsOf(flattened(tree), tensor, label) };
}

/** Terms in labelled groups; a few terms, or a single row, stay flat. */
export function rowsOf(terms: readonly Expression[], tensor: string, label: string): readonly Expression[] {
  const groups = new Map<number, Expression[]>();
  for (const term of terms) {
    const cells = term.kind === "product" ? term.factors : [term];
    const cell = cells.find((one) => one.kind === "cell" && one.tensor === tensor);
    const row = cell?.kind === "cell" ? (cell.index.at(-2) ?? 0) : -1;
    groups.set(row, [...(groups.get(row) ?? []), term]);
  }
  if (groups.size <= 1 || terms.length <= 3) return terms;
  return [...groups].map(([row, members]) => ({ kind: "sum", label: `${label} ${row}`, terms: members }));
}

export function flattened(tree: Expression): readonly Expression[] {
  return tree.kind === "sum" ? tree.terms.flatMap(flattened) : [tree];
}
