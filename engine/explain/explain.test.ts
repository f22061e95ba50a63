/** Explanations against the numbers themselves, and against finite differences of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, evaluate, type Cell } from "../core/expression";
import { random } from "../core/random";
import { sameShape, size, unravel } from "../core/shape";
import { valueAt } from "../core/tensor";
import { compile } from "../graph/compile";
import { lenet5 } from "../graph/networks/lenet";
import { sketch } from "../graph/networks/sketch";
import { networkShapes } from "../graph/shapes";
import { ops } from "../ops";
import { example } from "../ops/examples";
import { initialWeights } from "../train/initialisers";
import type { Recipe } from "../train/recipe";
import { deviceNumbers } from "./device";
import { explain, operandsOf } from "./explain";
import { fetchAll, type Numbers, present } from "./numbers";
import { referenceNumbers } from "./reference";
import { updateBy } from "./update";
import { usersOf, usesOf } from "./uses";

function block(mode: "eval" | "train" = "train"): Numbers {
  const net = sketch("block", [2, 6, 6]);
  const start = net.add("c0", "conv2d", { out_channels: 2, kernel_size: 3, padding: 1 });
  net.add("b0", "batchnorm");
  const main = net.add("r0", "relu");
  net.join("sum", "add", [main, start]);
  const left = net.add("pool", "maxpool2d", { kernel_size: 2 });
  const right = net.join("mean", "avgpool2d", [start], { kernel_size: 2 });
  net.join("cat", "concat", [left, right]);
  net.add("lrn", "local_response_norm", { size: 3, alpha: 0.1 });
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
  return referenceNumbers({
    network,
    weights: initialWeights(network, 4),
    input: Float64Array.from({ length: 3 * 72 }, () => source.normal()),
    batch: 3,
    labels: [2, 0, 1],
    mode,
    seed: 9,
    update: updateBy({ optimiser: { kind: "adam" }, learningRate: 0.01 }),
  });
}

function digit(): Numbers {
  const network = networkShapes(lenet5());
  const source = random(8);
  return referenceNumbers({
    network,
    weights: initialWeights(network, 2),
    input: Float64Array.from({ length: 784 }, () => Math.max(0, source.normal())),
    labels: [3],
    update: updateBy({ optimiser: { kind: "sgd" }, learningRate: 0.1 }),
  });
}

const near = (got: number, want: number): boolean =>
  Object.is(got, want) || Math.abs(got - want) <= 1e-9 * Math.max(1, Math.abs(want));

/** A tensor of the network and a cell of it, by two free numbers. */
function anyCell(numbers: Numbers, names: readonly string[], pick: number, at: number) {
  const name = names[pick % names.length] ?? "input";
  const shape = numbers.shape(name);
  return { name, index: unravel(shape, at % Math.max(1, size(shape))) };
}

describe("where a number comes from", () => {
  it.each([
    ["a block with every kind of join, in training", block()],
    ["the same block in use", block("eval")],
    ["LeNet-5", digit()],
  ])("evaluates to the number itself, for any cell of any tensor of %s", (_, numbers) => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (pick, at) => {
        const { name, index } = anyCell(numbers, numbers.names(), pick, at);
        const { expression, value } = explain(numbers, name, index);
        expect(value).toBe(valueAt(present(numbers, name), index));
        expect(near(evaluate(expression), value), `${name} at ${index.join(",")}`).toBe(true);
        const operands = new Set(operandsOf(numbers, name));
        for (const cell of cellsOf(expression)) {
          expect(operands.has(cell.tensor), `${name} reads ${cell.tensor}`).toBe(true);
          const leaf = valueAt(present(numbers, cell.tensor), cell.index);
          expect(near(cell.value, leaf), cell.tensor).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("names every tensor once, with the shape that it has", () => {
    for (const numbers of [block(), block("eval"), digit()]) {
      expect(new Set(numbers.names()).size).toBe(numbers.names().length);
      for (const name of numbers.names())
        expect(numbers.shape(name), name).toEqual(present(numbers, name).shape);
    }
  });

  it("can be asked again of every leaf, down to the pixels of the digit", () => {
    const numbers = digit();
    let [tensor, index]: [string, readonly number[]] = ["fc3.y", [0, 7]];
    const path: string[] = [];
    while (path.length < 20) {
      const { expression, opens } = explain(numbers, tensor, index);
      path.push(tensor);
      if (!opens) break;
      const inputs: Cell[] = [...cellsOf(expression)].filter((cell) => cell.role === "input");
      const next = inputs.find((cell) => cell.value !== 0) ?? inputs[0];
      if (next === undefined) throw new Error(`${tensor} reads nothing`);
      [tensor, index] = [next.tensor, next.index];
    }
    expect(path.join(" ")).toBe(
      "fc3.y relu4.y fc2.y relu3.y fc1.y flatten.y pool2.y relu2.y conv2.y pool1.y relu1.y conv1.y input",
    );
  });

  it("shows a convolution's number with all its channels and the bias", () => {
    const { expression } = explain(digit(), "conv2.y", [0, 5, 3, 3]);
    const tensors = [...cellsOf(expression)].map((cell) => cell.tensor);
    expect(tensors.filter((name) => name === "pool1.y").length).toBe(150);
    expect(tensors.filter((name) => name === "conv2.w").length).toBe(150);
    expect(tensors.filter((name) => name === "conv2.b").length).toBe(1);
  });

  it("adds up what comes back through several readers, by name", () => {
    const { expression } = explain(block(), "c0.dy", [0, 1, 2, 2]);
    const readers =
      expression.kind === "sum"
        ? expression.terms.map((term) => (term.kind === "named" ? term.name : "?"))
        : [];
    expect(readers).toEqual(["through b0", "through sum", "through mean"]);
  });

  it("opens the statistics of batch norm and what the running average becomes", () => {
    const numbers = block();
    const mean = explain(numbers, "b0.mean", [1]);
    expect(mean.opens).toBe(true);
    expect([...cellsOf(mean.expression)].length).toBe(3 * 36);
    const next = explain(numbers, "b0.running_mean.next", [1]);
    expect(next.value).toBeCloseTo(0.1 * mean.value, 12);
    expect(explain(block("eval"), "b0.running_mean", [1]).opens).toBe(false);
    expect(block("eval").has("b0.running_mean.next")).toBe(false);
  });

  it("says what it does not know", () => {
    expect(() => explain(digit(), "conv9.y", [0])).toThrow("lenet5 has no numbers for conv9.y");
    expect(() => explain(digit(), "conv1.y", [0, 0, 28, 0])).toThrow("lies outside");
  });
});

describe("every op of the registry, as a network of one layer", () => {
  const seen: string[] = [];
  const LOSSES = new Set(["cross_entropy", "mse"]);
  const single = Object.keys(ops).filter((name) => !LOSSES.has(name));

  it.each(single)("%s is stepped forwards and backwards, and followed to its users", (op) => {
    let tried = 0;
    for (let seed = 0; seed < 40 && tried < 5; seed++) {
      const numbers = alone(op, seed);
      if (numbers === null) continue;
      tried += 1;
      for (const name of numbers.names()) {
        for (const at of [0, 7, 61]) {
          const { index } = anyCell(numbers, [name], 0, at);
          const { expression, value } = explain(numbers, name, index);
          expect(near(evaluate(expression), value), `${op}: ${name}[${index.join()}]`).toBe(true);
          if (name !== "input" || !numbers.has("input.dy")) continue;
          const back = usesOf(numbers, name, index).reduce(
            (sum, use) => sum + use.factor * valueAt(present(numbers, "one.dy"), use.index),
            0,
          );
          expect(near(back, valueAt(present(numbers, "input.dy"), index)), op).toBe(true);
        }
      }
    }
    expect(tried, `${op} reads one layer at least`).toBeGreaterThan(0);
    seen.push(op);
  });

  it("left none out", () => {
    expect(seen).toEqual(single);
  });
});

/** A random use of an op behind the input; null where the example does not fit a network. */
function alone(op: string, seed: number): Numbers | null {
  const { inputs, attributes, op: definition } = example(op, seed);
  const slots = definition.inputs.filter((slot) => slot.parameter !== true && slot.buffer !== true);
  const data = slots.flatMap((slot) => inputs[slot.name] ?? []);
  const [x] = data;
  if (x === undefined || data.some((one) => !sameShape(one.shape, x.shape))) return null;
  const net = sketch("alone", x.shape.slice(1));
  const settings = Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !INTERNAL.has(name)),
  );
  net.join("one", op, data.length > 1 ? data.map(() => "input") : ["input"], settings);
  const network = networkShapes(net.spec());
  const weights = new Map(
    Object.entries(inputs).map(([slot, of]) => [`one.${slot}`, of.data] as const),
  );
  const [batch = 1] = x.shape;
  const cells = size(network.output.shape) * batch;
  return referenceNumbers({
    network,
    weights: new Map<string, ArrayLike<number>>([...initialWeights(network, seed), ...weights]),
    input: x.data,
    batch,
    gradient: Float64Array.from({ length: cells }, (_, at) => Math.sin(at + 1)),
    mode: attributes["training"] === true ? "train" : "eval",
    seed: 3,
  });
}

/** Settings that the compiler makes. */
const INTERNAL: ReadonlySet<string> = new Set(["training", "count", "salt", "activation"]);

describe("gradients without a loss", () => {
  it("start from what was given for the output", () => {
    const net = sketch("one", [1, 4, 4]);
    net.add("pool", "maxpool2d", { kernel_size: 2 });
    const network = networkShapes(net.spec());
    const numbers = referenceNumbers({
      network,
      weights: new Map(),
      input: Float64Array.from({ length: 16 }, (_, at) => (at * 7) % 16),
      gradient: [1, 2, 3, 4],
    });
    const total = [...(numbers.peek("input.dy")?.data ?? [])].reduce((a, b) => a + b, 0);
    expect(total).toBe(10);
    expect(explain(numbers, "pool.dy", [0, 0, 0, 1])).toMatchObject({ opens: false, value: 2 });
    const without = referenceNumbers({ network, weights: new Map(), input: new Float64Array(16) });
    expect(without.has("input.dy")).toBe(false);
  });
});

describe("a softmax that reads the input itself", () => {
  const input = [2, 1, -1];
  const ending = (before: readonly string[]): Numbers => {
    const net = sketch("shares", [3]);
    for (const op of [...before, "softmax"]) net.add(op, op);
    const network = networkShapes(net.spec());
    return referenceNumbers({ network, weights: new Map(), input, labels: [1] });
  };

  it("has the loss and the gradient that it has behind another layer: softmax is taken once", () => {
    const [bare, behind] = [ending([]), ending(["identity"])];
    expect(present(bare, "loss").data[0]).toBeCloseTo(
      -Math.log(present(bare, "softmax.y").data[1] ?? 0),
      12,
    );
    expect(present(bare, "input.dy").data).toEqual(present(behind, "identity.dy").data);
    expect(explain(bare, "input.dy", [0, 1]).value).toBeCloseTo(
      (present(bare, "softmax.y").data[1] ?? 0) - 1,
      12,
    );
    expect(usesOf(bare, "input", [0, 0]).map((use) => use.tensor)).toContain("loss");
  });

  it("is compiled so as well", () => {
    const { spec } = ending([]).network;
    const training = { loss: "cross_entropy", optimiser: { kind: "sgd" } } as const;
    expect(() => compile(spec, { batch: 2, training, evaluateBatches: 1 })).not.toThrow();
  });
});

describe("a changed leaf", () => {
  const LEAVES = ["input", "c0.w", "c0.b", "b0.gamma", "fc0.w", "fc.b"];

  it("gives the numbers that a fresh evaluation gives, and keeps what does not depend on it", () => {
    const numbers = block();
    for (const name of numbers.names()) numbers.peek(name);
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (pick, at, value) => {
          const { name, index } = anyCell(numbers, LEAVES, pick, at);
          const changed = numbers.with(name, index, value);
          const fresh = block().with(name, index, value);
          for (const tensor of numbers.names())
            expect(changed.peek(tensor)?.data, tensor).toEqual(fresh.peek(tensor)?.data);
          if (name.startsWith("fc.")) expect(changed.peek("c0.y")).toBe(numbers.peek("c0.y"));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("moves the loss as its gradient says", () => {
    const numbers = digit();
    const loss = (of: Numbers): number => present(of, "loss").data[0] ?? Number.NaN;
    for (const [name, gradient] of [
      ["conv1.w", "conv1.dw"],
      ["conv2.b", "conv2.db"],
      ["fc2.w", "fc2.dw"],
      ["input", "input.dy"],
    ] as const) {
      const index = unravel(numbers.shape(name), Math.floor(size(numbers.shape(name)) / 2));
      const { value } = explain(numbers, name, index);
      const step = 1e-5;
      const up = loss(numbers.with(name, index, value + step));
      const down = loss(numbers.with(name, index, value - step));
      const slope = explain(numbers, gradient, index).value;
      expect(Math.abs((up - down) / (2 * step) - slope), name).toBeLessThan(1e-6);
    }
  });

  it("cannot be a computed number, and must have the tensor's shape", () => {
    expect(() => digit().with("conv1.y", [0, 0, 0, 0], 1)).toThrow("conv1.y is computed");
    expect(() => digit().withTensor("conv1.b", { shape: [5], data: new Float64Array(5) })).toThrow(
      "conv1.b is 6, not 5",
    );
  });
});

describe("who uses a number", () => {
  it.each([
    ["a block in training", block()],
    ["LeNet-5", digit()],
  ])("lists the readers with factors that add up to the gradient, in %s", (_, numbers) => {
    const names = numbers.names().filter((name) => {
      const gradient = gradientOf(name);
      return gradient !== null && numbers.has(gradient);
    });
    expect(names.length).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (pick, at) => {
        const { name, index } = anyCell(numbers, names, pick, at);
        const uses = usesOf(numbers, name, index);
        const total = uses.reduce((sum, use) => {
          const gradient = use.layer === "" ? `${use.tensor}.dy` : `${use.layer}.dy`;
          return sum + use.factor * valueAt(present(numbers, gradient), use.index);
        }, 0);
        const want = valueAt(present(numbers, gradientOf(name) ?? ""), index);
        expect(near(total, want), `${name} at ${index.join(",")}: ${total} for ${want}`).toBe(true);
        const readable = new Set(usersOf(numbers, name));
        for (const use of uses) expect(readable.has(use.tensor), use.tensor).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("names nine cells for a pixel in the middle of a 3×3 convolution with padding", () => {
    const uses = usesOf(block("eval"), "input", [0, 0, 3, 3]);
    expect(uses.length).toBe(18);
    expect(new Set(uses.map((use) => use.tensor))).toEqual(new Set(["c0.y"]));
  });
});

/** Where a tensor has its largest absolute number. */
function largest(numbers: Numbers, name: string): readonly number[] {
  const { shape, data } = present(numbers, name);
  const sizes = Array.from(data, Math.abs);
  return unravel(shape, sizes.indexOf(Math.max(...sizes)));
}

/** The tensor of the gradient of an activation, the input or a parameter; null for others. */
function gradientOf(name: string): string | null {
  if (name === "input") return "input.dy";
  const [, layer = "", slot = ""] = /^(.*)\.(y|w|b|gamma|beta)$/.exec(name) ?? [];
  return slot === "" ? null : slot === "y" ? `${layer}.dy` : `${layer}.d${slot}`;
}

describe("one update", () => {
  const OPTIMISERS: readonly Recipe["optimiser"][] = [
    { kind: "sgd" },
    { kind: "sgd", momentum: 0.9, weight_decay: 0.01 },
    { kind: "sgd", momentum: 0.9, nesterov: true },
    { kind: "adam" },
    { kind: "adam", weight_decay: 0.1 },
    { kind: "adamw" },
    { kind: "rmsprop" },
    { kind: "rmsprop", centered: true, momentum: 0.5 },
  ];

  it.each(OPTIMISERS)(
    "of %o is explained to the number that the optimiser computes",
    (optimiser) => {
      const network = networkShapes(lenet5());
      const numbers = referenceNumbers({
        network,
        weights: initialWeights(network, 2),
        input: Float64Array.from({ length: 784 }, (_, at) => (at % 7) / 7),
        labels: [3],
        update: updateBy({ optimiser, learningRate: 0.1 }),
      });
      for (const [name, index] of [
        ["fc3.w.next", largest(numbers, "fc3.dw")],
        ["fc3.b.next", [4]],
      ] as const) {
        const { expression, value, opens } = explain(numbers, name, index);
        expect(opens).toBe(true);
        expect(evaluate(expression)).toBeCloseTo(value, 10);
        const before = valueAt(present(numbers, name.replace(".next", "")), index);
        expect(value).not.toBe(before);
      }
    },
  );
});

describe("numbers of a device", () => {
  it("are fetched when they are looked at, each once, and explained in f64 beside the stored f32", async () => {
    const whole = digit();
    const asked: string[] = [];
    const single = (name: string) => {
      const { shape, data } = present(whole, name);
      return { shape, data: Float32Array.from(data) };
    };
    const numbers = deviceNumbers({
      network: whole.network,
      tensors: { input: single("input") },
      fetch: async (name) => {
        asked.push(name);
        return single(name);
      },
      provenance: { kind: "device", backend: "wasm", description: "1 thread", run: "r", step: 7 },
    });
    expect(numbers.peek("conv2.y")).toBeNull();
    expect(() => explain(numbers, "conv2.y", [0, 1, 2, 2])).toThrow("no numbers for");
    await fetchAll(numbers, operandsOf(numbers, "conv2.y"));
    await fetchAll(numbers, operandsOf(numbers, "conv2.y"));
    expect(asked.toSorted()).toEqual(["conv2.b", "conv2.w", "conv2.y", "pool1.y"]);
    const { expression, value } = explain(numbers, "conv2.y", [0, 1, 2, 2]);
    expect(value).toBe(Math.fround(value));
    expect(Math.abs(evaluate(expression) - value)).toBeLessThan(1e-5);
    await fetchAll(numbers, usersOf(numbers, "conv2.y"));
    expect(usesOf(numbers, "conv2.y", [0, 1, 2, 2])).toHaveLength(1);
    expect(() => numbers.with("input", [0, 0, 0, 0], 1)).toThrow("cannot be changed");
  });
});
