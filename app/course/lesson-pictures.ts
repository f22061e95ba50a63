/**
 * Pictures of a lesson that somebody wrote. The text names them as the lab's own lessons do
 * (`![A cat](assets/cat.webp)`); in a package those of `lessons/mine.mdoc` lie in
 * `lessons/mine/assets/`, so that two lessons may have pictures of one name.
 */
import { LIMITS } from "../lesson/language/limits";
import { readHeader } from "../pictures/header";

export type Pictures = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export const NO_PICTURES: Pictures = new Map();
/** What a lesson may have of them. */
export const MOST_PICTURES = 60;
/** Pixels of a side. */
const LONGEST_SIDE = 4096;
const NAMED = /\bassets\/[\w-][\w.-]{0,80}\.(?:webp|png|jpe?g|gif|avif)\b/g;
const PICTURE_TYPES: Readonly<Record<string, string>> = {
  webp: "image/webp",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  avif: "image/avif",
};

/** The pictures that a text names, each once. */
export function picturesIn(text: string): readonly string[] {
  return [...new Set(text.match(NAMED) ?? [])].slice(0, MOST_PICTURES);
}

/** Where the picture of a lesson lies in the package. */
export function picturePath(lesson: string, path: string): string {
  return `${lesson.replace(/\.mdoc$/, "")}/${path}`;
}

/** Why these bytes are no picture of a lesson; null when they are. The name is not believed. */
export function pictureProblem(name: string, bytes: Uint8Array): string | null {
  if (bytes.length > LIMITS.image)
    return `${name} has ${Math.ceil(bytes.length / 1000)} KB; a picture may have ${LIMITS.image / 1000} KB.`;
  const { kind, width, height } = readHeader(bytes);
  if (!Object.hasOwn(PICTURE_TYPES, kind))
    return `${name} is not a picture, whatever its name says. It may be WebP, PNG, JPEG, GIF or AVIF.`;
  if (width === null || height === null || width * height === 0)
    return `${name} does not say how many pixels it has; it may be damaged.`;
  return Math.max(width, height) > LONGEST_SIDE
    ? `${name} has ${width} × ${height} pixels; a side may have ${LONGEST_SIDE}.`
    : null;
}

/** Addresses of the pictures in this page, as long as it lives, by their names in the text. */
export function pictureAddresses(pictures: Pictures): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...pictures].map(([path, bytes]) => [
      path,
      URL.createObjectURL(
        new Blob([bytes], { type: PICTURE_TYPES[readHeader(bytes).kind] ?? "image/webp" }),
      ),
    ]),
  );
}
