/**
 * The only source of time: milliseconds since some fixed moment, for speed and time-outs, never for
 * results.
 */
export function now(): number {
  return performance.now();
}
