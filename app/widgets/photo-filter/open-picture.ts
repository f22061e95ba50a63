/** Files, clipboard and the lab's own photos as grey pictures. The middle square, made smaller to 256×256. Browser only. */
import { greyOf, pattern, SIDE, type GreyPicture } from "./grey";
import { readHeader, refusal } from "./header";
import { PATTERNS } from "./photos";

export type Opened = { readonly picture: GreyPicture; readonly remark: string } | { readonly problem: string };

const HEADER_BYTES = 256 * 1024;
const shipped = new Map<string, Promise<GreyPicture>>();

/** A photo or pattern of the lab. Rejects when it cannot be fetched (offline, not cached): try again later. */
export function loadShipped(name: string): Promise<GreyPicture> {
  const known = shipped.get(name);
  if (known !== undefined) return known;
  const begun = PATTERNS.some((one) => one.name === name) ? Promise.resolve(pattern(name)) : fetchPhoto(name);
  begun.catch(() => shipped.delete(name));
  shipped.set(name, begun);
  return begun;
}

async function fetchPhoto(name: string): Promise<GreyPicture> {
  const response = await fetch(new URL(`photos/${name}.webp`, document.baseURI));
  if (!response.ok) throw new Error(`photo ${name}: ${response.status}`);
  return squareOf(await createImageBitmap(await response.blob()));
}

/** What a reader chose, dropped or pasted. Never throws: says in words what is wrong. */
export async function openFile(file: File): Promise<Opened> {
  try {
    const header = readHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
    const refused = refusal(file.name, file.size, header);
    if (refused !== null) return { problem: refused };
    const bitmap = await createImageBitmap(file);
    const remark = `${file.name}: ${bitmap.width} × ${bitmap.height}, its middle square made ${SIDE} × ${SIDE}, in grey. It stays on this machine.`;
    return { picture: squareOf(bitmap), remark };
  } catch {
    return { problem: `“${file.name}” could not be decoded. It may be damaged, or of a kind that this browser cannot read.` };
  }
}

/** The picture among files that were dropped or pasted; the first one that is there. */
export function firstFile(files: FileList | null | undefined): File | null {
  return files?.item(0) ?? null;
}

function squareOf(bitmap: ImageBitmap): GreyPicture {
  const side = Math.min(bitmap.width, bitmap.height);
  const picture = greySquare(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side);
  bitmap.close();
  return picture;
}

let canvas: OffscreenCanvas | null = null;

/** The square of `side` at (left, top) of a drawable, as 256×256 brightness. */
export function greySquare(source: CanvasImageSource, left: number, top: number, side: number): GreyPicture {
  canvas ??= new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2D canvas");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "white";
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(source, left, top, side, side, 0, 0, SIDE, SIDE);
  return greyOf(context.getImageData(0, 0, SIDE, SIDE).data, SIDE, SIDE);
}
