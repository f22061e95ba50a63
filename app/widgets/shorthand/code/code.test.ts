/** Model code, both ways: what is written reads back to the same network, and what is not understood is named with its place. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../../../../engine/core/errors";
import { sampleNetwork } from "../../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../../engine/graph/shapes";
import { readCode } from "./read";
import { writeCode } from "./write";

const problem = (code: string): string => {
  try {
    readCode(code, [3, 32, 32]);
    return "no problem";
  } catch (error) {
    return error instanceof LabError ? error.message : `not a LabError: ${String(error)}`;
  }
};

describe("model code", () => {
  test("a single PyTorch layer is a network of one", () => {
    const spec = readCode("nn.Conv2d(3, 10, 3, stride=2, padding=1)", [1, 39, 39]);
    expect(spec.input).toEqual([3, 39, 39]);
    expect(networkShapes(spec).output.shape).toEqual([10, 20, 20]);
  });

  test("the sample network written in PyTorch and in Keras reads back to the same shapes and parameters", () => {
    const spec = sampleNetwork();
    for (const dialect of ["pytorch", "keras"] as const) {
      const back = networkShapes(readCode(writeCode(spec, dialect), spec.input));
      expect(back.layers.map(({ kind, shape }) => [kind, shape])).toEqual(
        networkShapes(spec).layers.map(({ kind, shape }) => [kind, shape]),
      );
      expect(back.parameterCount).toBe(networkShapes(spec).parameterCount);
    }
  });

  test("random small networks survive the round trip through PyTorch", () => {
    const convolution = fc.record({
      out_channels: fc.integer({ min: 1, max: 12 }),
      kernel_size: fc.constantFrom(1, 3, 5),
      stride: fc.integer({ min: 1, max: 2 }),
      padding: fc.integer({ min: 0, max: 2 }),
      bias: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(convolution, { minLength: 1, maxLength: 3 }), fc.boolean(), (layers, pooled) => {
        const spec = {
          format: 1 as const,
          name: "n",
          input: [3, 40, 44],
          layers: [
            ...layers.map((one, at) => ({ name: `c${at}`, op: "conv2d", ...one })),
            ...(pooled ? [{ name: "p", op: "maxpool2d", kernel_size: 2 }] : []),
          ],
        };
        const shapes = networkShapes(spec);
        const back = networkShapes(readCode(writeCode(spec, "pytorch"), spec.input));
        expect(back.layers.map(({ shape, parameterCount }) => [shape, parameterCount])).toEqual(
          shapes.layers.map(({ shape, parameterCount }) => [shape, parameterCount]),
        );
      }),
    );
  });

  test("imports, comments, an assignment and trailing commas do not matter", () => {
    const spec = readCode(
      `import torch\nfrom torch import nn\n\n# the first layer\nmodel = torch.nn.Sequential(\n  nn.Conv2d(in_channels=3, out_channels=4, kernel_size=(3, 5),),  # wide\n  nn.ReLU(inplace=True) if False else nn.ReLU(),\n)`.replace(
        "nn.ReLU(inplace=True) if False else ",
        "",
      ),
      [3, 9, 9],
    );
    expect(networkShapes(spec).output.shape).toEqual([4, 7, 5]);
  });

  test("what is wrong is said with its line and column, and what would be right", () => {
    expect(problem("nn.Conv3d(3, 10, 3)")).toBe("line 1, column 1: nn.Conv3d is not understood here; did you mean Conv2d?");
    expect(problem("nn.Sequential(\n  nn.Conv2d(3, 10, 3, strid=2),\n)")).toContain(
      "line 2, column 29: nn.Conv2d has no strid here; did you mean stride?",
    );
    expect(problem("nn.Conv2d(3, 10)")).toBe("line 1, column 1: nn.Conv2d needs a whole number for kernel_size.");
    expect(problem("nn.Conv2d(3, 10, 3")).toContain("is never closed");
    expect(problem("nn.Conv2d(3, 10 3)")).toContain("a comma or “)” was expected, not “3”");
    expect(problem("model = 7")).toContain("There is no layer");
    expect(problem("print('hello'); import os")).toContain("“;” is not understood here");
    expect(problem('nn.Conv2d(3, 10, "3")')).toContain("needs a whole number for kernel_size");
  });

  test("any text is a network or a LabError, never another exception", () => {
    const words = fc.constantFrom(
      "nn.Conv2d",
      "nn.Sequential",
      "(",
      ")",
      "[",
      "]",
      ",",
      "=",
      "3",
      "-1",
      "1e9",
      "'x'",
      "stride",
      "None",
      "True",
      "layers.Dense",
      "#",
      "\n",
      "{",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 30 }).map((list) => list.join(" ")),
        ),
        (code) => {
          expect(problem(code)).not.toContain("not a LabError");
        },
      ),
      { numRuns: 2000 },
    );
  });
});
