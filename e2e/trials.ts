/**
 * Tests that repeat a trial from seeds: a few times in `npm test`, as often as is promised in
 * `npm run survive`, which also reads what they found beside their verdict.
 */
import { test } from "@playwright/test";

const asked = process.env["CONVLAB_TRIALS"];

/** Where all trials are made; only there are times judged. */
export const SURVIVES = asked !== undefined;

export function trialsOr(few: number): number {
  return asked === undefined ? few : Number(asked);
}

/** A line for the table of `npm run survive`. */
export function found(description: string): void {
  test.info().annotations.push({ type: "found", description });
}

/** Numbers from 0 to below a bound, the same for the same seed. */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}
