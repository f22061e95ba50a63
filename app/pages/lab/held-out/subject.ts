/** A network with its weights, and the held-out pictures that it is asked about, in a worker. */
import type { Backend } from "../../../../engine/backends/backend";
import { type Dataset, pixelsAsFloats } from "../../../../engine/data/dataset";
import { readSafetensors } from "../../../../engine/data/formats/safetensors";
import { size } from "../../../../engine/core/shape";
import { networkShapes } from "../../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { Inference, type Read } from "../../../../engine/train/inference";
import { type Weights, weightsFrom } from "../../../../engine/train/weights";
import type { Pixels } from "../pixels";
import { asRead } from "./as-read";
import { openSet, type SetData } from "./open-set";

export interface SubjectQuestion {
  /** Where the site is. */
  readonly base: string;
  readonly spec: NetworkSpec;
  /** A safetensors file. */
  readonly weights: ArrayBuffer;
  readonly data: SetData;
  /** How the network reads them. */
  readonly pixels: Pixels;
}

export interface Subject {
  readonly backend: Backend;
  readonly weights: Weights;
  /** The pictures as the network reads them, and as they are. */
  readonly dataset: Dataset;
  readonly pictures: Dataset;
  /** How many held-out pictures are asked, and in batches of how many. */
  readonly held: number;
  readonly batch: number;
}

/** So many of the held-out pictures, the first ones, are asked at most. */
const PICTURES = 500;
const BATCH = 50;

export async function openSubject(question: SubjectQuestion): Promise<Subject> {
  const { base, spec, weights, data, pixels } = question;
  const { createWasm } = await import("../../../../engine/backends/wasm");
  const [backend, set] = await Promise.all([createWasm(), openSet(base, data)]);
  const held = Math.min(PICTURES, set.count - set.training);
  return {
    backend,
    weights: weightsFrom(readSafetensors(new Uint8Array(weights)), networkShapes(spec)),
    dataset: asRead(set, pixels),
    pictures: set,
    held,
    batch: Math.min(BATCH, held),
  };
}

/** Held-out pictures that were asked, as they are drawn. */
export interface AskedPictures {
  readonly labels: Uint8Array;
  /** Bytes, one picture after the other. */
  readonly pixels: Uint8Array;
  readonly shape: Dataset["shape"];
}

/**
 * Pictures that fill whole batches go through the network; `take` is given each batch's numbers.
 */
export async function throughAll(
  spec: NetworkSpec,
  { backend, weights, dataset, pictures, held, batch }: Subject,
  names: readonly string[],
  take: (read: Read, first: number) => void,
): Promise<AskedPictures> {
  const { labels, pixels, shape, training } = pictures;
  const count = Math.floor(held / batch) * batch;
  const inference = await Inference.open(backend, spec, { batch });
  try {
    inference.setWeights(weights, 0);
    for (let first = 0; first < count; first += batch) {
      const examples = Int32Array.from({ length: batch }, (_, at) => training + first + at);
      take(await inference.run(pixelsAsFloats(dataset, examples), names), first);
    }
  } finally {
    inference.free();
  }
  const each = size(shape);
  return {
    labels: labels.slice(training, training + count),
    pixels: pixels.slice(training * each, (training + count) * each),
    shape,
  };
}
