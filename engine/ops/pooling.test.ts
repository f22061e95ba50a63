/**
 * Pooling where it is easily got wrong: ties, not-a-number, padding, windows cut off by the edge.
 */
import { describe, expect, it } from "vitest";
import { evaluate } from "../core/expression";
import { fromNested } from "../core/tensor";
import { adaptiveAvgpool2d } from "./adaptive-avgpool2d/adaptive-avgpool2d";
import { avgpool2d } from "./avgpool2d/avgpool2d";
import { globalMaxpool2d } from "./global-maxpool2d/global-maxpool2d";
import { maxpool2d } from "./maxpool2d/maxpool2d";

const plane = (rows: number[][]) => fromNested([[rows]]);
const numbers = (data: ArrayLike<number> | undefined): number[] => Array.from(data ?? []);

describe("max pooling", () => {
  const pool = (raw: object) => maxpool2d.normalise({ kernel_size: 2, ...raw });

  it("gives a tie to the first in reading order, with the whole gradient", () => {
    const x = plane([
      [1, 3],
      [3, 3],
    ]);
    const { y, argmax } = maxpool2d.forward({ x }, pool({}));
    expect([numbers(y?.data), numbers(argmax?.data)]).toEqual([[3], [1]]);
    const values = { x, dy: plane([[5]]), ...(argmax === undefined ? {} : { argmax }) };
    expect(numbers(maxpool2d.backward(values, pool({}))["dx"]?.data)).toEqual([0, 5, 0, 0]);
    expect(evaluate(maxpool2d.explainGradient(values, pool({}), "x", [0, 0, 1, 1]))).toBe(0);
  });

  it("lets not-a-number through, and remembers the last of several, as PyTorch does", () => {
    const x = plane([
      [Number.NaN, 9],
      [Number.NaN, 1],
    ]);
    const { y, argmax } = maxpool2d.forward({ x }, pool({}));
    expect(y?.data[0]).toBeNaN();
    expect(argmax?.data[0]).toBe(2);
  });

  it("counts positions in the image without its padding, where padding never wins", () => {
    const x = plane([
      [-4, -3],
      [-2, -1],
    ]);
    const { y, argmax } = maxpool2d.forward({ x }, pool({ padding: 1 }));
    expect(numbers(y?.data)).toEqual([-4, -3, -2, -1]);
    expect(numbers(argmax?.data)).toEqual([0, 1, 2, 3]);
    const tree = maxpool2d.explain({ x }, pool({ padding: 1 }), [0, 0, 0, 0]);
    expect(
      tree.kind === "maximum" &&
        tree.among.filter((one) => one.kind === "constant" && one.note === "padding"),
    ).toHaveLength(3);
  });

  it("takes stride from the kernel, and refuses padding as wide as the window", () => {
    expect(pool({ kernel_size: [2, 3] }).stride).toEqual([2, 3]);
    expect(pool({ kernel_size: 3, padding: 2 }).padding).toEqual([2, 2]);
    expect(() => pool({ padding: 2 })).toThrowError(/nothing but padding/);
  });

  it("over the whole image finds the largest of each channel", () => {
    const x = fromNested([
      [
        [
          [1, 5],
          [2, 3],
        ],
        [
          [-1, -5],
          [-2, -0.5],
        ],
      ],
    ]);
    const { y, argmax } = globalMaxpool2d.forward({ x }, {});
    expect([numbers(y?.data), numbers(argmax?.data)]).toEqual([
      [5, -0.5],
      [1, 3],
    ]);
  });
});

describe("adaptive average pooling", () => {
  const pooled = (row: number[], output_size: readonly number[]): number[] =>
    numbers(
      adaptiveAvgpool2d.forward({ x: plane([row]) }, adaptiveAvgpool2d.normalise({ output_size }))[
        "y"
      ]?.data,
    );

  it("cuts where PyTorch cuts: from the floor of where a part begins to the ceiling of where it ends", () => {
    expect(pooled([1, 2, 3, 4, 5], [1, 3])).toEqual([1.5, 3, 4.5]);
    expect(pooled([1, 2, 3, 4, 5, 6, 7], [1, 4])).toEqual([1.5, 3, 5, 6.5]);
    expect(pooled([1, 2], [1, 4])).toEqual([1, 1, 2, 2]);
    expect(pooled([1, 2], [2, 3])).toEqual([1, 1.5, 2, 1, 1.5, 2]);
  });
});

describe("average pooling", () => {
  const x = plane([
    [8, 4],
    [2, 6],
  ]);
  const first = (raw: object) => {
    const attributes = avgpool2d.normalise({ kernel_size: 2, padding: 1, stride: 1, ...raw });
    return {
      y: avgpool2d.forward({ x }, attributes)["y"]?.data[0],
      tree: avgpool2d.explain({ x }, attributes, [0, 0, 0, 0]),
    };
  };

  it("divides by the whole window, or by the cells of the image only", () => {
    expect(first({}).y).toBe(2);
    expect(first({ count_include_pad: false }).y).toBe(8);
  });

  it("divides by the divisor that was given, whatever the window holds, and says so in PyTorch", () => {
    expect(first({ divisor_override: 5 }).y).toBe(1.6);
    expect(first({ divisor_override: 5, count_include_pad: false }).y).toBe(1.6);
    const attributes = avgpool2d.normalise({ kernel_size: 2, divisor_override: 5 });
    expect(avgpool2d.torch(attributes, {})).toBe("nn.AvgPool2d(2, divisor_override=5)");
    const dy = { shape: [1, 1, 1, 1], data: Float64Array.of(10) };
    expect(numbers(avgpool2d.backward({ x, dy }, attributes)["dx"]?.data)).toEqual([2, 2, 2, 2]);
  });

  it("has no dilation, as in PyTorch", () => {
    expect(() => avgpool2d.normalise({ kernel_size: 2, dilation: 2 })).toThrow(
      'avgpool2d: there is no setting "dilation"',
    );
  });

  it("shows the sum, the padding's zeros and the divisor", () => {
    const { tree } = first({});
    expect(tree.kind === "quotient" && tree.denominator).toEqual({ kind: "constant", value: 4 });
    expect(
      tree.kind === "quotient" &&
        tree.numerator.kind === "sum" &&
        tree.numerator.terms.filter((term) => term.kind === "constant"),
    ).toHaveLength(3);
  });

  it("in ceil mode divides a window cut off by the edge by what is left of it", () => {
    const wide = plane([[1, 2, 3, 4, 5]]);
    const attributes = avgpool2d.normalise({ kernel_size: [1, 2], ceil_mode: true });
    expect(numbers(avgpool2d.forward({ x: wide }, attributes)["y"]?.data)).toEqual([1.5, 3.5, 5]);
  });

  it("is written in PyTorch with what differs from its defaults", () => {
    const raw = {
      kernel_size: 3,
      stride: 2,
      padding: 1,
      ceil_mode: true,
      count_include_pad: false,
    };
    expect(avgpool2d.torch(avgpool2d.normalise(raw), {})).toBe(
      "nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)",
    );
    expect(maxpool2d.torch(maxpool2d.normalise({ kernel_size: 2 }), {})).toBe("nn.MaxPool2d(2)");
  });

  it("is written with a layer of padding where PyTorch's pooling would refuse it: uneven, or more than half a window", () => {
    const max = (padding: readonly number[] | number): string =>
      maxpool2d.torch(maxpool2d.normalise({ kernel_size: 3, padding }), {});
    expect(max(1)).toBe("nn.MaxPool2d(3, padding=1)");
    expect(max(2)).toBe(
      "nn.Sequential(nn.ConstantPad2d((2, 2, 2, 2), float('-inf')), nn.MaxPool2d(3))",
    );
    const uneven = avgpool2d.normalise({ kernel_size: 2, stride: 1, padding: [0, 0, 1, 1] });
    expect(avgpool2d.torch(uneven, {})).toBe(
      "nn.Sequential(nn.ConstantPad2d((0, 1, 0, 1), 0.0), nn.AvgPool2d(2, stride=1))",
    );
  });
});
