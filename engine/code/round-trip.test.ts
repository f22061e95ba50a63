/** A recipe that is written as a script reads back as the same network, trained in the same way. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Attributes } from "../core/op";
import type { Shape } from "../core/shape";
import { networks } from "../graph/networks";
import { networkShapes } from "../graph/shapes";
import type { InitialiserSpec, LayerSpec, NetworkSpec } from "../graph/spec";
import type { OptimiserSpec, Recipe, ScheduleSpec } from "../train/recipe";
import { rateFactor } from "../train/schedule";
import { readModel } from "./read/read";
import { torchModule, torchTraining, writeCode } from "./write";

/** What a network computes, layer by layer; its layers are numbered instead of named. */
function meaning(spec: NetworkSpec, withWeights = false) {
  const { layers } = networkShapes(spec);
  const place = (name: string): number => layers.findIndex((layer) => layer.name === name);
  return layers.map(({ definition, attributes, inputs, inputShapes, shape, init, parameters }) => ({
    ...(isMeanOfAll(definition.name, attributes, inputShapes[0])
      ? { op: "mean of every channel" }
      : { op: definition.name, attributes }),
    inputs: inputs.map(place),
    shape,
    ...(withWeights && parameters["w"] !== undefined ? { init: init ?? { kind: "pytorch" } } : {}),
  }));
}

/** A global average and an average over a window of the whole image are one layer in PyTorch. */
function isMeanOfAll(op: string, { kernel_size }: Attributes, input: Shape = []): boolean {
  return (
    op === "global_avgpool2d" || (op === "avgpool2d" && `${kernel_size}` === `${input.slice(1)}`)
  );
}

const small = fc.double({ min: 1e-6, max: 0.9, noNaN: true });
const initialisers: fc.Arbitrary<InitialiserSpec> = fc.oneof(
  fc.constantFrom<InitialiserSpec>(
    { kind: "zeros" },
    { kind: "xavier_uniform" },
    { kind: "xavier_normal" },
    { kind: "he_uniform" },
    { kind: "he_normal" },
  ),
  fc.record({ kind: fc.constant("constant" as const), value: small }),
  fc.record({ kind: fc.constant("normal" as const), mean: small, std: small }),
  fc.record({ kind: fc.constant("uniform" as const), low: fc.constant(-0.5), high: small }),
);

/** A layer that keeps the shape [4, 8, 8]. */
const keeping: fc.Arbitrary<Omit<LayerSpec, "name">> = fc.oneof(
  fc.record({
    op: fc.constant("conv2d"),
    out_channels: fc.constant(4),
    kernel_size: fc.constant(3),
    padding: fc.constant(1),
    groups: fc.constantFrom(1, 2, 4),
    bias: fc.boolean(),
    init: initialisers,
  }),
  fc.record({ op: fc.constant("batchnorm"), eps: small, momentum: small, affine: fc.boolean() }),
  fc.record({
    op: fc.constant("groupnorm"),
    num_groups: fc.constantFrom(1, 2, 4),
    eps: small,
    affine: fc.boolean(),
  }),
  fc.record({ op: fc.constant("elu"), alpha: small }),
  fc.record({ op: fc.constant("prelu"), num_parameters: fc.constantFrom(1, 4) }),
  fc.record({ op: fc.constant("local_response_norm"), size: fc.integer({ min: 1, max: 5 }) }),
  fc.constantFrom(
    { op: "relu" },
    { op: "arctan" },
    { op: "binary_step" },
    { op: "softplus" },
    { op: "softmax" },
    { op: "maxpool2d", kernel_size: 3, stride: 1, padding: 1 },
    { op: "avgpool2d", kernel_size: 3, stride: 1, padding: 1, count_include_pad: false },
  ),
);

/** Layers that keep the shape; some add what an earlier one gave. */
const branching: fc.Arbitrary<NetworkSpec> = fc
  .tuple(
    fc.array(fc.tuple(keeping, fc.option(fc.nat({ max: 8 }))), { minLength: 1, maxLength: 8 }),
    initialisers,
    fc.boolean(),
  )
  .map(([body, init, isShare]) => {
    const layers: LayerSpec[] = [];
    for (const [at, [layer, back]] of body.entries()) {
      layers.push({ ...layer, name: `l${at}` } as LayerSpec);
      if (back !== null)
        layers.push({
          name: `add${at}`,
          op: "add",
          inputs: [`l${at}`, back === 0 ? "input" : `l${Math.min(back - 1, at)}`],
        });
    }
    layers.push({ name: "wide", op: "concat", inputs: [layers.at(-1)?.name ?? "input", "l0"] });
    layers.push({ name: "pool", op: "global_maxpool2d" }, { name: "flat", op: "flatten" });
    layers.push({ name: "fc", op: "linear", out_features: 3, init });
    if (isShare) layers.push({ name: "share", op: "softmax" });
    return { format: 1 as const, name: "n", input: [4, 8, 8], layers };
  });

const optimisers: fc.Arbitrary<OptimiserSpec> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("sgd" as const),
      momentum: small,
      weight_decay: small,
      dampening: fc.constant(0),
      nesterov: fc.boolean(),
    },
    { requiredKeys: ["kind", "momentum"] },
  ),
  fc.record(
    {
      kind: fc.constantFrom("adam" as const, "adamw" as const),
      betas: fc.tuple(small, small),
      eps: small,
      weight_decay: small,
      amsgrad: fc.boolean(),
    },
    { requiredKeys: ["kind"] },
  ),
  fc.record(
    {
      kind: fc.constant("rmsprop" as const),
      alpha: small,
      eps: small,
      momentum: small,
      centered: fc.boolean(),
      weight_decay: small,
    },
    { requiredKeys: ["kind"] },
  ),
);

const steps = fc.integer({ min: 2, max: 50 });
const flat: fc.Arbitrary<ScheduleSpec> = fc.oneof(
  fc.record({ kind: fc.constant("step" as const), every: steps, gamma: small }),
  fc.record({ kind: fc.constant("cosine" as const), steps, floor: small }),
);
const schedules: fc.Arbitrary<ScheduleSpec> = fc.oneof(
  flat,
  fc.constant<ScheduleSpec>({ kind: "constant" }),
  fc.record({ kind: fc.constant("warmup" as const), steps }),
  fc.record({ kind: fc.constant("warmup" as const), steps, next: flat }),
);

const recipes: fc.Arbitrary<Recipe> = fc
  .record({
    network: branching,
    dataset: fc.constantFrom("mnist", "fashion", "own-pictures"),
    batch: fc.integer({ min: 1, max: 256 }),
    seed: fc.nat({ max: 1e6 }),
    loss: fc.constantFrom("cross_entropy" as const, "mse" as const),
    optimiser: optimisers,
    learningRate: small,
    schedule: fc.option(schedules, { nil: undefined }),
    clip: fc.option(
      fc.record({ kind: fc.constantFrom("norm" as const, "value" as const), limit: small }),
      { nil: undefined },
    ),
  })
  .map(({ schedule, clip, ...recipe }) => ({
    ...recipe,
    ...(schedule === undefined ? {} : { schedule }),
    ...(clip === undefined ? {} : { clip }),
  }));

describe("what is written is read back", () => {
  it("recipe by recipe: network, first weights, data, optimiser, schedule, clipping", () => {
    fc.assert(
      fc.property(recipes, (recipe) => {
        const { network, training } = readModel(torchTraining(recipe), [4, 8, 8]);
        expect(meaning(network, true)).toEqual(meaning(recipe.network, true));
        const { network: _network, schedule, ...rest } = recipe;
        const { schedule: readSchedule, ...read } = training;
        expect(read).toEqual(rest);
        for (const step of [1, 2, 3, 7, 20, 51, 100, 101, 1000])
          expect(rateFactor(readSchedule, step)).toBeCloseTo(rateFactor(schedule, step), 10);
      }),
      { numRuns: 300 },
    );
  });

  it("in Keras, too, where Keras has the layers", () => {
    let written = 0;
    fc.assert(
      fc.property(branching, (spec) => {
        const names = new Set(spec.layers.map(({ op }) => op));
        if (["arctan", "binary_step", "local_response_norm"].some((op) => names.has(op))) return;
        written++;
        const { network } = readModel(writeCode(spec, "keras"), [1, 5, 5]);
        expect(network.input).toEqual(spec.input);
        expect(meaning(network).length).toBe(spec.layers.length);
        expect(networkShapes(network).parameterCount).toBe(networkShapes(spec).parameterCount);
      }),
      { numRuns: 300 },
    );
    expect(written).toBeGreaterThan(30);
  });
});

test.each(Object.entries(networks))("%s is written as a class that reads back", (_name, make) => {
  const spec = make();
  const { network } = readModel(torchModule(spec), spec.input);
  expect(meaning(network)).toEqual(meaning(spec));
  expect(network.heads?.length).toBe(spec.heads?.length);
});
