/** Rows of a comparison as an author writes them, and the counts that the summary names. */
import { expect, test } from "vitest";
import { comparison } from "./definition";
import { readRows, rowsOf } from "./rows";

test("rows are a label, a network and given numbers; what is wrong is said", () => {
  expect(readRows("AlexNet = alexnet_two_tower: 15.3, ? | VGG-16 = vgg16")).toEqual([
    { label: "AlexNet", network: "alexnet_two_tower", given: [15.3, Number.NaN] },
    { label: "VGG-16", network: "vgg16", given: [] },
  ]);
  expect(() => readRows("VGG-16 = vgg61")).toThrow(/there is no network vgg61/);
  expect(() => readRows("VGG-16")).toThrow(/label = network/);
  expect(() => readRows("VGG-16 = vgg16: many")).toThrow(/"many" is no number/);
});

test("depth is counted along the longest way, layers all together", () => {
  const names = [
    "lenet5_1998",
    "alexnet_two_tower",
    "googlenet_paper_no_aux",
    "vgg16",
    "resnet152",
  ];
  const rows = rowsOf(names.map((name) => `${name} = ${name}`).join(" | "));
  expect(rows.map(({ counts }) => counts.depth)).toEqual([7, 8, 22, 16, 152]);
  expect(rows.map(({ counts }) => counts.layers)).toEqual([20, 8, 58, 16, 156]);
  expect(rows.map(({ counts }) => counts.parameters)).toEqual([
    60_850, 60_965_224, 6_998_552, 138_357_544, 60_192_808,
  ]);
});

test("a network that is stepped to is told in words, with what was given of it", () => {
  const state = comparison.initial({
    rows: "AlexNet = alexnet_two_tower: 15.3 | VGG-16 = vgg16: 7.3",
    columns: "top-5 error %",
  });
  expect(comparison.steps(state)).toBe(2);
  expect(comparison.describe(comparison.seek(state, 2))).toBe(
    "VGG-16: top-5 error % 7.3, 138,357,544 parameters, 15,470,264,320 multiply-adds, 16 layers with weights one after the other.",
  );
});
