/**
 * statistics: what a probe says about a tensor, in 40 numbers.
 *
 *   into = [Σ v², min, max, Σ v, zeros, not-a-number count, 0, 0, then 32 counts over log₂|v|]
 *
 * The counts cover 2⁻²⁴ … 2⁸, one per power of two; smaller and larger values (infinity too) go to
 * the ends, zeros are not counted. Not-a-number cells are counted and left out of everything else.
 * Of an empty tensor min is +∞, max −∞.
 */
import { type KernelDefinition, numbers } from "../../kernel";

const FIRST = 8;
const BINS = 32;
const LOWEST = -24;

export const statistics: KernelDefinition = {
  name: "statistics",
  slots: ["from", "into"],
  defaults: {},
  run(tensors) {
    const into = numbers(tensors, "into");
    into.fill(0);
    const seen = {
      squares: 0,
      least: Number.POSITIVE_INFINITY,
      most: Number.NEGATIVE_INFINITY,
      total: 0,
      zeros: 0,
      broken: 0,
    };
    for (const value of numbers(tensors, "from")) {
      if (Number.isNaN(value)) {
        seen.broken += 1;
        continue;
      }
      seen.squares += value * value;
      seen.total += value;
      seen.least = Math.min(seen.least, value);
      seen.most = Math.max(seen.most, value);
      if (value === 0) {
        seen.zeros += 1;
        continue;
      }
      const at = FIRST + binOf(value);
      into[at] = (into[at] ?? 0) + 1;
    }
    into.set([seen.squares, seen.least, seen.most, seen.total, seen.zeros, seen.broken], 0);
  },
};

/**
 * Number of the power of two that |value| lies in. The exponent is read from the bits, so the edges
 * are exact.
 */
function binOf(value: number): number {
  const power = exponent(value) - LOWEST;
  return Math.max(0, Math.min(BINS - 1, power));
}

const bits = new DataView(new ArrayBuffer(8));

/** ⌊log₂|value|⌋; 1024 for infinity. */
function exponent(value: number): number {
  bits.setFloat64(0, value);
  return ((bits.getUint16(0) >> 4) & 0x7ff) - 1023;
}
