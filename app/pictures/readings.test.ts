/** The confusion matrix of the weights that come with the page, on the held-out digits. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createWasm } from "../../engine/backends/wasm/index";
import { loadDataset } from "../../engine/data/dataset";
import { readSafetensors } from "../../engine/data/formats/safetensors";
import { networkShapes } from "../../engine/graph/shapes";
import { judge } from "../../engine/train/judge";
import { lenetRecipe } from "../../engine/train/recipes";
import { weightsFrom } from "../../engine/train/weights";
import { SHIPPED } from "../runs/shipped-weights";
import { confusionOf, readingsOf, worstOf } from "./readings";

const network = networkShapes(lenetRecipe.network);
const weights = weightsFrom(readSafetensors(readFileSync(`public/${SHIPPED}`)), network);
const dataset = await loadDataset("mnist", async (path) => readFileSync(`public/${path}`));
const judged = await judge(await createWasm(), lenetRecipe, weights, dataset);
const tensors = Object.fromEntries(
  Object.entries(judged).map(([name, data]) => [name, { shape: [data.length], data }]),
);
const readings = readingsOf(tensors);
const CLASSES = 10;

test("every held-out digit is in one cell, and the diagonal is the accuracy that the weights were shipped with", () => {
  const counts = confusionOf(readings, CLASSES);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
  const right = [...counts].filter((_, at) => at % (CLASSES + 1) === 0);
  const { scores } = JSON.parse(readFileSync("public/weights/lenet5-mnist.json", "utf8"));
  expect(right.reduce((sum, count) => sum + count, 0) / 2000).toBeCloseTo(
    scores.at(-1).accuracy,
    3,
  );
});

test("the digits of all cells are all digits, the largest loss first; the worst of all are read wrongly", () => {
  const cells = Array.from({ length: CLASSES * CLASSES }, (_, at) =>
    worstOf(readings, at, CLASSES),
  );
  expect(cells.flat()).toHaveLength(2000);
  for (const list of [...cells, worstOf(readings, -1, CLASSES)])
    for (const [at, { loss }] of list.entries())
      expect(loss).toBeLessThanOrEqual(list[at - 1]?.loss ?? Number.POSITIVE_INFINITY);
  for (const { label, answer } of worstOf(readings, -1, CLASSES).slice(0, 8))
    expect(answer).not.toBe(label);
});
