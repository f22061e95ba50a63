/** Nets put together anew: what is left computes what it should, with the weights by name. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { present } from "../../explain/numbers";
import { referenceNumbers } from "../../explain/reference";
import { initialWeights } from "../../train/initialisers";
import { parseSpec } from "../parse-spec";
import { networkShapes } from "../shapes";
import type { NetworkSpec } from "../spec";
import { cifarNetwork } from "./cifar";
import { blocksOf, rebuilt } from "./rebuilt";

const small = (residual: boolean): NetworkSpec =>
  cifarNetwork({ depth: 14, residual, width: 2, input: [1, 8, 8] });
const NONE = { without: new Set<string>(), cut: new Set<string>() };

function outputOf(spec: NetworkSpec, zeros: readonly string[] = []): readonly number[] {
  const network = networkShapes(parseSpec(spec));
  const whole = initialWeights(networkShapes(small(spec.name.startsWith("residual"))), 1);
  for (const name of zeros) whole.get(name)?.fill(0);
  const input = Float64Array.from({ length: 64 }, (_, at) => Math.sin(at));
  const numbers = referenceNumbers({ network, weights: whole, input });
  return Array.from(present(numbers, "fc.y").data);
}

test("nothing done is the same net", () => {
  for (const residual of [true, false]) {
    const spec = small(residual);
    const same = rebuilt(spec, { order: blocksOf(spec), ...NONE });
    expect(blocksOf(spec)).toEqual(["s1b1", "s1b2", "s2b1", "s2b2", "s3b1", "s3b2"]);
    expect(same.layers.map(({ name }) => name)).toEqual(spec.layers.map(({ name }) => name));
    expect(outputOf(same)).toEqual(outputOf(spec));
  }
});

describe("a block of a residual net", () => {
  const spec = small(true);
  const order = blocksOf(spec);

  test.each(order)("%s without its layers is a block whose F is 0", (block) => {
    const without = rebuilt(spec, { order, ...NONE, without: new Set([block]) });
    const zeros = [`${block}.bn2.gamma`, `${block}.bn2.beta`];
    expect(outputOf(without)).toEqual(outputOf(spec, zeros));
    expect(outputOf(without)).not.toEqual(outputOf(spec));
  });

  test("without its wire is the plain block", () => {
    const all = rebuilt(spec, { order, ...NONE, cut: new Set(order) });
    expect({ ...all, name: "" }).toMatchObject({ name: "", input: spec.input });
    const plain = small(false);
    expect(all.layers.map(({ name }) => name)).toEqual(plain.layers.map(({ name }) => name));
    expect(outputOf(all)).toEqual(outputOf({ ...plain, name: "residual14" }));
  });

  test("cannot lose both", () => {
    const both = { order, without: new Set(["s1b2"]), cut: new Set(["s1b2"]) };
    expect(() => rebuilt(spec, both)).toThrow(/s1b2: it has neither layers nor wire/);
  });
});

test("whatever is left has shapes that fit, and weights by the names of the whole", () => {
  const block = fc.constantFrom("s1b1", "s1b2", "s2b2", "s3b2");
  fc.assert(
    fc.property(fc.boolean(), fc.uniqueArray(block), fc.boolean(), (residual, gone, turned) => {
      const spec = small(residual);
      const order = blocksOf(spec);
      const [first = "", second = ""] = order;
      const next = turned ? [second, first, ...order.slice(2)] : order;
      const made = rebuilt(spec, { order: next, ...NONE, without: new Set(gone) });
      const network = networkShapes(parseSpec(made));
      const whole = networkShapes(spec);
      expect(network.output.shape).toEqual([10]);
      for (const layer of network.layers)
        expect(layer.parameters).toEqual(
          whole.layers.find(({ name }) => name === layer.name)?.parameters,
        );
    }),
  );
});
