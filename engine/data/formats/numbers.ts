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

/**
 * The 16 bits of the nearest half float, the even one between two; beyond 65,504 infinity. Source:
 * IEEE 754-2019, binary16.
 */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  const exponent = Math.max(-14, Math.min(16, Math.floor(Math.log2(size))));
  const units = even(size / 2 ** (exponent - 10));
  // Subnormal numbers have no leading 1; one that rounds up carries into the exponent by itself.
  const bits = exponent === -14 ? units : units + ((exponent + 14) << 10);
  return sign | Math.min(bits, 0x7c00);
}

/** Whether it stays finite as a half float, or is not finite itself. */
export function fitsHalf(value: number): boolean {
  return !Number.isFinite(value) || Math.abs(value) < 65_520;
}

function even(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

const scratch = new DataView(new ArrayBuffer(4));

function brainFloat(bits: number): number {
  scratch.setUint32(0, bits * 0x10000);
  return scratch.getFloat32(0);
}
