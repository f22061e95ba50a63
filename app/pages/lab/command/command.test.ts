/** Commands make the network that they say; what is not understood says what would be. */
import { describe, expect, test } from "vitest";
import { examined } from "../../../../engine/graph/examined";
import { explicit } from "../../../../engine/graph/edit";
import { lenet5 } from "../../../../engine/graph/networks/lenet";
import { networks } from "../../../../engine/graph/networks";
import { LabError } from "../../../../engine/core/errors";
import { reason } from "../../../shell/reason";
import { completions } from "./completions";
import { outcomeOf } from "./outcome";
import { readCommand } from "./read-command";

const lenet = lenet5();
const residual = networks["residual20"]?.() ?? lenet;

/** A layer of what the command makes, with what it reads, and who reads it. */
function made(text: string, name: string, spec = lenet, chosen: string | null = null) {
  const wired = explicit(readCommand(text, spec, chosen).spec);
  const layer = wired.find((one) => one.name === name);
  const readers = wired.filter(({ inputs }) => inputs.includes(name)).map((one) => one.name);
  return { ...layer, readers };
}

function shapeOf(text: string, spec = lenet, chosen: string | null = null) {
  const outcome = outcomeOf(text, spec, chosen);
  return outcome?.kind === "read" ? outcome.shape?.join("×") : outcome;
}

function said(text: string, spec = lenet, chosen: string | null = null): string {
  try {
    readCommand(text, spec, chosen);
    return "understood";
  } catch (error) {
    if (error instanceof LabError) return reason(error);
    throw error;
  }
}

describe("a new layer", () => {
  test("stands behind a layer, before one, or behind the chosen one, with its settings", () => {
    const conv = { op: "conv2d", out_channels: 16, kernel_size: 3, padding: 1 };
    const words = "conv 16 3x3 padding 1";
    expect(made(`${words} after relu1`, "conv3")).toMatchObject({
      ...conv,
      inputs: ["relu1"],
      readers: ["pool1"],
    });
    expect(made(`Conv2d 16 3 padding=1 before RELU1`, "conv3")).toMatchObject({
      ...conv,
      inputs: ["conv1"],
      readers: ["relu1"],
    });
    expect(made(words, "conv3", lenet, "pool1")).toMatchObject({ inputs: ["pool1"] });
    expect(made("add relu after fc3", "relu5")).toMatchObject({ inputs: ["fc3"], readers: [] });
    expect(made("flatten after relu4", "flatten1")).toMatchObject({ op: "flatten" });
    expect(shapeOf(`${words} after relu1`)).toBe("16×28×28");
  });

  test("has PyTorch's defaults where a kernel is given, else the lab's", () => {
    expect(made("conv 4 5x3", "conv3", lenet, "relu1")).toEqual({
      name: "conv3",
      op: "conv2d",
      out_channels: 4,
      kernel_size: [5, 3],
      inputs: ["relu1"],
      readers: ["pool1"],
    });
    expect(shapeOf("maxpool 3", lenet, "relu1")).toBe("6×9×9");
    expect(shapeOf("conv", lenet, "relu1")).toBe("8×28×28");
    expect(made("conv 8 3 padding same bias false", "conv3")).toMatchObject({
      padding: "same",
      bias: false,
    });
  });

  test("before a layer of a branch is read by that layer alone", () => {
    const sum = explicit(residual).find(({ op }) => op === "add");
    const [source = ""] = sum?.inputs ?? [];
    const one = made(`relu before ${sum?.name}`, "relu1", residual);
    expect(one.readers).toEqual([sum?.name]);
    expect(one.inputs).toEqual([source]);
  });

  test("may be PyTorch, also several at once, for the place where it goes", () => {
    const { spec, chosen } = readCommand("nn.Conv2d(6, 16, 3), nn.ReLU() after relu1", lenet, null);
    const at = spec.layers.findIndex(({ name }) => name === "relu1");
    expect(spec.layers.slice(at + 1, at + 3).map(({ name, op }) => [name, op])).toEqual([
      ["conv3", "conv2d"],
      ["relu5", "relu"],
    ]);
    expect(chosen).toBe("relu5");
    expect(made("nn.ReLU() behind relu1", "relu5").inputs).toEqual(["relu1"]);
    expect(said("nn.Conv2d(3, 16, 3) after relu1")).toMatch(/expects 3 channels, relu1 gives 6/);
    expect(said("nn.Conv2d(6, 16")).toMatch(/bracket is open/);
    expect(said("nn.Foo(3) after relu1")).toMatch(/Foo/);
  });
});

describe("layers that are there", () => {
  test("are joined by a sum or channels together, behind the later one", () => {
    expect(made("add relu4 fc2", "add1")).toMatchObject({
      inputs: ["relu4", "fc2"],
      readers: ["fc3"],
    });
    expect(made("cat conv1 relu1", "concat1")).toMatchObject({ inputs: ["relu1", "conv1"] });
    expect(shapeOf("cat conv1 relu1")).toBe("12×28×28");
    expect(made("mul relu4 fc2", "mul1")).toMatchObject({ op: "mul", inputs: ["relu4", "fc2"] });
    expect(said("mul relu4 fc2 relu3")).toMatch(/two layers: mul conv1 relu2/);
    expect(said("add relu4")).toMatch(/add conv1 relu2/);
  });

  test("branch, and the branch is joined again", () => {
    expect(made("branch relu1 conv 8 1x1", "conv3")).toMatchObject({
      inputs: ["relu1"],
      readers: [],
    });
    expect(made("branch conv1 conv 8 1x1 cat relu1", "concat1").inputs).toEqual(["relu1", "conv3"]);
    expect(shapeOf("branch conv1 conv 8 1x1 cat relu1")).toBe("14×28×28");
  });

  test("move, and are read by those of their new place", () => {
    expect(made("move pool1 before relu1", "pool1")).toMatchObject({
      inputs: ["conv1"],
      readers: ["relu1"],
    });
    expect(readCommand("move pool1 up", lenet, null).spec).toEqual(
      readCommand("move pool1 before relu1", lenet, null).spec,
    );
    expect(said("move conv1 up")).toMatch(/cannot be moved there/);
    expect(said("move relu1 after conv1")).toMatch(/cannot be moved there/);
  });

  test("are deleted, one or several, but not all", () => {
    const { spec } = readCommand("delete relu1 relu2", lenet, null);
    expect(spec.layers).toHaveLength(lenet.layers.length - 2);
    expect(said(`delete ${lenet.layers.map(({ name }) => name).join(" ")}`)).toMatch(/last layer/);
  });

  test("are set, by name or as the chosen one", () => {
    expect(made("stride 2", "conv1", lenet, "conv1")).toMatchObject({ stride: 2 });
    expect(made("conv1 filters 12 kernel 3", "conv1")).toMatchObject({
      out_channels: 12,
      kernel_size: 3,
    });
    expect(said("stride 2", lenet, "relu1")).toMatch(/not understood/);
    expect(said("conv1 strid 2")).toMatch(/no setting “strid”.*Did you mean stride/);
    expect(said("conv1 stride many")).toMatch(/is no number/);
    expect(said("conv1 stride 2 stride 3")).toMatch(/twice/);
  });

  test("have their names looked up, or a near one is offered", () => {
    expect(said("conv 8 after relu9")).toMatch(/there is no layer “relu9”.*Did you mean relu/i);
    expect(said("cnov 8")).toMatch(/Did you mean conv/);
  });

  test("read another input", () => {
    expect(readCommand("input 3x32x32", lenet, null).spec.input).toEqual([3, 32, 32]);
    expect(said("input 3x32")).toMatch(/input 3x32x32/);
  });
});

test("what does not fit is said before it is done, and what would, tried", () => {
  const outcome = outcomeOf("add conv1 pool2", lenet, null);
  if (outcome?.kind !== "read") throw new Error("not understood");
  expect(outcome.looked.problem?.layer).toBe("add1");
  expect(outcome.offered.length).toBeGreaterThan(0);
  for (const { spec } of outcome.offered) {
    const { layers } = examined(spec);
    expect(layers.find((one) => one.spec.name === "add1")?.shape).not.toBeNull();
  }
});

describe("what may come next", () => {
  const words = (text: string, chosen: string | null = null) =>
    completions(text, examined(lenet), lenet, chosen).map(({ word }) => word);

  test("is a layer behind a place, a setting behind a kind, with what it is now", () => {
    expect(words("co")).toEqual(["conv", "conv1", "conv2"]);
    expect(words("conv 16 3x3 pa")).toEqual(["padding"]);
    expect(words("conv 16 after re")).toEqual(["relu1", "relu2", "relu3", "relu4"]);
    expect(words("move pool1 ")).toEqual(["before", "after", "up", "down"]);
    expect(words("st", "conv1")).toEqual(["stride"]);
    expect(words("st")).toEqual([]);
    expect(words("branch relu1 conv 8 ")).toContain("cat");
    expect(words("branch relu1 conv 8 mul re")).toEqual(["relu1", "relu2", "relu3", "relu4"]);
    expect(words("delete po")).toEqual(["pool1", "pool2"]);
  });

  test("finishes the word that is begun, and shows the shape of a layer", () => {
    const [first] = completions("conv 16 after poo", examined(lenet), lenet, null);
    expect(first).toEqual({ word: "pool1", detail: "6×14×14", text: "conv 16 after pool1 " });
  });

  test("every whole command is understood when each word is taken from the list", () => {
    for (const text of ["relu after conv1 ", "add relu4 fc2 ", "delete relu1 ", "move pool1 up "])
      expect(said(text)).toBe("understood");
  });
});
