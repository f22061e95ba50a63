/**
 * The check sums that a zip names for its files. fflate does not compare them, and cuts a file that
 * is longer than the zip says without a word. Source: PKWARE APPNOTE 6.3, sections 4.3.12, 4.3.16.
 */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;

/** By the names of the files. Empty where the list of files cannot be found. */
export function sumsIn(zip: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const sums = new Map<string, number>();
  let end = zip.length - END_BYTES;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) return sums;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > zip.length || view.getUint32(at, true) !== ENTRY) return sums;
    const name = view.getUint16(at + 28, true);
    sums.set(
      new TextDecoder().decode(zip.subarray(at + 46, at + 46 + name)),
      view.getUint32(at + 16, true),
    );
    at += 46 + name + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return sums;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  return sum;
});

/** CRC-32, as in zip and PNG. */
export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 255] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}
