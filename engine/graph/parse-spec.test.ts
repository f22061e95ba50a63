import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../core/errors";
import { parseSpec } from "./parse-spec";
import { networkShapes } from "./shapes";

const conv = { name: "conv1", op: "conv2d", out_channels: 4, kernel_size: 3 };
const spec = (...layers: readonly unknown[]): unknown => ({
  format: 1,
  name: "net",
  input: [3, 8, 8],
  layers,
});

function refusal(given: unknown): { code: string; message: string; hint: string } {
  try {
    networkShapes(parseSpec(given));
  } catch (error) {
    if (error instanceof LabError)
      return { code: error.code, message: error.message, hint: error.hint };
    throw error;
  }
  return { code: "accepted", message: "", hint: "" };
}

describe("parseSpec", () => {
  it("accepts the same network as text, as a value and as a parsed map", () => {
    const value = spec(conv, { name: "r", op: "relu" });
    expect(parseSpec(JSON.stringify(value))).toEqual(parseSpec(value));
  });

  it.each([
    [
      "an unknown kind",
      spec({ name: "a", op: "convd2" }),
      'a: there is no layer of the kind "convd2"',
      "Did you mean conv2d?",
    ],
    [
      "a misspelt setting",
      spec({ ...conv, kernelsize: 3 }),
      'conv1: conv2d has no setting "kernelsize"',
      "Did you mean kernel_size?",
    ],
    [
      "a layer that is not there",
      spec(conv, { name: "a", op: "relu", inputs: ["conv"] }),
      'a: there is no layer "conv" before it',
      "Did you mean conv1?",
    ],
    [
      "a layer that comes later",
      spec({ name: "a", op: "relu", inputs: ["conv1"] }, conv),
      'a: there is no layer "conv1" before it',
      "",
    ],
    ["two layers of one name", spec(conv, conv), "conv1: there are two layers of that name", ""],
    [
      "a sum of one",
      spec(conv, { name: "s", op: "add" }),
      "s: add reads 2 layers, but 1 given",
      'Write "inputs": ["…", "…"].',
    ],
    [
      "a channel mismatch",
      spec({ ...conv, in_channels: 2 }),
      "conv1: the image has 3 channels but the kernel expects 2",
      "",
    ],
    ["no layers", spec(), "the network has no layers", ""],
    [
      "a misspelt part",
      { format: 1, nam: "x" },
      'the network has no setting "nam"',
      "Did you mean name?",
    ],
    [
      "a head that is not there",
      {
        format: 1,
        name: "n",
        input: [3, 8, 8],
        layers: [conv],
        heads: [{ layer: "x", weight: 1 }],
      },
      'heads: there is no layer "x"',
      "",
    ],
    [
      "a misspelt initialiser",
      spec({ ...conv, init: { kind: "he_norm" } }),
      'conv1: there is no initialiser "he_norm"',
      "Did you mean he_normal?",
    ],
  ])("explains %s", (_, given, message, hint) => {
    const got = refusal(given);
    expect(got.message).toBe(message);
    expect(got.hint).toBe(hint);
  });

  it("names the layer whose kernel does not fit", () => {
    expect(refusal(spec({ ...conv, kernel_size: 9 })).message).toMatch(/^conv1: /);
  });

  it("writes a depthwise-separable block out as its two convolutions", () => {
    const block = { name: "sep", op: "depthwise_separable", out_channels: 8, kernel_size: 3 };
    const { layers } = parseSpec(
      spec(
        conv,
        { ...block, stride: 2, padding: 1 },
        { name: "back", op: "relu", inputs: ["sep"] },
      ),
    );
    expect(layers.slice(1, 3)).toEqual([
      {
        name: "sep.depthwise",
        op: "conv2d",
        out_channels: 4,
        groups: 4,
        bias: false,
        kernel_size: 3,
        stride: 2,
        padding: 1,
      },
      { name: "sep", op: "conv2d", out_channels: 8, kernel_size: 1 },
    ]);
    const network = networkShapes(parseSpec(spec(conv, block)));
    expect(network.layers.slice(1).map(({ parameterCount }) => parameterCount)).toEqual([36, 40]);
    expect(refusal(spec({ ...block, groups: 2 })).message).toBe(
      'sep: depthwise_separable has no setting "groups"',
    );
    expect(refusal(spec({ name: "f", op: "flatten" }, block)).message).toBe(
      "sep: depthwise_separable reads images [C, H, W]",
    );
    expect(refusal(spec({ ...conv, name: "sep.depthwise" }, block)).message).toBe(
      "sep.depthwise: there are two layers of that name",
    );
  });

  it("refuses the batch norm of features for images, and the other way round", () => {
    expect(refusal(spec({ name: "bn", op: "batchnorm1d" }))).toEqual({
      code: "shape",
      message: "bn: batchnorm1d reads features, but its input is an image [3, 8, 8]",
      hint: "Images are normalised by batchnorm2d.",
    });
    const flat = { name: "f", op: "flatten" };
    expect(refusal(spec(flat, { name: "bn", op: "batchnorm2d" })).message).toBe(
      "bn: batchnorm2d reads images, but its input is [192]",
    );
    expect(refusal(spec(flat, { name: "bn", op: "batchnorm1d" })).code).toBe("accepted");
  });

  it("refuses sizes beyond its limits before anything is computed", () => {
    expect(refusal({ format: 1, name: "n", input: [1, 5000, 5000], layers: [conv] }).code).toBe(
      "spec",
    );
    expect(
      refusal(spec(...Array.from({ length: 1025 }, (_, at) => ({ ...conv, name: `c${at}` })))).code,
    ).toBe("limit");
    expect(refusal(`{"format":1,"name":"n","input":[1,8,8],"layers":${"[".repeat(40)}`).code).toBe(
      "limit",
    );
    expect(refusal(spec({ ...conv, out_channels: 1e9 })).code).toBe("attribute");
  });

  it("keeps dangerous names away from prototypes", () => {
    const given = JSON.parse(
      '{"format":1,"name":"n","input":[3,8,8],"layers":[{"name":"c","op":"__proto__"}]}',
    );
    expect(refusal(given).code).toBe("spec");
    expect(refusal(spec({ name: "c", op: "constructor" })).code).toBe("spec");
    expect(refusal(spec(JSON.parse('{"name":"c","op":"relu","__proto__":1}'))).code).toBe("spec");
  });

  it("answers anything at all with a network or a LabError", () => {
    fc.assert(
      fc.property(fc.anything(), (given) => void expect(typeof refusal(given).code).toBe("string")),
    );
    const layer = fc.record(
      {
        name: fc.constantFrom("a", "b", "input", ""),
        op: fc.constantFrom("conv2d", "relu", "add", "flatten", "linear", 3),
        out_channels: fc.anything(),
        inputs: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.array(layer, { maxLength: 5 }),
        (layers) => void expect(typeof refusal(spec(...layers)).code).toBe("string"),
      ),
      { numRuns: 500 },
    );
  });
});
