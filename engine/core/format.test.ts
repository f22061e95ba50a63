/** Numbers of 16 and 32 bits are what the formats have, and every operation is rounded. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { apply, constant, named, quotient, sum } from "./build";
import { evaluate } from "./expression";
import { evaluateIn, rounded, withoutMaximum } from "./format";

const real = fc.double({ min: -70_000, max: 70_000, noNaN: true });

test("half precision: its largest, its smallest, ties to even", () => {
  expect(rounded(65_504, "f16")).toBe(65_504);
  expect(rounded(65_519, "f16")).toBe(65_504);
  expect(rounded(65_520, "f16")).toBe(Number.POSITIVE_INFINITY);
  expect(rounded(-1e9, "f16")).toBe(Number.NEGATIVE_INFINITY);
  expect(rounded(2 ** -24, "f16")).toBe(2 ** -24);
  expect(rounded(2 ** -25, "f16")).toBe(0);
  expect([2049, 2051].map((value) => rounded(value, "f16"))).toEqual([2048, 2052]);
  expect(rounded(0.1, "f16")).toBe(0.0999755859375);
});

test("rounding is to the nearest: never further than half a unit, and again changes nothing", () => {
  fc.assert(
    fc.property(real, (value) => {
      const near = rounded(value, "f16");
      expect(rounded(near, "f16")).toBe(near);
      if (Number.isFinite(near))
        expect(Math.abs(near - value)).toBeLessThanOrEqual(
          Math.max(2 ** -25, Math.abs(value) * 2 ** -11),
        );
    }),
  );
});

test("in 64 bits a tree is what it was; with fewer, a small term is lost in a large sum", () => {
  fc.assert(
    fc.property(fc.array(real, { minLength: 1, maxLength: 6 }), (values) => {
      const tree = sum(values.map((value) => constant(value)));
      // As numbers: the sum of nothing but -0 starts at +0 in one of the two.
      expect(evaluateIn(tree, "f64") === evaluate(tree)).toBe(true);
    }),
  );
  const lost = sum([constant(2048), constant(1), constant(1)]);
  expect([evaluateIn(lost, "f16"), evaluateIn(lost, "f32")]).toEqual([2048, 2050]);
});

test("without its maximum a softmax takes the powers of the numbers as they are", () => {
  const largest = named("m", {
    kind: "maximum",
    among: [constant(3), constant(1)],
    chosen: 0,
  });
  const power = (value: number) =>
    apply(
      "exp",
      Math.exp,
      sum([constant(value), { kind: "product", factors: [constant(-1), largest] }]),
    );
  const share = quotient(power(1), sum([power(3), power(1)]));
  expect(evaluateIn(withoutMaximum(power(1)), "f64")).toBeCloseTo(Math.E, 12);
  expect(evaluateIn(withoutMaximum(share), "f64")).toBeCloseTo(evaluate(share), 12);
});
