/**
 * Pictures of one's own with their labels, and the data set that they make: shuffled by a seed, a
 * part held out, the classes balanced where that is asked for. Pure.
 */
import { t } from "../../language/words";
import { check } from "../../../engine/core/errors";
import { random } from "../../../engine/core/random";
import { OWN, readDataset, writeDataset } from "../../../engine/data/dataset";
import { megabytes } from "../../../engine/data/formats/limits";
import type { Provided } from "../../../engine/worker/protocol";
import { greyAt } from "../grey";
import { HELD_OUT, heldOutOf } from "./held-out";

export const MOST_PICTURES = 70_000;
export const MOST_CLASSES = 256;
/** Decoded one by one in the page: more take minutes. */
const MOST_DECODED = 5000;
/** Bytes of all pixels. */
const MOST_BYTES = 256 * 2 ** 20;
/** Pixels along one side of a picture. */
const MOST_SIDE = 1024;

/** How pictures are parted into those to learn from and those held out. */
export interface Split {
  /** Part of the pictures that is held out. */
  readonly held: number;
  readonly seed: number;
  /** Of every class as many are learned as of the smallest; the others are left out. */
  readonly balanced: boolean;
}

export const STANDARD_SPLIT: Split = { held: HELD_OUT, seed: 1, balanced: false };

export interface OwnPictures {
  readonly shape: readonly [channels: number, rows: number, columns: number];
  /** Bytes, picture after picture, each by channel, row and column. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
  /** Names of the classes; [] where they are numbers. */
  readonly classes: readonly string[];
  /** What was left out: full sentences. */
  readonly remarks?: readonly string[];
}

export interface OwnSet {
  readonly provided: Provided;
  readonly shape: OwnPictures["shape"];
  readonly classes: readonly string[];
  readonly training: number;
  readonly heldOut: number;
  /** What the reader should know: full sentences. */
  readonly remarks: readonly string[];
}

/** Throws LabError "limit" where so many pictures of this shape are too much for the memory. */
export function checkRoom([channels, rows, columns]: OwnPictures["shape"], count: number): void {
  check(
    Math.max(rows, columns) <= MOST_SIDE,
    "limit",
    t("pictures of {rows}×{columns} are too large; at most {mostSide}×{mostSide} are learned", {
      rows,
      columns,
      mostSide: MOST_SIDE,
    }),
  );
  const bytes = count * channels * rows * columns;
  check(
    bytes <= MOST_BYTES,
    "limit",
    t(
      "{count} pictures of {channels}×{rows}×{columns} take {bytes}; at most {mostBytes} are learned",
      { count, channels, rows, columns, bytes: megabytes(bytes), mostBytes: megabytes(MOST_BYTES) },
    ),
    t("Leave some out, or let the network read smaller ones."),
  );
}

/** Throws LabError "limit" where so many pictures take minutes to be opened. */
export function checkDecoded(count: number): void {
  check(
    count <= MOST_DECODED,
    "limit",
    t("there are {files} pictures; at most {mostDecoded} are opened one by one", {
      files: count,
      mostDecoded: MOST_DECODED,
    }),
    t("Leave some out, or bring them as CSV, IDX or npy."),
  );
}

/** RGBA as a network of so many channels reads it, channel after channel. */
export function planesOf(rgba: ArrayLike<number>, channels: number): Uint8Array {
  const area = rgba.length / 4;
  const result = new Uint8Array(channels * area);
  for (let at = 0; at < area; at++)
    for (let channel = 0; channel < channels; channel++)
      result[channel * area + at] =
        channels === 1 ? greyAt(rgba, 4 * at) : Math.round(rgba[4 * at + channel] ?? 0);
  return result;
}

/** What a set was made of, by its file: it can be parted again without a loss. */
const sources = new WeakMap<ArrayBuffer, { readonly given: OwnPictures; readonly split: Split }>();

/** Throws LabError "format" where there is too little to learn from, "limit" where too much. */
export function ownSet(given: OwnPictures, title: string, split = STANDARD_SPLIT): OwnSet {
  const { shape, pixels, labels, classes, remarks = [] } = given;
  const count = labels.length;
  checkRoom(shape, count);
  check(count > 0, "format", t("there are no pictures"));
  const named = classNames(labels, classes);
  const { order, training } = parted(labels, split);
  const cells = shape[0] * shape[1] * shape[2];
  const mixed = new Uint8Array(order.length * cells);
  for (const [at, from] of order.entries())
    mixed.set(pixels.subarray(from * cells, (from + 1) * cells), at * cells);
  const { buffer: file } = writeDataset({
    shape,
    count: order.length,
    training,
    classes: named,
    pixels: mixed,
    labels: Uint8Array.from(order, (from) => labels[from] ?? 0),
  });
  sources.set(file, { given, split });
  return {
    provided: { name: OWN, title, classes: named, file },
    shape,
    classes: named,
    training,
    heldOut: order.length - training,
    remarks,
  };
}

/** The names given, else the labels' own numbers. Throws LabError "format" where all are alike. */
export function classNames(labels: Uint8Array, given: readonly string[] = []): readonly string[] {
  const count = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const names = given.length > 0 ? given : Array.from({ length: count }, (_, at) => String(at));
  check(
    names.length >= 2,
    "format",
    t("all pictures are of one class"),
    t("There must be two or more."),
  );
  return names;
}

/** How it was parted; of one that the device kept only the numbers are known. */
export function splitOf({ provided, training, heldOut }: OwnSet): Split {
  const held = heldOut / (training + heldOut);
  return sources.get(provided.file)?.split ?? { ...STANDARD_SPLIT, held };
}

/** The same pictures, parted in another way. Throws LabError. */
export function partedAgain(set: OwnSet, split: Split): OwnSet {
  const { provided, classes, remarks } = set;
  const known = sources.get(provided.file)?.given;
  if (known !== undefined) return ownSet(known, provided.title, split);
  const { shape, pixels, labels } = readDataset(OWN, new Uint8Array(provided.file));
  return ownSet({ shape, pixels, labels, classes, remarks }, provided.title, split);
}

/** Places of the pictures, those to learn from before those held out. */
function parted(
  labels: Uint8Array,
  { held, seed, balanced }: Split,
): { readonly order: readonly number[]; readonly training: number } {
  const order = shuffled(labels.length, seed);
  const heldOut = heldOutOf(labels.length, held);
  const training = order.slice(0, labels.length - heldOut);
  check(training.length > 0, "format", t("one picture is too little to learn from"));
  const learned = balanced ? evened(training, labels) : training;
  return { order: [...learned, ...order.slice(-heldOut)], training: learned.length };
}

/** Of every class that there is as many as of the smallest, the first ones. */
function evened(places: readonly number[], labels: Uint8Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const place of places) {
    const label = labels[place] ?? 0;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const most = Math.min(...counts.values());
  const taken = new Map<number, number>();
  return places.filter((place) => {
    const label = labels[place] ?? 0;
    const number = (taken.get(label) ?? 0) + 1;
    taken.set(label, number);
    return number <= most;
  });
}

/** Fisher and Yates, by a seed: the same pictures are mixed the same way. */
function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  const source = random(seed);
  for (let at = count - 1; at > 0; at--) {
    const other = source.below(at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}
