/**
 * Mistakes that several exercises read back: a product that went wrong in a sum, the number of
 * another cell, a filter that was turned.
 */
import { t } from "../../language/words";
import { factor, productLine, type Rows, type Mistake, type Term, written } from "./making";

export const TURNED = "You turned the filter round. In a CNN it is laid on as it stands.";

/** The product as the reader finds it: "The 2nd product of channel 0". */
export function productName(which: number, channel?: number): string {
  const at = which + 1;
  return channel === undefined
    ? t("The {at, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} product", { at })
    : t(
        "The {at, selectordinal, one {#st} two {#nd} few {#rd} other {#th}} product of channel {channel}",
        { at, channel },
      );
}

/** The mistakes of each of several fields "product-0", "product-1" … */
export function eachOf<Item>(
  name: string,
  items: readonly Item[],
  make: (item: Item, which: number) => readonly Mistake[],
): Record<string, readonly Mistake[]> {
  return Object.fromEntries(items.map((item, which) => [`${name}-${which}`, make(item, which)]));
}

/** A product with the other sign. */
export function otherSign({ left, right, product }: Term): Mistake {
  return {
    value: -product,
    says: t("Mind the sign: {left} · {right} is {product}.", {
      left: factor(left),
      right: factor(right),
      product: written(product),
    }),
  };
}

/** One product of a sum left out, or taken with the other sign; `total` is the right sum. */
export function mistakesOfProduct(term: Term, total: number, name: string): Mistake[] {
  const { product } = term;
  const line = productLine(term);
  return [
    { value: total - product, says: t("{name}, {line}, is missing in your sum.", { name, line }) },
    {
      value: total - 2 * product,
      says: t("{name} is {line}; you took it with the other sign.", { name, line }),
    },
  ];
}

export function withStride(stride: number, size: number): string {
  return t("With stride {stride} you would get {size}.", { stride, size });
}

export function withPadding(padding: number, size: number): string {
  return t("With padding {padding} you would get {size}.", { padding, size });
}

/** The number of any other cell of `values`, called `what`. */
export function otherCells(values: Rows, at: readonly [number, number], what: string): Mistake[] {
  return values.flatMap((row, i) =>
    row.map((value, j) => ({
      value,
      says: t("That is {what} in row {i}, column {j}; row {row}, column {column} is asked for.", {
        what,
        i,
        j,
        row: at[0],
        column: at[1],
      }),
    })),
  );
}
