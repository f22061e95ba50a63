/**
 * conv2d and linear over random shapes against the reference: |wasm − reference| <=
 * 2·n·2⁻²⁴·Σ|terms|, where n is the number of terms and Σ|terms| is the reference's own result for
 * the absolute values of all inputs.
 */
import { setFlagsFromString } from "node:v8";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../../core/random";
import { size } from "../../core/shape";
import { conv2d } from "../../ops/conv2d/conv2d";
import { linear } from "../../ops/linear/linear";
import type { Backend } from "../backend";
import { createReference } from "../reference/index";
import { createWasm } from "./index";
import {
  compute,
  fillInputs,
  type Numbers,
  oneCall,
  type OneCall,
  type Trial,
} from "./one-call.testing";

setFlagsFromString("--experimental-wasm-relaxed-simd"); // older Nodes have fused multiply-add behind a flag
const variants = [
  { name: "with SIMD", backend: await createWasm({ relaxed: false }) },
  { name: "with relaxed SIMD", backend: await createWasm({ relaxed: true }) },
];
const reference = createReference();

const side = fc.integer({ min: 1, max: 13 });

const convolution = fc
  .record({
    images: fc.integer({ min: 0, max: 3 }),
    groups: fc.constantFrom(1, 1, 1, 2, 3),
    inputs: fc.integer({ min: 1, max: 9 }),
    outputs: fc.integer({ min: 1, max: 18 }),
    height: side,
    width: side,
    kernel: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    stride: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    dilation: fc.tuple(fc.constantFrom(1, 1, 2), fc.constantFrom(1, 1, 2)),
    padding: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
    bias: fc.boolean(),
    relu: fc.boolean(),
    seed: fc.integer(),
  })
  .filter(
    ({
      height,
      width,
      kernel: [kh, kw],
      dilation: [dh, dw],
      padding: [top = 0, left = 0, bottom = 0, right = 0],
    }) => {
      return height + top + bottom > dh * (kh - 1) && width + left + right > dw * (kw - 1);
    },
  );

/** Enough channels and pixels for Winograd's kernels, forward and for dx. */
const wide = fc.record({
  images: fc.integer({ min: 1, max: 3 }),
  groups: fc.constantFrom<1 | 2 | 3>(1, 1, 2),
  inputs: fc.integer({ min: 16, max: 19 }),
  outputs: fc.integer({ min: 16, max: 25 }),
  height: fc.integer({ min: 3, max: 19 }),
  width: fc.integer({ min: 14, max: 34 }),
  kernel: fc.constant<[number, number]>([3, 3]),
  stride: fc.constant<[number, number]>([1, 1]),
  dilation: fc.constant<[1, 1]>([1, 1]),
  padding: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
  bias: fc.boolean(),
  relu: fc.boolean(),
  seed: fc.integer(),
});

/** Few filters, three columns and long rows: the filter gradient has pixels in the lanes. */
const few = fc.record({
  images: fc.integer({ min: 0, max: 5 }),
  groups: fc.constantFrom<1 | 2 | 3>(1, 1, 2, 3),
  inputs: fc.integer({ min: 1, max: 5 }),
  outputs: fc.integer({ min: 1, max: 4 }),
  height: fc.integer({ min: 5, max: 9 }),
  width: fc.integer({ min: 8, max: 19 }),
  kernel: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constant(3)),
  stride: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constant(1)),
  dilation: fc.constant<[1, 1]>([1, 1]),
  padding: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
  bias: fc.boolean(),
  relu: fc.boolean(),
  seed: fc.integer(),
});

const layer = fc.record({
  examples: fc.integer({ min: 0, max: 20 }),
  features: fc.integer({ min: 1, max: 40 }),
  outputs: fc.integer({ min: 1, max: 40 }),
  bias: fc.boolean(),
  relu: fc.boolean(),
  seed: fc.integer(),
});

type Convolution = typeof convolution extends fc.Arbitrary<infer T> ? T : never;
type Layer = typeof layer extends fc.Arbitrary<infer T> ? T : never;

function convolutionTrial(c: Convolution): Trial {
  const [kh, kw] = c.kernel;
  const out_channels = c.groups * c.outputs;
  return {
    definition: conv2d,
    raw: {
      out_channels,
      kernel_size: [kh, kw],
      stride: c.stride,
      padding: c.padding,
      dilation: c.dilation,
      groups: c.groups,
      bias: c.bias,
    },
    shapes: {
      x: [c.images, c.groups * c.inputs, c.height, c.width],
      w: [out_channels, c.inputs, kh, kw],
      ...(c.bias ? { b: [out_channels] } : {}),
    },
    relu: c.relu,
  };
}

function layerTrial(l: Layer): Trial {
  const shapes = {
    x: [l.examples, l.features],
    w: [l.outputs, l.features],
    ...(l.bias ? { b: [l.outputs] } : {}),
  };
  return {
    definition: linear,
    raw: { out_features: l.outputs, bias: l.bias },
    shapes,
    relu: l.relu,
  };
}

/**
 * The first cell that is farther from the reference than the rounding of its terms allows, in
 * words; null when there is none.
 */
async function firstDifference(wasm: Backend, trial: Trial, seed: number): Promise<string | null> {
  const call = oneCall(trial);
  const inputs = fillInputs(call, random(seed));
  const [got, want] = [await compute(wasm, call, inputs), await compute(reference, call, inputs)];
  const plain = oneCall({ ...trial, relu: false });
  const magnitudes = await compute(
    reference,
    plain,
    new Map([...inputs].map(([name, data]) => [name, data.map(Math.abs)])),
  );
  // Where an output is that close to 0, rounding may decide the mask.
  if (
    trial.relu === true &&
    isNearTheEdge(await compute(reference, plain, inputs), magnitudes, termCount(call, "y"))
  )
    return null;
  for (const { name } of call.results) {
    const scale = 2 * termCount(call, name) * 2 ** -24;
    for (const [at, value] of (want.get(name) ?? []).entries()) {
      const found = got.get(name)?.[at] ?? Number.NaN;
      if (!(Math.abs(found - value) <= scale * (magnitudes.get(name)?.[at] ?? 0)))
        return `${name}[${at}] is ${found}, expected ${value}`;
    }
  }
  return null;
}

/**
 * Is some output, before the relu, so close to 0 that rounding decides whether it is let through?
 */
function isNearTheEdge(before: Numbers, magnitudes: Numbers, terms: number): boolean {
  const y = before.get("y") ?? new Float32Array();
  return y.some((value, at) => {
    const magnitude = magnitudes.get("y")?.[at] ?? 0;
    return magnitude > 0 && Math.abs(value) <= 2 * terms * 2 ** -24 * magnitude;
  });
}

/** The longest sum behind one cell. */
function termCount({ program }: OneCall, name: string): number {
  const shape = (of: string): readonly number[] =>
    program.tensors.find((plan) => plan.name === of)?.shape ?? [];
  const [outputs = 1, ...rest] = shape("w");
  if (name === "y") return size(rest) + 1;
  if (name === "dx") return outputs * size(rest.slice(1));
  return Math.max(1, size(shape("y")) / outputs);
}

describe.each(variants)("products on wasm $name", ({ backend: wasm }) => {
  it("convolve any shape, stride, dilation, padding and groups within the rounding of the terms", async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        expect(await firstDifference(wasm, convolutionTrial(c), c.seed)).toBeNull();
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it("convolve to few filters within the same rounding", async () => {
    await fc.assert(
      fc.asyncProperty(few, async (c) => {
        expect(await firstDifference(wasm, convolutionTrial(c), c.seed)).toBeNull();
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it("convolve many channels in fewer multiplications within the same rounding", async () => {
    await fc.assert(
      fc.asyncProperty(wide, async (c) => {
        expect(await firstDifference(wasm, convolutionTrial(c), c.seed)).toBeNull();
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  it("multiply matrices of any size within the rounding of the terms", async () => {
    await fc.assert(
      fc.asyncProperty(layer, async (l) => {
        expect(await firstDifference(wasm, layerTrial(l), l.seed)).toBeNull();
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it("give the same bits every time", async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (c) => {
        const call = oneCall(convolutionTrial(c));
        const inputs = fillInputs(call, random(c.seed));
        expect(await compute(wasm, call, inputs)).toEqual(await compute(wasm, call, inputs));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it("leave gradients that are not wanted alone, and the others as they are", async () => {
    await fc.assert(
      fc.asyncProperty(convolution, fc.subarray(["x", "w", "b"]), async (c, unwanted) => {
        const full = oneCall(convolutionTrial(c));
        const inputs = fillInputs(full, random(c.seed));
        const all = await compute(wasm, full, inputs);
        for (const [name, data] of await compute(
          wasm,
          oneCall({ ...convolutionTrial(c), unwanted }),
          inputs,
        ))
          expect(data).toEqual(all.get(name));
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
