/** Which cells of a scene are lit: what a number is made of, what is pointed at, who uses it. */
import { type Cell, cellsOf, type Expression } from "../../engine/core/expression";
import type { Numbers } from "../../engine/explain/numbers";
import type { Use } from "../../engine/explain/uses";
import type { CellStyle } from "../figures/marks/number-grid/cell-style";
import { type CellAt, cellKey, sameCell } from "../figures/scene/scene";
import { hueOf } from "./names";
import type { View } from "./view";

export interface Highlight {
  readonly at: CellAt;
  readonly style: CellStyle;
}

export interface Lit {
  readonly pointed: CellAt | null;
  readonly cursor: CellAt | null;
  readonly expression: Expression | null;
  readonly partners: readonly Cell[];
  readonly uses: readonly Use[];
}

/** The cells that the number is made of, the number itself, and what is pointed at. */
export function highlightsOf(
  numbers: Numbers,
  view: View,
  { pointed, cursor, expression, partners, uses }: Lit,
): Map<string, Highlight> {
  const highlights = new Map<string, Highlight>();
  const put = (at: CellAt, style: CellStyle): void => {
    const key = cellKey(at.tensor, at.index);
    if (highlights.get(key)?.style.strong !== true) highlights.set(key, { at, style });
  };
  for (const { tensor, index, partner } of uses) {
    put({ tensor, index }, { lit: "output" });
    if (partner?.kind === "cell") put(partner, { lit: partner.role });
  }
  if (expression !== null) {
    for (const cell of cellsOf(expression)) put(cell, { lit: cell.role });
    for (const cell of winnersOf(expression)) put(cell, { lit: cell.role, strong: true });
  }
  if (cursor !== null) {
    put(cursor, { lit: hueOf(numbers, cursor.tensor, view.of), strong: true });
    const value = valueOfGradient(numbers, cursor);
    if (value !== null) put(value, { lit: hueOf(numbers, value.tensor, view.of), strong: true });
  }
  for (const cell of partners) put(cell, { lit: cell.role, strong: true });
  if (pointed !== null)
    put(pointed, { lit: hueOf(numbers, pointed.tensor, view.of), strong: true });
  return highlights;
}

/** The cells that a maximum chose. */
function winnersOf(expression: Expression): readonly Cell[] {
  if (expression.kind !== "maximum") return [];
  const chosen = expression.among[expression.chosen];
  return chosen?.kind === "cell" ? [chosen] : [];
}

/** The cell whose gradient this is: `input[…]` for `input.dy[…]`, `conv1.w` for `conv1.dw`. */
export function valueOfGradient(numbers: Numbers, { tensor, index }: CellAt): CellAt | null {
  if (tensor === "input.dy") return { tensor: "input", index };
  const match = /^(.*)\.d([a-z_]+)$/.exec(tensor);
  const value = match === null ? "" : `${match[1]}.${match[2]}`;
  return numbers.has(value) ? { tensor: value, index } : null;
}

/** The cells that a cell is multiplied by in an explanation. */
export function partnersOf(expression: Expression | null, cell: CellAt | null): readonly Cell[] {
  if (expression === null || cell === null) return [];
  switch (expression.kind) {
    case "sum":
      return expression.terms.flatMap((term) => partnersOf(term, cell));
    case "product": {
      const cells = expression.factors.filter((one) => one.kind === "cell");
      if (!cells.some((one) => sameCell(one, cell))) return [];
      return cells.filter((one) => !sameCell(one, cell));
    }
    default:
      return [];
  }
}
