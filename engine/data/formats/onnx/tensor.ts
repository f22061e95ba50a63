/**
 * A tensor of an ONNX file (TensorProto). Numbers are read when they are asked for.
 *
 * Throws LabError: "unsupported" for numbers in another file and for types that are no numbers,
 * "format" where shape and bytes disagree, "limit".
 */
import { check, LabError } from "../../../core/errors";
import { format, type Shape } from "../../../core/shape";
import { checkedSize } from "../limits";
import { readNumbers, type NumberType } from "../numbers";
import { type FieldBudget, type Message, readMessage } from "./wire";
import { shown } from "./words";

/** Numbers of the fields of TensorProto. */
const FIELD = {
  dims: 1,
  type: 2,
  floats: 4,
  wholes32: 5,
  wholes64: 7,
  name: 8,
  raw: 9,
  doubles: 10,
  external: 13,
  location: 14,
};

/** TensorProto.DataType: how the raw bytes are read, and the field that holds them otherwise. */
const TYPES: ReadonlyMap<number, readonly [NumberType, number]> = new Map([
  [1, ["F32", FIELD.floats]],
  [2, ["U8", FIELD.wholes32]],
  [3, ["I8", FIELD.wholes32]],
  [4, ["U16", FIELD.wholes32]],
  [5, ["I16", FIELD.wholes32]],
  [6, ["I32", FIELD.wholes32]],
  [7, ["I64", FIELD.wholes64]],
  [9, ["BOOL", FIELD.wholes32]],
  [10, ["F16", FIELD.wholes32]],
  [11, ["F64", FIELD.doubles]],
  [16, ["BF16", FIELD.wholes32]],
]);
const WIDTH: Readonly<Record<string, number>> = { F64: 8, I64: 8, F32: 4, I32: 4, U8: 1, I8: 1 };
const FLOATING: ReadonlySet<string> = new Set(["F64", "F32", "F16", "BF16"]);

const MAX_CELLS = 2 ** 24;

export interface OnnxTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly cells: number;
  readonly isFloat: boolean;
  /** The numbers, in row-major order; whole numbers as 64-bit floats. Throws as above. */
  read(): Float32Array | Float64Array;
}

export function readTensor(bytes: Uint8Array, whose: string, budget: FieldBudget): OnnxTensor {
  const message = readMessage(bytes, whose, budget);
  const name = message.text(FIELD.name, `the name of ${whose}`);
  const what = name === "" ? whose : `the tensor ${shown(name)}`;
  const shape = message.wholes(FIELD.dims);
  const cells = checkedSize(shape, what);
  check(cells <= MAX_CELLS, "limit", `${what} has ${cells} cells; at most ${MAX_CELLS} are read`);
  const type = TYPES.get(message.whole(FIELD.type) ?? 0)?.[0];
  return {
    name,
    shape,
    cells,
    isFloat: type !== undefined && FLOATING.has(type),
    read() {
      refuseExternal(message, what, budget);
      return numbersOf(message, shape, cells, what);
    },
  };
}

function refuseExternal(message: Message, what: string, budget: FieldBudget): void {
  if ((message.whole(FIELD.location) ?? 0) === 0 && !message.has(FIELD.external)) return;
  const entries = message.blocks(FIELD.external).map((block) => {
    const entry = readMessage(block, what, budget);
    return [entry.text(1, what), entry.text(2, what)] as const;
  });
  const file = entries.find(([key]) => key === "location")?.[1] ?? "";
  throw new LabError(
    "unsupported",
    `the numbers of ${what} lie in another file${file === "" ? "" : `, ${shown(file)}`}`,
    "Save the model as one file: onnx.save(onnx.load(name), new_name), or torch.onnx.export with external_data=False.",
  );
}

function numbersOf(
  message: Message,
  shape: Shape,
  cells: number,
  what: string,
): Float32Array | Float64Array {
  const number = message.whole(FIELD.type) ?? 0;
  const found = TYPES.get(number);
  if (found === undefined)
    throw new LabError(
      "unsupported",
      `${what} holds values of ONNX type ${number}`,
      "Floats of 16, 32 and 64 bits and whole numbers are read.",
    );
  const [type, field] = found;
  const isRaw = message.has(FIELD.raw);
  if (!isRaw && (field === FIELD.wholes32 || field === FIELD.wholes64))
    return fromWholes(message.wholes(field), type, shape, cells, what);
  const bytes = isRaw ? (message.block(FIELD.raw) ?? new Uint8Array(0)) : message.fixed(field);
  const width = WIDTH[type] ?? (type === "BOOL" ? 1 : 2);
  checkLength(bytes.length, cells * width, "bytes", shape, what);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // the end of a slice is often 2^63 − 1, which readNumbers refuses
  if (type === "I64")
    return Float64Array.from({ length: cells }, (_, at) =>
      Number(view.getBigInt64(at * width, true)),
    );
  const numbers = readNumbers(view, 0, cells, type);
  return numbers instanceof Int32Array ? Float64Array.from(numbers) : numbers;
}

/** Types of 32 bits and fewer, as int32_data holds them: f16 as its bits. */
function fromWholes(
  values: readonly number[],
  type: NumberType,
  shape: Shape,
  cells: number,
  what: string,
): Float32Array | Float64Array {
  checkLength(values.length, cells, "numbers", shape, what);
  if (type !== "F16" && type !== "BF16") return Float64Array.from(values);
  const bits = Uint16Array.from(values);
  const numbers = readNumbers(new DataView(bits.buffer), 0, cells, type);
  return Float32Array.from(numbers);
}

function checkLength(have: number, wanted: number, unit: string, shape: Shape, what: string): void {
  check(
    have === wanted,
    "format",
    `${what} is ${format(shape)}, which takes ${wanted} ${unit}, but the file has ${have}`,
  );
}
