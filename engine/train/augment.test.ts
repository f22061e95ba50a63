import { describe, expect, it } from "vitest";
import { type AugmentSpec, augmenter } from "./augment";

const shape = [1, 3, 4] as const;
const picture = Float32Array.from({ length: 12 }, (_, at) => at + 1);

function changed(specs: readonly AugmentSpec[], step: number, seed = 5, count = 1): Float32Array {
  const batch = new Float32Array(12 * count);
  for (let at = 0; at < count; at++) batch.set(picture, 12 * at);
  augmenter(specs, seed, shape)(batch, step);
  return batch;
}

describe("augmenting a batch", () => {
  it("is the same for the same seed and step, and another for others", () => {
    const specs = [{ kind: "noise", std: 0.1 }] as const;
    expect(changed(specs, 3)).toEqual(changed(specs, 3));
    expect(changed(specs, 3)).not.toEqual(changed(specs, 4));
    expect(changed(specs, 3)).not.toEqual(changed(specs, 3, 6));
    const [first, second] = [0, 12].map((at) => changed(specs, 3, 5, 2).slice(at, at + 12));
    expect(first).not.toEqual(second);
  });

  it("flips left and right, for about half of the pictures, or always, or never", () => {
    const mirrored = [4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9];
    expect([...changed([{ kind: "flip", p: 1 }], 1)]).toEqual(mirrored);
    expect(changed([{ kind: "flip", p: 0 }], 1)).toEqual(picture);
    const many = changed([{ kind: "flip" }], 1, 1, 400);
    const flipped = Array.from({ length: 400 }, (_, at) => many[12 * at] === 4).filter(Boolean);
    expect(flipped.length).toBeGreaterThan(150);
    expect(flipped.length).toBeLessThan(250);
  });

  it("shifts by every distance up to the limit, and brings in zeros", () => {
    const many = changed([{ kind: "shift", pixels: 1 }], 1, 1, 300);
    const seen = new Set<string>();
    for (let at = 0; at < 300; at++) {
      const one = many.subarray(12 * at, 12 * at + 12);
      const moved = one.findIndex((value) => value === 6) - 5;
      const [down, right] = [Math.round(moved / 4), moved - 4 * Math.round(moved / 4)];
      seen.add(`${down} ${right}`);
      const wanted = Array.from({ length: 12 }, (_, cell) => {
        const [i, j] = [Math.floor(cell / 4) - down, (cell % 4) - right];
        return i >= 0 && i < 3 && j >= 0 && j < 4 ? 4 * i + j + 1 : 0;
      });
      expect([...one]).toEqual(wanted);
    }
    expect(seen.size).toBe(9);
  });

  it("adds noise of mean 0 and the deviation that was asked for", () => {
    const noise = changed([{ kind: "noise", std: 0.5 }], 1, 1, 1000).map(
      (value, at) => value - (picture[at % 12] ?? 0),
    );
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const square = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.sqrt(square)).toBeCloseTo(0.5, 1);
  });

  const large = [1, 9, 9] as const;
  const once = (spec: AugmentSpec, from: Float32Array, step: number): Float32Array => {
    const one = from.slice();
    augmenter([spec], 3, large)(one, step);
    return one;
  };
  const dot = new Float32Array(81).fill(1, 40, 41);
  /** Middle of the brightness: column and row, counted from the middle cell. */
  const middle = (of: Float32Array): readonly [number, number] => {
    let [sum, x, y] = [0, 0, 0];
    for (const [at, value] of of.entries()) {
      sum += value;
      x += value * ((at % 9) - 4);
      y += value * (Math.floor(at / 9) - 4);
    }
    return [x / sum, y / sum];
  };

  it("turns, slants and scales about the middle, and moves by parts of pixels", () => {
    expect(once({ kind: "affine" }, dot, 1)).toEqual(dot);
    const row = new Float32Array(81).fill(1, 9 * 7, 9 * 8);
    const seen = { turned: 0, slanted: 0, moved: 0 };
    for (let step = 1; step <= 200; step++) {
      const turned = once({ kind: "affine", turn: 40, scale: 0.2 }, dot, step);
      for (const at of middle(turned)) expect(at).toBeCloseTo(0, 6);
      const [x, y] = middle(once({ kind: "affine", shift: 2.5 }, dot, step));
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(2.5);
      seen.moved = Math.max(seen.moved, Math.abs(x));
      const slanted = once({ kind: "affine", slant: 0.5 }, row, step);
      // A row is moved along itself, at its ends zeros come in; the others stay empty.
      expect(slanted.filter((value, at) => value > 0 && Math.floor(at / 9) !== 7)).toHaveLength(0);
      seen.slanted = Math.max(seen.slanted, Math.abs(middle(slanted)[0]));
      const [, down] = middle(once({ kind: "affine", turn: 40 }, row, step));
      seen.turned = Math.max(seen.turned, 3 - down);
    }
    expect(seen.moved).toBeGreaterThan(2);
    expect(seen.slanted).toBeGreaterThan(0.5);
    expect(seen.turned).toBeGreaterThan(0.2);
  });

  it("makes strokes thicker and thinner by at most what was asked for", () => {
    const line = Float32Array.from({ length: 81 }, (_, at) => (at % 9 > 2 && at % 9 < 6 ? 1 : 0));
    const widths = Array.from({ length: 200 }, (_, step) => {
      const drawn = once({ kind: "stroke", pixels: 0.5 }, line, step + 1);
      return drawn.subarray(36, 45).reduce((sum, value) => sum + value, 0);
    });
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...widths)).toBeLessThanOrEqual(4);
    expect(Math.min(...widths)).toBeLessThan(2.2);
    expect(Math.max(...widths)).toBeGreaterThan(3.8);
  });
});
