/**
 * A picture that somebody chose, made fit for a lesson: scaled, written anew as WebP (so that where
 * and with what it was taken does not travel with it), under a name that is free. Browser only.
 */
import { t } from "../language/words";
import { LIMITS } from "../lesson/language/limits";
import { decodePicture } from "../pictures/open-picture";
import { MOST_FILES, type OwnFiles } from "./own-files";

export interface Prepared {
  /** As the text names it: `assets/cat.webp`. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Sides in pixels and qualities, best first: the first that is small enough is taken. */
const TRIES = [
  { side: 1600, quality: 0.85 },
  { side: 1600, quality: 0.6 },
  { side: 1000, quality: 0.6 },
  { side: 640, quality: 0.5 },
];

/** Never throws: says in words what is wrong. */
export async function preparePicture(
  file: File,
  taken: OwnFiles,
): Promise<Prepared | { readonly problem: string }> {
  if (taken.size >= MOST_FILES)
    return { problem: t("A lesson may have {most} files.", { most: MOST_FILES }) };
  const bitmap = await decodePicture(file);
  if ("problem" in bitmap) return bitmap;
  try {
    for (const { side, quality } of TRIES) {
      const made = await encoded(bitmap, side, quality);
      if (made.bytes.length <= LIMITS.image)
        return { ...made, path: freePath(file.name, made.end, taken) };
    }
  } catch {
    return {
      problem: t("“{name}” could not be written as a picture by this browser.", {
        name: file.name,
      }),
    };
  } finally {
    bitmap.close();
  }
  return {
    problem: t("“{name}” stays larger than {most} KB, however small it is made.", {
      name: file.name,
      most: LIMITS.image / 1000,
    }),
  };
}

async function encoded(bitmap: ImageBitmap, side: number, quality: number) {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [bitmap.width, bitmap.height].map((one) =>
    Math.max(1, Math.round(one * scale)),
  );
  const canvas = new OffscreenCanvas(width ?? 1, height ?? 1);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no 2D canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality });
  return {
    bytes: new Uint8Array(await blob.arrayBuffer()),
    width: canvas.width,
    height: canvas.height,
    // A browser that writes no WebP writes PNG instead.
    end: blob.type === "image/webp" ? "webp" : "png",
  };
}

/** The file's name in letters that every system reads, with a number where it is taken. */
export function freePath(name: string, end: string, taken: OwnFiles): string {
  const plain =
    name
      .replace(/\.\w+$/, "")
      .normalize("NFKD")
      .replaceAll(/[^\w]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .toLowerCase()
      .slice(0, 40) || "picture";
  let path = `assets/${plain}.${end}`;
  for (let twin = 2; taken.has(path); twin++) path = `assets/${plain}-${twin}.${end}`;
  return path;
}
