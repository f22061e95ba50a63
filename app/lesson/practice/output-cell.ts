/**
 * One number of a convolution: every product, then their sum. The reference op explains the cell;
 * mistakes are read back.
 */
import { t, word } from "../../language/words";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import {
  arithmetic,
  attributes,
  between,
  drawing,
  drawRows,
  exercise,
  factor,
  listed,
  FROM_ZERO,
  numberOf,
  plane,
  productLine,
  productsOf,
  rowsMade,
  sumLine,
  text,
  whole,
  type Rows,
  type Mistake,
  type Term,
  answer,
  cellsUnder,
  step,
} from "./making";
import type { Exercise, Field, Generator, Part } from "./practice";
import { eachOf, otherCells, otherSign, productName, mistakesOfProduct, TURNED } from "./mistakes";

export const outputCell: Generator = {
  name: "output-cell",
  title: "One number of a convolution",
  summary: "Multiply window and filter, product by product, and add up.",
  options: {
    size: whole(3, 8, 5, "Rows and columns of the input."),
    filter: whole(1, 4, 3, "Rows and columns of the filter."),
    stride: whole(1, 3, 1, "Largest stride."),
    padding: whole(0, 2, 0, "Largest padding."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("output-cell", seed, index);
    const size = numberOf(options, "size", 5);
    const f = Math.min(numberOf(options, "filter", 3), size);
    const s = between(from, 1, numberOf(options, "stride", 1));
    const p = between(from, 0, Math.min(f - 1, numberOf(options, "padding", 0)));
    const x = drawRows(from, size, size, 0, 9);
    const w = drawRows(from, f, f, -2, 2);
    const y = rowsMade(conv2d.forward({ x: plane(x), w: plane(w) }, attributes(f, f, s, p)));
    const at = [from.below(y.length), from.below(y[0]?.length ?? 1)] as const;
    return cellExercise({ x, w, y, s, p, at });
  },
};

interface Setting {
  readonly x: Rows;
  readonly w: Rows;
  readonly y: Rows;
  readonly s: number;
  readonly p: number;
  readonly at: readonly [number, number];
}

function cellExercise(setting: Setting): Exercise {
  const { x, w, s, p, at } = setting;
  const f = w.length;
  const terms = productsOf(
    conv2d.explain({ x: plane(x), w: plane(w) }, attributes(f, f, s, p), [0, 0, ...at]),
  );
  const marked = cellsUnder(at, { f, s, p }).filter(
    ([row, column]) => x[row]?.[column] !== undefined,
  );
  const products = terms.map(({ product }) => product);
  const value = products.reduce((total, product) => total + product, 0);
  return exercise({
    ask: [
      text(
        `${t("Stride {s}, padding {p}. Compute the number of the output in row {row}, column {column}.", { s, p, row: at[0], column: at[1] })} ${word(FROM_ZERO)}`,
      ),
      { kind: "matrix", name: t("input"), role: "input", values: x, marked },
      { kind: "matrix", name: t("filter"), role: "weight", values: w },
    ],
    fields: [...terms.map(productField), answer("sum", t("sum"), value)],
    hints: [
      t(
        "Lay the filter over the marked window: each number of the filter meets the one below it. The filter is not turned.",
      ),
      t("The first row: {products}.", { products: listed(terms.slice(0, f).map(productLine)) }),
      t("The products are {products}. Add them up.", { products: listed(products) }),
    ],
    solution: [...rowsOfTerms(terms, f), arithmetic(sumLine(products))],
    mistakes: {
      ...eachOf("product", terms, productMistakes),
      sum: [
        turned(setting),
        ...otherCells(setting.y, at, word("the number")),
        ...terms.flatMap((term, which) => mistakesOfProduct(term, value, productName(which))),
      ],
    },
    praise: t("Right: {line}", { line: sumLine(products) }),
  });
}

function productField({ left, right, product }: Term, which: number): Field {
  const label = t(
    "{at, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} product: {left} · {right} =",
    { at: which + 1, left: factor(left), right: factor(right) },
  );
  return step(`product-${which}`, label, product);
}

function rowsOfTerms(terms: readonly Term[], f: number): Part[] {
  return Array.from({ length: Math.ceil(terms.length / f) }, (_, row) =>
    arithmetic(
      terms
        .slice(row * f, row * f + f)
        .map(productLine)
        .join(",  "),
    ),
  );
}

function productMistakes(term: Term): readonly Mistake[] {
  const [left, right] = [factor(term.left), factor(term.right)];
  return [
    {
      value: term.left + term.right,
      says: t("You added; {left} and {right} are multiplied.", { left, right }),
    },
    otherSign(term),
    {
      value: term.left,
      says: t("That is the number of the input; multiply it by {right}.", { right }),
    },
  ];
}

/** The filter turned by half a turn, as mathematicians define convolution. */
function turned({ x, w, s, p, at }: Setting): Mistake {
  const flipped = w.map((row) => row.toReversed()).toReversed();
  const f = w.length;
  const y = rowsMade(conv2d.forward({ x: plane(x), w: plane(flipped) }, attributes(f, f, s, p)));
  return { value: y[at[0]]?.[at[1]] ?? Number.NaN, says: word(TURNED) };
}
