/** Held-out pictures of a data set, with what a network gives for each. */
import { type Dataset, pixelsAsFloats } from "../data/dataset";
import { pack } from "./pack";

/**
 * Held-out pictures by their index; an index past the last is left out. `classify` gives the
 * network's output for one picture.
 */
export async function heldOutExamples(
  dataset: Dataset,
  indices: readonly number[],
  classify: (pixels: Float32Array) => Promise<Iterable<number>>,
): Promise<ReturnType<typeof pack>> {
  const held = dataset.count - dataset.training;
  const chosen = Int32Array.from(
    indices.filter((at) => at >= 0 && at < held),
    (at) => dataset.training + at,
  );
  const pixels = pixelsAsFloats(dataset, chosen);
  const cells = pixels.length / Math.max(1, chosen.length);
  const outputs: number[] = [];
  for (const at of chosen.keys())
    outputs.push(...(await classify(pixels.slice(at * cells, (at + 1) * cells))));
  const count = chosen.length;
  const output = Float32Array.from(outputs);
  const labels = Int32Array.from(chosen, (at) => dataset.labels[at] ?? 0);
  return pack([
    ["pixels", { shape: [count, ...dataset.shape], data: pixels }],
    ["labels", { shape: [count], data: labels }],
    ["output", { shape: [count, outputs.length / Math.max(1, count)], data: output }],
  ]);
}
