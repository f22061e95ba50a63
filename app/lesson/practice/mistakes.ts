/**
 * Mistakes that several exercises read back: a product that went wrong in a sum, the number of
 * another cell, a filter that was turned.
 */
import { factor, ordinal, type Rows, type Mistake, type Term, written } from "./making";

export const TURNED = "You turned the filter round. In a CNN it is laid on as it stands.";

/** The product as the reader finds it: "The 2nd product of channel 0". */
export function productName(which: number, where = ""): string {
  return `The ${ordinal(which + 1)} product${where}`;
}

/** One product of a sum left out, or taken with the other sign; `total` is the right sum. */
export function mistakesOfProduct(
  { left, right, product }: Term,
  total: number,
  name: string,
): Mistake[] {
  const line = `${factor(left)} · ${factor(right)} = ${written(product)}`;
  return [
    { value: total - product, says: `${name}, ${line}, is missing in your sum.` },
    { value: total - 2 * product, says: `${name} is ${line}; you took it with the other sign.` },
  ];
}

/** The number of any other cell of `values`, called `what`. */
export function otherCells(values: Rows, at: readonly [number, number], what: string): Mistake[] {
  return values.flatMap((row, i) =>
    row.map((value, j) => ({
      value,
      says: `That is ${what} in row ${i}, column ${j}; row ${at[0]}, column ${at[1]} is asked for.`,
    })),
  );
}
