/** A design task is checked on the network itself, and several networks solve the lesson's. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { networkShapes } from "../../../engine/graph/shapes";
import { readNetwork } from "../../explorer/short-spec";
import { shorthand } from "./definition";
import { checkGoals, goalsProblem, readGoals } from "./goals";

const TASK = "parameters <= 50000; sees >= 31; output = 4x4";
const met = (text: string, goals = TASK): readonly boolean[] =>
  checkGoals(readGoals(goals), networkShapes(readNetwork(text, [3, 39, 39]))).map(
    ({ isMet }) => isMet,
  );

test.each([
  [
    "larger windows",
    "conv 10 5x5 stride 2 | relu | conv 20 7x7 stride 2 | relu | conv 40 5x5 pad 1 | relu | flatten | linear 10 | softmax",
  ],
  [
    "pooling and one layer more",
    "conv 10 3x3 | relu | conv 20 5x5 stride 2 | relu | pool 2 stride 2 | conv 20 5x5 pad 1 | relu | conv 40 3x3 | relu | flatten | linear 10 | softmax",
  ],
  [
    "a wider hole",
    "conv 10 3x3 | relu | conv 20 5x5 stride 2 | relu | conv 40 5x5 stride 2 dilation 3 pad 1 | relu | flatten | linear 10 | softmax",
  ],
])("solved by %s", (_, text) => {
  expect(met(text)).toEqual([true, true, true]);
});

test("the solution that the notes name sees 33 pixels with 37,030 parameters", () => {
  const named =
    "conv 10 5x5 stride 2 | relu | conv 20 7x7 stride 2 | relu | conv 40 5x5 pad 1 | relu | flatten | linear 10 | softmax";
  expect(met(named, "sees = 33; parameters = 37030")).toEqual([true, true]);
});

test("the lecture's network meets the first goal only, with stride 4 the last one, too", () => {
  const sample = (stride: number): string =>
    `conv 10 3x3 | relu | conv 20 5x5 stride 2 | relu | conv 40 5x5 stride ${stride} | relu | flatten | linear 10 | softmax`;
  expect(met(sample(2))).toEqual([true, false, false]);
  expect(met(sample(4))).toEqual([true, false, true]);
});

test("the way that the sample network's solution names reaches 7×7×40 with 9,340 parameters", () => {
  const goals = "parameters = 9340; channels = 40; output = 7x7";
  const way = "conv 10 3x3 | relu | conv 20 3x3 stride 2 | relu | pool 2 stride 2 | conv 40 3x3";
  expect(met(way, goals)).toEqual([true, true, true]);
  const lecture = "conv 10 3x3 | relu | conv 20 5x5 stride 2 | relu | conv 40 5x5 stride 2";
  expect(met(lecture, "parameters <= 10000; channels = 40; output = 7x7")).toEqual([
    false,
    true,
    true,
  ]);
});

test("five 3×3 layers see eleven pixels for less than an 11×11, layers of 5×5 do not", () => {
  const goals = "parameters <= 190000; sees >= 11; channels = 64; output = 56x56";
  const checked = (text: string): readonly boolean[] =>
    checkGoals(readGoals(goals), networkShapes(readNetwork(text, [64, 56, 56]))).map(
      ({ isMet }) => isMet,
    );
  const small = "conv 64 3x3 pad 1";
  expect(checked("conv 64 11x11 pad 5")).toEqual([false, true, true, true]);
  expect(checked([small, small, small, small, small].join(" | "))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(checked(`conv 64 5x5 pad 2 | conv 64 5x5 pad 2 | ${small}`)[0]).toBe(false);
});

test("the bottleneck block meets the task of the lesson on ResNet, the basic block only keeps the maps", () => {
  const goals = "parameters <= 71000; layers >= 3; sees >= 3; channels = 256; output = 56x56";
  const checked = (text: string): readonly boolean[] =>
    checkGoals(readGoals(goals), networkShapes(readNetwork(text, [256, 56, 56]))).map(
      ({ isMet }) => isMet,
    );
  const basic = "conv 256 3x3 pad 1 | relu | conv 256 3x3 pad 1";
  expect(checked(basic)).toEqual([false, false, true, true, true]);
  const thin = "conv 64 1x1 | relu | conv 64 3x3 pad 1 | relu | conv 256 1x1";
  expect(checked(thin)).toEqual([true, true, true, true, true]);
});

test("a goal is met on its side of the limit and not beyond", () => {
  const one = networkShapes(readNetwork("conv 2 3x3", [1, 9, 9]));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), (limit) => {
      const [most, least, same] = checkGoals(
        readGoals(`parameters <= ${limit}; parameters >= ${limit}; parameters = ${limit}`),
        one,
      );
      expect([most?.isMet, least?.isMet, same?.isMet]).toEqual([
        20 <= limit,
        20 >= limit,
        20 === limit,
      ]);
    }),
  );
});

test("what cannot be read says what can, and what is open is said in words", () => {
  expect(() => readGoals("parameters < 5")).toThrow(LabError);
  expect(() => readGoals("output = 4")).toThrow("4x4");
  expect(goalsProblem(TASK)).toBeNull();
  expect(shorthand.describe(shorthand.initial({ goals: TASK }))).toContain(
    "Goal: at least 31 pixels across in the receptive field of the last maps; now 15, not met.",
  );
});
