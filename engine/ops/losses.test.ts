/**
 * Losses and normalisations at their edges: labels that do not exist, scores that overflow, batches
 * too small, misfits in words.
 */
import { describe, expect, it } from "vitest";
import { evaluate } from "../core/expression";
import type { OpDefinition } from "../core/op";
import { fromNested } from "../core/tensor";
import { add } from "./add/add";
import { batchnorm } from "./batchnorm/batchnorm";
import { concat } from "./concat/concat";
import { crossEntropy } from "./cross-entropy/cross-entropy";
import { elu } from "./elu/elu";
import { flatten } from "./flatten/flatten";
import { leakyRelu } from "./leaky-relu/leaky-relu";
import { linear } from "./linear/linear";
import { logSoftmax } from "./log-softmax/log-softmax";
import { mse } from "./mse/mse";
import { padChannels } from "./pad-channels/pad-channels";
import { prelu } from "./prelu/prelu";
import { relu } from "./relu/relu";
import { softmax } from "./softmax/softmax";

const mean = crossEntropy.normalise({});

describe("cross-entropy", () => {
  it("of even scores is the logarithm of the number of classes", () => {
    const { y } = crossEntropy.forward(
      { logits: fromNested([[7, 7, 7, 7]]), labels: fromNested([2]) },
      mean,
    );
    expect(y?.data[0]).toBeCloseTo(Math.log(4), 12);
  });

  it("stays finite where e^x would not", () => {
    const logits = fromNested([[1000, -1000]]);
    expect(crossEntropy.forward({ logits, labels: fromNested([0]) }, mean)["y"]?.data[0]).toBe(0);
    expect(crossEntropy.forward({ logits, labels: fromNested([1]) }, mean)["y"]?.data[0]).toBe(
      2000,
    );
  });

  it("of a label that is no class is not a number, in the loss and in the gradient", () => {
    for (const label of [-1, 2]) {
      const values = { logits: fromNested([[1, 2]]), labels: fromNested([label]) };
      const results = crossEntropy.forward(values, mean);
      expect(results["y"]?.data[0]).toBeNaN();
      const gradient = crossEntropy.backward({ ...values, ...results }, mean)["dlogits"];
      expect(gradient?.data[0]).toBeNaN();
    }
  });

  it.each([{}, { label_smoothing: 0.2 }, { reduction: "sum" }])(
    "of nothing but ignored labels has the gradient 0, with %o",
    (raw) => {
      const attributes = crossEntropy.normalise(raw);
      const values = { logits: fromNested([[1, 2]]), labels: fromNested([-100]) };
      const results = crossEntropy.forward(values, attributes);
      expect(results["y"]?.data[0]).toBe(raw.reduction === "sum" ? 0 : Number.NaN);
      const gradient = crossEntropy.backward({ ...values, ...results }, attributes)["dlogits"];
      expect([...(gradient?.data ?? [])]).toEqual([0, 0]);
    },
  );

  it("wants one label for each example", () => {
    expect(() =>
      crossEntropy.forward({ logits: fromNested([[1, 2]]), labels: fromNested([0, 1]) }, mean),
    ).toThrowError("there are 1 examples but labels for [2]");
  });

  it("without an arriving gradient starts from 1", () => {
    const values = { logits: fromNested([[0, 0]]), labels: fromNested([1]) };
    const results = crossEntropy.forward(values, mean);
    expect([
      ...(crossEntropy.backward({ ...values, ...results }, mean)["dlogits"]?.data ?? []),
    ]).toEqual([0.5, -0.5]);
  });
});

describe("a gradient at an input that is not a number", () => {
  it.each([
    [leakyRelu, { negative_slope: 0.25 }, 0.25],
    [elu, { alpha: 0.5 }, 1],
    [relu, {}, 1],
  ] as const)("is PyTorch's for %o", (op, raw, slope) => {
    const values = { x: fromNested([Number.NaN]), dy: fromNested([2]) };
    const definition: OpDefinition = op;
    const gradient = definition.backward(values, definition.normalise(raw))["dx"];
    expect(gradient?.data[0]).toBe(2 * slope);
  });
});

describe("softmax", () => {
  it("adds up to 1 along its axis and does not change when all scores rise together", () => {
    const attributes = softmax.normalise({ axis: 0 });
    const rise = (by: number) => fromNested([[1 + by], [3 + by], [2 + by]]);
    const shares = softmax.forward({ x: rise(0) }, attributes)["y"]?.data ?? new Float64Array();
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
    expect([...(softmax.forward({ x: rise(500) }, attributes)["y"]?.data ?? [])]).toEqual([
      ...shares,
    ]);
  });

  it("in logarithms never loses a small share", () => {
    const { y } = logSoftmax.forward({ x: fromNested([[0, -900]]) }, logSoftmax.normalise({}));
    expect([...(y?.data ?? [])]).toEqual([0, -900]);
  });

  it("refuses an axis that the tensor does not have", () => {
    expect(() =>
      softmax.forward({ x: fromNested([1, 2]) }, softmax.normalise({ axis: 1 })),
    ).toThrowError("there is no axis 1 in a tensor with 1 axes");
  });
});

describe("batch norm", () => {
  const x = fromNested([[1], [3]]);
  const owned = { running_mean: fromNested([10]), running_var: fromNested([10]) };

  it("in training uses the batch, and moves the running values by the unbiased variance", () => {
    const results = batchnorm.forward(
      { x, ...owned },
      batchnorm.normalise({ training: true, eps: 0, momentum: 0.5, affine: false }),
    );
    expect([...(results["y"]?.data ?? [])]).toEqual([-1, 1]);
    expect([results["running_mean"]?.data[0], results["running_var"]?.data[0]]).toEqual([6, 6]);
  });

  it("in use takes the running values and changes nothing", () => {
    const results = batchnorm.forward(
      { x, running_mean: fromNested([1]), running_var: fromNested([4]) },
      batchnorm.normalise({ eps: 0, affine: false }),
    );
    expect([...(results["y"]?.data ?? [])]).toEqual([0, 1]);
    expect(results["running_mean"]).toBeUndefined();
  });

  it("refuses to train on one value, which has no variance", () => {
    expect(() =>
      batchnorm.shapes({ x: [1, 4] }, batchnorm.normalise({ training: true })),
    ).toThrowError(/more than one value per channel/);
    const one = { x: fromNested([[1, 2]]) };
    expect(() =>
      batchnorm.forward(one, batchnorm.normalise({ affine: false }), { training: true }),
    ).toThrowError(/more than one value per channel/);
    expect(() => batchnorm.shapes({ x: [2, 4], gamma: [3] }, batchnorm.normalise({}))).toThrowError(
      "the input has 4 channels but gamma has 3",
    );
  });

  it("is named after the shape in PyTorch", () => {
    expect(batchnorm.torch(batchnorm.normalise({}), { x: [1, 8] })).toBe("nn.BatchNorm1d(8)");
    expect(batchnorm.torch(batchnorm.normalise({ eps: 0.001 }), { x: [1, 8, 2, 2] })).toBe(
      "nn.BatchNorm2d(8, eps=0.001)",
    );
  });
});

describe("joining and reshaping", () => {
  it("adds only what has the same shape, or repeats along axes of 1", () => {
    expect(() => add.forward({ a: fromNested([1, 2]), b: fromNested([1, 2, 3]) }, {})).toThrowError(
      /same shape.*got \[2\] and \[3\]/,
    );
    const { y } = add.forward({ a: fromNested([[1], [2]]), b: fromNested([10, 20, 30]) }, {});
    expect(y?.shape).toEqual([2, 3]);
    expect([...(y?.data ?? [])]).toEqual([11, 21, 31, 12, 22, 32]);
  });

  it("puts channels behind one another and gives each input its part of the gradient", () => {
    const values = {
      x0: fromNested([[1], [2]]),
      x1: fromNested([
        [3, 4],
        [5, 6],
      ]),
    };
    const attributes = concat.normalise({ count: 2 });
    expect([...(concat.forward(values, attributes)["y"]?.data ?? [])]).toEqual([1, 3, 4, 2, 5, 6]);
    const gradients = concat.backward(
      {
        ...values,
        dy: fromNested([
          [10, 20, 30],
          [40, 50, 60],
        ]),
      },
      attributes,
    );
    expect([...(gradients["dx1"]?.data ?? [])]).toEqual([20, 30, 50, 60]);
    expect(() => concat.shapes({ x0: [1, 2, 3, 3], x1: [1, 2, 4, 3] }, attributes)).toThrowError(
      /differ in more than that/,
    );
    expect(() => concat.shapes({ x0: [1, 2] }, attributes)).toThrowError(
      "concat of 2 tensors is missing number 2",
    );
  });

  it("flattens each example", () => {
    expect(flatten.shapes({ x: [2, 3, 4, 5] }, {}).y).toEqual([2, 60]);
    expect(flatten.shapes({ x: [4] }, {}).y).toEqual([4, 1]);
  });

  it("adds channels of zeros in front and behind", () => {
    const attributes = padChannels.normalise({ out_channels: 4, stride: 2 });
    const x = fromNested([[[[1, 2, 3]]]]);
    expect([...(padChannels.forward({ x }, attributes)["y"]?.data ?? [])]).toEqual([
      0, 0, 1, 3, 0, 0, 0, 0,
    ]);
    expect(
      evaluate(
        padChannels.explainGradient(
          { x, dy: { shape: [1, 4, 1, 2], data: new Float64Array(8) } },
          attributes,
          "x",
          [0, 0, 0, 1],
        ),
      ),
    ).toBe(0);
    expect(() => padChannels.shapes({ x: [1, 5, 2, 2] }, attributes)).toThrowError(
      /cannot make 4 channels out of 5/,
    );
  });

  it("tells a linear layer from an image", () => {
    expect(() =>
      linear.shapes({ x: [1, 2, 3, 3], w: [4, 18] }, linear.normalise({ out_features: 4 })),
    ).toThrowError(/list of features/);
    expect(() =>
      linear.shapes({ x: [1, 2], w: [4, 18] }, linear.normalise({ out_features: 4 })),
    ).toThrowError("the input has 2 features but the weights expect 18");
  });

  it("wants one slope, or one per channel", () => {
    expect(() => prelu.shapes({ x: [1, 3, 2, 2], slope: [2] }, prelu.normalise({}))).toThrowError(
      "there are 3 channels but 2 slopes",
    );
  });

  it("compares only what has the same shape", () => {
    expect(() => mse.shapes({ prediction: [2], target: [3] }, mse.normalise({}))).toThrowError(
      /\[2\] but the target is \[3\]/,
    );
  });
});
