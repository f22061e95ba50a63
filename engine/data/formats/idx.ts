/**
 * IDX, the format of MNIST and its relatives, gzipped or not: two zero bytes, a type, the number of
 * axes, the extents (u32, big endian), the numbers (big endian). Reads all six types; unsigned
 * bytes become i32. Errors: LabError "format" or "limit".
 */
import { check, LabError } from "../../core/errors";
import type { Shape } from "../../core/shape";
import { gunzip, isGzip } from "./gzip";
import { checkedSize, checkFileSize } from "./limits";

type Reader = (view: DataView, at: number) => number;

const TYPES: ReadonlyMap<
  number,
  { readonly width: number; readonly integer: boolean; readonly read: Reader }
> = new Map([
  [0x08, { width: 1, integer: true, read: (view, at) => view.getUint8(at) }],
  [0x09, { width: 1, integer: true, read: (view, at) => view.getInt8(at) }],
  [0x0b, { width: 2, integer: true, read: (view, at) => view.getInt16(at) }],
  [0x0c, { width: 4, integer: true, read: (view, at) => view.getInt32(at) }],
  [0x0d, { width: 4, integer: false, read: (view, at) => view.getFloat32(at) }],
  [0x0e, { width: 8, integer: false, read: (view, at) => view.getFloat64(at) }],
]);

interface IdxArray {
  shape: Shape;
  data: Float32Array | Int32Array;
}

export async function readIdx(given: Uint8Array): Promise<IdxArray> {
  checkFileSize(given);
  return readPlainIdx(isGzip(given) ? await gunzip(given) : given);
}

/** As `readIdx`, of a file that is not gzipped. */
export function readPlainIdx(bytes: Uint8Array): IdxArray {
  check(bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0, "format", "this is not an IDX file");
  const [, , code = 0, axes = 0] = bytes;
  const type = TYPES.get(code);
  if (type === undefined)
    throw new LabError("format", `this IDX file holds numbers of an unknown type (${code})`);
  check(bytes.length >= 4 + 4 * axes, "format", "this IDX file is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const count = checkedSize(shape, "this IDX file");
  const start = 4 + 4 * axes;
  check(
    bytes.length === start + count * type.width,
    "format",
    `this IDX file should have ${start + count * type.width} bytes, not ${bytes.length}`,
  );
  const data = type.integer ? new Int32Array(count) : new Float32Array(count);
  for (let at = 0; at < count; at++) data[at] = type.read(view, start + at * type.width);
  return { shape, data };
}
