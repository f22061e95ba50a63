/**
 * The boxes of an AVIF file (ISO/IEC 14496-12): how many pixels the largest picture in it has, and
 * whether it carries transparency. Reads only what stands in `view`; never throws.
 */
export interface Boxed {
  readonly width: number | null;
  readonly height: number | null;
  readonly alpha: boolean;
}

/** Boxes that hold boxes, with the bytes that stand before those. */
const HOLDERS: Readonly<Record<string, number>> = { meta: 4, iprp: 0, ipco: 0 };
const DEEPEST = 4;
const MOST = 2000;

export function boxesOf(view: DataView): Boxed {
  const found = { width: 0, height: 0, alpha: false, left: MOST };
  walk(view, 0, view.byteLength, 0, found);
  return found.width === 0 || found.height === 0
    ? { width: null, height: null, alpha: found.alpha }
    : { width: found.width, height: found.height, alpha: found.alpha };
}

interface Found {
  width: number;
  height: number;
  alpha: boolean;
  /** Boxes that may still be looked at. */
  left: number;
}

function walk(view: DataView, from: number, to: number, depth: number, found: Found): void {
  let at = from;
  while (at + 8 <= to) {
    found.left -= 1;
    if (found.left < 0) return;
    const written = view.getUint32(at);
    const name = word(view, at + 4);
    const head = written === 1 ? 16 : 8;
    const size =
      written === 0
        ? to - at
        : written === 1 && at + 16 <= to
          ? Number(view.getBigUint64(at + 8))
          : written;
    if (size < head) return;
    const end = Math.min(to, at + size);
    if (name === "ispe" && at + head + 12 <= end) largest(view, at + head + 4, found);
    else if (name === "auxC" && textIn(view, at + head + 4, end).includes(":alpha"))
      found.alpha = true;
    else if (name in HOLDERS && depth < DEEPEST)
      walk(view, at + head + (HOLDERS[name] ?? 0), end, depth + 1, found);
    at = end;
  }
}

function largest(view: DataView, at: number, found: Found): void {
  const width = view.getUint32(at);
  const height = view.getUint32(at + 4);
  if (width * height <= found.width * found.height) return;
  found.width = width;
  found.height = height;
}

function word(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((more) => view.getUint8(at + more)));
}

function textIn(view: DataView, from: number, to: number): string {
  return String.fromCharCode(
    ...new Uint8Array(view.buffer, view.byteOffset + from, Math.max(0, Math.min(64, to - from))),
  );
}
