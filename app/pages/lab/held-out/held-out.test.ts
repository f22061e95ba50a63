/** Held-out pictures stand where the last layer puts them; a unit has its favourites among them. */
import { expect, test } from "vitest";
import { createWasm } from "../../../../engine/backends/wasm";
import { random } from "../../../../engine/core/random";
import { pixelsAsFloats } from "../../../../engine/data/dataset";
import { present } from "../../../../engine/explain/numbers";
import { referenceNumbers } from "../../../../engine/explain/reference";
import { networkShapes } from "../../../../engine/graph/shapes";
import { initialWeights } from "../../../../engine/train/initialisers";
import { embed, lastRead } from "./embedding";
import { favourites, seenAt, unitAnswers } from "./units";

const network = networkShapes({
  format: 1,
  name: "small",
  input: [1, 4, 4],
  layers: [
    { name: "flatten", op: "flatten" },
    { name: "fc1", op: "linear", out_features: 6 },
    { name: "relu", op: "relu" },
    { name: "fc2", op: "linear", out_features: 3 },
    { name: "softmax", op: "softmax" },
  ],
});

function noise(seed: number, training: number, held: number) {
  const from = random(seed);
  const count = training + held;
  return {
    name: "own",
    title: "noise",
    shape: [1, 4, 4] as const,
    count,
    training,
    classes: ["a", "b", "c"],
    pixels: Uint8Array.from({ length: 16 * count }, () => from.below(256)),
    labels: Uint8Array.from({ length: count }, () => from.below(3)),
  };
}

test("places, answers and pictures are those of the held-out examples, in order", async () => {
  const [training, held] = [7, 40];
  const dataset = { ...noise(5, training, held), scale: { mean: 0.4, std: 0.3 } };
  const weights = initialWeights(network, 2);
  const backend = await createWasm();
  const found = await embed(network, {
    backend,
    weights,
    dataset,
    pictures: dataset,
    held,
    batch: 10,
  });
  expect(lastRead(network)).toEqual({ name: "relu", columns: 6 });
  expect(found.labels).toEqual(dataset.labels.slice(training));
  expect(found.pixels).toEqual(dataset.pixels.slice(training * 16));
  const examples = Int32Array.from({ length: held }, (_, at) => training + at);
  const input = pixelsAsFloats(dataset, examples);
  const numbers = referenceNumbers({ network, weights, input, batch: held });
  const rows = present(numbers, "relu.y").data;
  const scores = present(numbers, "fc2.y").data;
  for (let at = 0; at < held; at++) {
    const own = Array.from(scores.slice(3 * at, 3 * at + 3));
    expect(found.said[at]).toBe(own.indexOf(Math.max(...own)));
    const sum = own.reduce((all, score) => all + Math.exp(score), 0);
    const [label = 0] = [found.labels[at]];
    expect(found.losses[at]).toBeCloseTo(Math.log(sum) - (own[label] ?? 0), 5);
  }
  // Two axes are a turned and cut view: distances are those of the numbers, or shorter.
  const distance = (a: number, b: number): number =>
    Math.hypot((found.x[a] ?? 0) - (found.x[b] ?? 0), (found.y[a] ?? 0) - (found.y[b] ?? 0));
  let [squares, all] = [0, 0];
  for (let a = 0; a < held; a++)
    for (let b = 0; b < a; b++) {
      const whole = Math.hypot(
        ...Array.from({ length: 6 }, (_, c) => (rows[6 * a + c] ?? 0) - (rows[6 * b + c] ?? 0)),
      );
      expect(distance(a, b)).toBeLessThanOrEqual(whole + 1e-4);
      squares += distance(a, b) ** 2;
      all += whole ** 2;
    }
  expect((found.shares[0] ?? 0) + (found.shares[1] ?? 0)).toBeCloseTo(squares / all, 4);
});

test("a unit's favourites are the pictures with its largest numbers, and where these are", async () => {
  const spec = {
    format: 1,
    name: "small",
    input: [1, 4, 4],
    layers: [
      { name: "conv", op: "conv2d", out_channels: 2, kernel_size: 2 },
      { name: "flatten", op: "flatten" },
      { name: "fc", op: "linear", out_features: 3 },
    ],
  } as const;
  const small = networkShapes(spec);
  const [training, held] = [3, 20];
  const dataset = noise(8, training, held);
  const weights = initialWeights(small, 4);
  const backend = await createWasm();
  const found = await unitAnswers(
    small,
    { backend, weights, dataset, pictures: dataset, held, batch: 5 },
    "conv",
  );
  const examples = Int32Array.from({ length: held }, (_, at) => training + at);
  const input = pixelsAsFloats(dataset, examples);
  const { data } = present(
    referenceNumbers({ network: small, weights, input, batch: held }),
    "conv.y",
  );
  const order = Array.from({ length: held }, (_, picture) => {
    const own = Array.from(data.slice((2 * picture + 1) * 9, (2 * picture + 2) * 9));
    const largest = Math.max(...own);
    expect(found.largest[2 * picture + 1]).toBeCloseTo(largest, 5);
    expect(found.places[2 * picture + 1]).toBe(own.indexOf(largest));
    return { picture, largest };
  }).toSorted((a, b) => b.largest - a.largest);
  expect(favourites(found, 1, 4)).toEqual(order.slice(0, 4).map(({ picture }) => picture));
});

test("the frame of a favourite holds every pixel that its number depends on, and no row or column more", () => {
  const small = networkShapes({
    format: 1,
    name: "small",
    input: [1, 9, 7],
    layers: [
      { name: "conv", op: "conv2d", out_channels: 1, kernel_size: 3, stride: 2 },
      { name: "conv2", op: "conv2d", out_channels: 1, kernel_size: 2 },
    ],
  });
  const weights = initialWeights(small, 3);
  const at = (input: Float64Array, place: number): number =>
    present(referenceNumbers({ network: small, weights, input }), "conv2.y").data[place] ??
    Number.NaN;
  for (const place of [0, 1, 3, 5]) {
    const seen = { top: 9, left: 7, bottom: 0, right: 0 };
    for (let pixel = 0; pixel < 63; pixel++) {
      const input = new Float64Array(63);
      input[pixel] = 1;
      if (at(input, place) === at(new Float64Array(63), place)) continue;
      const [row, column] = [Math.floor(pixel / 7), pixel % 7];
      [seen.top, seen.left] = [Math.min(seen.top, row), Math.min(seen.left, column)];
      [seen.bottom, seen.right] = [
        Math.max(seen.bottom, row + 1),
        Math.max(seen.right, column + 1),
      ];
    }
    expect(seenAt(small, "conv2", place, [9, 7])).toEqual(seen);
  }
});
