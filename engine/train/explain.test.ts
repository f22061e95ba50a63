import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, evaluate, type Cell } from "../core/expression";
import { random } from "../core/random";
import { unravel } from "../core/shape";
import { valueAt } from "../core/tensor";
import { lenet5 } from "../graph/networks/lenet";
import { sketch } from "../graph/networks/sketch";
import { networkShapes } from "../graph/shapes";
import { evaluateNetwork, type NetworkValues } from "./evaluate-network";
import { explainCell } from "./explain";
import { initialWeights } from "./initialisers";

function block(): NetworkValues {
  const net = sketch("block", [2, 6, 6]);
  const start = net.add("c0", "conv2d", { out_channels: 2, kernel_size: 3, padding: 1 });
  net.add("b0", "batchnorm");
  const main = net.add("r0", "relu");
  net.join("sum", "add", [main, start]);
  const left = net.add("pool", "maxpool2d", { kernel_size: 2 });
  const right = net.join("mean", "avgpool2d", [start], { kernel_size: 2 });
  net.join("cat", "concat", [left, right]);
  net.add("drop", "dropout", { p: 0.3 });
  net.add("flat", "flatten");
  const middle = net.add("fc0", "linear", { out_features: 4 });
  net.add("act", "elu");
  net.add("fc", "linear", { out_features: 3 });
  const network = networkShapes(
    net.spec([
      { layer: "fc", weight: 1 },
      { layer: middle, weight: 0.5 },
    ]),
  );
  const source = random(4);
  const input = Float64Array.from({ length: 3 * 72 }, () => source.normal());
  return evaluateNetwork(network, initialWeights(network, 4), input, { batch: 3, labels: [2, 0, 1], context: { training: true, seed: 9 } });
}

function digit(): NetworkValues {
  const network = networkShapes(lenet5());
  const source = random(8);
  const input = Float64Array.from({ length: 784 }, () => Math.max(0, source.normal()));
  return evaluateNetwork(network, initialWeights(network, 2), input, { labels: [3] });
}

const near = (got: number, want: number): boolean => Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want));

describe("where a number comes from", () => {
  it.each([
    ["a block with every kind of join", block()],
    ["LeNet-5", digit()],
  ])("evaluates to the number itself, for any cell of any tensor of %s", (_, values) => {
    const names = [...values.tensors.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, pick) => {
        const tensor = values.tensors.get(name);
        if (tensor === undefined || tensor.data.length === 0) return;
        const index = unravel(tensor.shape, pick % tensor.data.length);
        const { expression } = explainCell(values, name, index);
        expect(near(evaluate(expression), valueAt(tensor, index)), `${name} at ${index.join(",")}`).toBe(true);
        for (const cell of cellsOf(expression)) {
          const leaf = values.tensors.get(cell.tensor);
          expect(leaf, cell.tensor).toBeDefined();
          if (leaf !== undefined) expect(near(cell.value, valueAt(leaf, cell.index)), cell.tensor).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("can be asked again of every leaf, down to the pixels of the digit", () => {
    const values = digit();
    let [tensor, index, depth]: [string, readonly number[], number] = ["fc3.y", [0, 7], 0];
    const path: string[] = [];
    for (;;) {
      const { expression, opens } = explainCell(values, tensor, index);
      path.push(tensor);
      if (!opens) break;
      const inputs: Cell[] = [...cellsOf(expression)].filter((cell) => cell.role === "input");
      const next = inputs.find((cell) => cell.value !== 0) ?? inputs[0];
      if (next === undefined) throw new Error(`${tensor} reads nothing`);
      [tensor, index] = [next.tensor, next.index];
      depth += 1;
      expect(depth).toBeLessThan(20);
    }
    expect(path).toEqual([
      "fc3.y",
      "relu4.y",
      "fc2.y",
      "relu3.y",
      "fc1.y",
      "flatten.y",
      "pool2.y",
      "relu2.y",
      "conv2.y",
      "pool1.y",
      "relu1.y",
      "conv1.y",
      "input",
    ]);
  });

  it("shows a convolution's number with all its channels and the bias", () => {
    const { expression } = explainCell(digit(), "conv2.y", [0, 5, 3, 3]);
    const tensors = [...cellsOf(expression)].map((cell) => cell.tensor);
    expect(tensors.filter((name) => name === "pool1.y").length).toBe(150);
    expect(tensors.filter((name) => name === "conv2.w").length).toBe(150);
    expect(tensors.filter((name) => name === "conv2.b").length).toBe(1);
  });

  it("adds up what comes back through several readers, by name", () => {
    const values = block();
    const { expression } = explainCell(values, "c0.dy", [0, 1, 2, 2]);
    const readers = expression.kind === "sum" ? expression.terms.map((term) => (term.kind === "named" ? term.name : "?")) : [];
    expect(readers).toEqual(["through b0", "through sum", "through mean"]);
  });

  it("says what it does not know", () => {
    expect(() => explainCell(digit(), "conv9.y", [0])).toThrow("lenet5 has no numbers for conv9.y");
    expect(() => explainCell(digit(), "conv1.y", [0, 0, 28, 0])).toThrow("lies outside");
  });
});
