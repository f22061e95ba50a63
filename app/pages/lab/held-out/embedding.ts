/**
 * What the network's last layer reads of held-out pictures, on two axes: those along which these
 * numbers spread most.
 */
import { size } from "../../../../engine/core/shape";
import { pixelsAsFloats } from "../../../../engine/data/dataset";
import { principal } from "../../../../engine/explain/principal";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { Inference } from "../../../../engine/train/inference";
import type { Subject } from "./subject";

export interface Embedding {
  /** Of each picture: right and up. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** What it is, and what the network says. */
  readonly labels: Uint8Array;
  readonly said: Uint8Array;
  /** Bytes of the pictures, one after the other. */
  readonly pixels: Uint8Array;
  readonly shape: readonly [number, number, number];
  /** Of the whole variance, on both axes. */
  readonly shares: readonly number[];
  readonly columns: number;
}

/** What the last layer with weights reads; "input" where nothing comes before it. */
export function lastRead({ layers, spec }: NetworkShapes): {
  readonly name: string;
  readonly columns: number;
} {
  const last = layers.findLast(({ kind }) => kind === "linear" || kind === "conv2d");
  const name = last?.inputs[0] ?? "input";
  const found = layers.find((layer) => layer.name === name);
  return { name, columns: size(found?.shape ?? spec.input) };
}

export async function embed(network: NetworkShapes, subject: Subject): Promise<Embedding> {
  const { backend, weights, dataset, held, batch } = subject;
  const { name, columns } = lastRead(network);
  const count = Math.floor(held / batch) * batch;
  const read = name === "input" ? "input" : `${name}.y`;
  const scores = `${network.output.name}.y`;
  const features = new Float64Array(count * columns);
  const said = new Uint8Array(count);
  const inference = await Inference.open(backend, network.spec, { batch });
  try {
    inference.setWeights(weights, 0);
    for (let first = 0; first < count; first += batch) {
      const examples = Int32Array.from({ length: batch }, (_, at) => dataset.training + first + at);
      const found = await inference.run(pixelsAsFloats(dataset, examples), [read, scores]);
      features.set(found.get(read)?.data ?? [], first * columns);
      said.set(largestOfRows(found.get(scores)?.data ?? [], batch), first);
    }
  } finally {
    inference.free();
  }
  const { places, shares } = principal(features, columns, 2);
  const [x = new Float64Array(count), y = new Float64Array(count)] = places;
  const { labels, pixels, shape, training } = dataset;
  const each = size(shape);
  return {
    x,
    y,
    labels: labels.slice(training, training + count),
    said,
    pixels: pixels.slice(training * each, (training + count) * each),
    shape,
    shares,
    columns,
  };
}

function largestOfRows(scores: ArrayLike<number>, rows: number): Uint8Array {
  const columns = scores.length / rows;
  return Uint8Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let column = 1; column < columns; column++)
      if ((scores[row * columns + column] ?? 0) > (scores[row * columns + best] ?? 0))
        best = column;
    return best;
  });
}
