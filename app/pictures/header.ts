/**
 * What the first bytes of a file say it is, and how many pixels it has: known before a decoder may spend memory on it.
 * A name or a MIME type is not believed. Sources: PNG (RFC 2083), JPEG (ITU-T T.81), GIF89a, WebP container, ISO BMFF.
 */
export interface PictureHeader {
  readonly kind: "png" | "jpeg" | "gif" | "webp" | "bmp" | "avif" | "heic" | "svg" | "unknown";
  /** Pixels; null where the header does not say it simply. */
  readonly width: number | null;
  readonly height: number | null;
}

export function readHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 8) === "\u0089PNG\r\n\u001a\n" && bytes.length >= 24)
    return { kind: "png", width: view.getUint32(16), height: view.getUint32(20) };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { kind: "jpeg", ...jpegSize(view) };
  if (text(0, 4) === "GIF8" && bytes.length >= 10) return { kind: "gif", width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (text(0, 4) === "RIFF" && text(8, 4) === "WEBP") return { kind: "webp", ...webpSize(view, text(12, 4)) };
  if (text(0, 2) === "BM" && bytes.length >= 26)
    return { kind: "bmp", width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
  if (text(4, 4) === "ftyp")
    return { kind: /^avi[fs]/.test(text(8, 4)) ? "avif" : /^(hei|hev|mif|msf)/.test(text(8, 4)) ? "heic" : "unknown", ...UNKNOWN };
  const start = text(0, Math.min(256, bytes.length)).trimStart();
  return { kind: start.startsWith("<svg") || start.startsWith("<?xml") ? "svg" : "unknown", ...UNKNOWN };
}

const UNKNOWN = { width: null, height: null } as const;
type Size = Pick<PictureHeader, "width" | "height">;

/** Walks the segments to the frame header (SOF0 … SOF15 without DHT, JPG, DAC). */
function jpegSize(view: DataView): Size {
  let at = 2;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return UNKNOWN;
}

function webpSize(view: DataView, chunk: string): Size {
  if (view.byteLength < 30) return UNKNOWN;
  const three = (at: number): number => view.getUint16(at, true) + 65536 * view.getUint8(at + 2);
  if (chunk === "VP8X") return { width: 1 + three(24), height: 1 + three(27) };
  if (chunk === "VP8 ") return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk !== "VP8L") return UNKNOWN;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

export const MOST_BYTES = 80 * 2 ** 20;
export const MOST_PIXELS = 80e6;

/** Why a file cannot be used, in the reader's words; null when it is worth a try. */
export function refusal(name: string, bytes: number, { kind, width, height }: PictureHeader): string | null {
  const quoted = `“${name.length > 40 ? `${name.slice(0, 38)}…` : name}”`;
  if (bytes === 0) return `${quoted} is empty.`;
  if (bytes > MOST_BYTES)
    return `${quoted} has ${Math.round(bytes / 2 ** 20)} MB. Up to ${MOST_BYTES / 2 ** 20} MB can be opened here; please save it smaller.`;
  if (kind === "heic")
    return `${quoted} is a HEIC photo, which browsers cannot read. Save or send it as JPEG (on a phone: share as “most compatible”).`;
  if (kind === "svg") return `${quoted} is a drawing (SVG), not a photo. Save it as PNG or JPEG.`;
  if (kind === "unknown") return `${quoted} is not a picture, whatever its name says. PNG, JPEG, WebP, GIF, BMP and AVIF can be opened.`;
  const pixels = (width ?? 0) * (height ?? 0);
  if (width === 0 || height === 0) return `${quoted} says that it has no pixels at all. It may be damaged.`;
  return pixels > MOST_PIXELS
    ? `${quoted} has ${width} × ${height} = ${Math.round(pixels / 1e6)} million pixels. Up to ${MOST_PIXELS / 1e6} million can be opened here; please save it smaller.`
    : null;
}
