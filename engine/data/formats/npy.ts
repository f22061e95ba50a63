/**
 * npy, NumPy's array file: "\x93NUMPY", a version, the length of a header, the header (a Python
 * dictionary as text), the numbers. Reads little-endian f2 f4 f8 i1 i2 i4 i8 u1 u2 and booleans,
 * row by row. The header is matched, never evaluated. Errors: LabError "format" or "limit". Source:
 * numpy.lib.format.
 */
import { check, LabError } from "../../core/errors";
import type { Shape } from "../../core/shape";
import { checkedSize, checkFileSize, MAX_RANK, printable } from "./limits";
import { type NumberType, readNumbers, widthOf } from "./numbers";

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const MAX_HEADER = 4096;
/**
 * One entry of the header: a quoted key, then a quoted word, a truth value or a list of lengths
 * (with the "L" that Python 2 wrote).
 */
const ENTRY =
  /\s*(['"])(descr|fortran_order|shape)\1\s*:\s*(?:(['"])([<>|=]?[a-zA-Z]\d*)\3|(True|False)|\(\s*((?:\d+L?\s*,\s*)*(?:\d+L?\s*)?)\))\s*(?:,|(?=\}))/y;

const TYPES: ReadonlyMap<string, NumberType> = new Map([
  ["<f2", "F16"],
  ["<f4", "F32"],
  ["<f8", "F64"],
  ["<i2", "I16"],
  ["<i4", "I32"],
  ["<i8", "I64"],
  ["<u2", "U16"],
  ["|i1", "I8"],
  ["|u1", "U8"],
  ["|b1", "BOOL"],
]);

export function readNpy(bytes: Uint8Array): { shape: Shape; data: Float32Array | Int32Array } {
  checkFileSize(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { text, start } = headerText(bytes, view);
  const { code, order, extents } = readHeader(text);
  const type = TYPES.get(code);
  if (type === undefined)
    throw new LabError(
      "format",
      `this npy file holds numbers of type ${code}, which are not read`,
      "Save it with astype(numpy.float32).",
    );
  check(
    order === "False",
    "format",
    "this npy file is stored column by column",
    "Save it with numpy.ascontiguousarray.",
  );
  const shape = extents
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => Number.parseInt(part, 10));
  check(
    shape.length <= MAX_RANK,
    "limit",
    `this npy file has ${shape.length} axes; at most ${MAX_RANK} are read`,
  );
  const count = checkedSize(shape, "this npy file");
  check(
    bytes.length === start + count * widthOf(type),
    "format",
    `this npy file should have ${start + count * widthOf(type)} bytes, not ${bytes.length}`,
  );
  return { shape, data: readNumbers(view, start, count, type) };
}

/** The header as it stands, and where the numbers start. */
function headerText(
  bytes: Uint8Array,
  view: DataView,
): { readonly text: string; readonly start: number } {
  check(
    bytes.length >= 10 && MAGIC.every((value, at) => bytes[at] === value),
    "format",
    "this is not an npy file",
  );
  const version = bytes[6] ?? 0;
  check(
    version >= 1 && version <= 3,
    "format",
    `this npy file is of version ${version}; 1 to 3 are known`,
  );
  const [length, from] =
    version === 1
      ? [view.getUint16(8, true), 10]
      : [bytes.length >= 12 ? view.getUint32(8, true) : 0, 12];
  check(length <= MAX_HEADER, "limit", "the header of this npy file is too long");
  const start = from + length;
  check(start <= bytes.length, "format", "this npy file is cut off");
  return { text: String.fromCharCode(...bytes.subarray(from, start)), start };
}

/** The three entries, which may stand in any order; each must be there once. */
function readHeader(text: string): { code: string; order: string; extents: string } {
  const found = new Map<string, string>();
  const body = text.trim();
  let at = 1;
  for (;;) {
    ENTRY.lastIndex = at;
    const entry = ENTRY.exec(body);
    if (entry === null) break;
    const [, , key = "", , word, truth, list] = entry;
    if (found.has(key)) break;
    found.set(
      key,
      key === "descr" ? (word ?? "") : key === "shape" ? `(${list ?? ""}` : (truth ?? ""),
    );
    at = ENTRY.lastIndex;
  }
  const [code = "", order = "", extents = ""] = ["descr", "fortran_order", "shape"].map((key) =>
    found.get(key),
  );
  const isWhole = body.startsWith("{") && body.slice(at).trim() === "}";
  check(
    isWhole && code !== "" && order !== "" && extents !== "",
    "format",
    `the header of this npy file cannot be read: ${printable(text)}`,
  );
  return { code, order, extents: extents.slice(1) };
}

/** Numbers row by row, as NumPy saves them. */
export function writeNpy(shape: Shape, data: Uint8Array | Int32Array | Float32Array): Uint8Array {
  const type = data instanceof Uint8Array ? "|u1" : data instanceof Int32Array ? "<i4" : "<f4";
  const lengths = `${shape.join(", ")}${shape.length === 1 ? "," : ""}`;
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${lengths}), }`;
  // The header ends with a line feed at a multiple of 64 bytes.
  const padded = `${text}${" ".repeat(63 - ((10 + text.length) % 64))}\n`;
  const bytes = new Uint8Array(10 + padded.length + data.byteLength);
  bytes.set([...MAGIC, 1, 0, padded.length & 255, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 10 + padded.length);
  return bytes;
}
