/**
 * conv2d as a reader meets it: the lecture's numbers, the arithmetic behind them, the words when
 * something does not fit.
 */
import { describe, expect, it } from "vitest";
import { cellsOf, evaluate, type Expression } from "../../core/expression";
import { fromNested, toNested } from "../../core/tensor";
import { conv2d } from "./conv2d";

/** The lecture's image and vertical-edge filter. */
const x = fromNested([
  [
    [
      [4, 9, 2, 5, 8, 3],
      [5, 6, 2, 4, 0, 3],
      [2, 4, 5, 4, 5, 2],
      [5, 6, 5, 4, 7, 8],
      [5, 7, 7, 9, 2, 1],
      [5, 8, 5, 3, 8, 4],
    ],
  ],
]);
const edge = [
  [1, 0, -1],
  [1, 0, -1],
  [1, 0, -1],
];
const w = fromNested([[edge]]);
const settings = (more: object = {}) =>
  conv2d.normalise({ out_channels: 1, kernel_size: 3, bias: false, ...more });

const constants = (tree: Expression): readonly Expression[] => {
  if (tree.kind === "constant") return [tree];
  if (tree.kind === "sum") return tree.terms.flatMap(constants);
  if (tree.kind === "product") return tree.factors.flatMap(constants);
  return [];
};

describe("conv2d", () => {
  it("gives the lecture's 4×4 result", () => {
    const { y } = conv2d.forward({ x, w }, settings());
    expect(y === undefined ? null : toNested(y)).toEqual([
      [
        [
          [2, 6, -4, 5],
          [0, 4, 0, -1],
          [-5, 0, 3, 6],
          [-2, 5, 0, 3],
        ],
      ],
    ]);
  });

  it("explains a cell as nine products in reading order", () => {
    const tree = conv2d.explain({ x, w }, settings(), [0, 0, 1, 2]);
    expect(evaluate(tree)).toBe(0);
    const cells = [...cellsOf(tree)];
    expect(cells.filter((leaf) => leaf.tensor === "x").map((leaf) => leaf.value)).toEqual([
      2, 4, 0, 5, 4, 5, 5, 4, 7,
    ]);
    expect(cells.filter((leaf) => leaf.tensor === "w").map((leaf) => leaf.value)).toEqual(
      edge.flat(),
    );
    expect(cells.every((leaf) => leaf.role === (leaf.tensor === "x" ? "input" : "weight"))).toBe(
      true,
    );
  });

  it("shows padding as zeros with a note", () => {
    const tree = conv2d.explain({ x, w }, settings({ padding: 1 }), [0, 0, 0, 0]);
    const zeros = constants(tree);
    expect(zeros).toHaveLength(5);
    expect(
      zeros.every(
        (zero) => zero.kind === "constant" && zero.value === 0 && zero.note === "padding",
      ),
    ).toBe(true);
    expect(evaluate(tree)).toBe(-15);
  });

  it("groups the products of several channels, with the bias behind them", () => {
    const image = fromNested([[[[1]], [[2]], [[3]]]]);
    const filter = fromNested([[[[10]], [[20]], [[30]]]]);
    const attributes = conv2d.normalise({ out_channels: 1, kernel_size: 1 });
    const tree = conv2d.explain(
      { x: image, w: filter, b: fromNested([0.5]) },
      attributes,
      [0, 0, 0, 0],
    );
    expect(
      tree.kind === "sum" &&
        tree.terms.map((term) => (term.kind === "sum" ? term.label : term.kind)),
    ).toEqual(["channel 0", "channel 1", "channel 2", "cell"]);
    expect(evaluate(tree)).toBe(140.5);
  });

  it("names the channels of the image, not of the group", () => {
    const image = fromNested([[[[1]], [[2]], [[3]], [[4]]]]);
    const attributes = conv2d.normalise({
      out_channels: 2,
      kernel_size: 1,
      groups: 2,
      bias: false,
    });
    const filters = fromNested([
      [[[1]], [[1]]],
      [[[1]], [[1]]],
    ]);
    const tree = conv2d.explain({ x: image, w: filters }, attributes, [0, 1, 0, 0]);
    expect(
      tree.kind === "sum" && tree.terms.map((term) => (term.kind === "sum" ? term.label : "")),
    ).toEqual(["channel 2", "channel 3"]);
  });

  it("with a fused relu cuts at 0, and passes no gradient where it cut", () => {
    const attributes = settings({ activation: "relu" });
    const { y } = conv2d.forward({ x, w }, attributes);
    expect(y?.data[2]).toBe(0);
    expect(y?.data[1]).toBe(6);
    const dy = { shape: [1, 1, 4, 4], data: new Float64Array(16).fill(1) };
    const values = { x, w, dy, ...(y === undefined ? {} : { y }) };
    expect(evaluate(conv2d.explain({ x, w }, attributes, [0, 0, 0, 2]))).toBe(0);
    const positive = y?.data.reduce(
      (count, value, at) =>
        count + (value > 0 ? (x.data[Math.floor(at / 4) * 6 + (at % 4)] ?? 0) : 0),
      0,
    );
    expect(conv2d.backward(values, attributes)["dw"]?.data[0]).toBe(positive);
  });

  it("counts parameters and multiply-adds as the literature does", () => {
    const attributes = conv2d.normalise({ out_channels: 96, kernel_size: 11, stride: 4 });
    const shapes = conv2d.parameters?.([1, 3, 227, 227], attributes) ?? {};
    expect(shapes).toEqual({ w: [96, 3, 11, 11], b: [96] });
    const { y } = conv2d.shapes({ x: [1, 3, 227, 227], ...shapes }, attributes);
    expect(y).toEqual([1, 96, 55, 55]);
    expect(conv2d.multiplyAdds({ x: [1, 3, 227, 227], ...shapes, y }, attributes)).toBe(105415200);
  });

  it("reads padding as words, too", () => {
    expect(settings({ kernel_size: [4, 3], padding: "same", dilation: [1, 2] }).padding).toEqual([
      1, 2, 2, 2,
    ]);
    expect(settings({ padding: "valid" }).padding).toEqual([0, 0, 0, 0]);
    expect(() => settings({ padding: "same", stride: 2 })).toThrowError(/"same" needs stride 1/);
  });

  it.each([
    [{ stride: 0 }, "conv2d: stride must be a whole number from 1 to 64, got 0"],
    [{ groups: 2 }, "conv2d: 1 output channels cannot be split into 2 equal groups"],
    [{ kernel_size: 0 }, "conv2d: kernel_size must be a whole number from 1 to 1024, got 0"],
    [{ padding: "around" }, /padding must be whole numbers from 0 to 1024, got "around"/],
    [{ bias: "yes" }, 'conv2d: bias must be true or false, got "yes"'],
  ])("refuses %o in words", (wrong, message) => {
    expect(() => settings(wrong)).toThrowError(message);
  });

  it("says which channels disagree", () => {
    const volume = fromNested([[[[1, 2, 3]], [[4, 5, 6]]]]);
    expect(() => conv2d.forward({ x: volume, w }, settings())).toThrowError(
      "the image has 2 channels but the kernel expects 1",
    );
    expect(() => conv2d.forward({ x: fromNested([[1, 2]]), w }, settings())).toThrowError(
      /reads images/,
    );
  });

  it("is written in PyTorch without what PyTorch fills in", () => {
    const line = (raw: object): string =>
      conv2d.torch(conv2d.normalise({ out_channels: 6, kernel_size: 5, ...raw }), {
        x: [1, 3, 9, 9],
      });
    expect(line({})).toBe("nn.Conv2d(3, 6, 5)");
    expect(line({ stride: 2, padding: [1, 2], dilation: [1, 2], groups: 3, bias: false })).toBe(
      "nn.Conv2d(3, 6, 5, stride=2, padding=(1, 2), dilation=(1, 2), groups=3, bias=False)",
    );
    expect(line({ padding: [1, 2, 3, 4] })).toBe(
      "nn.Sequential(nn.ZeroPad2d((2, 4, 1, 3)), nn.Conv2d(3, 6, 5))",
    );
  });
});
