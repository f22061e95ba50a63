/**
 * One step by a button is the step that the explanation computes; what the lesson on softmax says.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { present } from "../../../engine/explain/numbers";
import { numbersOf } from "../../explorer/setup";
import { setupOf } from "./setup";
import { fields, type NetworkState } from "./state";
import { afterUpdate } from "./update";

const logits = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 3, maxLength: 3 });

function stateOf(given: Partial<NetworkState>): NetworkState {
  return fields.restore(given, fields.standard);
}

function read(state: NetworkState, name: string): readonly number[] {
  return [...present(numbersOf(setupOf(state)), name).data];
}

/** Logits that learn: the biases of a layer whose input is 0. */
function learning(of: readonly number[], label: number): NetworkState {
  return stateOf({
    spec: "z: linear 3 | p: softmax",
    input: [[[0]]],
    axes: "vectors",
    loss: "cross_entropy",
    label,
    edits: of.map((value, at) => ({ tensor: "z.b", index: [at], value })),
  });
}

function largest(of: readonly number[]): number {
  return of.indexOf(Math.max(...of));
}

describe("one step", () => {
  test("makes every parameter what its update makes it", () => {
    const before = stateOf({ spec: "flatten | linear 1", loss: "mse" });
    const edits = afterUpdate(before) ?? [];
    const after = stateOf({ ...before, edits });
    for (const name of ["linear.w", "linear.b"])
      expect(read(after, name)).toEqual(read(before, `${name}.next`));
  });

  test("there is none without a loss, without parameters or with too many of them", () => {
    expect(afterUpdate(stateOf({ spec: "flatten | linear 3" }))).toBeNull();
    expect(afterUpdate(stateOf({ spec: "flatten | relu", loss: "mse" }))).toBeNull();
    expect(afterUpdate(stateOf({ spec: "flatten | linear 3", loss: "mse" }))).toBeNull();
  });

  test("of the logits lowers the loss by nearly rate times the squared gradient, never more", () => {
    fc.assert(
      fc.property(logits, fc.nat(2), (of, label) => {
        const before = learning(of, label);
        const after = stateOf({ ...before, edits: afterUpdate(before) ?? [] });
        const squared = read(before, "z.dy").reduce((sum, one) => sum + one * one, 0);
        const fall = (read(before, "loss")[0] ?? 0) - (read(after, "loss")[0] ?? 0);
        expect(fall).toBeLessThanOrEqual(0.1 * squared + 1e-12);
        expect(fall).toBeGreaterThanOrEqual(0.09 * squared);
      }),
    );
  });
});

test("the lesson's step: the loss falls by 0.103 where 0.105 is predicted", () => {
  const before = learning([2, 1, -1], 1);
  const after = stateOf({ ...before, edits: afterUpdate(before) ?? [] });
  const squared = read(before, "z.dy").reduce((sum, one) => sum + one * one, 0);
  expect(0.1 * squared).toBeCloseTo(0.1047, 4);
  expect((read(before, "loss")[0] ?? 0) - (read(after, "loss")[0] ?? 0)).toBeCloseTo(0.103, 3);
  [1.92946, 1.07405, -1.00351].forEach((logit, at) => {
    expect(read(after, "z.b")[at]).toBeCloseTo(logit, 5);
  });
});

describe("softmax", () => {
  const scaled = (of: readonly number[], factor: number, shift: number): NetworkState =>
    stateOf({
      spec: "scale: conv 1 1x1 | z: flatten | p: softmax",
      input: [[of]],
      edits: [
        { tensor: "scale.w", index: [0, 0, 0, 0], value: factor },
        { tensor: "scale.b", index: [0], value: shift },
      ],
    });

  test("does not feel a shift; a positive factor never changes which is largest", () => {
    fc.assert(
      fc.property(
        logits,
        fc.constantFrom(0.1, 0.5, 2, 5),
        fc.constantFrom(-1000, 98, 1000),
        (of, factor, shift) => {
          const plain = read(scaled(of, 1, 0), "p.y");
          read(scaled(of, 1, shift), "p.y").forEach((share, at) => {
            expect(share).toBeCloseTo(plain[at] ?? 0, 10);
          });
          expect(largest(read(scaled(of, factor, 0), "p.y"))).toBe(largest(of));
        },
      ),
    );
  });

  test("sure and wrong: squared error has a small gradient, cross-entropy a large one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 30 }), fc.nat(1), (most, which) => {
        const [ce, mse] = (["cross_entropy", "mse"] as const).map((loss) =>
          stateOf({
            spec: "z: identity | p: softmax",
            input: [[[most, 0, 0]]],
            axes: "vectors",
            loss,
            label: 1 + which,
          }),
        );
        if (ce === undefined || mse === undefined) throw new Error("two losses");
        expect(read(ce, "z.dy")[1 + which]).toBeLessThan(-0.99);
        expect(Math.abs(read(mse, "z.dy")[1 + which] ?? 1)).toBeLessThan(0.001);
      }),
    );
  });

  test("taken twice, the loss of three classes stays above 0.551", () => {
    fc.assert(
      fc.property(logits, fc.nat(2), (of, label) => {
        const state = stateOf({
          spec: "p: softmax | again: identity",
          input: [[of.map((one) => 20 * one)]],
          axes: "vectors",
          loss: "cross_entropy",
          label,
        });
        expect(read(state, "loss")[0]).toBeGreaterThan(0.551);
      }),
    );
  });
});

test("the seed says what dropout drops, forwards and backwards; in use nothing is dropped", () => {
  const input = [[[1, 2, 3, 4, 5, 6, 7, 8]]];
  const given = { spec: "dropout p 0.5", axes: "vectors", input } as const;
  const masks = new Set<string>();
  for (let seed = 0; seed < 10; seed++) {
    const state = stateOf({ ...given, train: true, seed });
    const kept = read(state, "dropout.y").map((y, at) => y / (input[0]?.[0]?.[at] ?? 1));
    expect(kept.every((factor) => factor === 0 || factor === 2)).toBe(true);
    const dy = read(state, "dropout.dy");
    expect(read(state, "input.dy")).toEqual(dy.map((one, at) => one * (kept[at] ?? Number.NaN)));
    masks.add(kept.join(" "));
  }
  expect(masks.size).toBeGreaterThan(5);
  expect(read(stateOf({ ...given, train: false }), "dropout.y")).toEqual(input[0]?.[0]);
});
