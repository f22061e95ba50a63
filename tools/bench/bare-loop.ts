/**
 * The machine's limit on one thread: a loop of vector multiply-adds on registers, nothing loaded
 * and nothing stored. Twelve independent sums hide the latency; the module is written byte by byte,
 * so that no compiler stands between.
 *
 *   acc[k] = acc[k]·a + b   for k = 0 … 11, four numbers each: 96 operations a turn
 *
 * Fused (relaxed SIMD) where the machine has it, else a multiplication and an addition, which count
 * the same.
 */
import { relaxedSimd } from "../../engine/backends/wasm/module";

const SUMS = 12;
const TURNS = 250_000;
export const BARE_GFLOP = (SUMS * 8 * TURNS) / 1e9;

const V128 = 0x7b;
const F32 = 0x7d;
const I32 = 0x7f;
const [A, B, FIRST] = [1, 2, 3];

/**
 * Runs the loop once; about a millisecond. Returns a number that depends on every sum, so that none
 * can be left out.
 */
export function bareLoop(): () => number {
  const module = new WebAssembly.Module(assemble(relaxedSimd()));
  const run = new WebAssembly.Instance(module).exports["run"] as (turns: number) => number;
  return () => run(TURNS);
}

function assemble(fused: boolean): Uint8Array<ArrayBuffer> {
  const get = (local: number): number[] => [0x20, local];
  const set = (local: number): number[] => [0x21, local];
  const sums = Array.from({ length: SUMS }, (_, at) => FIRST + at);
  const step = (sum: number): number[] => {
    if (fused) return [...get(sum), ...get(A), ...get(B), 0xfd, 0x85, 0x02, ...set(sum)]; // f32x4.relaxed_madd
    return [...get(sum), ...get(A), 0xfd, 0xe6, 0x01, ...get(B), 0xfd, 0xe4, 0x01, ...set(sum)]; // f32x4.mul, f32x4.add
  };
  const body = [
    ...code(1, SUMS + 2, V128),
    ...splat(0.999),
    ...set(A),
    ...splat(0.001),
    ...set(B),
    ...sums.flatMap((sum, at) => [...splat(at / 8), ...set(sum)]),
    ...code(0x03, 0x40), // loop
    ...sums.flatMap(step),
    ...code(0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b), // turns − 1, again while it is not 0
    ...get(FIRST),
    ...sums.slice(1).flatMap((sum) => [...get(sum), 0xfd, 0xe4, 0x01]),
    ...code(0xfd, 0x1f, 0, 0x0b), // lane 0
  ];
  const section = (id: number, bytes: number[]): number[] => [
    id,
    ...unsigned(bytes.length),
    ...bytes,
  ];
  return Uint8Array.from([
    ...code(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
    ...section(1, [1, 0x60, 1, I32, 1, F32]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ...new TextEncoder().encode("run"), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

/** Keeps an instruction on one line. */
function code(...bytes: number[]): number[] {
  return bytes;
}

/** f32.const, f32x4.splat. */
function splat(value: number): number[] {
  return [0x43, ...new Uint8Array(Float32Array.of(value).buffer), 0xfd, 0x13];
}

function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >> 7)];
}
