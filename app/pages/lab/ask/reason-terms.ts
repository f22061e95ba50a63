/**
 * One pixel of a map that says which part of the picture counts, written out by its definition:
 * the map's number is what the expression gives. Pure.
 */
import { t } from "../../../language/words";
import {
  apply,
  cell,
  constant,
  minus,
  product,
  quotient,
  sum,
} from "../../../../engine/core/build";
import { type Cell, evaluate, type Expression } from "../../../../engine/core/expression";
import { size, type Shape } from "../../../../engine/core/shape";
import { type Numbers, present } from "../../../../engine/explain/numbers";
import { type Because, camLayer } from "../../../../engine/explain/reasons";
import { condensed } from "../../../explorer/ask/condensed";

/** Terms written out; the others are one number. */
const MOST_TERMS = 12;
/** The mean gradient of a map, which is no tensor of the network. */
const MEAN = ".mean_dy";
/** A number of the pass over the covered picture. */
const COVERED = "covered ";

/** `at`: of the map, row by row. `picture`: [channels, rows, columns]. */
export function reasonTerm(
  numbers: Numbers,
  picture: Shape,
  way: Exclude<Because, "occlusion">,
  at: number,
): Expression {
  if (way === "cam") return camTerm(numbers, at);
  const [channels = 1, ...sides] = picture;
  const area = size(sides);
  const terms = Array.from({ length: channels }, (_, channel) => {
    const place = channel * area + at;
    const slope = cell("input.dy", "gradient", present(numbers, "input.dy"), place);
    return way === "gradient"
      ? apply("abs", Math.abs, slope)
      : product(cell("input", "input", present(numbers, "input"), place), slope);
  });
  if (way === "product") return sum(terms);
  const [only] = terms;
  if (only !== undefined && terms.length === 1) return only;
  const values = terms.map(evaluate);
  return { kind: "maximum", among: terms, chosen: values.indexOf(Math.max(...values)) };
}

function camTerm(numbers: Numbers, at: number): Expression {
  const layer = camLayer(numbers.network) ?? numbers.network.output.name;
  const maps = present(numbers, `${layer}.y`);
  const [, channels = 1, ...sides] = maps.shape;
  const area = size(sides);
  const terms = Array.from({ length: channels }, (_, channel) =>
    product(
      meanCell(numbers, layer, channel),
      cell(`${layer}.y`, "output", maps, channel * area + at),
    ),
  );
  return apply("relu", (value) => Math.max(0, value), sum(largest(terms)));
}

function meanCell(numbers: Numbers, layer: string, channel: number): Cell {
  const value = evaluate(meanGradient(numbers, layer, channel));
  return { kind: "cell", tensor: `${layer}${MEAN}`, index: [channel], role: "gradient", value };
}

/** The mean of ∂score/∂A over one map, in rows. */
export function meanGradient(numbers: Numbers, layer: string, channel: number): Expression {
  const slopes = present(numbers, `${layer}.dy`);
  const [, , rows = 1, columns = 1] = slopes.shape;
  const lines = Array.from({ length: rows }, (_, row) =>
    sum(
      Array.from({ length: columns }, (__, column) =>
        cell(`${layer}.dy`, "gradient", slopes, (channel * rows + row) * columns + column),
      ),
      t("row {row}", { row }),
    ),
  );
  return quotient(sum(lines), constant(rows * columns, undefined, t("cells of the map")));
}

/** As `meanGradient`, so short that it can be read. */
export function shortMean(mean: Expression): Expression {
  return mean.kind === "quotient"
    ? { ...mean, numerator: condensed(mean.numerator, 0).expression }
    : mean;
}

/** The largest terms in their order, and the others as one number. */
function largest(terms: readonly Expression[]): readonly Expression[] {
  if (terms.length <= MOST_TERMS) return terms;
  const kept = new Set(
    terms.toSorted((a, b) => Math.abs(evaluate(b)) - Math.abs(evaluate(a))).slice(0, MOST_TERMS),
  );
  const others = terms.filter((term) => !kept.has(term));
  const rest = others.reduce((total, term) => total + evaluate(term), 0);
  return [
    ...terms.filter((term) => kept.has(term)),
    constant(rest, undefined, t("the other {count} maps", { count: others.length })),
  ];
}

/** The score less that of the covered picture. `tensor`: of the scores. */
export function occlusionTerm(
  tensor: string,
  label: number,
  whole: number,
  covered: number,
): Expression {
  const score = (name: string, value: number): Cell => ({
    kind: "cell",
    tensor: name,
    index: [0, label],
    role: "output",
    value,
  });
  return sum([score(tensor, whole), minus(score(`${COVERED}${tensor}`, covered))]);
}

/** What a number of these expressions is. */
export type Operand =
  | { readonly kind: "mean"; readonly layer: string; readonly channel: number }
  /** Of the pass over the picture, or over the covered one. */
  | { readonly kind: "number"; readonly covered: boolean; readonly tensor: string };

export function operandOf({ tensor, index }: Cell): Operand {
  if (tensor.endsWith(MEAN))
    return { kind: "mean", layer: tensor.slice(0, -MEAN.length), channel: index[0] ?? 0 };
  const covered = tensor.startsWith(COVERED);
  return { kind: "number", covered, tensor: covered ? tensor.slice(COVERED.length) : tensor };
}
