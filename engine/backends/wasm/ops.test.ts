/**
 * The other ops over random shapes against the reference, larger ones than every op meets in
 * conformance/agreement.test.ts.
 *
 * Sums of inputs (pooling, add …): within 2·n·2⁻²⁴·Σ|terms|, as in products.test.ts. Choices (max
 * pooling, relu …): equal. Functions: within `ulps`·2⁻²⁴ of 1 + |expected|, times what the op
 * multiplies by (dy, 1/σ).
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RawAttributes } from "../../core/op";
import { random } from "../../core/random";
import { type Shape, size } from "../../core/shape";
import { ops } from "../../ops/index";
import { createReference } from "../reference/index";
import { createWasm } from "./index";
import { supported } from "./library";
import { compute, fillInputs, type Numbers, oneCall, type OneCall } from "./one-call.testing";

const wasm = await createWasm();
const reference = createReference();

interface Sample {
  readonly raw: RawAttributes;
  readonly shapes: Readonly<Record<string, Shape>>;
}

type Tolerance =
  | { readonly kind: "exact" }
  | { readonly kind: "sum" }
  | { readonly kind: "function"; readonly ulps: number };

const EXACT: Tolerance = { kind: "exact" };
const SUM: Tolerance = { kind: "sum" };
const within = (ulps: number): Tolerance => ({ kind: "function", ulps });

const count = (from: number, to: number): fc.Arbitrary<number> =>
  fc.integer({ min: from, max: to });
const anyShape = fc.array(count(0, 7), { minLength: 1, maxLength: 4 });
const image = fc.tuple(count(0, 3), count(1, 6), count(1, 11), count(1, 11));
const cells = (raw: RawAttributes = {}): fc.Arbitrary<Sample> =>
  anyShape.map((x) => ({ raw, shapes: { x } }));
const images = (raw: RawAttributes = {}): fc.Arbitrary<Sample> =>
  image.map((x) => ({ raw, shapes: { x } }));

function window(dilated: boolean): fc.Arbitrary<Sample> {
  return fc
    .record({
      x: image,
      kernel: fc.tuple(count(1, 4), count(1, 4)),
      stride: fc.tuple(count(1, 3), count(1, 3)),
      dilation: dilated
        ? fc.tuple(count(1, 2), count(1, 2))
        : fc.constant<[number, number]>([1, 1]),
      padding: fc.tuple(count(0, 3), count(0, 3)),
      ceil_mode: fc.boolean(),
      count_include_pad: fc.boolean(),
    })
    .filter(({ x, kernel, dilation, padding }) =>
      [0, 1].every((axis) => {
        const [extent = 0, k = 1, d = 1, p = 0] = [
          x[axis + 2],
          kernel[axis],
          dilation[axis],
          padding[axis],
        ];
        return p < k && extent + 2 * p >= d * (k - 1) + 1;
      }),
    )
    .map(({ x, kernel, stride, dilation, padding, ceil_mode, count_include_pad }) => ({
      raw: {
        kernel_size: kernel,
        stride,
        padding,
        ceil_mode,
        ...(dilated ? { dilation } : { count_include_pad }),
      },
      shapes: { x },
    }));
}

const normalised = fc
  .record({
    x: fc.tuple(count(1, 5), count(1, 6), count(1, 6), count(2, 7)),
    flat: fc.boolean(),
    affine: fc.boolean(),
    training: fc.boolean(),
  })
  .filter(({ x, flat }) => !flat || x[0] > 1)
  .map(({ x, flat, affine, training }): Sample => {
    const channels = [x[1]];
    const own = {
      ...(affine ? { gamma: channels, beta: channels } : {}),
      running_mean: channels,
      running_var: channels,
    };
    return { raw: { affine, training }, shapes: { x: flat ? x.slice(0, 2) : x, ...own } };
  });

/** Also channels and examples that are longer than a kernel sums at once. */
const inGroups = fc
  .record({
    groups: count(1, 4),
    each: count(1, 3),
    area: fc.constantFrom([1, 2], [3, 5], [7, 11], [20, 30]),
  })
  .map(({ groups, each, area }) => ({ groups, x: [2, groups * each, ...area] }));

const alongAxis = fc
  .array(count(1, 6), { minLength: 2, maxLength: 4 })
  .chain((x) => count(0, x.length - 1).map((axis): Sample => ({ raw: { axis }, shapes: { x } })));

const joined = fc
  .record({
    images: count(0, 3),
    channels: fc.array(count(1, 5), { minLength: 1, maxLength: 4 }),
    height: count(1, 4),
    width: count(1, 5),
  })
  .map(
    ({ images: n, channels, height, width }): Sample => ({
      raw: { count: channels.length },
      shapes: Object.fromEntries(channels.map((c, at) => [`x${at}`, [n, c, height, width]])),
    }),
  );

const padded = fc.record({ x: image, more: count(0, 5), stride: count(1, 3) }).map(
  ({ x, more, stride }): Sample => ({
    raw: { out_channels: x[1] + more, stride },
    shapes: { x },
  }),
);

const sloped = fc.tuple(image, fc.boolean()).map(
  ([x, shared]): Sample => ({
    raw: { num_parameters: shared ? 1 : x[1] },
    shapes: { x, slope: [shared ? 1 : x[1]] },
  }),
);

const scored = fc
  .record({ n: count(1, 9), c: count(3, 12), reduction: fc.constantFrom("mean", "sum") })
  .map(
    ({ n, c, reduction }): Sample => ({
      raw: { reduction },
      shapes: { logits: [n, c], labels: [n] },
    }),
  );

const compared = fc
  .tuple(fc.array(count(1, 5), { minLength: 1, maxLength: 3 }), fc.constantFrom("mean", "sum"))
  .map(
    ([shape, reduction]): Sample => ({
      raw: { reduction },
      shapes: { prediction: shape, target: shape },
    }),
  );

const TABLE: Readonly<Record<string, readonly [fc.Arbitrary<Sample>, Tolerance]>> = {
  add: [anyShape.map((shape) => ({ raw: {}, shapes: { a: shape, b: shape } })), SUM],
  arctan: [cells(), within(4)],
  avgpool2d: [window(false), SUM],
  batchnorm: [normalised, within(64)],
  binary_step: [cells(), EXACT],
  concat: [joined, EXACT],
  cross_entropy: [scored, within(32)],
  dropout: [fc.constantFrom(0, 0.2, 0.5, 1).chain((p) => cells({ p, training: true })), SUM],
  elu: [cells({ alpha: 0.7 }), within(4)],
  flatten: [images(), EXACT],
  gelu: [
    fc.constantFrom("none", "tanh").chain((approximate) => cells({ approximate })),
    within(16),
  ],
  global_avgpool2d: [images(), SUM],
  global_maxpool2d: [images(), EXACT],
  groupnorm: [
    inGroups.map(({ groups, x }) => ({
      raw: { num_groups: groups },
      shapes: { x, gamma: x.slice(1, 2), beta: x.slice(1, 2) },
    })),
    within(64),
  ],
  hardsigmoid: [cells(), within(4)],
  hardswish: [cells(), within(4)],
  identity: [cells(), EXACT],
  layernorm: [
    inGroups.map(({ x }) => ({
      raw: {},
      shapes: { x, gamma: x.slice(1), beta: x.slice(1) },
    })),
    within(64),
  ],
  leaky_relu: [cells({ negative_slope: 0.2 }), within(2)],
  local_response_norm: [
    fc
      .tuple(image, count(1, 7))
      .map(([x, width]) => ({ raw: { size: width, alpha: 0.5 }, shapes: { x } })),
    within(32),
  ],
  log_softmax: [alongAxis, within(32)],
  maxpool2d: [window(true), within(32)],
  mse: [compared, within(16)],
  mul: [
    fc.tuple(image, fc.boolean()).map(([x, isGate]) => ({
      raw: {},
      shapes: { a: x, b: isGate ? [...x.slice(0, 2), 1, 1] : x },
    })),
    SUM,
  ],
  noise: [
    image.map((x) => ({ raw: { mean_std: 0.5, scale_std: 0.2, training: true }, shapes: { x } })),
    within(16),
  ],
  pad_channels: [padded, EXACT],
  prelu: [sloped, within(128)],
  relu: [cells(), EXACT],
  relu6: [cells(), EXACT],
  sigmoid: [cells(), within(4)],
  silu: [cells(), within(8)],
  softmax: [alongAxis, within(32)],
  softplus: [cells(), within(4)],
  tanh: [cells(), within(8)],
  upsample: [
    fc
      .tuple(image, count(1, 4), fc.constantFrom("nearest", "bilinear"))
      .map(([x, scale_factor, mode]) => ({ raw: { scale_factor, mode }, shapes: { x } })),
    SUM,
  ],
};

/** How far a cell may be from the reference. */
function allowance(
  tolerance: Tolerance,
  call: OneCall,
  inputs: Numbers,
  magnitudes: Numbers,
  want: Numbers,
): (name: string, at: number) => number {
  if (tolerance.kind === "exact") return () => 0;
  if (tolerance.kind === "sum") {
    const terms = Math.max(2, ...call.program.tensors.map(({ shape }) => size(shape.slice(2))));
    return (name, at) => 2 * terms * 2 ** -24 * (magnitudes.get(name)?.[at] ?? 0);
  }
  const factors = [...(inputs.get("dy") ?? []), ...(want.get("inverse_std") ?? [])].map(Math.abs);
  const factor = Math.max(1, ...factors) ** (want.has("inverse_std") ? 3 : 1);
  return (name, at) =>
    tolerance.ulps * 2 ** -24 * factor * (1 + Math.abs(want.get(name)?.[at] ?? 0));
}

describe("ops on wasm", () => {
  it("are all there, both ways", () => {
    const complete = supported().filter(({ passes }) => passes.length >= 2);
    expect(Object.keys(ops).filter((name) => !complete.some(({ op }) => op === name))).toEqual([]);
  });

  it.each(Object.entries(TABLE))(
    "%s agrees with the reference over random shapes",
    async (name, [samples, tolerance]) => {
      const definition = ops[name];
      if (definition === undefined) throw new Error(`no op ${name}`);
      await fc.assert(
        fc.asyncProperty(samples, fc.integer(), async (sample, seed) => {
          const call = oneCall({ definition, ...sample });
          const inputs = fillInputs(call, random(seed));
          for (const [slot, data] of inputs)
            if (slot === "running_var")
              inputs.get(slot)?.set(data.map((value) => value * value + 0.5));
          const [got, want] = [
            await compute(wasm, call, inputs),
            await compute(reference, call, inputs),
          ];
          const absolute = new Map([...inputs].map(([slot, data]) => [slot, data.map(Math.abs)]));
          const allowed = allowance(
            tolerance,
            call,
            inputs,
            tolerance.kind === "sum" ? await compute(reference, call, absolute) : want,
            want,
          );
          for (const [slot, data] of want) {
            const exact = call.program.tensors.find((plan) => plan.name === slot)?.integer === true;
            const wrong = data.findIndex((value, at) => {
              const found = got.get(slot)?.[at] ?? Number.NaN;
              return found !== value && !(!exact && Math.abs(found - value) <= allowed(slot, at));
            });
            expect(
              wrong < 0
                ? null
                : `${slot}[${wrong}] is ${got.get(slot)?.[wrong]}, expected ${data[wrong]}`,
            ).toBeNull();
          }
        }),
        { numRuns: 80 },
      );
    },
  );

  it.each([
    "relu",
    "relu6",
    "leaky_relu",
    "sigmoid",
    "hardsigmoid",
    "tanh",
    "arctan",
    "elu",
    "softplus",
    "binary_step",
  ])("%s keeps NaN, infinities and tiny numbers as the reference does", async (name) => {
    const definition = ops[name];
    if (definition === undefined) throw new Error(`no op ${name}`);
    const special = [
      0,
      -0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      1e-45,
      -1e-45,
      1e-39,
      1e-20,
      89,
      -89,
      1e30,
      -104,
    ];
    const spread = Array.from(
      { length: 4000 },
      (_, at) => (at % 2 === 0 ? 1 : -1) * 10 ** (-30 + (at / 4000) * 34),
    );
    const x = Float32Array.from([...special, ...spread]);
    const call = oneCall({ definition, raw: {}, shapes: { x: [x.length] } });
    const inputs = new Map([
      ["x", x],
      ["dy", new Float32Array(x.length).fill(1)],
    ]);
    const [got, want] = [
      (await compute(wasm, call, inputs)).get("y"),
      (await compute(reference, call, inputs)).get("y"),
    ];
    const wrong = [...x].filter((_, at) => {
      const [found = 0, value = 0] = [got?.[at], want?.[at]];
      return (
        !Object.is(found, value) &&
        found !== value &&
        !(Math.abs(found - value) <= 6 * 2 ** -24 * Math.abs(value) + 3e-45)
      );
    });
    expect(wrong).toEqual([]);
  });

  it("lets a NaN through max pooling and says where it was", async () => {
    const definition = ops["maxpool2d"];
    if (definition === undefined) throw new Error("no op maxpool2d");
    for (const kernel_size of [2, 3]) {
      const call = oneCall({
        definition,
        raw: { kernel_size, stride: 2 },
        shapes: { x: [1, 1, 5, 9] },
      });
      const x = Float32Array.from({ length: 45 }, (_, at) => (at === 10 ? Number.NaN : at % 7));
      const result = await compute(
        wasm,
        call,
        new Map([
          ["x", x],
          ["dy", new Float32Array(8)],
        ]),
      );
      const want = await compute(
        reference,
        call,
        new Map([
          ["x", x],
          ["dy", new Float32Array(8)],
        ]),
      );
      expect(result).toEqual(want);
      expect(result.get("y")?.some(Number.isNaN)).toBe(true);
    }
  });

  it.each([
    ["rows of few filters", [1, 1, 9, 9], { out_channels: 2, kernel_size: 5, padding: 2 }],
    ["the direct kernel", [2, 3, 6, 6], { out_channels: 8, kernel_size: 3, padding: 1, stride: 2 }],
    ["Winograd's", [4, 16, 8, 8], { out_channels: 16, kernel_size: 3, padding: 1 }],
    ["groups", [1, 4, 7, 7], { out_channels: 4, kernel_size: 3, padding: [2, 0], groups: 4 }],
  ] as const)("a convolution by %s lets no padding hide a weight", async (_, shape, raw) => {
    const definition = ops["conv2d"];
    if (definition === undefined) throw new Error("no op conv2d");
    const x = [...shape];
    const shapes = { x, ...definition.parameters?.(x, definition.normalise(raw)) };
    const call = oneCall({ definition, raw, shapes, unwanted: ["x"] });
    for (const [slot, value] of [
      ["w", Number.NaN],
      ["w", Number.POSITIVE_INFINITY],
      ["dy", Number.NaN],
    ] as const) {
      const inputs = fillInputs(call, random(5));
      const target = inputs.get(slot);
      if (target === undefined) throw new Error(`no ${slot}`);
      target[1] = value;
      const [got, want] = [
        await compute(wasm, call, inputs),
        await compute(reference, call, inputs),
      ];
      const kinds = (name: string, numbers: Numbers): string =>
        Array.from(numbers.get(name) ?? [], (cell) => (Number.isFinite(cell) ? "." : "!")).join("");
      for (const name of ["y", "dw"]) expect(kinds(name, got)).toBe(kinds(name, want));
      expect(kinds(slot === "w" ? "y" : "dw", got)).toContain("!");
    }
  });
});
