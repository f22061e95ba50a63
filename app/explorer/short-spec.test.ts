/**
 * Networks in one line with heads beside the last layer: their losses, and the gradients that meet.
 */
import { expect, test } from "vitest";
import { LabError } from "../../engine/core/errors";
import { present } from "../../engine/explain/numbers";
import { referenceNumbers } from "../../engine/explain/reference";
import { networkShapes } from "../../engine/graph/shapes";
import { initialWeights } from "../../engine/train/initialisers";
import { readNetwork } from "./short-spec";

const TEXT = "c: linear 3 | aux: linear 2 loss 0.3 from c | d: linear 2 from c | fc: linear 2";

test("a layer with a loss is a head; the last layer counts whole", () => {
  expect(readNetwork(TEXT, [2]).heads).toEqual([
    { layer: "aux", weight: 0.3 },
    { layer: "fc", weight: 1 },
  ]);
  expect(readNetwork("linear 3 | relu | linear 2", [2]).heads).toBeUndefined();
  expect(() => readNetwork("linear 3 loss | linear 2", [2])).toThrow(LabError);
  expect(() => readNetwork("aux: linear 3 loss -1 | linear 2", [2])).toThrow(LabError);
});

test("where the paths meet, the gradient is the slope of the sum of both losses", () => {
  const network = networkShapes(readNetwork(TEXT, [2]));
  const drawn = initialWeights(network, 1);
  const numbersWith = (shift: number) => {
    const [first = 0, ...rest] = drawn.get("c.b") ?? [];
    const weights = new Map<string, ArrayLike<number>>([
      ...drawn,
      ["c.b", [first + shift, ...rest]],
    ]);
    return referenceNumbers({ network, weights, input: [1, -2], labels: [1] });
  };
  const lossOf = (shift: number): number => {
    const numbers = numbersWith(shift);
    const [main = Number.NaN] = present(numbers, "loss").data;
    const [aux = Number.NaN] = present(numbers, "loss.aux").data;
    return main + 0.3 * aux;
  };
  const slope = (lossOf(1e-4) - lossOf(-1e-4)) / 2e-4;
  const numbers = numbersWith(0);
  expect(present(numbers, "c.dy").data[0]).toBeCloseTo(slope, 6);
});
