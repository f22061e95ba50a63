/**
 * The number types that files use, read little endian into f32 or i32. Unaligned positions are
 * fine.
 */
import { check } from "../../core/errors";

const TYPES = {
  F64: {
    width: 8,
    integer: false,
    read: (view: DataView, at: number) => view.getFloat64(at, true),
  },
  F32: {
    width: 4,
    integer: false,
    read: (view: DataView, at: number) => view.getFloat32(at, true),
  },
  F16: {
    width: 2,
    integer: false,
    read: (view: DataView, at: number) => half(view.getUint16(at, true)),
  },
  BF16: {
    width: 2,
    integer: false,
    read: (view: DataView, at: number) => brainFloat(view.getUint16(at, true)),
  },
  I64: {
    width: 8,
    integer: true,
    read: (view: DataView, at: number) => narrow(view.getBigInt64(at, true)),
  },
  I32: { width: 4, integer: true, read: (view: DataView, at: number) => view.getInt32(at, true) },
  I16: { width: 2, integer: true, read: (view: DataView, at: number) => view.getInt16(at, true) },
  U16: { width: 2, integer: true, read: (view: DataView, at: number) => view.getUint16(at, true) },
  I8: { width: 1, integer: true, read: (view: DataView, at: number) => view.getInt8(at) },
  U8: { width: 1, integer: true, read: (view: DataView, at: number) => view.getUint8(at) },
  BOOL: { width: 1, integer: true, read: (view: DataView, at: number) => view.getUint8(at) },
} as const;

export type NumberType = keyof typeof TYPES;

export function isNumberType(value: unknown): value is NumberType {
  return typeof value === "string" && Object.hasOwn(TYPES, value);
}

export function widthOf(type: NumberType): number {
  return TYPES[type].width;
}

/**
 * `count` numbers from byte `at`. The caller has checked that they lie inside. Throws "limit" when
 * an I64 does not fit i32.
 */
export function readNumbers(
  view: DataView,
  at: number,
  count: number,
  type: NumberType,
): Float32Array | Int32Array {
  const { width, integer, read } = TYPES[type];
  const data = integer ? new Int32Array(count) : new Float32Array(count);
  if (type === "F32" || type === "I32") {
    new Uint8Array(data.buffer).set(
      new Uint8Array(view.buffer, view.byteOffset + at, count * width),
    );
    return data;
  }
  for (let index = 0; index < count; index++) data[index] = read(view, at + index * width);
  return data;
}

function narrow(value: bigint): number {
  check(value >= -(2n ** 31n) && value < 2n ** 31n, "limit", `${value} does not fit in 32 bits`);
  return Number(value);
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

function brainFloat(bits: number): number {
  scratch.setUint32(0, bits * 0x10000);
  return scratch.getFloat32(0);
}
