import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { LabError } from "../core/errors";
import { random } from "../core/random";
import { size } from "../core/shape";
import { initialWeights } from "../train/initialisers";
import { referenceNumbers } from "../explain/reference";
import { compile, type CompileOptions, type Compiled } from "./compile";
import { networks } from "./networks";
import { googlenetPaper } from "./networks/googlenet";
import { cifarNetwork } from "./networks/cifar";
import { ALIGNMENT } from "./memory-plan";
import { sketch } from "./networks/sketch";
import type { Call, PhaseName, TensorPlan } from "./program";
import { parameterPlaces } from "./program-builder";
import { networkShapes } from "./shapes";
import type { LayerSpec, NetworkSpec } from "./spec";

function course(name: string): NetworkSpec {
  const build = networks[name];
  if (build === undefined) throw new Error(`no network ${name}`);
  return build();
}

const sgd = { loss: "cross_entropy", optimiser: { kind: "sgd", momentum: 0.9 } } as const;

/**
 * Random graphs: chains, sums (also of a mean for each channel), concatenations, several readers,
 * views, everything small.
 */
const graphs: fc.Arbitrary<NetworkSpec> = fc
  .array(fc.record({ kind: fc.nat(10), from: fc.nat(100), other: fc.nat(100) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((choices) => {
    const net = sketch("random", [2, 5, 5]);
    const images = ["input"];
    for (const [at, { kind, from, other }] of choices.entries()) {
      const [a = "input", b = "input"] = [
        images[from % images.length],
        images[other % images.length],
      ];
      images.push(addRandomLayer(net, `l${at}`, kind, a, b));
    }
    net.join("pool", "global_avgpool2d", [images.at(-1) ?? "input"]);
    net.add("flat", "flatten");
    net.add("fc", "linear", { out_features: 3 });
    return net.spec();
  });

function addRandomLayer(
  net: ReturnType<typeof sketch>,
  name: string,
  kind: number,
  a: string,
  b: string,
): string {
  const simple: readonly (readonly [string, Record<string, number | boolean>])[] = [
    ["conv2d", { out_channels: 2, kernel_size: 3, padding: 1 }],
    ["relu", {}],
    ["tanh", {}],
    ["batchnorm", {}],
    ["maxpool2d", { kernel_size: 3, stride: 1, padding: 1 }],
    ["identity", {}],
    ["prelu", {}],
  ];
  const chosen = simple[kind];
  if (chosen !== undefined) return net.join(name, chosen[0], [a], chosen[1]);
  if (kind === 7) return net.join(name, "add", [a, b]);
  if (kind === 8) return net.join(name, "add", [a, a]);
  if (kind === 9)
    return net.join(name, "add", [a, net.join(`${name}.mean`, "global_avgpool2d", [b])]);
  net.join(`${name}.cat`, "concat", [a, b]);
  return net.add(name, "conv2d", { out_channels: 2, kernel_size: 1, bias: false });
}

const options: fc.Arbitrary<Partial<CompileOptions>> = fc.record({
  fuse: fc.boolean(),
  share: fc.boolean(),
  probes: fc.boolean(),
  inputGradient: fc.boolean(),
  resident: fc.constantFrom(undefined, 20),
  evaluateBatches: fc.constantFrom(undefined, 3),
});

/** What a call writes; everything else it names it reads. `accumulate` and `sgd` do both. */
function written(call: Call): readonly string[] {
  const slots = Object.keys(call.tensors);
  if (call.pass === "forward")
    return slots.filter((slot) =>
      ["y", "argmax", "mean", "inverse_std", "probabilities", "per_sample", "divisor"].includes(
        slot,
      ),
    );
  if (call.pass === "backward")
    return slots.filter((slot) => slot !== "dy" && slot.startsWith("d"));
  return slots.filter(
    (slot) => slot === "into" || slot === "ring" || slot === "norm" || slot === "y",
  );
}

/**
 * Walks a program as a machine would and knows whose numbers stand in every block of 64 words.
 * Names of the same words (views) are found in the program without sharing, where nothing else has
 * the same place.
 */
function check(spec: NetworkSpec, given: CompileOptions): void {
  const { program } = compile(spec, given);
  const apart = compile(spec, { ...given, share: false, budget: Number.POSITIVE_INFINITY }).program;
  const identity = new Map(apart.tensors.map(({ id, offset }) => [id, offset]));
  const plans = new Map(program.tensors.map((plan) => [plan.id, plan]));
  const { gradients } = program;
  const lasting = ({ kind, offset }: TensorPlan): boolean =>
    !["activation", "gradient", "scratch"].includes(kind) ||
    (offset >= gradients.offset && offset < gradients.offset + gradients.words);
  for (const phases of [["forward"], ["evaluate"], ["train", "probe"]] as readonly PhaseName[][]) {
    const owner = new Int32Array(program.words / ALIGNMENT).fill(-1);
    const words = ({ offset, shape }: TensorPlan): Int32Array =>
      owner.subarray(offset / ALIGNMENT, Math.ceil((offset + size(shape)) / ALIGNMENT));
    for (const call of phases.flatMap((phase) => program.phases[phase] ?? [])) {
      const writes = new Set(written(call));
      const used = Object.entries(call.tensors).map(([slot, id]) => ({
        slot,
        plan: plans.get(id),
      }));
      for (const { slot, plan } of used) {
        if (plan === undefined)
          throw new Error(`${call.op} of ${call.node} names no tensor for ${slot}`);
        if (lasting(plan) || (writes.has(slot) && call.op !== "accumulate")) continue;
        const mine = identity.get(plan.id) ?? -2;
        if (
          words(plan).some((whose) => whose !== mine) &&
          !isView(plan, plans, lasting, identity)
        ) {
          throw new Error(
            `${call.op} (${call.pass}) of ${call.node} reads ${plan.name}, but it is not there`,
          );
        }
      }
      for (const { slot, plan } of used) {
        if (plan === undefined || !writes.has(slot)) continue;
        for (const other of used) {
          if (other.plan === undefined || other.slot === slot) continue;
          if (
            plan.offset < other.plan.offset + size(other.plan.shape) &&
            other.plan.offset < plan.offset + size(plan.shape)
          ) {
            throw new Error(
              `${call.op} (${call.pass}) of ${call.node}: ${slot} and ${other.slot} overlap`,
            );
          }
        }
        words(plan).fill(identity.get(plan.id) ?? -2);
      }
    }
  }
}

/** A view of something that lasts, such as flatten of the image. */
function isView(
  plan: TensorPlan,
  plans: ReadonlyMap<number, TensorPlan>,
  lasting: (plan: TensorPlan) => boolean,
  identity: ReadonlyMap<number, number>,
): boolean {
  return [...plans.values()].some(
    (other) =>
      other.id !== plan.id && lasting(other) && identity.get(other.id) === identity.get(plan.id),
  );
}

describe("compile", () => {
  it("writes every tensor before it is read, and no call's output over its inputs", () => {
    fc.assert(
      fc.property(graphs, options, (spec, more) => {
        check(spec, { batch: 2, training: sgd, ...more });
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    "lenet5",
    "alexnet_two_tower",
    "googlenet_paper_aux",
    "googlenet_torchvision_aux",
    "resnet50",
    "residual20",
  ])("does so for %s, in training and in use", { timeout: 60_000 }, (name) => {
    const spec = course(name);
    check(spec, { batch: 1, training: sgd, probes: true, budget: Number.POSITIVE_INFINITY });
    check(spec, { batch: 1, budget: Number.POSITIVE_INFINITY });
  });

  it("gives the gradients of the plain reading of the graph, whatever is fused, shared or viewed", () => {
    return fc.assert(
      fc.asyncProperty(graphs, options, fc.nat(1000), async (spec, more, seed) => {
        const network = networkShapes(spec);
        const weights = initialWeights(network, seed);
        const source = random(seed).split("data");
        const input = Float32Array.from({ length: 2 * 50 }, () => source.normal());
        const labels = [source.below(3), source.below(3)];
        const want = referenceNumbers({
          network,
          weights,
          input,
          batch: 2,
          labels,
          mode: "train",
        });
        const { program } = compile(spec, {
          batch: 2,
          training: { ...sgd, optimiser: { kind: "sgd" } },
          ...more,
          resident: undefined,
        });
        const backend = createReference();
        const run = await backend.compile(program);
        for (const [name, data] of weights) run.write(name, data);
        run.write("input", input);
        run.write("labels", Int32Array.from(labels));
        await run.run("train", {
          step: 1,
          learningRate: 0,
          correction1: 1,
          correction2: 1,
          seed: 0,
        });
        const names = network.layers.flatMap((layer) =>
          Object.keys(layer.parameters).map((slot) => `${layer.name}.d${slot}`),
        );
        const reached = names.filter((name) => want.has(name));
        const got = await run.read(["loss", ...reached]);
        for (const name of ["loss", ...reached])
          expectClose(got.get(name) ?? [], want.peek(name)?.data ?? [], name);
        run.free();
        expect(backend.bytesInUse()).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it("agrees with finite differences through a whole residual block with batch norm and two heads", async () => {
    const net = sketch("two heads", [2, 4, 4]);
    const start = net.add("c0", "conv2d", { out_channels: 2, kernel_size: 3, padding: 1 });
    net.add("b1", "batchnorm");
    net.add("t1", "tanh");
    const main = net.add("c1", "conv2d", { out_channels: 2, kernel_size: 3, padding: 1 });
    const sum = net.join("sum", "add", [main, start]);
    net.add("f0", "flatten");
    net.add("aux", "linear", { out_features: 3 });
    net.join("p", "avgpool2d", [sum], { kernel_size: 2 });
    net.add("f1", "flatten");
    net.add("fc", "linear", { out_features: 3 });
    const spec = net.spec([
      { layer: "fc", weight: 1 },
      { layer: "aux", weight: 0.3 },
    ]);
    const { program, heads } = compile(spec, {
      batch: 3,
      training: { loss: "cross_entropy", optimiser: { kind: "sgd" } },
      inputGradient: true,
      keep: ["input.dy"],
    });
    const run = await createReference().compile(program);
    const weights = initialWeights(networkShapes(spec), 5);
    const source = random(11);
    const input = Float32Array.from({ length: 96 }, () => source.normal());
    const lossWith = async (name: string, data: Float32Array): Promise<number> => {
      for (const [tensor, values] of weights) run.write(tensor, values);
      run.write("input", input);
      run.write(name, data);
      run.write("labels", Int32Array.of(0, 2, 1));
      await run.run("train", { step: 1, learningRate: 0, correction1: 1, correction2: 1, seed: 0 });
      const losses = await run.read(heads.map((head) => head.name));
      return heads.reduce(
        (total, head) => total + head.weight * (losses.get(head.name)?.[0] ?? Number.NaN),
        0,
      );
    };
    const cells = [...weights]
      .filter(([name]) => !name.includes("running"))
      .concat([["input", input]]);
    for (const [name, values] of cells) {
      await lossWith(name, values);
      const gradientName = name === "input" ? "input.dy" : name.replace(/\.(\w+)$/, ".d$1");
      const gradient = (await run.read([gradientName])).get(gradientName) ?? [];
      for (const at of [0, values.length - 1]) {
        const nudged = (by: number): Float32Array =>
          values.map((value, index) => (index === at ? value + by : value));
        const [above, below] = [nudged(2e-3), nudged(-2e-3)];
        const slope =
          ((await lossWith(name, above)) - (await lossWith(name, below))) /
          ((above[at] ?? 0) - (below[at] ?? 0));
        expect(Math.abs(slope - (gradient[at] ?? 0)), `${gradientName}[${at}]`).toBeLessThan(
          1e-3 + 5e-3 * Math.abs(slope),
        );
      }
    }
  });

  it("keeps what it is asked to keep readable after the phase, also when it would be fused away", async () => {
    const spec = course("lenet5");
    const plain = compile(spec, { batch: 1, training: sgd }).program;
    expect(plain.tensors.some(({ name }) => name === "conv1.y")).toBe(false);
    const { program } = compile(spec, { batch: 1, training: sgd, keep: ["conv1.y", "pool1.dy"] });
    const run = await createReference().compile(program);
    for (const [name, data] of initialWeights(networkShapes(spec), 1)) run.write(name, data);
    run.write("input", new Float32Array(784).fill(0.5));
    run.write("labels", Int32Array.of(3));
    await run.run("train", { step: 1, learningRate: 0, correction1: 1, correction2: 1, seed: 0 });
    const want = referenceNumbers({
      network: networkShapes(spec),
      weights: initialWeights(networkShapes(spec), 1),
      input: new Float32Array(784).fill(0.5),
      labels: [3],
    });
    const read = await run.read(["conv1.y", "pool1.dy"]);
    for (const name of ["conv1.y", "pool1.dy"])
      expectClose(read.get(name) ?? [], want.peek(name)?.data ?? [], name);
  });

  it("shares memory: training needs less than the sum of its tensors, use far less", () => {
    const spec = course("residual20");
    const words = (more: Partial<CompileOptions>): number =>
      compile(spec, { batch: 8, budget: Number.POSITIVE_INFINITY, ...more }).program.words;
    expect(words({ training: sgd, forward: false })).toBeLessThan(
      0.75 * words({ training: sgd, forward: false, share: false }),
    );
    expect(words({})).toBeLessThan(0.3 * words({ share: false }));
  });

  it("copies nothing where a sum or a flatten passes a gradient on", () => {
    const calls =
      compile(cifarNetwork({ depth: 20, residual: true }), { batch: 1, training: sgd }).program
        .phases.train ?? [];
    expect(
      calls.filter(({ op }) => op === "copy" || op === "flatten" || op === "identity"),
    ).toEqual([]);
    expect(calls.filter(({ op, pass }) => op === "add" && pass === "backward")).toEqual([]);
    expect(calls.filter(({ op }) => op === "accumulate").length).toBe(9);
  });

  it("leaves out auxiliary heads in use and softmax in training", () => {
    const used =
      compile(googlenetPaper(true), { batch: 1, budget: Number.POSITIVE_INFINITY }).program.phases
        .forward ?? [];
    expect(used.some(({ node }) => node.startsWith("aux"))).toBe(false);
    const sample = compile(course("sample"), { batch: 1, training: sgd }).program;
    expect(sample.phases.train?.some(({ op }) => op === "softmax")).toBe(false);
    expect(sample.phases.forward?.some(({ op }) => op === "softmax")).toBe(true);
  });

  it("lays parameters and gradients out alike, each in one range", () => {
    const { program } = compile(course("lenet5"), { batch: 1, training: sgd });
    expect(program.gradients.words).toBe(program.parameters.words);
    for (const { name, offset, kind } of program.tensors) {
      if (kind !== "parameter" || name === "parameters") continue;
      const twin = program.tensors.find((other) => other.name === name.replace(/\.(\w)$/, ".d$1"));
      expect((twin?.offset ?? -1) - program.gradients.offset, name).toBe(
        offset - program.parameters.offset,
      );
    }
    expect(program.tensors.every(({ offset }) => offset % 64 === 0)).toBe(true);
  });

  it("says from the network alone where each parameter lies in their range", () => {
    for (const name of ["lenet5", "sample"] as const) {
      const { program, network } = compile(course(name), { batch: 1, training: sgd });
      const { places, words } = parameterPlaces(network);
      expect(words).toBe(program.parameters.words);
      const planned = program.tensors.filter(
        ({ name: tensor, kind }) => kind === "parameter" && tensor !== "parameters",
      );
      expect([...places]).toEqual(
        planned.map(({ name: tensor, offset, shape }) => [
          tensor,
          { at: offset - program.parameters.offset, cells: size(shape) },
        ]),
      );
    }
  });

  it("refuses by name to train batch norm on one value for each channel", () => {
    const net = sketch("dense", [3]);
    net.add("fc1", "linear", { out_features: 4 });
    net.add("bn1", "batchnorm");
    net.add("fc2", "linear", { out_features: 2 });
    expect(() => compile(net.spec(), { batch: 1, training: sgd })).toThrow(
      "bn1: batch norm needs more than one value per channel to train",
    );
    expect(compile(net.spec(), { batch: 1 }).program.batch).toBe(1);
    expect(compile(net.spec(), { batch: 2, training: sgd }).program.batch).toBe(2);
  });

  it("refuses what does not fit, in megabytes and by the layer that takes most", () => {
    const refuse = (): Compiled => compile(course("vgg16"), { batch: 1 });
    expect(refuse).toThrow(LabError);
    expect(refuse).toThrow(
      /^vgg16 needs 5\d\d MB, the limit is 256 MB; classifier\.0 takes 393 of them$/,
    );
  });

  it("stays within any budget or names a part of the network, never anything else", () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1000, max: 60_000 }), (spec, budget) => {
        try {
          expect(
            compile(spec, { batch: 4, training: sgd, budget }).program.words * 4,
          ).toBeLessThanOrEqual(budget);
        } catch (error) {
          if (!(error instanceof LabError)) throw error;
          expect(error.code).toBe("budget");
          const named = /; (.+) takes \d+ of them$/.exec(error.message)?.[1];
          expect([
            "input",
            "loss",
            "the optimiser",
            ...spec.layers.map(({ name }) => name),
          ]).toContain(named);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("says which tensor it does not know", () => {
    const layers: readonly LayerSpec[] = [{ name: "fc", op: "linear", out_features: 2 }];
    expect(() =>
      compile({ format: 1, name: "n", input: [2], layers }, { batch: 1, keep: ["fc.z"] }),
    ).toThrow("n has no tensor fc.z");
  });
});

function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, name: string): void {
  expect(got.length, name).toBe(want.length);
  for (let at = 0; at < want.length; at++) {
    const wanted = want[at] ?? 0;
    expect(Math.abs((got[at] ?? Number.NaN) - wanted), `${name}[${at}]`).toBeLessThanOrEqual(
      1e-6 + 1e-6 * Math.abs(wanted),
    );
  }
}
