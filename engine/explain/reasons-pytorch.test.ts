/**
 * The maps that say which part of a picture counts, against what PyTorch gave: a whole residual
 * block and a convolution, whose gradients by the picture PyTorch's autograd wrote.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Case, readCases } from "../conformance/cases";
import { inputOf } from "../conformance/trial";
import { networkShapes } from "../graph/shapes";
import type { LayerSpec } from "../graph/spec";
import { gradientMap } from "./reasons";
import { referenceNumbers } from "./reference";

const cases: Case[] = [];
for await (const one of readCases(
  async (file) => new Uint8Array(readFileSync(new URL(`../golden/${file}`, import.meta.url))),
))
  cases.push(one);

const conv = { op: "conv2d", kernel_size: 3, padding: 1 };
const BLOCK: readonly LayerSpec[] = [
  { ...conv, name: "conv1", out_channels: 6, bias: false },
  { name: "bn1", op: "batchnorm" },
  { name: "relu1", op: "relu" },
  { ...conv, name: "conv2", out_channels: 6, bias: false },
  { name: "bn2", op: "batchnorm" },
  { name: "add", op: "add", inputs: ["bn2", "input"] },
  { name: "relu2", op: "relu" },
];

/** PyTorch's numbers of the first picture, and ours of the same pass. */
function both(id: string, layers: readonly LayerSpec[]) {
  const one = cases.find((each) => each.id === id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  const [x, dy] = [inputOf(one, "x"), inputOf(one, "dy")];
  const [batch = 1, ...input] = x.shape;
  const weights = new Map(
    [...one.inputs].map(([name, { data }]) => [
      name.includes(".") ? name.replace(/\.weight$/, ".w") : `conv.${name}`,
      data,
    ]),
  );
  const numbers = referenceNumbers({
    network: networkShapes({ format: 1, name: "case", input, layers }),
    weights,
    input: x.data,
    batch,
    gradient: dy.data,
    mode: "train",
  });
  const gave = (name: string) => {
    const found = one.expected.get(name);
    if (found === undefined) throw new Error(`${id} has no ${name}`);
    return found;
  };
  return { input, x, dy, numbers, dx: gave("dx"), y: gave("y") };
}

describe.each([
  ["residual/basic_identity", BLOCK],
  ["conv2d/k3_s1_p1", [{ ...conv, name: "conv", out_channels: 4 }]],
] as const)("%s", (id, layers) => {
  const { input, x, dy, numbers, dx, y } = both(id, layers);
  const [channels = 1, rows = 1, columns = 1] = input;
  const area = rows * columns;
  const at = (data: ArrayLike<number>, channel: number, place: number): number =>
    data[channel * area + place] ?? Number.NaN;
  const all = Array.from({ length: channels }, (_, channel) => channel);

  test("the gradient's map is the largest of PyTorch's gradients over the channels", () => {
    const { values } = gradientMap(numbers, input, "gradient");
    for (const [place, value] of values.entries()) {
      const largest = Math.max(...all.map((channel) => Math.abs(at(dx.data, channel, place))));
      expect(Math.abs(value - largest)).toBeLessThanOrEqual(dx.abs + dx.rel * largest);
    }
  });

  test("gradient × input is PyTorch's gradient times the picture, over the channels", () => {
    const { values } = gradientMap(numbers, input, "product");
    for (const [place, value] of values.entries()) {
      const terms = all.map((channel) => at(x.data, channel, place) * at(dx.data, channel, place));
      const sum = terms.reduce((total, term) => total + term, 0);
      expect(Math.abs(value - sum)).toBeLessThan(channels * 5 * dx.abs + 1e-5);
    }
    expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.1);
  });

  test("Grad-CAM of its maps is PyTorch's maps, each times the mean of its gradient, added", () => {
    const { values } = gradientMap(numbers, input, "cam");
    const maps = Array.from({ length: y.shape[1] ?? 1 }, (_, channel) => channel);
    const means = maps.map((channel) => {
      const plane = Array.from({ length: area }, (_, place) => at(dy.data, channel, place));
      return plane.reduce((total, slope) => total + slope, 0) / area;
    });
    for (const [place, value] of values.entries()) {
      const sum = maps.reduce(
        (total, channel) => total + (means[channel] ?? 0) * at(y.data, channel, place),
        0,
      );
      expect(Math.abs(value - Math.max(0, sum))).toBeLessThan(maps.length * y.abs + 1e-5);
    }
    expect(Math.max(...values)).toBeGreaterThan(0.01);
  });
});
