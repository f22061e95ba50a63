/**
 * A picture file -> numbers 0 … 1, shape [channels, height, width]; one channel is grey (0.299 R +
 * 0.587 G + 0.114 B).
 *
 * The size is read from the file's own header before anything is decoded, so that a file that
 * claims a hundred megapixels costs nothing. The browser decodes (createImageBitmap), in a worker
 * or in the page. Sides of at most 4,096 pixels. Errors: LabError "format" for what is no picture,
 * "limit" for what is too large.
 */
import { check, LabError } from "../../core/errors";
import type { Tensor } from "../../core/tensor";
import { checkFileSize, MAX_IMAGE_SIDE } from "./limits";

export interface PictureSize {
  readonly kind: "png" | "jpeg" | "gif" | "webp" | "bmp";
  readonly width: number;
  readonly height: number;
}

interface ImageOptions {
  /**
   * Size of the result; the picture is cut to this shape round its middle, then scaled. Default:
   * its own size.
   */
  readonly width?: number;
  readonly height?: number;
  readonly channels: 1 | 3;
}

export async function readImage(
  bytes: Uint8Array,
  options: ImageOptions,
): Promise<Tensor<Float32Array>> {
  const size = pictureSize(bytes);
  checkSides(size.width, size.height);
  const bitmap = await createImageBitmap(
    new Blob([Uint8Array.from(bytes)], { type: `image/${size.kind}` }),
  ).catch(() => {
    throw new LabError("format", `this ${size.kind.toUpperCase()} file is damaged`);
  });
  try {
    return tensorOf(bitmap, options);
  } finally {
    bitmap.close();
  }
}

/** A decoded picture (a file's, a camera's) as numbers. Throws "limit". */
function tensorOf(
  bitmap: ImageBitmap,
  { width = bitmap.width, height = bitmap.height, channels }: ImageOptions,
): Tensor<Float32Array> {
  checkSides(bitmap.width, bitmap.height);
  checkSides(width, height);
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new LabError("unsupported", "this browser cannot draw pictures here");
  const scale = Math.max(width / bitmap.width, height / bitmap.height);
  const [drawnWidth, drawnHeight] = [bitmap.width * scale, bitmap.height * scale];
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(
    bitmap,
    (width - drawnWidth) / 2,
    (height - drawnHeight) / 2,
    drawnWidth,
    drawnHeight,
  );
  return planes(context.getImageData(0, 0, width, height).data, width, height, channels);
}

/** Interleaved bytes R G B A to planes. */
export function planes(
  rgba: ArrayLike<number>,
  width: number,
  height: number,
  channels: 1 | 3,
): Tensor<Float32Array> {
  const area = width * height;
  const data = new Float32Array(channels * area);
  for (let at = 0; at < area; at++) {
    const [red = 0, green = 0, blue = 0] = [rgba[at * 4], rgba[at * 4 + 1], rgba[at * 4 + 2]];
    if (channels === 1) data[at] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
    else
      for (const [channel, value] of [red, green, blue].entries())
        data[channel * area + at] = value / 255;
  }
  return { shape: [channels, height, width], data };
}

/** Kind and size from the first bytes. Throws "format" for anything that is no picture we know. */
export function pictureSize(bytes: Uint8Array): PictureSize {
  checkFileSize(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = png(view) ?? gif(view) ?? webp(view) ?? bmp(view) ?? jpeg(view);
  if (found === null)
    throw new LabError(
      "format",
      "this file is not a picture that can be read",
      "PNG, JPEG, WebP, GIF and BMP can.",
    );
  check(
    found.width >= 1 && found.height >= 1,
    "format",
    `this ${found.kind.toUpperCase()} file has no pixels`,
  );
  return found;
}

function checkSides(width: number, height: number): void {
  check(
    width <= MAX_IMAGE_SIDE && height <= MAX_IMAGE_SIDE,
    "limit",
    `this picture has ${width} × ${height} pixels; a side may have at most ${MAX_IMAGE_SIDE}`,
    "Make it smaller first.",
  );
}

function text(view: DataView, at: number, length: number): string {
  let result = "";
  for (let index = at; index < at + length && index < view.byteLength; index++)
    result += String.fromCharCode(view.getUint8(index));
  return result;
}

function png(view: DataView): PictureSize | null {
  if (
    view.byteLength < 24 ||
    text(view, 0, 8) !== "\x89PNG\r\n\x1a\n" ||
    text(view, 12, 4) !== "IHDR"
  )
    return null;
  return { kind: "png", width: view.getUint32(16), height: view.getUint32(20) };
}

function gif(view: DataView): PictureSize | null {
  if (view.byteLength < 10 || !/^GIF8[79]a$/.test(text(view, 0, 6))) return null;
  return { kind: "gif", width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

function bmp(view: DataView): PictureSize | null {
  if (view.byteLength < 26 || text(view, 0, 2) !== "BM" || view.getUint32(14, true) < 40)
    return null;
  return { kind: "bmp", width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
}

function webp(view: DataView): PictureSize | null {
  if (view.byteLength < 30 || text(view, 0, 4) !== "RIFF" || text(view, 8, 4) !== "WEBP")
    return null;
  const chunk = text(view, 12, 4);
  if (chunk === "VP8 ")
    return {
      kind: "webp",
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    };
  if (chunk === "VP8L") {
    const bits = view.getUint32(21, true);
    return { kind: "webp", width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (chunk !== "VP8X") return null;
  const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  return { kind: "webp", width: three(24) + 1, height: three(27) + 1 };
}

/** Walks the segments to the start of a frame, which holds the size. */
function jpeg(view: DataView): PictureSize | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame)
      return { kind: "jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}
