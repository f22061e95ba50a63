/** Parts of a network left out: names and weights stay, wires go where the rule says. */
import { describe, expect, it } from "vitest";
import { createWasm } from "../backends/wasm/index";
import { Inference } from "../train/inference";
import { initialWeights } from "../train/initialisers";
import { withoutLayers, withoutWire } from "./edit";
import { cifarNetwork } from "./networks/cifar";
import { lenet5 } from "./networks/lenet";
import { networkShapes } from "./shapes";

const residual = cifarNetwork({ depth: 8, residual: true, width: 2, input: [1, 8, 8] });
/** The layers of the last block, whose shape does not change in a net of depth 14. */
const deep = cifarNetwork({ depth: 14, residual: true, width: 2, input: [1, 8, 8] });
const block = ["conv1", "bn1", "act1", "conv2", "bn2"].map((name) => `s3b2.${name}`);

async function logits(spec: typeof deep): Promise<Float32Array | Int32Array> {
  const inference = await Inference.open(await createWasm(), spec);
  inference.setWeights(initialWeights(networkShapes(deep), 4), 0);
  const input = Float32Array.from({ length: 64 }, (_, at) => Math.sin(at));
  const read = await inference.run(input, ["s3b2.add.y", "s3b1.act2.y", "fc.y"]);
  inference.free();
  return Float32Array.from([...read.values()].flatMap(({ data }) => [...data]));
}

describe("leaving out", () => {
  it("the layers of a block keeps every other name, and the wire doubles what came in", async () => {
    const without = withoutLayers(deep, block);
    expect(without.layers.map(({ name }) => name)).toEqual(
      deep.layers.map(({ name }) => name).filter((name) => !block.includes(name)),
    );
    const all = await logits(without);
    const cells = 8 * 2 * 2;
    const [sum, before] = [all.subarray(0, cells), all.subarray(cells, 2 * cells)];
    expect([...sum]).toEqual([...before].map((value) => 2 * value));
  });

  it("the branch of a block leaves the wire alone", () => {
    const only = withoutWire(deep, { from: "s3b2.bn2", to: "s3b2.add" });
    expect(only.layers.find(({ name }) => name === "s3b2.add")).toEqual({
      name: "s3b2.add",
      op: "identity",
      inputs: ["s3b1.act2"],
    });
  });

  it("the wire of a block leaves its layers", async () => {
    const cut = withoutWire(deep, { from: "s3b1.act2", to: "s3b2.add" });
    const inference = await Inference.open(await createWasm(), cut);
    inference.setWeights(initialWeights(networkShapes(deep), 4), 0);
    const read = await inference.run(new Float32Array(64).fill(0.5), ["s3b2.bn2.y", "s3b2.add.y"]);
    expect(read.get("s3b2.add.y")?.data).toEqual(read.get("s3b2.bn2.y")?.data);
  });

  it("follows a layer that was left out through several", () => {
    const lenet = withoutLayers(lenet5(), ["relu1", "relu2"]);
    expect(lenet.layers.find(({ name }) => name === "pool1")?.inputs).toEqual(["conv1"]);
    const chain = withoutLayers(lenet5(), ["fc2", "relu4"].slice(1).concat("relu3"));
    expect(chain.layers.find(({ name }) => name === "fc3")?.inputs).toEqual(["fc2"]);
  });

  it("changes nothing when nothing is named, but for wires that are written out", () => {
    expect(networkShapes(withoutLayers(residual, [])).layers.map(({ shape }) => shape)).toEqual(
      networkShapes(residual).layers.map(({ shape }) => shape),
    );
  });

  it("refuses what there is not, what must stay, and what no longer fits", () => {
    expect(() => withoutLayers(residual, ["s1b1.conv3"])).toThrow('no layer "s1b1.conv3"');
    expect(() => withoutLayers(residual, ["fc"])).toThrow("fc is an end of the network");
    expect(() => withoutLayers(lenet5(), ["fc2"])).toThrow(
      "fc3.w: what is left needs 10×120, the network had 10×84",
    );
    expect(() => withoutLayers(residual, ["s2b1.shortcut"])).toThrow(/^s2b1\.add:/);
    expect(() => withoutWire(residual, { from: "fc", to: "s1b1.add" })).toThrow("does not read");
    expect(() => withoutWire(residual, { from: "pool", to: "flatten" })).toThrow("needs all");
  });
});
