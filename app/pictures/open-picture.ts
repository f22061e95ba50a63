/**
 * Files, clipboard, camera and the lab's own photos as square pictures of one kind: grey numbers here, three channels there.
 * The middle square, made as small as the kind wants it. Browser only.
 */
import { readHeader, refusal } from "./header";

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

/** Pictures of one kind, with what was loaded and what readers opened: it outlives a step, not the page. */
export interface PictureSource<Picture> extends PictureKind<Picture> {
  readonly shipped: Map<string, Promise<Picture>>;
  /** By figure. */
  readonly kept: Map<string, Opened<Picture>>;
}

export function pictureSource<Picture>(kind: PictureKind<Picture>): PictureSource<Picture> {
  return { ...kind, shipped: new Map(), kept: new Map() };
}

const HEADER_BYTES = 256 * 1024;

/** A photo or pattern of the lab. Rejects when it cannot be fetched (offline, not cached): try again later. */
export function loadShipped<Picture>(source: PictureSource<Picture>, name: string): Promise<Picture> {
  const known = source.shipped.get(name);
  if (known !== undefined) return known;
  const computed = source.pattern(name);
  const begun = computed === null ? fetchPhoto(source, name) : Promise.resolve(computed);
  begun.catch(() => source.shipped.delete(name));
  source.shipped.set(name, begun);
  return begun;
}

async function fetchPhoto<Picture>(kind: PictureKind<Picture>, name: string): Promise<Picture> {
  const response = await fetch(new URL(`photos/${name}.webp`, document.baseURI));
  if (!response.ok) throw new Error(`photo ${name}: ${response.status}`);
  return pictureOf(kind, await createImageBitmap(await response.blob()));
}

/** What a reader chose, dropped or pasted. Never throws: says in words what is wrong. */
export async function openFile<Picture>(kind: PictureKind<Picture>, file: File): Promise<Opened<Picture> | { readonly problem: string }> {
  try {
    const header = readHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
    const refused = refusal(file.name, file.size, header);
    if (refused !== null) return { problem: refused };
    const bitmap = await createImageBitmap(file);
    const smaller = [`its middle square made ${kind.side} × ${kind.side}`, kind.made].filter((words) => words !== "").join(", ");
    const remark = `${file.name}: ${bitmap.width} × ${bitmap.height}, ${smaller}. It stays on this machine.`;
    return { picture: pictureOf(kind, bitmap), remark };
  } catch {
    return { problem: `“${file.name}” could not be decoded. It may be damaged, or of a kind that this browser cannot read.` };
  }
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
export function squareOf<Picture>({ side, of }: PictureKind<Picture>, source: CanvasImageSource, width: number, height: number): Picture {
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
