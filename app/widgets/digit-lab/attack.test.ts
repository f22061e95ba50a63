/**
 * One step along the gradient's sign, with the weights that come with the page and at the strength
 * that the page begins with: most digits that were read rightly are then read as the wanted digit.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { evaluate } from "../../../engine/core/expression";
import { loadDataset, pixelsAsFloats } from "../../../engine/data/dataset";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { afterStep, explainStep } from "../../../engine/explain/adversarial";
import { type Numbers, present } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import { networkShapes } from "../../../engine/graph/shapes";
import { weightsFrom } from "../../../engine/train/weights";
import { ranked } from "../../figures/network/ProbabilityBars";
import { labNetwork, PROBABILITIES } from "../../runs/shipped-network";
import { SHIPPED } from "../../runs/shipped-weights";
import { inputOf } from "../../pictures/drawing/picture";
import { digitLab, seenPicture, STRENGTH } from "./definition";
import { answerOf, wanting } from "./useAttack";

vi.setConfig({ testTimeout: 60_000 });

const network = networkShapes(labNetwork());
const weights = weightsFrom(readSafetensors(readFileSync(`public/${SHIPPED}`)), network);
const dataset = await loadDataset("mnist", async (path) => readFileSync(`public/${path}`));
const pass = (held: number): Numbers =>
  referenceNumbers({
    network,
    weights,
    input: pixelsAsFloats(dataset, Int32Array.of(dataset.training + held)),
    labels: [0],
  });
/** Held-out digits that are looked at here. */
const LOOKED = 20;

test("at the page's strength one step makes at least half of the rightly read digits the likeliest other digit", () => {
  const right = Array.from({ length: LOOKED }, (_, held) => held).filter(
    (held) => answerOf(pass(held)) === dataset.labels[dataset.training + held],
  );
  expect(right.length).toBeGreaterThan(LOOKED / 2);
  const turned = right.filter((held) => {
    const plain = pass(held);
    const [, other = -1] = ranked(present(plain, PROBABILITIES).data);
    return answerOf(afterStep(wanting(plain, other), STRENGTH)) === other;
  });
  expect(turned.length).toBeGreaterThanOrEqual(right.length / 2);
});

test("the three of the lesson becomes an 8 at this strength, and stays a 3 at a tenth of it", () => {
  const input = inputOf(seenPicture(digitLab.initial({})));
  const towards = wanting(referenceNumbers({ network, weights, input, labels: [0] }), 8);
  expect(answerOf(towards)).toBe(3);
  expect(answerOf(afterStep(towards, STRENGTH))).toBe(8);
  expect(answerOf(afterStep(towards, STRENGTH / 10))).toBe(3);
});

test("every changed pixel is what its arithmetic says, within 0 and 1, and no further away than the strength", () => {
  const towards = wanting(pass(3), 8);
  const before = present(towards, "input").data;
  fc.assert(
    fc.property(fc.nat(783), fc.double({ min: 0, max: 0.5, noNaN: true }), (at, strength) => {
      const after = present(afterStep(towards, strength), "input").data[at] ?? Number.NaN;
      expect(evaluate(explainStep(towards, strength, at))).toBe(after);
      expect(after).toBeGreaterThanOrEqual(0);
      expect(after).toBeLessThanOrEqual(1);
      expect(Math.abs(after - (before[at] ?? 0))).toBeLessThanOrEqual(strength + 1e-12);
    }),
  );
});
