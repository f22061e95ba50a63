/**
 * What the first bytes of a file say it is, and how many pixels it has: known before a decoder may
 * spend memory on it. A name or a MIME type is not believed. Sources: PNG (RFC 2083), JPEG (ITU-T
 * T.81), GIF89a, WebP container, ISO BMFF.
 */
import { t } from "../language/words";
import { boxesOf } from "./boxes";

export interface PictureHeader {
  readonly kind: "png" | "jpeg" | "gif" | "webp" | "bmp" | "avif" | "heic" | "svg" | "unknown";
  /** Pixels; null where the header does not say it simply. */
  readonly width: number | null;
  readonly height: number | null;
  /** What a browser does to such a picture before it is seen, in words. */
  readonly remarks?: readonly string[];
}

const MOVES = "only the first picture of its animation is used";
const SEE_THROUGH = "what is transparent stands on white";

export function readHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number): string =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 8) === "\u0089PNG\r\n\u001a\n" && bytes.length >= 24)
    return {
      kind: "png",
      width: view.getUint32(16),
      height: view.getUint32(20),
      ...pngRemarks(view),
    };
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return { kind: "jpeg", ...jpegSize(view) };
  if (text(0, 4) === "GIF8" && bytes.length >= 10)
    return {
      kind: "gif",
      width: view.getUint16(6, true),
      height: view.getUint16(8, true),
      ...remarks(has(bytes, "NETSCAPE2.0") && MOVES),
    };
  if (text(0, 4) === "RIFF" && text(8, 4) === "WEBP")
    return { kind: "webp", ...webpSize(view, text(12, 4)) };
  if (text(0, 2) === "BM" && bytes.length >= 26)
    return {
      kind: "bmp",
      width: Math.abs(view.getInt32(18, true)),
      height: Math.abs(view.getInt32(22, true)),
    };
  if (text(4, 4) === "ftyp") return movie(view, text(8, 4), text(8, Math.min(64, bytes.length)));
  const start = text(0, Math.min(256, bytes.length)).trimStart();
  return {
    kind: start.startsWith("<svg") || start.startsWith("<?xml") ? "svg" : "unknown",
    ...UNKNOWN,
  };
}

const UNKNOWN = { width: null, height: null } as const;
type Size = Pick<PictureHeader, "width" | "height">;

function remarks(...said: readonly (string | false)[]): Pick<PictureHeader, "remarks"> {
  const kept = said.filter((one) => one !== false);
  return kept.length === 0 ? {} : { remarks: kept };
}

function has(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder("latin1").decode(bytes.subarray(0, 4096)).includes(text);
}

/** AVIF and HEIC are boxes of the same kind; a brand tells them apart, the first or another. */
function movie(view: DataView, brand: string, brands: string): PictureHeader {
  if (/^avi[fs]/.test(brand) || (/^(mif|msf)/.test(brand) && /avi[fs]/.test(brands))) {
    const { width, height, alpha } = boxesOf(view);
    return {
      kind: "avif",
      width,
      height,
      ...remarks(brand === "avis" && MOVES, alpha && SEE_THROUGH),
    };
  }
  return { kind: /^(hei|hev|mif|msf)/.test(brand) ? "heic" : "unknown", ...UNKNOWN };
}

function pngRemarks(view: DataView): Pick<PictureHeader, "remarks"> {
  if (view.byteLength < 26) return {};
  const colour = view.getUint8(25);
  let alpha = colour === 4 || colour === 6;
  let moves = false;
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const chunk = view.getUint32(at + 4);
    if (chunk === 0x49444154) break; // IDAT: the picture begins
    alpha ||= chunk === 0x74524e53; // tRNS
    moves ||= chunk === 0x6163544c; // acTL
  }
  return remarks(
    view.getUint8(24) === 16 && t("its 16 bits a channel are read as 8"),
    alpha && SEE_THROUGH,
    moves && MOVES,
  );
}

/**
 * Walks the segments to the frame header (SOF0 … SOF15 without DHT, JPG, DAC). Bytes of FF may
 * stand before a marker, and some markers have no length.
 */
function jpegSize(view: DataView): Size & Pick<PictureHeader, "remarks"> {
  let at = 2;
  while (at + 10 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        ...remarks(view.getUint8(at + 9) === 4 && t("its colours for print (CMYK) are converted")),
      };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return UNKNOWN;
}

function webpSize(view: DataView, chunk: string): Size & Pick<PictureHeader, "remarks"> {
  if (view.byteLength < 30) return UNKNOWN;
  const three = (at: number): number => view.getUint16(at, true) + 65536 * view.getUint8(at + 2);
  const flags = view.getUint8(20);
  if (chunk === "VP8X")
    return {
      width: 1 + three(24),
      height: 1 + three(27),
      ...remarks((flags & 0x10) !== 0 && SEE_THROUGH, (flags & 0x02) !== 0 && MOVES),
    };
  if (chunk === "VP8 ")
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk !== "VP8L") return UNKNOWN;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

export const MOST_BYTES = 80 * 2 ** 20;
const MOST_PIXELS = 80e6;

/** Why a file cannot be used, in the reader's words; null when it is worth a try. */
export function refusal(
  name: string,
  bytes: number,
  { kind, width, height }: PictureHeader,
): string | null {
  const quoted = `“${name.length > 40 ? `${name.slice(0, 38)}…` : name}”`;
  if (bytes === 0) return t("{quoted} is empty.", { quoted });
  if (bytes > MOST_BYTES)
    return t(
      "{quoted} has {bytes} MB. Up to {mostBytes} MB can be opened here; please save it smaller.",
      { quoted, bytes: Math.round(bytes / 2 ** 20), mostBytes: MOST_BYTES / 2 ** 20 },
    );
  if (kind === "heic")
    return t(
      "{quoted} is a HEIC photo, which browsers cannot read. Save or send it as JPEG (on a phone: share as “most compatible”).",
      { quoted },
    );
  if (kind === "svg")
    return t("{quoted} is a drawing (SVG), not a photo. Save it as PNG or JPEG.", { quoted });
  if (kind === "unknown")
    return t(
      "{quoted} is not a picture, whatever its name says. PNG, JPEG, WebP, GIF, BMP and AVIF can be opened.",
      { quoted },
    );
  if (width === null || height === null)
    return t(
      "{quoted} does not say how many pixels it has. It may be damaged; please save it again as PNG or JPEG.",
      { quoted },
    );
  const pixels = width * height;
  if (width === 0 || height === 0)
    return t("{quoted} says that it has no pixels at all. It may be damaged.", { quoted });
  return pixels > MOST_PIXELS
    ? t(
        "{quoted} has {width} × {height} = {pixels} million pixels. Up to {mostPixels} million can be opened here; please save it smaller.",
        { quoted, width, height, pixels: Math.round(pixels / 1e6), mostPixels: MOST_PIXELS / 1e6 },
      )
    : null;
}
