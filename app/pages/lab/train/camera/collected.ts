/** Pictures collected by class, and what a network learns from them. Pure. */
import { t } from "../../../../language/words";
import { check } from "../../../../../engine/core/errors";
import { type OwnPictures, planesOf } from "../../../../pictures/own/pictures";

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
  return {
    side,
    classes: [1, 2].map((id) => ({ id, name: t("Class {id}", { id }), pictures: [] })),
  };
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
  return { ...all, classes: [...all.classes, { id, name: t("Class {id}", { id }), pictures: [] }] };
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
  if (classes.length < 2) return t("Two classes or more are needed.");
  const names = classes.map(({ name }) => name.trim());
  const unnamed = names.indexOf("");
  if (unnamed >= 0) return t("Class {unnamed} has no name.", { unnamed: unnamed + 1 });
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return t("Two classes are called “{twice}”.", { twice });
  const few = classes.find(({ pictures }) => pictures.length < FEWEST);
  return few === undefined
    ? null
    : t("“{name}” has {pictures} of the {fewest} pictures that a class needs at least.", {
        name: few.name.trim(),
        pictures: few.pictures.length,
        fewest: FEWEST,
      });
}
const FEWEST = 6;

/** As a network of this input reads them. Throws LabError "format" where something is missing. */
export function picturesOf(all: Collected, shape: OwnPictures["shape"]): OwnPictures {
  const lacks = missing(all);
  check(lacks === null, "format", lacks ?? "");
  const [channels, rows, columns] = shape;
  check(rows === columns, "shape", t("the network reads pictures that are not square"));
  const cells = channels * rows * columns;
  const pixels = new Uint8Array(countOf(all) * cells);
  const labels: number[] = [];
  for (const [label, { pictures }] of all.classes.entries())
    for (const { rgba } of pictures) {
      pixels.set(planesOf(resized(rgba, all.side, rows), channels), labels.length * cells);
      labels.push(label);
    }
  const classes = all.classes.map(({ name }) => name.trim());
  return { shape, pixels, labels: Uint8Array.from(labels), classes };
}

/** A picture in another size, RGBA: each new pixel is the mean of the area that it covers. */
function resized(rgba: Uint8ClampedArray, side: number, wanted: number): Float64Array {
  const result = new Float64Array(4 * wanted * wanted);
  const cover = coverOf(side, wanted);
  for (const [row, rows] of cover.entries())
    for (const [column, columns] of cover.entries()) {
      const to = 4 * (row * wanted + column);
      for (const [y, down] of rows)
        for (const [x, right] of columns)
          for (let channel = 0; channel < 4; channel++)
            result[to + channel] =
              (result[to + channel] ?? 0) +
              down * right * (rgba[4 * (y * side + x) + channel] ?? 0);
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
