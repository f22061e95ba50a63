/**
 * safetensors, the format of trained weights: 8 bytes of header length (u64, little endian), a JSON
 * header { name: { dtype, shape, data_offsets: [begin, end] } }, then the numbers. Offsets count
 * from the end of the header, are ordered without gap or overlap and cover the rest of the file.
 *
 * Reads F64 F32 F16 BF16 as f32 and I64 I32 I16 I8 U16 U8 BOOL as i32. Writes F32, F16 and I32.
 * Errors: LabError "format" or "limit" in the reader's words. Source: the safetensors README, with
 * tighter limits.
 */
import { check, LabError } from "../../core/errors";
import { isObject, parseJson, type Json } from "../../core/json";
import { size, type Shape } from "../../core/shape";
import { otherFormat } from "./foreign";
import {
  checkedSize,
  checkFileSize,
  checkName,
  decodeText,
  MAX_HEADER_BYTES,
  MAX_TENSORS,
  printable,
} from "./limits";
import { fitsHalf, halfBits, isNumberType, readNumbers, widthOf, type NumberType } from "./numbers";

export interface StoredTensor {
  readonly shape: Shape;
  readonly data: Float32Array | Int32Array;
}

export type StoredTensors = ReadonlyMap<string, StoredTensor>;

/** "{" */
const OPENING = 0x7b;

interface Entry {
  readonly name: string;
  readonly type: NumberType;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

/** Texts that stand in the header beside the tensors, by name. Throws as `readSafetensors` does. */
export function readMetadata(bytes: Uint8Array): ReadonlyMap<string, string> {
  return readHeader(bytes).metadata;
}

export function readSafetensors(bytes: Uint8Array): StoredTensors {
  const { entries, start } = readHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const result = new Map<string, StoredTensor>();
  for (const entry of entries) {
    result.set(entry.name, {
      shape: entry.shape,
      data: readNumbers(view, start + entry.begin, size(entry.shape), entry.type),
    });
  }
  return result;
}

interface Header {
  readonly entries: readonly Entry[];
  readonly start: number;
  readonly metadata: ReadonlyMap<string, string>;
}

const METADATA = "__metadata__";

function headerLength(bytes: Uint8Array): number {
  const announced = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  check(announced > 0n, "format", "this is not a safetensors file: its header is empty");
  check(
    announced <= BigInt(bytes.length - 8),
    "format",
    "this is not a safetensors file: its header would end after the file",
  );
  check(
    announced <= BigInt(MAX_HEADER_BYTES),
    "limit",
    "the header of this safetensors file is larger than 1 MB",
  );
  return Number(announced);
}

function readHeader(bytes: Uint8Array): Header {
  checkFileSize(bytes);
  check(bytes.length >= 8, "format", "this file is too short to be a safetensors file");
  const foreign = otherFormat(bytes);
  if (foreign !== null)
    throw new LabError(
      "format",
      `this is not a safetensors file but ${foreign}`,
      "Save it with safetensors.torch.save_file(model.state_dict(), name).",
    );
  const start = 8 + headerLength(bytes);
  check(
    bytes[8] === OPENING,
    "format",
    "this is not a safetensors file: its header does not begin with {",
  );
  const header = parseJson(
    decodeText(bytes.subarray(8, start), "the header of this safetensors file"),
    { depth: 4 },
  );
  if (!isObject(header))
    throw new LabError("format", "the header of this safetensors file is not a list of tensors");
  const entries: Entry[] = [];
  for (const [name, value] of header) if (name !== METADATA) entries.push(readEntry(name, value));
  check(
    entries.length <= MAX_TENSORS,
    "limit",
    `this file holds ${entries.length} tensors; at most ${MAX_TENSORS} are read`,
  );
  checkCoverage(entries, bytes.length - start);
  return { entries, start, metadata: textsOf(header.get(METADATA)) };
}

function textsOf(given: Json | undefined): ReadonlyMap<string, string> {
  const entries = isObject(given) ? [...given] : [];
  return new Map(
    entries.flatMap(([name, text]) => (typeof text === "string" ? [[name, text] as const] : [])),
  );
}

function readEntry(name: string, value: Json): Entry {
  checkName(name);
  if (!isObject(value))
    throw new LabError("format", `${name}: its entry in the header is not an object`);
  const type = value.get("dtype");
  if (!isNumberType(type))
    throw new LabError(
      "format",
      `${name}: numbers of type ${printable(JSON.stringify(type ?? null))} are not known`,
    );
  const shape = numberList(value.get("shape"), `${name}: its shape`);
  const offsets = numberList(value.get("data_offsets"), `${name}: its place in the file`);
  const [begin, end] = offsets;
  if (
    begin === undefined ||
    end === undefined ||
    offsets.length !== 2 ||
    !offsets.every((at) => Number.isSafeInteger(at) && at >= 0)
  ) {
    throw new LabError("format", `${name}: its place in the file is not two positions`);
  }
  const needed = checkedSize(shape, name) * widthOf(type);
  check(
    end - begin === needed,
    "format",
    `${name}: its shape needs ${needed} bytes but it has ${end - begin}`,
  );
  return { name, type, shape, begin, end };
}

function checkCoverage(entries: readonly Entry[], length: number): void {
  let reached = 0;
  for (const entry of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    check(
      entry.begin === reached,
      "format",
      `${entry.name}: its numbers do not follow those before it`,
    );
    reached = entry.end;
  }
  check(
    reached === length,
    "format",
    `the tensors fill ${reached} bytes but the file has ${length} for them`,
  );
}

function numberList(value: Json | undefined, what: string): number[] {
  if (!Array.isArray(value)) throw new LabError("format", `${what} is missing`);
  return value.map((item: Json) => {
    if (typeof item !== "number") throw new LabError("format", `${what} is not a list of numbers`);
    return item;
  });
}

/**
 * Tensors in the order of the map; the header is padded with spaces so that the numbers start at a
 * multiple of 8. `metadata`: texts that stand beside them. `half`: floats in
 * 16 bits, tensor by tensor, where no number becomes infinite.
 */
export function writeSafetensors(
  tensors: StoredTensors,
  metadata: Readonly<Record<string, string>> = {},
  half = false,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = Object.create(null);
  if (Object.keys(metadata).length > 0) header[METADATA] = metadata;
  let at = 0;
  const numbers = [...tensors].map(([name, { shape, data }]) => {
    checkName(name);
    check(
      size(shape) === data.length,
      "shape",
      `${name}: ${data.length} numbers do not fill its shape`,
    );
    const isHalf = half && data instanceof Float32Array && data.every(fitsHalf);
    const stored = isHalf ? Uint16Array.from(data, halfBits) : data;
    header[name] = {
      dtype: isHalf ? "F16" : data instanceof Int32Array ? "I32" : "F32",
      shape,
      data_offsets: [at, at + stored.byteLength],
    };
    at += stored.byteLength;
    return stored;
  });
  const encoded = padded(new TextEncoder().encode(JSON.stringify(header)));
  const bytes = new Uint8Array(8 + encoded.length + at);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(encoded.length), true);
  bytes.set(encoded, 8);
  let position = 8 + encoded.length;
  for (const stored of numbers) {
    bytes.set(new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength), position);
    position += stored.byteLength;
  }
  return bytes;
}

/** With spaces behind, to a multiple of 8 bytes. */
function padded(text: Uint8Array): Uint8Array {
  const result = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  result.set(text);
  return result;
}
