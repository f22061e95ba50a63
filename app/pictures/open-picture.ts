/**
 * Files, clipboard, camera and the lab's own photos as square pictures of one kind: grey numbers
 * here, three channels there. The middle square, made as small as the kind wants it. Browser only.
 */
import { t, word } from "../language/words";
import { MOST_BYTES, type PictureHeader, readHeader, refusal } from "./header";

export interface PictureKind<Picture> {
  /** Side of the square, pixels. */
  readonly side: number;
  /** How an opened picture is made smaller, in words: "in grey". */
  readonly made: string;
  /** From RGBA, side × side. */
  readonly of: (rgba: Uint8ClampedArray, side: number) => Picture;
  /** A picture that is computed, by its name; null when the name is a photo's. */
  readonly pattern: (name: string) => Picture | null;
}

export interface Opened<Picture> {
  readonly picture: Picture;
  /** What was opened, and that it stays here. */
  readonly remark: string;
}

/**
 * Pictures of one kind, with what was loaded and what readers opened: it outlives a step, not the
 * page.
 */
export interface PictureSource<Picture> extends PictureKind<Picture> {
  readonly shipped: Map<string, Promise<Picture>>;
  /** By figure. */
  readonly kept: Map<string, Opened<Picture>>;
}

export function pictureSource<Picture>(kind: PictureKind<Picture>): PictureSource<Picture> {
  return { ...kind, shipped: new Map(), kept: new Map() };
}

const HEADER_BYTES = 256 * 1024;
/** Milliseconds that a decoder may take. */
const DECODING = 15_000;

/**
 * A photo or pattern of the lab, or a picture of a lesson by its address. Rejects when it cannot be
 * fetched (offline, not cached) or decoded: try again later.
 */
export function loadPicture<Picture>(
  source: PictureSource<Picture>,
  name: string,
  address = `photos/${name}.webp`,
): Promise<Picture> {
  const known = source.shipped.get(address);
  if (known !== undefined) return known;
  const computed = source.pattern(name);
  const begun = computed === null ? readPicture(source, address) : Promise.resolve(computed);
  begun.catch(() => source.shipped.delete(address));
  source.shipped.set(address, begun);
  return begun;
}

/** By an image element: what a reader opened has an address that may be shown, not fetched. */
async function readPicture<Picture>(kind: PictureKind<Picture>, address: string): Promise<Picture> {
  const image = new Image();
  image.src = new URL(address, document.baseURI).href;
  await image.decode();
  return squareOf(kind, image, image.naturalWidth, image.naturalHeight);
}

/** What a reader chose, dropped or pasted. Never throws: says in words what is wrong. */
export async function openFile<Picture>(
  kind: PictureKind<Picture>,
  file: File,
): Promise<Opened<Picture> | { readonly problem: string }> {
  const opened = await decodedWith(file);
  if ("problem" in opened) return opened;
  const { bitmap, header } = opened;
  try {
    const smaller = [
      t("its middle square made {side} × {side}", { side: kind.side }),
      word(kind.made),
    ]
      .filter((words) => words !== "")
      .join(", ");
    const said = (header.remarks ?? []).map((one) => `; ${word(one)}`).join("");
    const remark = t("{name}: {width} × {height}, {smaller}{said}. It stays on this machine.", {
      name: file.name,
      width: bitmap.width,
      height: bitmap.height,
      smaller,
      said,
    });
    return { picture: pictureOf(kind, bitmap), remark };
  } catch {
    return undecoded(file);
  }
}

/** A file of the reader as pixels, whole; the caller closes it. Never throws. */
export async function decodePicture(
  file: File,
): Promise<ImageBitmap | { readonly problem: string }> {
  const opened = await decodedWith(file);
  return "problem" in opened ? opened : opened.bitmap;
}

function undecoded({ name }: File): { readonly problem: string } {
  return {
    problem: t(
      "“{name}” could not be decoded. It may be damaged, or of a kind that this browser cannot read.",
      { name },
    ),
  };
}

async function decodedWith(
  file: File,
): Promise<
  { readonly bitmap: ImageBitmap; readonly header: PictureHeader } | { readonly problem: string }
> {
  try {
    const header = await headerOf(file);
    const refused = refusal(file.name, file.size, header);
    if (refused !== null) return { problem: refused };
    const bitmap = await decoded(file);
    if (bitmap !== null) return { bitmap, header };
    return {
      problem: t("“{name}” takes more than {decoding} seconds to decode. Please save it smaller.", {
        name: file.name,
        decoding: DECODING / 1000,
      }),
    };
  } catch {
    return undecoded(file);
  }
}

/**
 * The first part of a file says what it is; only a JPEG may carry more than that before its size (a
 * preview, a colour profile), and is then read whole.
 */
async function headerOf(file: File): Promise<PictureHeader> {
  const header = readHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  return header.kind === "jpeg" &&
    header.width === null &&
    file.size > HEADER_BYTES &&
    file.size <= MOST_BYTES
    ? readHeader(new Uint8Array(await file.arrayBuffer()))
    : header;
}

/** Upright as its camera was held (EXIF); null when it takes too long. */
async function decoded(file: File): Promise<ImageBitmap | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const decoding = createImageBitmap(file, { imageOrientation: "from-image" });
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), DECODING);
  });
  const first = await Promise.race([decoding, late]).finally(() => clearTimeout(timer));
  if (first === null)
    void decoding.then(
      (bitmap) => bitmap.close(),
      () => undefined,
    );
  return first;
}

/** The picture among files that were dropped or pasted; the first one that is there. */
export function firstFile(files: FileList | null | undefined): File | null {
  return files?.item(0) ?? null;
}

function pictureOf<Picture>(kind: PictureKind<Picture>, bitmap: ImageBitmap): Picture {
  const picture = squareOf(kind, bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return picture;
}

let canvas: OffscreenCanvas | null = null;

/** The middle square of a drawable, as small as the kind wants it, on white. */
export function squareOf<Picture>(
  { side, of }: PictureKind<Picture>,
  source: CanvasImageSource,
  width: number,
  height: number,
): Picture {
  if (canvas?.width !== side) canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2D canvas");
  const from = Math.min(width, height);
  context.imageSmoothingQuality = "high";
  context.fillStyle = "white";
  context.fillRect(0, 0, side, side);
  context.drawImage(source, (width - from) / 2, (height - from) / 2, from, from, 0, 0, side, side);
  return of(context.getImageData(0, 0, side, side).data, side);
}
