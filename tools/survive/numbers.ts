/** Numbers: 17 to 23. */
import type { PromiseMade } from "./promise";
import { namedNaN } from "./runs";

export const NUMBERS: readonly PromiseMade[] = [
  {
    number: 17,
    says: "each op on each backend is within its tolerance, forwards and backwards, on 200 random shapes",
    count: 200,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["engine/backends"],
      short:
        "the reference cases; 200 shapes: npm run conformance -- --cases engine/golden --random 200",
    },
  },
  {
    number: 18,
    says: "gradients agree with finite differences on 50 shapes of each op",
    count: 50,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["engine/core/families", "engine/ops"],
      titles: "difference|gradient",
      short: "the shapes of the tests of each op",
    },
  },
  {
    number: 19,
    says: "the terms of a cell add up to the cell, 1,000 cells of each op",
    count: 1000,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["engine/explain"],
      short: "the cells that the tests of explain draw",
    },
  },
  {
    number: 20,
    says: "NaN is named with its layer and step",
    count: 100,
    trial: { kind: "here", run: namedNaN, short: "NaN in the first layer's weights" },
  },
  {
    number: 21,
    says: "functions of one number are finite where the reference is, at 100,000 inputs",
    count: 100_000,
    trial: {
      kind: "tests",
      runner: "browser",
      files: ["engine/backends/webgpu/nan.browser.test.ts"],
      short: "the inputs of the tests",
    },
  },
  {
    number: 22,
    says: "the same seed on the same backend gives the same bits in each training lesson, 10 times",
    count: 10,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["engine/worker/host.test.ts"],
      titles: "same bits",
      short: "one small network",
    },
  },
  {
    number: 23,
    says: "every training lesson reaches its accuracy on every backend",
    count: 1,
    trial: { kind: "none", why: "takes hours on two cores" },
  },
];
