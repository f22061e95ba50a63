/**
 * Files of a lesson that somebody wrote: pictures, arrays of numbers, data sets, weights. The text
 * names them as the lab's own lessons do (`![A cat](assets/cat.webp)`,
 * `kernel="assets/kernel.npy"`); in a package those of `lessons/mine.mdoc` lie in
 * `lessons/mine/assets/`, so that two lessons may have files of one name.
 */
import { readHeader } from "../pictures/header";
import { isDataFile } from "../widgets/fields/own-files";

export type OwnFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export const NO_FILES: OwnFiles = new Map();
/** What a lesson may have of them. */
export const MOST_FILES = 60;
const NAMED =
  /\bassets\/[\w-][\w.-]{0,80}\.(?:webp|png|jpe?g|gif|avif|npy|npz|safetensors|zip|csv)\b/g;
export const PICTURE_TYPES: Readonly<Record<string, string>> = {
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

/** Addresses of the pictures in this page, as long as it lives, by their names in the text. */
export function pictureAddresses(files: OwnFiles): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...files]
      .filter(([path]) => !isDataFile(path))
      .map(([path, bytes]) => [
        path,
        URL.createObjectURL(
          new Blob([bytes], { type: PICTURE_TYPES[readHeader(bytes).kind] ?? "image/webp" }),
        ),
      ]),
  );
}

/** The files that are no pictures, by their names in the text. */
export function arraysOf(files: OwnFiles): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  return Object.fromEntries([...files].filter(([path]) => isDataFile(path)));
}
