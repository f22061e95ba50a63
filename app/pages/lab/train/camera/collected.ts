/** Pictures collected by class, and what a network learns from them. Pure. */
import { check } from "../../../../../engine/core/errors";
import type { OwnPictures } from "../own/pictures";

export const MOST_CLASSES = 8;
/** Pictures of all classes together. */
export const MOST_COLLECTED = 800;

export interface Collected {
  /** Side of every picture, pixels. */
  readonly side: number;
  readonly classes: readonly CollectedClass[];
}

export interface CollectedClass {
  readonly id: number;
  readonly name: string;
  readonly pictures: readonly CollectedPicture[];
}

export interface CollectedPicture {
  readonly id: number;
  /** side × side. */
  readonly rgba: Uint8ClampedArray;
}

export function nothingCollected(side: number): Collected {
  return { side, classes: [1, 2].map((id) => ({ id, name: `Class ${id}`, pictures: [] })) };
}

export function countOf({ classes }: Collected): number {
  return classes.reduce((sum, { pictures }) => sum + pictures.length, 0);
}

/** Adds to a class; nothing is added to a class that is gone, or where there are enough. */
export function withPicture(all: Collected, to: number, rgba: Uint8ClampedArray): Collected {
  if (countOf(all) >= MOST_COLLECTED || rgba.length !== 4 * all.side ** 2) return all;
  return changed(all, to, (one) => ({
    ...one,
    pictures: [...one.pictures, { id: (one.pictures.at(-1)?.id ?? 0) + 1, rgba }],
  }));
}

export function withoutPicture(all: Collected, from: number, picture: number): Collected {
  return changed(all, from, (one) => ({
    ...one,
    pictures: one.pictures.filter(({ id }) => id !== picture),
  }));
}

export function emptied(all: Collected, of: number): Collected {
  return changed(all, of, (one) => ({ ...one, pictures: [] }));
}

export function renamed(all: Collected, of: number, name: string): Collected {
  return changed(all, of, (one) => ({ ...one, name }));
}

export function withClass(all: Collected): Collected {
  if (all.classes.length >= MOST_CLASSES) return all;
  const id = Math.max(0, ...all.classes.map((one) => one.id)) + 1;
  return { ...all, classes: [...all.classes, { id, name: `Class ${id}`, pictures: [] }] };
}

export function withoutClass(all: Collected, gone: number): Collected {
  return { ...all, classes: all.classes.filter(({ id }) => id !== gone) };
}

function changed(
  all: Collected,
  which: number,
  change: (one: CollectedClass) => CollectedClass,
): Collected {
  return { ...all, classes: all.classes.map((one) => (one.id === which ? change(one) : one)) };
}

/** What is still missing before a network can learn them, as a sentence; null: nothing. */
export function missing({ classes }: Collected): string | null {
  if (classes.length < 2) return "Two classes or more are needed.";
  const names = classes.map(({ name }) => name.trim());
  const unnamed = names.indexOf("");
  if (unnamed >= 0) return `Class ${unnamed + 1} has no name.`;
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `Two classes are called “${twice}”.`;
  const few = classes.find(({ pictures }) => pictures.length < FEWEST);
  return few === undefined
    ? null
    : `“${few.name.trim()}” has ${few.pictures.length} of the ${FEWEST} pictures that a class needs at least.`;
}
const FEWEST = 6;

/** As a network of this input reads them. Throws LabError "format" where something is missing. */
export function picturesOf(all: Collected, shape: OwnPictures["shape"]): OwnPictures {
  const lacks = missing(all);
  check(lacks === null, "format", lacks ?? "");
  const [channels, rows, columns] = shape;
  check(rows === columns, "shape", "the network reads pictures that are not square");
  const cells = channels * rows * columns;
  const pixels = new Uint8Array(countOf(all) * cells);
  const labels: number[] = [];
  for (const [label, { pictures }] of all.classes.entries())
    for (const { rgba } of pictures) {
      pixels.set(planesAt(rgba, all.side, channels, rows), labels.length * cells);
      labels.push(label);
    }
  const classes = all.classes.map(({ name }) => name.trim());
  return { shape, pixels, labels: Uint8Array.from(labels), classes };
}

/** Channels of a picture in another size: each new pixel is the mean of the area that it covers. */
function planesAt(
  rgba: Uint8ClampedArray,
  side: number,
  channels: number,
  wanted: number,
): Uint8Array {
  const area = wanted * wanted;
  const result = new Uint8Array(channels * area);
  const cover = coverOf(side, wanted);
  for (let at = 0; at < area; at++) {
    const [red, green, blue] = meanColour(
      rgba,
      side,
      cover[Math.floor(at / wanted)] ?? [],
      cover[at % wanted] ?? [],
    );
    if (channels === 1) result[at] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    else
      for (const [channel, value] of [red, green, blue].entries())
        result[channel * area + at] = Math.round(value);
  }
  return result;
}

type Share = readonly [at: number, share: number];

/** Which old pixels each new one covers along one axis, with shares that sum to 1. */
function coverOf(side: number, wanted: number): readonly (readonly Share[])[] {
  const width = side / wanted;
  return Array.from({ length: wanted }, (_, one) => {
    const [from, to] = [one * width, (one + 1) * width];
    const shares: Share[] = [];
    for (let at = Math.floor(from); at < Math.min(side, to); at++) {
      const share = (Math.min(at + 1, to) - Math.max(at, from)) / width;
      if (share > 0) shares.push([at, share]);
    }
    return shares;
  });
}

function meanColour(
  rgba: Uint8ClampedArray,
  side: number,
  rows: readonly Share[],
  columns: readonly Share[],
): readonly [number, number, number] {
  let [red, green, blue] = [0, 0, 0];
  for (const [row, down] of rows)
    for (const [column, right] of columns) {
      const from = 4 * (row * side + column);
      red += down * right * (rgba[from] ?? 0);
      green += down * right * (rgba[from + 1] ?? 0);
      blue += down * right * (rgba[from + 2] ?? 0);
    }
  return [red, green, blue];
}
