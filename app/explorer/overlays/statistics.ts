/** Statistics of a set: how many cells share a mean or a total, and which. */
import { labelText } from "../../figures/describe/label";
import { t } from "../../language/words";
import { cellsOf, type Expression, type Named } from "../../../engine/core/expression";
import { spokenName } from "../names";
import type { Overlay, OverlayContext } from "./overlay";

/** Fewer cells than this are counted at a glance. */
const MANY = 4;

export function statisticsOverlay({ numbers, expression }: OverlayContext): Overlay | null {
  if (expression === null) return null;
  const named = new Map<string, Named>();
  collect(expression, named);
  const remarks = [...named.values()].flatMap((one) => {
    const cells = [...cellsOf(one.expression)];
    const [first] = cells;
    if (first === undefined || cells.length < MANY) return [];
    const same = new Set(cells.map(({ tensor }) => tensor));
    if (same.size > 1) return [];
    const count = new Set(cells.map(({ index }) => index.join(","))).size;
    return [
      t("{name}: over {count} cells of the {where}.", {
        name: labelText(one.name),
        count,
        where: spokenName(numbers, first.tensor),
      }),
    ];
  });
  return remarks.length === 0 ? null : { notes: remarks.slice(0, 2) };
}

/** The outermost names, each once. */
function collect(expression: Expression, into: Map<string, Named>): void {
  switch (expression.kind) {
    case "named":
      if (expression.name.startsWith("through ")) collect(expression.expression, into);
      else into.set(expression.name, expression);
      return;
    case "sum":
      for (const term of expression.terms) collect(term, into);
      return;
    case "product":
      for (const factor of expression.factors) collect(factor, into);
      return;
    case "quotient":
      collect(expression.numerator, into);
      collect(expression.denominator, into);
      return;
    case "apply":
      collect(expression.argument, into);
      return;
    default:
      return;
  }
}
