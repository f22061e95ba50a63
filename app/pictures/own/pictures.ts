/**
 * Pictures of one's own with their labels, and the data set that they make: shuffled by a seed, a
 * sixth held out. Pure.
 */
import { t } from "../../language/words";
import { check } from "../../../engine/core/errors";
import { random } from "../../../engine/core/random";
import { fnv, OWN, writeDataset } from "../../../engine/data/dataset";
import { megabytes } from "../../../engine/data/formats/limits";
import type { Provided } from "../../../engine/worker/protocol";
import { greyAt } from "../grey";
import { heldOutOf } from "./held-out";

export const MOST_PICTURES = 70_000;
export const MOST_CLASSES = 256;
/** Decoded one by one in the page: more take minutes. */
const MOST_DECODED = 5000;
/** Bytes of all pixels. */
const MOST_BYTES = 256 * 2 ** 20;
/** Pixels along one side of a picture. */
const MOST_SIDE = 1024;
const SEED = 1;

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

/** Throws LabError "format" where there is too little to learn from, "limit" where too much. */
export function ownSet(given: OwnPictures, title: string): OwnSet {
  const { shape, pixels, labels, classes, remarks = [] } = given;
  const count = labels.length;
  checkRoom(shape, count);
  check(count > 0, "format", t("there are no pictures"));
  const named =
    classes.length > 0
      ? classes
      : Array.from({ length: labels.reduce((a, b) => Math.max(a, b), 0) + 1 }, (_, at) =>
          String(at),
        );
  check(
    named.length >= 2,
    "format",
    t("all pictures are of one class"),
    t("There must be two or more."),
  );
  const order = shuffled(count);
  const heldOut = heldOutOf(count);
  check(count > heldOut, "format", t("one picture is too little to learn from"));
  const cells = shape[0] * shape[1] * shape[2];
  const mixed = new Uint8Array(pixels.length);
  for (const [at, from] of order.entries())
    mixed.set(pixels.subarray(from * cells, (from + 1) * cells), at * cells);
  const file = writeDataset({
    shape,
    count,
    training: count - heldOut,
    classes: named,
    pixels: mixed,
    labels: Uint8Array.from(order, (from) => labels[from] ?? 0),
  });
  return {
    provided: { name: OWN, title, classes: named, file: file.buffer },
    shape,
    classes: named,
    training: count - heldOut,
    heldOut,
    remarks: [...remarks, ...leakIn(mixed, cells, count - heldOut), ...remarksOf(labels, named)],
  };
}

/** Fisher and Yates, by a seed: the same pictures are mixed the same way. */
function shuffled(count: number): number[] {
  const order = Array.from({ length: count }, (_, at) => at);
  const source = random(SEED);
  for (let at = count - 1; at > 0; at--) {
    const other = source.below(at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  return order;
}

/** Held-out pictures that are the same, byte for byte, as one of the first `training`. */
function leakIn(pixels: Uint8Array, cells: number, training: number): readonly string[] {
  const pictures = Array.from({ length: pixels.length / cells }, (_, at) =>
    pixels.subarray(at * cells, (at + 1) * cells),
  );
  const learned = new Map<number, Uint8Array[]>();
  for (const picture of pictures.slice(0, training)) {
    const hash = fnv(picture);
    const alike = learned.get(hash);
    if (alike === undefined) learned.set(hash, [picture]);
    else alike.push(picture);
  }
  const heldOut = pictures.slice(training);
  const known = heldOut.filter((picture) =>
    learned.get(fnv(picture))?.some((one) => one.every((byte, at) => byte === picture[at])),
  );
  return known.length === 0
    ? []
    : [
        t(
          "{known} of the {heldOut} held-out pictures are also among those to learn from: their score is better than that of new pictures.",
          { known: known.length, heldOut: heldOut.length },
        ),
      ];
}

/** One class has so many times the pictures of another. */
const UNEVEN = 4;

function remarksOf(labels: Uint8Array, names: readonly string[]): readonly string[] {
  const counts = names.map((_, at) => labels.reduce((sum, one) => sum + (one === at ? 1 : 0), 0));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const few = names[counts.indexOf(least)] ?? "";
  const many = names[counts.indexOf(most)] ?? "";
  if (least === 0) return [t("There is no picture of {name}.", { name: few })];
  return most > UNEVEN * least
    ? [
        t(
          "There are {most} pictures of {number} and only {least} of {name}: a network that always says {number} is often right.",
          { most, number: many, least, name: few },
        ),
      ]
    : [];
}
