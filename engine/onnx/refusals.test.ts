/** What is refused, in which words. */
import { describe, expect, it } from "vitest";
import { node, onnxFile, refusal, tensor, type TestModel, wholeTensor } from "./files.testing";
import { importOnnx } from "./import";
import { outlineOnnx } from "./outline";

describe("a file that cannot be a network of the lab is refused", () => {
  const simple = (more: Partial<TestModel>): TestModel => ({
    inputs: { x: [1, 1, 4, 4] },
    outputs: ["y"],
    nodes: [node("Relu", ["x"], "y")],
    ...more,
  });
  const cases: readonly (readonly [string, Partial<TestModel>, string])[] = [
    ["open rows", { inputs: { x: [1, 1, "height", 4] } }, "axis 2 of the input x is height"],
    [
      "two inputs",
      { inputs: { x: [1, 4], z: [1, 4] }, nodes: [node("Add", ["x", "z"], "y")] },
      "2 inputs: x, z",
    ],
    ["whole numbers as input", { inputType: 7 }, "not of floats"],
    ["five axes", { inputs: { x: [1, 1, 2, 2, 2] } }, "5 axes"],
    ["an opset before 7", { opset: 6 }, "opset 6"],
    ["an opset after 21", { opset: 22 }, "opset 22"],
    [
      "control flow",
      { nodes: [node("If", ["x"], "y", { then_branch: "graph" })] },
      "/y/If (If): it is control flow",
    ],
    ["an unknown op", { nodes: [node("Einsum", ["x"], "y")] }, "/y/Einsum (Einsum)"],
    [
      "an op of the prototype",
      { nodes: [node("constructor", ["x"], "y")] },
      "/y/constructor (constructor): the lab has no such op",
    ],
    [
      "another domain",
      { nodes: [{ ...node("Relu", ["x"], "y"), domain: "com.acme" }] },
      "com.acme",
    ],
    ["a name from nowhere", { nodes: [node("Relu", ["q"], "y")] }, "q comes from nowhere"],
    [
      "a reshape that mixes examples",
      { tensors: { s: wholeTensor(16) }, nodes: [node("Reshape", ["x", "s"], "y")] },
      "the first axis must stay the batch",
    ],
    [
      "a quotient of two layers",
      { nodes: [node("Relu", ["x"], "a"), node("Div", ["a", "x"], "y")] },
      "/y/Div (Div): the lab has no Div of two tensors",
    ],
    [
      "more memory than there is",
      {
        tensors: { s: wholeTensor(100000, 100000) },
        nodes: [node("ConstantOfShape", ["s"], "c"), node("Add", ["x", "c"], "y")],
      },
      "limit: /c/ConstantOfShape",
    ],
    [
      "weights that are shorter than their shape",
      {
        inputs: { x: [1, 4] },
        tensors: { w: { dims: [4, 2], values: [1] } },
        nodes: [node("MatMul", ["x", "w"], "y")],
      },
      "32 bytes, but the file has 4",
    ],
    [
      "a kernel of other channels",
      { tensors: { w: tensor(2, 3, 3, 3) }, nodes: [node("Conv", ["x", "w"], "y")] },
      "channels: /y/Conv (Conv)",
    ],
    [
      "Clip to other bounds",
      { tensors: { a: { dims: [], values: [1] } }, nodes: [node("Clip", ["x", "a"], "y")] },
      "/y/Clip (Clip): it cuts at 1",
    ],
  ];
  it.each(cases)("%s", (_, more, words) => {
    expect(refusal(simple(more))).toContain(words);
  });

  it("more nodes than are read", () => {
    const nodes = Array.from({ length: 8193 }, (_, at) => node("Relu", [`n${at}`], `n${at + 1}`));
    expect(refusal(simple({ nodes }))).toContain("limit: the graph has 8193 nodes");
  });
});

describe("the graph of a file that is not opened", () => {
  const model: TestModel = {
    inputs: { x: [1, 1, 4, 4] },
    outputs: ["y"],
    tensors: { w: tensor(2, 1, 3, 3) },
    nodes: [
      node("Conv", ["x", "w"], "a"),
      node("Einsum", ["a"], "b"),
      node("Relu", ["a"], "c"),
      node("Add", ["b", "c"], "y"),
    ],
  };

  it("names the op that is not known, what is read beside it and what stands behind it", () => {
    const { nodes } = outlineOnnx(onnxFile(model));
    expect(
      nodes.map(({ name, shape, reads, state }) => [name, shape, reads.join(), state]),
    ).toEqual([
      ["/a/Conv", "2×2×2", "input", "read"],
      ["/b/Einsum", "", "/a/Conv", "refused"],
      ["/c/Relu", "2×2×2", "/a/Conv", "read"],
      ["/y/Add", "", "/b/Einsum,/c/Relu", "behind"],
    ]);
    expect(nodes[1]?.problem).toContain("the lab has no such op. Replace the layer");
  });

  it("has a network up to the last node that is read, with its weights", () => {
    const { part } = outlineOnnx(onnxFile(model));
    expect(part?.upTo).toBe("/c/Relu");
    const whole = importOnnx(
      onnxFile({ ...model, outputs: ["c"], nodes: [0, 2].flatMap((at) => model.nodes[at] ?? []) }),
    );
    expect(part?.network.spec.layers).toEqual(whole.spec.layers);
    expect([...(part?.network.weights ?? [])]).toEqual([...whole.weights]);
    const nodes = [node("Einsum", ["x"], "a"), node("Relu", ["a"], "y")];
    expect(outlineOnnx(onnxFile({ ...model, nodes })).part).toBeNull();
  });

  it.each([
    ["rows that are open", { x: [1, 1, "h", 4] }, "axis 2 of the input x is h"],
    ["two inputs", { x: [1, 1, 4, 4], w: [2, 1, 3, 3] }, "the graph has 2 inputs: x, w"],
  ] as const)("stands behind an input with %s, with all its wires", (_, inputs, problem) => {
    const own = Object.hasOwn(inputs, "w") ? null : { tensors: { w: tensor(2, 1, 3, 3) } };
    const { nodes, part } = outlineOnnx(onnxFile({ ...model, inputs, tensors: {}, ...own }));
    expect(part).toBeNull();
    const behind = nodes.filter(({ state }) => state === "behind");
    expect(behind.map(({ op }) => op)).toEqual(["Conv", "Einsum", "Relu", "Add"]);
    expect(behind.at(-1)?.reads).toEqual(["/b/Einsum", "/c/Relu"]);
    expect(behind[0]?.reads).toEqual(Object.keys(inputs));
    const refused = nodes.filter(({ state }) => state === "refused");
    expect(refused.map(({ name }) => name)).toEqual(Object.keys(inputs));
    expect(refused[0]?.problem).toContain(problem);
  });

  it("is empty where there is no graph", () => {
    expect(outlineOnnx(Uint8Array.of(1, 2, 3))).toEqual({ nodes: [], part: null });
  });
});
