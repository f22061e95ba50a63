/**
 * One number of a gradient of a convolution: dw or dx, product by product, explained by the
 * reference op.
 */
import { t, word } from "../../language/words";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import {
  between,
  arithmetic,
  attributes,
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
  answer,
  step,
} from "./making";
import type { Exercise, Generator, Part } from "./practice";
import { eachOf, otherCells, otherSign } from "./mistakes";

const KINDS = ["weight", "input", "either"] as const;

export const gradientCell: Generator = {
  name: "gradient-cell",
  title: "One number of a gradient",
  summary:
    "The gradient that comes back is given: what is the gradient of one weight, or of one input?",
  options: {
    of: { type: "choice", options: KINDS, default: "either", description: "Whose gradient." },
    size: whole(3, 6, 4, "Rows and columns of the input."),
    filter: whole(2, 3, 2, "Rows and columns of the filter."),
    stride: whole(1, 2, 1, "Largest stride."),
  },
  make(seed, index, options): Exercise {
    const from = drawing("gradient-cell", seed, index);
    const size = numberOf(options, "size", 4);
    const f = Math.min(numberOf(options, "filter", 2), size);
    const s = between(from, 1, numberOf(options, "stride", 1));
    const x = drawRows(from, size, size, -2, 5);
    const w = drawRows(from, f, f, -2, 3);
    const rows =
      conv2d.shapes({ x: [1, 1, size, size], w: [1, 1, f, f] }, attributes(f, f, s, 0)).y[2] ?? 1;
    const dy = drawRows(from, rows, rows, -2, 2);
    const wanted = options["of"];
    const ofWeight = wanted === "weight" || (wanted !== "input" && from.below(2) === 0);
    return gradientExercise({
      x,
      w,
      dy,
      s,
      slot: ofWeight ? "w" : "x",
      at: cellOf(from.next(), ofWeight ? f : Math.min(size, (rows - 1) * s + f)),
    });
  },
};

/** A cell of the first `extent` rows and columns: the window reaches these. */
function cellOf(drawn: number, extent: number): [number, number] {
  return [drawn % extent, Math.floor(drawn / 65536) % extent];
}

interface Setting {
  readonly x: Rows;
  readonly w: Rows;
  readonly dy: Rows;
  readonly s: number;
  readonly slot: "x" | "w";
  readonly at: readonly [number, number];
}

/** Input, filter and the gradient that comes back; the cell that is asked for is marked. */
function matricesOf({ x, w, dy, slot, at }: Setting): Part[] {
  const here = (of: string) => (slot === of ? { marked: [at] } : {});
  return [
    { kind: "matrix", name: t("x, input"), role: "input", values: x, ...here("x") },
    { kind: "matrix", name: t("w, filter"), role: "weight", values: w, ...here("w") },
    { kind: "matrix", name: t("dy, gradient of the output"), role: "gradient", values: dy },
  ];
}

function termsOf({ x, w, dy, s, slot, at }: Setting): Term[] {
  const values = { x: plane(x), w: plane(w), dy: plane(dy) };
  const settings = attributes(w.length, w.length, s, 0);
  return productsOf(conv2d.explainGradient(values, settings, slot, [0, 0, ...at]));
}

function gradientExercise(setting: Setting): Exercise {
  const { s, slot, at } = setting;
  const terms = termsOf(setting);
  const products = terms.map(({ product }) => product);
  const value = products.reduce((total, product) => total + product, 0);
  const other =
    slot === "w"
      ? t("the number of the input under this weight")
      : t("the weight that met this input");
  return exercise({
    ask: [
      text(
        `${t("Stride {s}, no padding. The gradient dy comes back from above. Compute {name} in row {row}, column {column}.", { s, name: `d${slot}`, row: at[0], column: at[1] })} ${word(FROM_ZERO)}`,
      ),
      ...matricesOf(setting),
    ],
    fields: [
      ...products.map((product, which) =>
        step(`product-${which}`, productLabel(which + 1), product),
      ),
      answer("sum", slot === "w" ? "dw" : "dx", value, { role: "gradient" }),
    ],
    hints: [
      t("Which outputs depend on it? There {count, plural, one {is one} other {are #}}.", {
        count: terms.length,
      }),
      t("Each of them contributes its dy times {other}.", { other }),
      t("The products are {products}.", { products: listed(terms.map(productLine)) }),
    ],
    solution: [
      ...terms.map((term) => arithmetic(productLine(term))),
      arithmetic(sumLine(products)),
    ],
    mistakes: {
      ...eachOf("product", terms, productMistakes),
      sum: sumMistakes(setting, terms, value),
    },
    praise: t("Right: {line}.", { line: products.length > 1 ? sumLine(products) : written(value) }),
  });
}

function productLabel(at: number): string {
  return t("{at, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} product =", { at });
}

function productMistakes(term: Term): readonly Mistake[] {
  const [left, right] = [written(term.left), factor(term.right)];
  return [
    otherSign(term),
    { value: term.left, says: t("That is dy alone; it is multiplied by {right}.", { right }) },
    {
      value: term.right,
      says: t("That is the factor alone; it is multiplied by dy = {left}.", { left }),
    },
  ];
}

function sumMistakes(
  { x, w, dy, s, slot, at }: Setting,
  terms: readonly Term[],
  value: number,
): readonly Mistake[] {
  const values = { x: plane(x), w: plane(w), dy: plane(dy) };
  const gradients = conv2d.backward(values, attributes(w.length, w.length, s, 0));
  const others = otherCells(rowsOf(gradients[`d${slot}`] ?? plane([[0]])), at, `d${slot}`);
  if (terms.length === 1) return others;
  const missing = terms.map(({ left, right, product }) => ({
    value: value - product,
    says: t(
      "One output is missing: dy = {left} times {right} = {product} belongs to the sum too.",
      { left: written(left), right: factor(right), product: written(product) },
    ),
  }));
  const says = t(
    "That is one product; {count} outputs depend on this number, and their products are added.",
    { count: terms.length },
  );
  return [...missing, ...terms.map(({ product }) => ({ value: product, says })), ...others];
}
