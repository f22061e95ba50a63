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
  rowsOf,
  sumLine,
  text,
  whole,
  written,
  type Rows,
  type Mistake,
  type Term,
} from "./making";
import type { Exercise, Field, Generator, Part } from "./practice";
import { otherCells, productName, mistakesOfProduct, TURNED } from "./mistakes";

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
    const y = rowsOf(
      conv2d.forward({ x: plane(x), w: plane(w) }, attributes(f, f, s, p))["y"] ?? plane([[0]]),
    );
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
  const products = terms.map(({ product }) => product);
  const value = products.reduce((total, product) => total + product, 0);
  return exercise({
    ask: [
      text(
        `${t("Stride {s}, padding {p}. Compute the number of the output in row {row}, column {column}.", { s, p, row: at[0], column: at[1] })} ${word(FROM_ZERO)}`,
      ),
      { kind: "matrix", name: t("input"), role: "input", values: x, marked: window(setting) },
      { kind: "matrix", name: t("filter"), role: "weight", values: w },
    ],
    fields: [
      ...products.map((product, which) => productField(terms, product, which)),
      {
        kind: "number",
        id: "sum",
        label: t("sum"),
        role: "output",
        value,
        tolerance: 0,
        optional: false,
      },
    ],
    hints: [
      t(
        "Lay the filter over the marked window: each number of the filter meets the one below it. The filter is not turned.",
      ),
      t("The first row: {products}.", { products: listed(terms.slice(0, f).map(productLine)) }),
      t("The products are {products}. Add them up.", { products: listed(products) }),
    ],
    solution: [...rowsOfTerms(terms, f), arithmetic(sumLine(products))],
    mistakes: mistakesOf(setting, terms, value),
    praise: t("Right: {line}", { line: sumLine(products) }),
  });
}

function productField(terms: readonly Term[], value: number, which: number): Field {
  const { left = 0, right = 0 } = terms[which] ?? {};
  return {
    kind: "number",
    id: `product-${which}`,
    label: t(
      "{at, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} product: {left} · {right} =",
      { at: which + 1, left: factor(left), right: factor(right) },
    ),
    role: "constant",
    value,
    tolerance: 0,
    optional: true,
  };
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

/** The input cells under the window. */
function window({ x, w, s, p, at }: Setting): [number, number][] {
  const cells: [number, number][] = [];
  for (let u = 0; u < w.length; u++)
    for (let v = 0; v < w.length; v++) {
      const [row, column] = [at[0] * s - p + u, at[1] * s - p + v];
      if (x[row]?.[column] !== undefined) cells.push([row, column]);
    }
  return cells;
}

function mistakesOf(
  setting: Setting,
  terms: readonly Term[],
  value: number,
): Record<string, readonly Mistake[]> {
  const mistakes: Record<string, readonly Mistake[]> = {};
  terms.forEach(({ left, right, product }, which) => {
    mistakes[`product-${which}`] = [
      {
        value: left + right,
        says: t("You added; {left} and {right} are multiplied.", {
          left: factor(left),
          right: factor(right),
        }),
      },
      {
        value: -product,
        says: t("Mind the sign: {left} · {right} is {product}.", {
          left: factor(left),
          right: factor(right),
          product: written(product),
        }),
      },
      {
        value: left,
        says: t("That is the number of the input; multiply it by {right}.", {
          right: factor(right),
        }),
      },
    ];
  });
  mistakes["sum"] = [
    ...turned(setting),
    ...otherCells(setting.y, setting.at, word("the number")),
    ...terms.flatMap((term, which) => mistakesOfProduct(term, value, productName(which))),
  ];
  return mistakes;
}

/** The filter turned by half a turn, as mathematicians define convolution. */
function turned({ x, w, s, p, at }: Setting): Mistake[] {
  const flipped = w.map((row) => row.toReversed()).toReversed();
  const f = w.length;
  const y = rowsOf(
    conv2d.forward({ x: plane(x), w: plane(flipped) }, attributes(f, f, s, p))["y"] ?? plane([[0]]),
  );
  return [{ value: y[at[0]]?.[at[1]] ?? Number.NaN, says: word(TURNED) }];
}
