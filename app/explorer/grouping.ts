/**
 * Long sums in groups, as they lie in the grids, each with a sub-total: by channel where there are
 * several, else by row. The terms stay, only their order of writing changes.
 */
import { word } from "../language/words";
import type { Cell, Expression } from "../../engine/core/expression";
import type { Index } from "../../engine/core/shape";

/** So few products, and so few cells of a mean, are read as they are. */
const FEW = 3;
const FEW_CELLS = 12;

/** How channels and cells are called in words. */
interface CountedAs {
  /** Names of channels, where they have names. */
  readonly channels?: readonly string[];
  readonly indexOf?: (cell: Cell) => Index;
}

/**
 * `drawn`: tensors that are on the screen; a bias of 0 that is not among them is not written.
 */
export function grouped(
  expression: Expression,
  drawn: ReadonlySet<string>,
  { channels = [], indexOf = ({ index }) => index }: CountedAs = {},
): Expression {
  if (expression.kind === "quotient")
    return {
      ...expression,
      numerator: grouped(expression.numerator, drawn, { channels, indexOf }),
    };
  if (expression.kind !== "sum" || expression.label !== undefined) return expression;
  if (expression.terms.some((term) => term.kind === "named")) return expression;
  const every = flattened(expression);
  const terms = every.filter((term) => !isIdleBias(term, drawn));
  const plain: Expression =
    terms.length === 0 || terms.length === every.length ? expression : { kind: "sum", terms };
  const isCell = terms.every((term) => term.kind === "cell");
  if (channels.length === 0 && terms.length <= (isCell ? FEW_CELLS : FEW)) return plain;
  const rest = isCell ? [] : terms.filter((term) => term.kind !== "product");
  const products = terms.filter((term) => isCell || term.kind === "product");
  const by = guideOf(products);
  if (by === null) return plain;
  const byChannel = groupsOf(products, by, -3, indexOf);
  const groups = byChannel.size > 1 ? byChannel : groupsOf(products, by, -2, indexOf);
  if (groups.size <= 1) return plain;
  const axis = byChannel.size > 1 ? "channel" : GUIDES[by];
  return {
    kind: "sum",
    terms: [
      ...[...groups].map(
        ([at, members]): Expression => ({
          kind: "sum",
          label: (axis === "channel" ? channels[at] : undefined) ?? `${word(axis)} ${at}`,
          terms: members,
        }),
      ),
      ...rest,
    ],
  };
}

type Guide = "gradient" | "weight" | "picture";

const GUIDES = { gradient: "error row", weight: "filter row", picture: "row" } as const;

/** What every product has a cell of, padding or not: an error, a weight, a picture. */
function guideOf(terms: readonly Expression[]): Guide | null {
  const all = (guide: Guide): boolean =>
    terms.every((term) => guideCell(term, guide) !== undefined);
  return (["gradient", "weight", "picture"] as const).find(all) ?? null;
}

/** Terms by an index (from the end) of the cell of their guide. */
function groupsOf(
  terms: readonly Expression[],
  guide: Guide,
  axis: number,
  indexOf: (cell: Cell) => Index,
): ReadonlyMap<number, Expression[]> {
  const groups = new Map<number, Expression[]>();
  for (const term of terms) {
    const cell = guideCell(term, guide);
    const at = cell === undefined ? 0 : (indexOf(cell).at(axis) ?? 0);
    groups.set(at, [...(groups.get(at) ?? []), term]);
  }
  return groups;
}

function guideCell(term: Expression, guide: Guide): Cell | undefined {
  const cells = term.kind === "product" ? term.factors : [term];
  return cells.find(
    (one): one is Cell =>
      one.kind === "cell" &&
      one.index.length === 4 &&
      (guide === "picture" ? one.role !== "weight" : one.role === guide),
  );
}

function isIdleBias(term: Expression, drawn: ReadonlySet<string>): boolean {
  return (
    term.kind === "cell" && term.role === "bias" && term.value === 0 && !drawn.has(term.tensor)
  );
}

function flattened(tree: Expression): readonly Expression[] {
  return tree.kind === "sum" ? tree.terms.flatMap(flattened) : [tree];
}
