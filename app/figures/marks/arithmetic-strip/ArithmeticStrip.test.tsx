// @vitest-environment happy-dom
/** Where a line of arithmetic may break: between products, never inside one. */
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Expression } from "../../../../engine/core/expression";
import { layOut } from "../../describe/arithmetic";
import { ArithmeticStrip } from "./ArithmeticStrip";

afterEach(cleanup);

const product = (...values: number[]): Expression => ({
  kind: "product",
  factors: values.map((value) => ({ kind: "constant", value })),
});

/** The parts of the first line that stay whole, by their texts. */
function whole(terms: readonly Expression[], value: number): string[] {
  const arithmetic = layOut({ kind: "sum", terms }, { value });
  const { container } = render(<ArithmeticStrip title="a sum" arithmetic={arithmetic} />);
  const line = container.querySelector("[data-arithmetic]");
  return [...(line?.querySelectorAll("[class*=tight]") ?? [])].map((one) =>
    one.textContent.replace(/\s+/g, " "),
  );
}

test("a product stays on one line with its signs and parentheses; the sum may break", () => {
  expect(whole([product(4, 1), product(9, 0), product(2, -1)], 2)).toEqual([
    "4 × 1",
    "9 × 0",
    "2 × (−1)",
    " = 2",
  ]);
});

test("a product of many factors may break", () => {
  expect(whole([product(1, 2, 3), product(1, 2, 3, 4)], 30)).toEqual(["1 × 2 × 3", " = 30"]);
});
