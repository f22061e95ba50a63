/** Operations on the blocks of a net: as text, what is possible, and how many paths are left. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { bodyOf, fields, networkOf, operationsOf, trainedBlocks } from "./definition";
import { guessText, rangeOf } from "./GuessPanel";
import {
  type Operation,
  operationsProblem,
  pathsOf,
  readOperations,
  whyNot,
  writeOperations,
} from "./operations";

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    tool: fc.constantFrom("layers" as const, "wire" as const, "swap" as const),
    at: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }))
      .map(([stage, block]) => `${stage}.${block}`),
    guess: fc.constantFrom(null, 0, 25, 50, 75),
  }),
  fc.record({
    tool: fc.constant("reverse" as const),
    at: fc.constantFrom("1", "2", "3"),
    guess: fc.constantFrom(null, 75),
  }),
);
const several = fc.array(operation, { maxLength: 12 });
const net = fc.constantFrom("residual" as const, "plain" as const);

/** Ways from the input to each layer, added up where layers join. */
function routes({ layers }: NetworkSpec): number {
  const ways = new Map([["input", 1]]);
  let before = "input";
  for (const { name, inputs = [before] } of layers) {
    ways.set(
      name,
      inputs.reduce((sum, from) => sum + (ways.get(from) ?? Number.NaN), 0),
    );
    before = name;
  }
  return ways.get(before) ?? Number.NaN;
}

test("a text is read back as it was written; what is written wrongly is told", () => {
  fc.assert(
    fc.property(several, (operations) => {
      const text = writeOperations(operations);
      expect(readOperations(text)).toEqual(operations);
      expect(operationsProblem(text)).toBeNull();
    }),
  );
  expect(operationsProblem("layers 1.3; wires 2.4")?.message).toBe('"wires 2.4" is not one');
  expect(operationsProblem("layers 1.0")?.message).toMatch(/is not one/);
});

describe("whatever is done", () => {
  test("the paths counted are the ways through the network that is computed", () => {
    fc.assert(
      fc.property(net, several, (of, operations) => {
        const state = fields.initial({ net: of, done: writeOperations(operations) });
        const kept = operationsOf(state);
        const paths = pathsOf(bodyOf(of, kept), of === "residual");
        expect(paths).toBe(routes(networkOf(of, kept)));
        expect(trainedBlocks.values(state)["paths"]?.data[0]).toBe(paths);
      }),
      { numRuns: 30 },
    );
  });

  test("only operations that were possible are kept", () => {
    fc.assert(
      fc.property(net, several, (of, operations) => {
        const kept = operationsOf(fields.initial({ net: of, done: writeOperations(operations) }));
        for (const [at, one] of kept.entries())
          expect(whyNot(bodyOf(of, kept.slice(0, at)), one, of === "residual")).toBeNull();
      }),
    );
  });
});

test("what cannot be done says why", () => {
  const start = bodyOf("residual", []);
  expect(whyNot(start, { tool: "layers", at: "2.1" }, true)).toBeNull();
  expect(whyNot(start, { tool: "layers", at: "2.1" }, false)).toMatch(/halve the picture/);
  expect(whyNot(start, { tool: "wire", at: "2.2" }, false)).toMatch(/no wires/);
  expect(whyNot(start, { tool: "swap", at: "1.9" }, true)).toMatch(/shape/);
  expect(whyNot(start, { tool: "swap", at: "3.9" }, true)).toMatch(/No block follows/);
  const cut = bodyOf("residual", readOperations("wire 1.2"));
  expect(whyNot(cut, { tool: "layers", at: "1.2" }, true)).toMatch(/nothing would pass/);
});

test("another net begins as trained; its tools are those that it has", () => {
  const before = fields.initial({ net: "residual", tool: "wire", done: "wire 1.2" });
  expect(fields.changed(before, { net: "plain" })).toMatchObject({ tool: "layers", done: "" });
});

test("guesses cover every number of right answers once", () => {
  const hits = Array.from({ length: 201 }, (_, right) =>
    [75, 50, 25, 0].filter((guess) => {
      const [from, below] = rangeOf(guess);
      return right >= from && right < below;
    }),
  );
  expect(hits.every(({ length }) => length === 1)).toBe(true);
  expect([75, 50, 25, 0].map(guessText)).toEqual([
    "150 or more",
    "100 to 149",
    "50 to 99",
    "fewer than 50",
  ]);
});
