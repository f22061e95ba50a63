/** What the network that comes with the page reads: drawings of a script, and held-out digits. */
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { loadDataset } from "../../../engine/data/dataset";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { present } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import { networkShapes } from "../../../engine/graph/shapes";
import { weightsFrom } from "../../../engine/train/weights";
import { bestOf } from "../../figures/network/ProbabilityBars";
import { labNetwork } from "../../runs/shipped-network";
import { SHIPPED } from "../../runs/shipped-weights";
import { prepared } from "./drawing";
import { drawings } from "./drawings.testing";
import { PIXELS, type Picture } from "./picture";

vi.setConfig({ testTimeout: 180_000 });

const network = networkShapes(labNetwork());
const weights = weightsFrom(readSafetensors(readFileSync(`public/${SHIPPED}`)), network);

function classesOf(pictures: readonly Picture[]): readonly number[] {
  return pictures.map((picture) => {
    const input = Float64Array.from(picture, (value) => value / 255);
    const numbers = referenceNumbers({ network, weights, input });
    return bestOf(present(numbers, "softmax.y").data);
  });
}

test("97 % of 110 drawings are read as they are meant", () => {
  expect(drawings.length).toBeGreaterThanOrEqual(110);
  expect(new Set(drawings.map(({ name }) => name)).size).toBe(drawings.length);
  const read = classesOf(
    drawings.map(({ strokes }) => prepared({ kind: "strokes", strokes }).picture),
  );
  const wrong = drawings.flatMap(({ name, label }, at) =>
    read[at] === label ? [] : [`${name}: read as ${read[at]}`],
  );
  expect(wrong.length, wrong.join("\n")).toBeLessThanOrEqual(0.03 * drawings.length);
});

test("98.5 % of held-out digits are read as they are labelled", async () => {
  const set = await loadDataset("mnist", async (path) => readFileSync(`public/${path}`));
  const count = set.count - set.training;
  // Every fourth; the record beside the weights holds the accuracy on all of them.
  const chosen = Array.from({ length: count / 4 }, (_, at) => set.training + 4 * at);
  const read = classesOf(chosen.map((at) => set.pixels.subarray(at * PIXELS, (at + 1) * PIXELS)));
  const right = chosen.filter((at, place) => read[place] === set.labels[at]).length;
  expect(right / chosen.length).toBeGreaterThanOrEqual(0.985);
  const record: { readonly scores: readonly { readonly accuracy: number }[] } = JSON.parse(
    readFileSync("public/weights/lenet5-mnist.json", "utf8"),
  );
  expect(record.scores.at(-1)?.accuracy).toBeGreaterThanOrEqual(0.985);
});
