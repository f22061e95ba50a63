/**
 * A protobuf message as its fields by number; what a field means is told where it is asked for.
 *
 * Nothing is copied or decoded ahead: bytes stay where they are in the file. Throws LabError
 * "format" for bytes that are no message, "limit" for more than a million fields in one file.
 */
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { check, LabError, messageOf } from "../../../core/errors";
import { decodeText } from "../limits";

const MAX_FIELDS = 2 ** 20;

/** Counts the fields of one file, so that no file fills the memory with them. */
export interface FieldBudget {
  left: number;
}

export function fieldBudget(): FieldBudget {
  return { left: MAX_FIELDS };
}

/** A whole number, or the bytes of anything else. */
type Field = number | Uint8Array;

export interface Message {
  /** The bytes of every message, text or block of this number, in file order. */
  blocks(field: number): readonly Uint8Array[];
  block(field: number): Uint8Array | undefined;
  /** Text of this number; empty where there is none. `what` begins the error. */
  text(field: number, what: string): string;
  texts(field: number, what: string): readonly string[];
  /** A whole number (int32, int64, enum), the last one if there are several. */
  whole(field: number): number | undefined;
  /** Whole numbers, packed or one by one. */
  wholes(field: number): readonly number[];
  /** The last 32-bit float of this number. */
  float(field: number): number | undefined;
  /** Numbers of a fixed width, packed or one by one, as the bytes that they take in the file. */
  fixed(field: number): Uint8Array;
  has(field: number): boolean;
}

/** `what` names the part of the file, for errors. */
export function readMessage(bytes: Uint8Array, what: string, budget: FieldBudget): Message {
  const fields = guarded(what, () => readFields(bytes, budget));
  const all = (field: number): readonly Field[] => fields.get(field) ?? [];
  const blocks = (field: number): readonly Uint8Array[] =>
    all(field).filter((value) => value instanceof Uint8Array);
  const wholes = (field: number): readonly number[] =>
    guarded(what, () =>
      all(field).flatMap((value) =>
        value instanceof Uint8Array ? packedWholes(value, budget) : [value],
      ),
    );
  const texts = (field: number, whose: string): readonly string[] =>
    blocks(field).map((block) => decodeText(block, whose));
  return {
    blocks,
    wholes,
    texts,
    block: (field) => blocks(field).at(-1),
    text: (field, whose) => texts(field, whose).at(-1) ?? "",
    whole: (field) => wholes(field).at(-1),
    float(field) {
      const block = blocks(field).at(-1);
      if (block?.length !== 4) return undefined;
      return new DataView(block.buffer, block.byteOffset, 4).getFloat32(0, true);
    },
    fixed: (field) => joined(blocks(field)),
    has: (field) => fields.has(field),
  };
}

function readFields(bytes: Uint8Array, budget: FieldBudget): ReadonlyMap<number, Field[]> {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, Field[]>();
  while (reader.pos < reader.len) {
    spend(budget);
    const [number, type] = reader.tag();
    const value = readField(reader, type);
    const known = fields.get(number);
    if (known === undefined) fields.set(number, [value]);
    else known.push(value);
  }
  return fields;
}

function readField(reader: BinaryReader, type: WireType): Field {
  switch (type) {
    case WireType.Varint:
      return Number(reader.int64());
    case WireType.LengthDelimited:
      return reader.bytes();
    case WireType.Bit32:
    case WireType.Bit64:
      return reader.skip(type);
    default:
      throw new LabError("format", "it holds a group, which ONNX does not use");
  }
}

function packedWholes(bytes: Uint8Array, budget: FieldBudget): number[] {
  const reader = new BinaryReader(bytes);
  const values: number[] = [];
  while (reader.pos < reader.len) {
    spend(budget);
    values.push(Number(reader.int64()));
  }
  return values;
}

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  const [first] = blocks;
  if (first !== undefined && blocks.length === 1) return first;
  const result = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    result.set(block, at);
    at += block.length;
  }
  return result;
}

function spend(budget: FieldBudget): void {
  budget.left -= 1;
  check(
    budget.left >= 0,
    "limit",
    `the file has more than ${MAX_FIELDS} fields`,
    "Write large tensors as raw data, as PyTorch does.",
  );
}

/** What the library throws becomes a LabError. */
function guarded<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof LabError && error.code === "limit") throw error;
    const why = messageOf(error);
    throw new LabError(
      "format",
      `${what} cannot be read: ${why === "premature EOF" ? "it ends in the middle" : why}`,
      "The file is damaged or was not copied to its end, or it is not an ONNX file.",
    );
  }
}
