/** What a number effectively sees: inside its receptive field, and narrower than it. */
import { expect, test } from "vitest";
import { random } from "../core/random";
import { networks } from "../graph/networks";
import { parseSpec } from "../graph/parse-spec";
import { patchAt } from "../graph/receptive";
import { layerNamed, networkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { effectiveField, spreadOf } from "./effective";

const sample = networks["sample"]?.() ?? { format: 1 as const, name: "", input: [], layers: [] };

function noise(count: number, seed: number): Float64Array {
  const source = random(seed);
  return Float64Array.from({ length: count }, () => 2 * source.uniform() - 1);
}

function seen(spec: NetworkSpec, layer: string, index: readonly number[], seed: number) {
  const [channels = 1, rows = 1, columns = 1] = spec.input;
  const field = effectiveField({
    spec,
    seed,
    input: noise(channels * rows * columns, seed),
    layer,
    index,
  });
  const shape = layerNamed(networkShapes(spec), layer);
  if (shape === undefined) throw new Error(`no layer ${layer}`);
  const [, row = 0, column = 0] = index;
  const patch = patchAt(shape.field, row, column, rows, columns);
  return { field, patch, spread: spreadOf(field, [rows, columns], patch) };
}

test("no pixel outside the receptive field counts", () => {
  for (const [row, column] of [
    [0, 0],
    [3, 3],
    [6, 2],
  ] as const) {
    const { field, patch } = seen(sample, "conv3", [5, row, column], 1);
    const outside = field.filter((value, at) => {
      const [y, x] = [Math.floor(at / 39), at % 39];
      const inside = y >= patch.top && y < patch.bottom && x >= patch.left && x < patch.right;
      return !inside && value !== 0;
    });
    expect(outside).toHaveLength(0);
    expect(Math.max(...field)).toBeGreaterThan(0);
  }
});

test("in the lecture's network the middle counts more than its share of pixels, on five seeds", () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { patch, spread } = seen(sample, "conv3", [0, 3, 3], seed);
    expect([patch.bottom - patch.top, patch.right - patch.left]).toEqual([15, 15]);
    expect(spread?.deviation).toBeLessThan(0.9 * (spread?.even ?? 0));
    expect(spread?.middle).toBeGreaterThan(1.4 * (spread?.middlePixels ?? 1));
  }
}, 60_000);

test("with depth it becomes narrower within its field: sides grow by depth, deviation by its root", () => {
  const deep = (depth: number): NetworkSpec =>
    parseSpec({
      format: 1,
      name: "deep",
      input: [1, 2 * depth + 1, 2 * depth + 1],
      layers: Array.from({ length: depth }, (_, at) => ({
        name: `c${at}`,
        op: "conv2d",
        out_channels: at === depth - 1 ? 1 : 4,
        kernel_size: 3,
      })),
    });
  const ratio = (depth: number, seed: number): number => {
    const { spread } = seen(deep(depth), `c${depth - 1}`, [0, 0, 0], seed);
    return (spread?.deviation ?? 1) / (spread?.even ?? 1);
  };
  for (const seed of [1, 2, 3, 4, 5]) expect(ratio(10, seed)).toBeLessThan(ratio(2, seed));
}, 60_000);

test("without pixels that count there is no spread; all alike is the even one", () => {
  const patch = { top: 1, left: 1, bottom: 8, right: 8 };
  expect(spreadOf(new Float64Array(81), [9, 9], patch)).toBeNull();
  const flat = spreadOf(new Float64Array(81).fill(2), [9, 9], patch);
  expect(flat?.deviation).toBeCloseTo(flat?.even ?? 0, 12);
  expect(flat?.middle).toBeCloseTo(flat?.middlePixels ?? 0, 12);
});

test("what is too large to be computed in the page says so", () => {
  const vgg = networks["vgg16"]?.() ?? sample;
  expect(() =>
    effectiveField({ spec: vgg, seed: 1, input: [], layer: "conv1_2", index: [0, 0, 0] }),
  ).toThrow(/too large|no layer/);
});
