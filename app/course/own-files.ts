/**
 * Files of a lesson that somebody wrote: pictures and arrays of numbers. The text names them as the
 * lab's own lessons do (`![A cat](assets/cat.webp)`, `kernel="assets/kernel.npy"`); in a package
 * those of `lessons/mine.mdoc` lie in `lessons/mine/assets/`, so that two lessons may have files of
 * one name.
 */
import { t } from "../language/words";
import { isArrayFile, readArrays } from "../lesson/language/own-arrays";
import { LIMITS } from "../lesson/language/limits";
import { readHeader } from "../pictures/header";

export type OwnFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export const NO_FILES: OwnFiles = new Map();
/** What a lesson may have of them. */
export const MOST_FILES = 60;
/** Pixels of a side. */
const LONGEST_SIDE = 4096;
const NAMED = /\bassets\/[\w-][\w.-]{0,80}\.(?:webp|png|jpe?g|gif|avif|npy|safetensors)\b/g;
const PICTURE_TYPES: Readonly<Record<string, string>> = {
  webp: "image/webp",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  avif: "image/avif",
};

/** The files that a text names, each once. */
export function filesIn(text: string): readonly string[] {
  return [...new Set(text.match(NAMED) ?? [])].slice(0, MOST_FILES);
}

/** Where the file of a lesson lies in the package. */
export function packedPath(lesson: string, path: string): string {
  return `${lesson.replace(/\.mdoc$/, "")}/${path}`;
}

/** Why these bytes are no file of a lesson; null when they are. The name is not believed. */
export function fileProblem(name: string, bytes: Uint8Array): string | null {
  if (!isArrayFile(name)) return pictureProblem(name, bytes);
  const read = readArrays(name, bytes);
  return "problem" in read ? `${name}: ${read.problem}` : null;
}

function pictureProblem(name: string, bytes: Uint8Array): string | null {
  if (bytes.length > LIMITS.image)
    return t("{name} has {size} KB; a picture may have {most} KB.", {
      name,
      size: Math.ceil(bytes.length / 1000),
      most: LIMITS.image / 1000,
    });
  const { kind, width, height } = readHeader(bytes);
  if (!Object.hasOwn(PICTURE_TYPES, kind))
    return t(
      "{name} is not a picture, whatever its name says. It may be WebP, PNG, JPEG, GIF or AVIF.",
      { name },
    );
  if (width === null || height === null || width * height === 0)
    return t("{name} does not say how many pixels it has; it may be damaged.", { name });
  return Math.max(width, height) > LONGEST_SIDE
    ? t("{name} has {width} × {height} pixels; a side may have {most}.", {
        name,
        width,
        height,
        most: LONGEST_SIDE,
      })
    : null;
}

/** Addresses of the pictures in this page, as long as it lives, by their names in the text. */
export function pictureAddresses(files: OwnFiles): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...files]
      .filter(([path]) => !isArrayFile(path))
      .map(([path, bytes]) => [
        path,
        URL.createObjectURL(
          new Blob([bytes], { type: PICTURE_TYPES[readHeader(bytes).kind] ?? "image/webp" }),
        ),
      ]),
  );
}

/** The files that hold numbers, by their names in the text. */
export function arraysOf(files: OwnFiles): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  return Object.fromEntries([...files].filter(([path]) => isArrayFile(path)));
}
