/**
 * Our definitions against PyTorch's documented behaviour, re-told in plain loops
 * (pytorch.testing.ts), at the corners too.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { random } from "../core/random";
import type { Values } from "../core/op";
import { batchnorm } from "./batchnorm/batchnorm";
import { avgpool2d } from "./avgpool2d/avgpool2d";
import { conv2d } from "./conv2d/conv2d";
import { crossEntropy } from "./cross-entropy/cross-entropy";
import { elu } from "./elu/elu";
import { localResponseNorm } from "./local-response-norm/local-response-norm";
import { logSoftmax } from "./log-softmax/log-softmax";
import { maxpool2d } from "./maxpool2d/maxpool2d";
import * as torch from "./pytorch.testing";
import { softplus } from "./softplus/softplus";

const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const pair = (min: number, max: number): fc.Arbitrary<torch.Pair> =>
  fc.tuple(whole(min, max), whole(min, max));
const seeds = whole(0, 2 ** 31 - 1);

function numbers(count: number, seed: number): Float64Array {
  const source = random(seed);
  return Float64Array.from({ length: count }, () => source.normal());
}

function same(got: ArrayLike<number> | undefined, want: ArrayLike<number>, what: string): void {
  expect(got?.length, what).toBe(want.length);
  for (let cell = 0; cell < want.length; cell++) {
    const [ours, theirs] = [got?.[cell] ?? Number.NaN, want[cell] ?? Number.NaN];
    const isSame =
      Object.is(ours, theirs) || Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs));
    if (!isSame) expect.fail(`${what}[${cell}] is ${ours}, PyTorch says ${theirs}`);
  }
}

describe("conv2d is torch's", () => {
  it("with uneven padding, dilation, groups, depthwise multipliers and strides, forward and all gradients", () => {
    const uses = fc.record({
      n: whole(1, 2),
      groups: whole(1, 4),
      perGroup: pair(1, 3),
      kernel: pair(1, 3),
      stride: pair(1, 3),
      dilation: pair(1, 3),
      pads: fc.tuple(whole(0, 3), whole(0, 3), whole(0, 3), whole(0, 3)),
      more: pair(0, 4),
      seed: seeds,
    });
    fc.assert(
      fc.property(uses, ({ n, groups, perGroup, kernel, stride, dilation, pads, more, seed }) => {
        const [height, width] = [0, 1].map(
          (axis) => (dilation[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1 + (more[axis] ?? 0),
        );
        const x = torch.imageOf([n, groups * perGroup[0], height ?? 1, width ?? 1]);
        const w = torch.imageOf([groups * perGroup[1], perGroup[0], kernel[0], kernel[1]]);
        x.data.set(numbers(x.data.length, seed));
        w.data.set(numbers(w.data.length, seed + 1));
        const b = { shape: [w.shape[0]], data: numbers(w.shape[0], seed + 2) };
        const attributes = conv2d.normalise({
          out_channels: w.shape[0],
          kernel_size: kernel,
          stride,
          padding: pads,
          dilation,
          groups,
        });
        const places: (readonly [number, number, number])[] = [];
        const shape = torch.eachProduct(
          x.shape,
          w.shape,
          { stride, pads, dilation, groups },
          (...place) => places.push(place),
        );
        const y = torch.imageOf(shape);
        const area = shape[2] * shape[3];
        for (let cell = 0; cell < y.data.length; cell++)
          y.data[cell] = b.data[Math.floor(cell / area) % shape[1]] ?? 0;
        const dy = { shape, data: numbers(y.data.length, seed + 3) };
        const [dx, dw] = [new Float64Array(x.data.length), new Float64Array(w.data.length)];
        for (const [to, from, by] of places) {
          y.data[to] = (y.data[to] ?? 0) + (x.data[from] ?? 0) * (w.data[by] ?? 0);
          dx[from] = (dx[from] ?? 0) + (dy.data[to] ?? 0) * (w.data[by] ?? 0);
          dw[by] = (dw[by] ?? 0) + (dy.data[to] ?? 0) * (x.data[from] ?? 0);
        }
        const results = conv2d.forward({ x, w, b }, attributes);
        expect(results["y"]?.shape).toEqual(shape);
        same(results["y"]?.data, y.data, "y");
        const gradients = conv2d.backward({ x, w, b, dy }, attributes);
        same(gradients["dx"]?.data, dx, "dx");
        same(gradients["dw"]?.data, dw, "dw");
        const db = Array.from({ length: shape[1] }, (_, o) =>
          dy.data.reduce(
            (sum, value, cell) => sum + (Math.floor(cell / area) % shape[1] === o ? value : 0),
            0,
          ),
        );
        same(gradients["db"]?.data, db, "db");
      }),
      { numRuns: 200 },
    );
  });
});

interface PoolingUse extends torch.Pooling {
  readonly x: torch.Image;
}

/** PyTorch allows padding up to half the kernel. Few distinct numbers, so that there are ties. */
function poolings(dilated: boolean, values: readonly number[]): fc.Arbitrary<PoolingUse> {
  return fc
    .record({
      shape: fc.tuple(whole(1, 2), whole(1, 2), whole(1, 8), whole(1, 8)),
      kernel: pair(1, 4),
      stride: pair(1, 4),
      dilation: dilated ? pair(1, 2) : fc.constant<torch.Pair>([1, 1]),
      around: pair(0, 2),
      ceil: fc.boolean(),
      seed: seeds,
    })
    .map(({ shape, kernel, stride, dilation, around, ceil, seed }): PoolingUse => {
      const padding: torch.Pair = [
        Math.min(around[0], kernel[0] >> 1),
        Math.min(around[1], kernel[1] >> 1),
      ];
      const source = random(seed);
      const x = torch.imageOf(shape);
      for (let cell = 0; cell < x.data.length; cell++)
        x.data[cell] = values[source.below(values.length)] ?? 0;
      return { x, kernel, stride, dilation, padding, ceil };
    })
    .filter(({ x, kernel, dilation, padding }) =>
      [0, 1].every((axis) => {
        const span = (dilation[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1;
        return (x.shape[axis + 2] ?? 0) + 2 * (padding[axis] ?? 0) >= span;
      }),
    );
}

describe("pooling is torch's", () => {
  it("for the largest: ties, dilation, padding, ceil mode, −∞ and not-a-number, winners and gradient", () => {
    const values = [-3, -1, -1, 0, 2, 2, 2, Number.NEGATIVE_INFINITY, Number.NaN];
    fc.assert(
      fc.property(poolings(true, values), ({ x, kernel, stride, dilation, padding, ceil }) => {
        const attributes = maxpool2d.normalise({
          kernel_size: kernel,
          stride,
          padding,
          dilation,
          ceil_mode: ceil,
        });
        const { y, indices } = torch.maxPool(x, { kernel, stride, padding, dilation, ceil });
        const results = maxpool2d.forward({ x }, attributes);
        expect(results["y"]?.shape).toEqual(y.shape);
        same(results["y"]?.data, y.data, "y");
        same(results["argmax"]?.data, indices, "argmax");
        const dy = { shape: y.shape, data: numbers(y.data.length, 1) };
        const dx = new Float64Array(x.data.length);
        const [windows, area] = [y.shape[2] * y.shape[3], x.shape[2] * x.shape[3]];
        for (const [cell, index] of indices.entries()) {
          if (index < 0) continue;
          const into = Math.floor(cell / windows) * area + index;
          dx[into] = (dx[into] ?? 0) + (dy.data[cell] ?? 0);
        }
        const kept: Values = {
          x,
          dy,
          ...(results["argmax"] === undefined ? {} : { argmax: results["argmax"] }),
        };
        same(maxpool2d.backward(kept, attributes)["dx"]?.data, dx, "dx");
      }),
      { numRuns: 400 },
    );
  });

  it("for the mean: what it divides by, with padding counted or not, in ceil mode, and its gradient", () => {
    fc.assert(
      fc.property(
        poolings(false, [-3, -1, 0.5, 2, 7]),
        fc.boolean(),
        ({ x, kernel, stride, dilation, padding, ceil }, included) => {
          const attributes = avgpool2d.normalise({
            kernel_size: kernel,
            stride,
            padding,
            ceil_mode: ceil,
            count_include_pad: included,
          });
          const { y, spread } = torch.averagePool(
            x,
            { kernel, stride, padding, dilation, ceil },
            included,
          );
          const results = avgpool2d.forward({ x }, attributes);
          expect(results["y"]?.shape).toEqual(y.shape);
          same(results["y"]?.data, y.data, "y");
          const dy = { shape: y.shape, data: numbers(y.data.length, 1) };
          const dx = new Float64Array(x.data.length);
          for (const { window, cell, share } of spread)
            dx[cell] = (dx[cell] ?? 0) + share * (dy.data[window] ?? 0);
          same(avgpool2d.backward({ x, dy }, attributes)["dx"]?.data, dx, "dx");
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("normalisations are torch's", () => {
  it("over the batch: biased inside, unbiased in the running variance", () => {
    const uses = fc.tuple(
      fc.tuple(whole(1, 3), whole(1, 3), whole(1, 3), whole(2, 3)),
      fc.constantFrom(0, 0.1, 1),
      seeds,
    );
    fc.assert(
      fc.property(uses, ([shape, momentum, seed]) => {
        const x = torch.imageOf(shape);
        x.data.set(numbers(x.data.length, seed));
        const channels = (value: number) => ({
          shape: [shape[1]],
          data: new Float64Array(shape[1]).fill(value),
        });
        const attributes = batchnorm.normalise({
          training: true,
          momentum,
          eps: 1e-3,
          affine: false,
        });
        const results = batchnorm.forward(
          { x, running_mean: channels(0.5), running_var: channels(2) },
          attributes,
        );
        const { y, moved } = torch.batchNorm(x, 1e-3, momentum, { mean: 0.5, variance: 2 });
        same(results["y"]?.data, y, "y");
        same(
          results["running_mean"]?.data,
          moved.map(({ mean }) => mean),
          "running_mean",
        );
        same(
          results["running_var"]?.data,
          moved.map(({ variance }) => variance),
          "running_var",
        );
      }),
    );
  });

  it("over neighbouring channels, also an even number of them", () => {
    fc.assert(
      fc.property(whole(1, 7), whole(1, 6), seeds, (size, channels, seed) => {
        const x = torch.imageOf([2, channels, 1, 2]);
        x.data.set(numbers(x.data.length, seed));
        const attributes = localResponseNorm.normalise({ size, alpha: 0.7, beta: 0.6, k: 1.5 });
        same(
          localResponseNorm.forward({ x }, attributes)["y"]?.data,
          torch.responseNorm(x, size, 0.7, 0.6, 1.5),
          `size ${size}`,
        );
      }),
    );
  });
});

describe("cross_entropy is torch's", () => {
  const uses = fc.record({
    examples: whole(1, 4),
    places: fc.constantFrom([], [3], [2, 2]),
    weight: fc.array(fc.constantFrom(0, 0.25, 1, 2.5), { minLength: 2, maxLength: 5 }),
    weighted: fc.boolean(),
    ignored: fc.constantFrom(-100, -1, 0, 1),
    smoothing: fc.constantFrom(0, 0.1, 1),
    scale: fc.constantFrom(1, 1000),
    seed: seeds,
  });

  it("with class weights, ignored labels, smoothing, a class for every pixel and extreme scores", () => {
    fc.assert(
      fc.property(
        uses,
        ({ examples, places, weight, weighted, ignored, smoothing, scale, seed }) => {
          const source = random(seed);
          const classes = weight.length;
          const area = places.reduce((product, extent) => product * extent, 1);
          const logits = {
            shape: [examples, classes, ...places],
            data: numbers(examples * classes * area, seed).map((z) => z * scale),
          };
          const known = Array.from({ length: examples * area }, () => source.below(classes));
          const labels = {
            shape: [examples, ...places],
            data: Float64Array.from(known, (label) => (source.below(4) === 0 ? ignored : label)),
          };
          const isUnknown = (label: number): boolean => label < 0 && label !== ignored;
          if ([...labels.data].some(isUnknown)) return;
          const scores = known.map((_, n) =>
            weight.map(
              (__, c) => logits.data[(Math.floor(n / area) * classes + c) * area + (n % area)] ?? 0,
            ),
          );
          const want = torch.crossEntropy(scores, [...labels.data], {
            weight: weighted ? weight : weight.map(() => 1),
            ignored,
            smoothing,
          });
          const own: Values = weighted
            ? { weight: { shape: [classes], data: Float64Array.from(weight) } }
            : {};
          for (const reduction of ["mean", "sum"] as const) {
            const attributes = crossEntropy.normalise({
              reduction,
              ignore_index: ignored,
              label_smoothing: smoothing,
            });
            const results = crossEntropy.forward({ logits, labels, ...own }, attributes);
            same(results["per_sample"]?.data, want.losses, "per_sample");
            same(results["y"]?.data, [want[reduction]], reduction);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("functions at their edges are torch's", () => {
  it("softplus is x itself beyond torch's threshold, to single precision, and 0 far below", () => {
    const values =
      softplus.forward({ x: { shape: [4], data: Float64Array.of(20.5, 88, 1000, -1000) } }, {})["y"]
        ?.data ?? [];
    expect(Array.from(values, Math.fround)).toEqual([20.5, 88, 1000, 0]);
  });

  it("elu keeps the digits of a small negative number and saturates at −alpha", () => {
    const x = { shape: [3], data: Float64Array.of(-1e-9, -800, 0) };
    same(elu.forward({ x }, elu.normalise({ alpha: 2 }))["y"]?.data, [-2e-9 + 1e-18, -2, 0], "elu");
  });

  it("log_softmax stays finite where every share but one is 0", () => {
    const x = { shape: [1, 3], data: Float64Array.of(1e4, -1e4, 0) };
    same(
      logSoftmax.forward({ x }, logSoftmax.normalise({}))["y"]?.data,
      [0, -2e4, -1e4],
      "log_softmax",
    );
  });
});
