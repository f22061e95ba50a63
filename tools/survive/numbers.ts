/** Numbers: 17 to 23. */
import type { PromiseMade } from "./promise";
import { randomOps } from "./random-ops";
import { namedNaN } from "./runs";
import { sameBits } from "./same-bits";

export const NUMBERS: readonly PromiseMade[] = [
  {
    number: 17,
    says: "each op on each backend is within its tolerance, forwards and backwards, on 200 random shapes",
    count: 200,
    trial: { kind: "here", run: randomOps },
  },
  {
    number: 18,
    says: "gradients agree with finite differences on 50 shapes of each op",
    count: 50,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["engine/ops/ops.test.ts"],
      titles: "small changes of the input show",
      repeats: true,
    },
  },
  {
    number: 19,
    says: "the terms of a cell add up to the cell, in 1,000 uses of each op",
    count: 1000,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["engine/ops/ops.test.ts"],
      titles: "adds up to the number",
      repeats: true,
    },
  },
  {
    number: 20,
    says: "NaN in any parameter is named with its layer and step",
    count: 100,
    trial: { kind: "here", run: namedNaN },
  },
  {
    number: 21,
    says: "functions of one number are finite where the reference is, at 100,000 inputs",
    count: 100_000,
    trial: {
      kind: "tests",
      runner: "browser",
      files: ["engine/backends/webgpu/nan.browser.test.ts"],
      titles: "inputs of every size",
      repeats: true,
    },
  },
  {
    number: 22,
    says: "the same seed on the same backend gives the same bits in each training lesson, 10 times",
    count: 10,
    trial: { kind: "here", run: sameBits, short: "the first 12 steps of each, on WASM" },
  },
  {
    number: 23,
    says: "every training lesson reaches its accuracy on every backend",
    count: 1,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["app/widgets/training"],
      titles: "effects|measured now|recorded seeds",
      short: "what the lessons claim, on five seeds, on WASM",
    },
  },
];
