/**
 * A labelled set of pictures, and the compact file that it comes in.
 *
 * File (all numbers little endian, the whole may be gzipped):
 *   0  "CLD1"   4  count   8  channels   12  height   16  width   20  classes   24  training
 * examples   28  checksum (FNV-1a)
 *   32  pictures, one byte a pixel, then labels, one byte each
 * The first `training` examples are for training, the others are held out. The checksum covers
 * everything after byte 32. Errors: LabError "format" or "limit".
 */
import { check } from "../core/errors";
import { gunzip, isGzip } from "./formats/gzip";
import { MAX_FILE_BYTES } from "./formats/limits";

export interface Dataset {
  readonly name: string;
  readonly title: string;
  /** [channels, height, width] of one picture. */
  readonly shape: readonly [number, number, number];
  readonly count: number;
  /** Examples 0 … training−1 are for training. */
  readonly training: number;
  readonly classes: readonly string[];
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  /** Numbers are (pixel − mean) / std, a pixel from 0 to 1. Absent: 0 and 1. */
  readonly scale?: { readonly mean: EachChannel; readonly std: EachChannel };
}

/** One number for all channels, or one for each. */
type EachChannel = number | readonly number[];

const MAGIC = 0x31444c43; // "CLD1"
const HEADER = 32;
type HeaderField = "count" | "channels" | "height" | "width" | "classes" | "training" | "checksum";

const KNOWN: Readonly<
  Record<string, { readonly title: string; readonly classes: readonly string[] }>
> = {
  mnist: {
    title: "Handwritten digits (MNIST)",
    classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  },
  fashion: {
    title: "Clothing (Fashion-MNIST)",
    classes: [
      "T-shirt",
      "trousers",
      "pullover",
      "dress",
      "coat",
      "sandal",
      "shirt",
      "trainer",
      "bag",
      "ankle boot",
    ],
  },
};

/** The set that somebody brings: there is one as soon as its bytes were given. */
export const OWN = "own";

/** What the pictures of a set show, by label; empty for a set that we do not have. */
export function classesOf(name: string): readonly string[] {
  return (Object.hasOwn(KNOWN, name) ? KNOWN[name]?.classes : undefined) ?? [];
}

export function datasetNames(): readonly string[] {
  return Object.keys(KNOWN);
}

/** Reads bytes by a path relative to the site, e.g. "data/mnist.cld". */
export type FetchBytes = (path: string) => Promise<Uint8Array>;

/** Throws "unknown-name" for a set that we do not have, "format" for a damaged file. */
export async function loadDataset(name: string, fetchBytes: FetchBytes): Promise<Dataset> {
  check(
    Object.hasOwn(KNOWN, name),
    "unknown-name",
    `there is no data set "${name.slice(0, 40)}"`,
    name === OWN
      ? "Open pictures of your own in the lab first."
      : `There are ${datasetNames().join(", ")}.`,
  );
  const bytes = await fetchBytes(`data/${name}.cld`);
  return readDataset(name, isGzip(bytes) ? await gunzip(bytes, MAX_FILE_BYTES) : bytes);
}

export function readDataset(name: string, bytes: Uint8Array): Dataset {
  const { count, channels, height, width, classes, training, checksum } = readHeader(name, bytes);
  const cells = count * channels * height * width;
  check(
    bytes.length === HEADER + cells + count,
    "format",
    `the data set ${name} should have ${HEADER + cells + count} bytes, not ${bytes.length}`,
  );
  check(
    fnv(bytes.subarray(HEADER)) === checksum,
    "format",
    `the data set ${name} arrived damaged`,
    "Reload the page.",
  );
  const labels = bytes.subarray(HEADER + cells);
  check(
    labels.every((label) => label < classes),
    "format",
    `the data set ${name} has a label that is not a class`,
  );
  const about = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  return {
    name,
    title: about?.title ?? name,
    shape: [channels, height, width],
    count,
    training,
    classes: about?.classes ?? Array.from({ length: classes }, (_, at) => String(at)),
    pixels: bytes.subarray(HEADER, HEADER + cells),
    labels,
  };
}

/** The first 32 bytes, each number in its bounds. */
function readHeader(name: string, bytes: Uint8Array): Readonly<Record<HeaderField, number>> {
  check(bytes.length >= HEADER, "format", `the data set ${name} is cut off`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (place: number): number => view.getUint32(place, true);
  check(at(0) === MAGIC, "format", `the file of the data set ${name} is not one of ours`);
  const [count, channels, height, width] = [at(4), at(8), at(12), at(16)];
  const [classes, training, checksum] = [at(20), at(24), at(28)];
  check(
    count >= 1 && count <= 2 ** 20 && training <= count,
    "format",
    `the data set ${name} says it has ${count} pictures, ${training} to train on`,
  );
  check(
    channels >= 1 && channels <= 4 && height <= 1024 && width <= 1024,
    "limit",
    `the pictures of ${name} are too large`,
  );
  check(
    classes >= 1 && classes <= 256,
    "format",
    `the data set ${name} says it has ${classes} classes`,
  );
  return { count, channels, height, width, classes, training, checksum };
}

/** The inverse of `readDataset`, for the packing tool and tests. */
export function writeDataset(set: Omit<Dataset, "name" | "title">): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + set.pixels.length + set.labels.length);
  bytes.set(set.pixels, HEADER);
  bytes.set(set.labels, HEADER + set.pixels.length);
  const view = new DataView(bytes.buffer);
  const fields = [
    MAGIC,
    set.count,
    ...set.shape,
    set.classes.length,
    set.training,
    fnv(bytes.subarray(HEADER)),
  ];
  for (const [at, value] of fields.entries()) view.setUint32(at * 4, value, true);
  return bytes;
}

/**
 * Pictures as numbers 0 … 1, or as the set scales them, row by row: [examples,
 * channels·height·width].
 */
export function pixelsAsFloats(set: Dataset, examples?: Int32Array): Float32Array {
  const [channels, height, width] = set.shape;
  const area = height * width;
  const cells = channels * area;
  const { mean, std } = set.scale ?? { mean: 0, std: 1 };
  const tables = Array.from({ length: channels }, (_, channel) =>
    SHARES.map((share) => (share - ofChannel(mean, channel)) / ofChannel(std, channel)),
  );
  const count = examples?.length ?? Math.floor(set.pixels.length / cells);
  const result = new Float32Array(count * cells);
  for (let row = 0; row < count; row++) {
    const from = (examples?.[row] ?? row) * cells;
    for (const [channel, numbers] of tables.entries())
      for (let at = channel * area; at < (channel + 1) * area; at++)
        result[row * cells + at] = numbers[set.pixels[from + at] ?? 0] ?? 0;
  }
  return result;
}

const made = new WeakMap<Dataset, WeakRef<Float32Array>>();

/**
 * Of all its pictures, not to be changed: the same numbers again for the next of many runs, unless
 * the memory was needed in between.
 */
export function allPixelsAsFloats(set: Dataset): Float32Array {
  const found = made.get(set)?.deref();
  if (found !== undefined) return found;
  const pixels = pixelsAsFloats(set);
  made.set(set, new WeakRef(pixels));
  return pixels;
}

function ofChannel(values: EachChannel, channel: number): number {
  return typeof values === "number" ? values : (values[channel] ?? Number.NaN);
}

const SHARES = Float32Array.from({ length: 256 }, (_, value) => value / 255);

/** Fowler, Noll and Vo's hash (FNV-1a), 32 bits. */
export function fnv(bytes: Uint8Array): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193);
  return value >>> 0;
}
