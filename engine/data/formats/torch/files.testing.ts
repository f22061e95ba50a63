/**
 * Checkpoints byte by byte, as `torch.save` of PyTorch 2 writes them: one list of bytes for each
 * opcode of the pickle, so that tests can take them apart.
 */
import { strToU8, zipSync } from "fflate";

export type Ops = readonly (readonly number[])[];

export interface SavedTensor {
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
  readonly strides?: readonly number[];
  readonly offset?: number;
  /** Name of the storage's file; default: its place. */
  readonly storage?: string;
}

const le = (value: number, width: number): number[] =>
  Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** at) % 256);

export const unicode = (text: string): number[] => {
  const bytes = [...strToU8(text)];
  return [0x58, ...le(bytes.length, 4), ...bytes];
};
export const globalOp = (module: string, name: string): number[] => [
  0x63,
  ...strToU8(`${module}\n${name}\n`),
];
/** BININT1, BININT2 or BININT. */
export const whole = (value: number): number[] => {
  if (value >= 0 && value < 256) return [0x4b, value];
  return value >= 0 && value < 65_536 ? [0x4d, ...le(value, 2)] : [0x4a, ...le(value, 4)];
};

const MARK = [0x28];
const ORDERED: Ops = [globalOp("collections", "OrderedDict"), [0x29], [0x52]];

function tuple(values: readonly number[]): Ops {
  const items = values.map(whole);
  if (values.length === 0) return [[0x29]];
  return values.length <= 3 ? [...items, [0x84 + values.length]] : [MARK, ...items, [0x74]];
}

function rowByRow(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((all, one) => all * one, 1));
}

function tensorOps(tensor: SavedTensor, at: number): Ops {
  const { type, shape, bytes, strides = rowByRow(shape), offset = 0 } = tensor;
  return [
    globalOp("torch._utils", "_rebuild_tensor_v2"),
    MARK,
    MARK,
    unicode("storage"),
    globalOp("torch", `${type}Storage`),
    unicode(tensor.storage ?? String(at)),
    unicode("cpu"),
    whole(bytes.length),
    [0x74],
    [0x51],
    whole(offset),
    ...tuple(shape),
    ...tuple(strides),
    [0x89],
    ...ORDERED,
    [0x74],
    [0x52],
    [0x71, at % 256],
  ];
}

/** The opcodes of a state dict, with the attributes that PyTorch gives it. */
export function stateDictOps(tensors: Readonly<Record<string, SavedTensor>>): Ops {
  return [
    ...ORDERED,
    MARK,
    ...Object.entries(tensors).flatMap(([name, tensor], at) => [
      unicode(name),
      ...tensorOps(tensor, at),
    ]),
    [0x75],
    [0x7d],
    unicode("_metadata"),
    ...ORDERED,
    [0x73],
    [0x62],
  ];
}

export function pickleOf(ops: Ops): Uint8Array {
  return Uint8Array.from([[0x80, 2], ...ops, [0x2e]].flat());
}

export function checkpointOf(
  pickle: Uint8Array,
  storages: readonly Uint8Array[],
  more: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  const data = storages.map((bytes, at) => [`net/data/${at}`, bytes] as const);
  const files = { "net/data.pkl": pickle, "net/byteorder": strToU8("little"), ...more };
  return zipSync(
    { ...files, ...Object.fromEntries(data), "net/version": strToU8("3\n") },
    { level: 0 },
  );
}

export function savedStateDict(tensors: Readonly<Record<string, SavedTensor>>): Uint8Array {
  const storages = Object.values(tensors).map(({ bytes }) => bytes);
  return checkpointOf(pickleOf(stateDictOps(tensors)), storages);
}

export function floats(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}
