/** Softmax by two roads: which of them overflows, in which format, from which logit on. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { NumberFormat } from "../core/format";
import { networkShapes } from "../graph/shapes";
import { parseSpec } from "../graph/parse-spec";
import { present } from "./numbers";
import { referenceNumbers } from "./reference";
import { roadsOf } from "./roads";

const network = (kinds: readonly string[], classes: number) =>
  networkShapes(
    parseSpec({
      format: 1,
      name: "test",
      input: [classes],
      layers: kinds.map((op) => ({ name: op, op })),
    }),
  );

function of(logits: readonly number[], format: NumberFormat, label = 0) {
  const numbers = referenceNumbers({
    network: network(["softmax"], logits.length),
    weights: new Map(),
    input: logits,
    batch: 1,
    labels: [label],
    loss: "cross_entropy",
  });
  const roads = roadsOf(numbers, format);
  if (roads === null) throw new Error("a softmax has two roads");
  return { ...roads, numbers };
}

test.each([
  ["f16", 11, 11.1],
  ["f32", 88.7, 89],
  ["f64", 709, 710],
] as const)("%s: the powers of a logit of %d are finite, of %d not", (format, below, above) => {
  expect(of([below, 0, -1], format).plain.shares.every(Number.isFinite)).toBe(true);
  const { plain, shifted } = of([above, 0, -1], format);
  expect(plain.total).toBe(Number.POSITIVE_INFINITY);
  expect(plain.shares[0]).toBeNaN();
  expect(plain.loss).toBeNaN();
  expect(plain.gradient?.[0]).toBeNaN();
  expect(shifted.shares[0]).toBeGreaterThan(0.99);
  expect(shifted.loss).toBeGreaterThanOrEqual(0);
  expect(Number.isFinite(shifted.loss)).toBe(true);
});

test("a probability that is stored as 0 makes the plain loss infinite; the fused one is the logits' distance", () => {
  const { plain, shifted } = of([0, -110, 0], "f32", 1);
  expect(plain.shares[1]).toBe(0);
  expect(plain.loss).toBe(Number.POSITIVE_INFINITY);
  expect(shifted.loss).toBeCloseTo(110 + Math.log(2), 4);
});

test("in 64 bits both roads are the engine's numbers, and fewer bits stay near them", () => {
  const logits = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), {
    minLength: 2,
    maxLength: 6,
  });
  fc.assert(
    fc.property(logits, (z) => {
      const { numbers, plain, shifted } = of(z, "f64");
      const p = present(numbers, "softmax.y").data;
      const loss = present(numbers, "loss").data[0] ?? Number.NaN;
      for (const [at, value] of p.entries()) {
        expect(shifted.shares[at]).toBe(value);
        expect(plain.shares[at]).toBeCloseTo(value, 12);
        expect(of(z, "f16").shifted.shares[at]).toBeCloseTo(value, 1);
      }
      expect(shifted.loss).toBeCloseTo(loss, 12);
      expect(plain.loss).toBeCloseTo(loss, 9);
    }),
    { numRuns: 30 },
  );
});

test("a network that does not end in softmax has no roads", () => {
  const numbers = referenceNumbers({
    network: network(["relu"], 3),
    weights: new Map(),
    input: [1, 2, 3],
    batch: 1,
  });
  expect(roadsOf(numbers, "f32")).toBeNull();
});
