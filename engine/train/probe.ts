/**
 * Reads the rows that the "statistics" calls wrote (see engine/train/kernels/statistics) into named
 * figures.
 */
import { PROBE_STRIDE, PROBE_WORDS } from "../graph/probes";

export interface LayerProbe {
  readonly norm: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Cells that are exactly zero. */
  readonly zeros: number;
  readonly notANumber: number;
  readonly cells: number;
  /** 32 counts over log₂|value| from 2⁻²⁴ to 2⁸. */
  readonly histogram: readonly number[];
}

export function readStatistics(
  names: readonly string[],
  rows: ArrayLike<number>,
  cells: ReadonlyMap<string, number>,
): ReadonlyMap<string, LayerProbe> {
  const result = new Map<string, LayerProbe>();
  for (const [at, name] of names.entries()) {
    const row = Array.from(
      { length: PROBE_WORDS },
      (_, word) => rows[at * PROBE_STRIDE + word] ?? Number.NaN,
    );
    const [squares = 0, min = 0, max = 0, sum = 0, zeros = 0, notANumber = 0] = row;
    const count = cells.get(name) ?? 0;
    const mean = sum / Math.max(1, count - notANumber);
    result.set(name, {
      norm: Math.sqrt(squares),
      min,
      max,
      mean,
      zeros,
      notANumber,
      cells: count,
      histogram: row.slice(8),
    });
  }
  return result;
}

/** Whether every cell is an ordinary number. */
export function isFinite(probe: LayerProbe): boolean {
  return probe.notANumber === 0 && Number.isFinite(probe.min) && Number.isFinite(probe.max);
}
