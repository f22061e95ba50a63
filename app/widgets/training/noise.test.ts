import { expect, test } from "vitest";
import { channelSums, NOISE_SIZES, normalisedTensor, spreadsOf } from "./noise";
import { networkOf } from "./network";
import { training } from "./definition";

test("the sums of channel 0, of pictures with two channels of two numbers", () => {
  const data = [1, 2, 90, 90, -3, 1, 90, 90];
  expect(channelSums(data, [2, 2, 2])).toEqual({ sums: [3, -2], squares: [5, 10], each: 2 });
});

test("pictures that are alike have no noise in their mean; others have less in larger batches", () => {
  const alike = spreadsOf({ sums: Array(50).fill(2), squares: Array(50).fill(4), each: 2 });
  for (const { ofMean } of alike) expect(ofMean).toBe(0);
  const values = Array.from({ length: 1000 }, (_, at) => at % 10);
  const each = { sums: values, squares: values.map((value) => value * value), each: 1 };
  for (const [at, { ofMean }] of spreadsOf(each).entries()) {
    const expected = 1 / Math.sqrt(NOISE_SIZES[at] ?? 0);
    expect(Math.abs(ofMean - expected) / expected).toBeLessThan(0.2);
  }
});

test("what the last batch normalisation reads; nothing where there is none", () => {
  const made = (norm: string) => networkOf(training.initial({ depth: 3, norm }));
  expect(normalisedTensor(made("batch"))).toBe("fc2.y");
  expect(normalisedTensor(made("none"))).toBeNull();
});
