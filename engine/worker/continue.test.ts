/**
 * A run goes on with another recipe: weights by name and bit for bit, the step stays, and the same
 * commands give the same bits.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWasm } from "../backends/wasm/index";
import { readSafetensors, type StoredTensors } from "../data/formats/safetensors";
import type { NetworkSpec } from "../graph/spec";
import { readCheckpoint, writeCheckpoint } from "../train/checkpoint";
import type { Recipe } from "../train/recipe";
import { mortal, smallRecipe, testHost, type TestHost } from "./host.testing";

const ACTIVATIONS = ["relu", "sigmoid", "tanh", "prelu", "elu", "binary_step"] as const;
type Activation = (typeof ACTIVATIONS)[number];

function network(activation: Activation): NetworkSpec {
  return {
    format: 1,
    name: activation,
    input: [1, 8, 8],
    layers: [
      { name: "conv1", op: "conv2d", out_channels: 3, kernel_size: 3 },
      { name: "act1", op: activation },
      { name: "flatten", op: "flatten" },
      { name: "fc1", op: "linear", out_features: 12 },
      { name: "bn1", op: "batchnorm" },
      { name: "act2", op: activation },
      { name: "fc2", op: "linear", out_features: 10 },
    ],
  };
}

const recipe = (activation: Activation, more: Partial<Recipe> = {}): Recipe => ({
  ...smallRecipe,
  network: network(activation),
  optimiser: { kind: "sgd", momentum: 0.9 },
  ...more,
});

let requests = 0;

async function opened(first: Recipe, host = testHost()): Promise<TestHost> {
  await host.send({ kind: "open", run: "a", recipe: first, backend: "wasm" });
  return host;
}

async function step(host: TestHost, count: number): Promise<void> {
  await host.send({ kind: "step", run: "a", count });
}

async function goOn(host: TestHost, next: Recipe) {
  const request = ++requests;
  await host.send({ kind: "continueWith", run: "a", request, recipe: next });
  return host.next("continued", (event) => event.request === request);
}

async function weights(host: TestHost): Promise<StoredTensors> {
  const request = ++requests;
  await host.send({ kind: "save", run: "a", request });
  return readSafetensors(
    new Uint8Array((await host.next("saved", (event) => event.request === request)).weights),
  );
}

const numbers = (tensors: StoredTensors): Record<string, number[]> =>
  Object.fromEntries([...tensors].map(([name, { data }]) => [name, [...data]]));

describe("a run that goes on with another activation", () => {
  it("keeps its step and every tensor bit for bit; a PReLU's slopes are added at 0.25 and left behind again", async () => {
    const host = await opened(recipe("relu"));
    await step(host, 12);
    const before = numbers(await weights(host));
    const there = await goOn(host, recipe("prelu"));
    expect(there).toMatchObject({ step: 12, added: ["act1.slope", "act2.slope"], dropped: [] });
    expect(there.recipe.network.name).toBe("prelu");
    const after = numbers(await weights(host));
    expect(after).toEqual({ ...before, "act1.slope": [0.25], "act2.slope": [0.25] });
    expect((await goOn(host, recipe("relu"))).dropped).toEqual(["act1.slope", "act2.slope"]);
    expect(numbers(await weights(host))).toEqual(before);
    await step(host, 1);
    await host.next("snapshot", ({ snapshot }) => snapshot.step === 13);
  });

  it("trains on as if nothing had been, when it is switched there and back between two steps", async () => {
    const host = await opened(recipe("tanh"));
    await step(host, 9);
    await goOn(host, recipe("prelu"));
    await goOn(host, recipe("tanh"));
    await step(host, 11);
    const plain = await opened(recipe("tanh"));
    await step(plain, 20);
    expect(numbers(await weights(host))).toEqual(numbers(await weights(plain)));
  });

  it.each([
    { kind: "sgd", momentum: 0.9 },
    { kind: "adam" },
    { kind: "rmsprop", momentum: 0.9 },
  ] as const)(
    "holds layers that are frozen from now on, whatever $kind remembers of them",
    async (optimiser) => {
      const host = await opened(recipe("tanh", { optimiser }));
      await step(host, 9);
      await goOn(host, recipe("tanh", { optimiser, frozen: ["conv1", "fc1"] }));
      const before = numbers(await weights(host));
      await step(host, 5);
      const after = numbers(await weights(host));
      for (const layer of ["conv1", "fc1"])
        for (const slot of ["w", "b"])
          expect(after[`${layer}.${slot}`]).toEqual(before[`${layer}.${slot}`]);
      expect(after["fc2.w"]).not.toEqual(before["fc2.w"]);
    },
  );

  it("gives the same bits for the same switches, whatever they are", {
    timeout: 120_000,
  }, async () => {
    const moves = fc.array(
      fc.record({ steps: fc.integer({ min: 0, max: 6 }), to: fc.constantFrom(...ACTIVATIONS) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(moves, async (list) => {
        const played = async (): Promise<Record<string, number[]>> => {
          const host = await opened(recipe("relu"));
          for (const { steps, to } of list) {
            if (steps > 0) await step(host, steps);
            await goOn(host, recipe(to));
          }
          await step(host, 3);
          expect(host.all("failed")).toEqual([]);
          return numbers(await weights(host));
        };
        expect(await played()).toEqual(await played());
      }),
      { numRuns: 8 },
    );
  });

  it("carries what momentum remembers to the same parameters: the next step is the optimiser's, not a first step", async () => {
    const host = await opened(recipe("relu"));
    await step(host, 10);
    const before = numbers(await weights(host));
    // At rate 0.01 with no gradient through a step function, only momentum still moves the
    // convolution.
    await goOn(host, recipe("binary_step"));
    await step(host, 1);
    const after = numbers(await weights(host));
    expect(after["conv1.w"]).not.toEqual(before["conv1.w"]);
    const fresh = await opened(recipe("binary_step", { optimiser: { kind: "sgd" } }));
    const start = numbers(await weights(fresh));
    await step(fresh, 1);
    expect(numbers(await weights(fresh))["conv1.w"]).toEqual(start["conv1.w"]);
  });
});

describe("what goes on around a switch", () => {
  it("goes on running when it ran, and every step's loss is told once", async () => {
    const host = await opened(recipe("relu"));
    await host.send({ kind: "start", run: "a" });
    await host.next("snapshot", ({ snapshot }) => snapshot.step > 10);
    const { step: at } = await goOn(host, recipe("tanh"));
    await host.next("snapshot", ({ snapshot }) => snapshot.step > at + 10 && snapshot.running);
    await host.send({ kind: "pause", run: "a" });
    const last = (
      await host.next("snapshot", ({ snapshot }) => snapshot.step > at + 10 && !snapshot.running)
    ).snapshot.step;
    const steps = host
      .all("snapshot")
      .flatMap(({ snapshot }) => snapshot.losses.map((point) => point.step));
    expect(steps).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  });

  it("before the first step it is a run opened with the other recipe", async () => {
    const host = await opened(recipe("relu"));
    expect((await goOn(host, recipe("tanh"))).step).toBe(0);
    await step(host, 5);
    const plain = await opened(recipe("tanh"));
    await step(plain, 5);
    expect(numbers(await weights(host))).toEqual(numbers(await weights(plain)));
  });

  it("starts over from the seed with the recipe that it has now", async () => {
    const host = await opened(recipe("relu"));
    await step(host, 7);
    await goOn(host, recipe("tanh"));
    await host.send({ kind: "reset", run: "a", life: 1 });
    await step(host, 5);
    const plain = await opened(recipe("tanh"));
    await step(plain, 5);
    expect(numbers(await weights(host))).toEqual(numbers(await weights(plain)));
  });

  it("from numbers that have ended it goes back to the last good step, and a clip holds from there", {
    timeout: 30_000,
  }, async () => {
    const bare = {
      ...network("relu"),
      layers: network("relu").layers.filter(({ op }) => op !== "batchnorm"),
    };
    const wild: Recipe = {
      ...recipe("relu"),
      network: bare,
      optimiser: { kind: "sgd" },
      learningRate: 1e6,
    };
    const host = await opened(wild);
    await host.send({ kind: "start", run: "a" });
    await host.next("paused", ({ problem: { layer } }) => layer !== undefined);
    const tame = { ...wild, learningRate: 0.01, clip: { kind: "norm", limit: 1 } } as const;
    const { step: at, recipe: now } = await goOn(host, tame);
    expect(at).toBe(0);
    expect(now.clip).toEqual({ kind: "norm", limit: 1 });
    await step(host, 10);
    await host.next(
      "snapshot",
      ({ snapshot }) =>
        snapshot.step === 10 && snapshot.losses.every(({ loss }) => Number.isFinite(loss)),
    );
    expect(host.all("paused").filter(({ problem: { layer } }) => layer !== undefined)).toHaveLength(
      1,
    );
  });

  it("stops at weights that are no numbers even where ReLU hides them from the loss, and names the layer", async () => {
    const first = await opened(recipe("relu"));
    await step(first, 3);
    const { state } = await first.next("checkpoint");
    const checkpoint = readCheckpoint(new Uint8Array(state));
    checkpoint.tensors.get("conv1.b")?.fill(Number.NEGATIVE_INFINITY);
    const host = testHost();
    await host.send({
      kind: "open",
      run: "a",
      recipe: recipe("relu"),
      backend: "wasm",
      checkpoint: writeCheckpoint(checkpoint).buffer,
    });
    await host.send({ kind: "start", run: "a" });
    const { problem: soon } = await host.next("paused");
    expect(soon.message).toMatch(/^the weights are no ordinary numbers any more in step \d+$/);
    const { problem } = await host.next("paused", ({ problem: { layer } }) => layer !== undefined);
    expect(problem).toMatchObject({
      code: "not-a-number",
      layer: "conv1",
      step: checkpoint.step + 1,
    });
    const losses = host.all("snapshot").flatMap(({ snapshot }) => snapshot.losses);
    expect(losses.every(({ loss }) => Number.isFinite(loss))).toBe(true);
  });

  it("refuses a recipe that does not fit by name, and the run goes on as it was", async () => {
    const host = await opened(recipe("relu"));
    await step(host, 4);
    const request = ++requests;
    await host.send({
      kind: "continueWith",
      run: "a",
      request,
      recipe: { ...recipe("tanh"), network: { ...network("tanh"), input: [1, 9, 9] } },
    });
    expect((await host.next("failed", (event) => event.request === request)).problem.code).toBe(
      "shape",
    );
    await step(host, 4);
    const plain = await opened(recipe("relu"));
    await step(plain, 8);
    expect(numbers(await weights(host))).toEqual(numbers(await weights(plain)));
  });

  it("is exact on a device that dies before, during or after the switch", {
    timeout: 120_000,
  }, async () => {
    const played = async (life: number): Promise<Record<string, number[]>> => {
      const lives = [life];
      const webgpu = async () =>
        mortal(
          { ...(await createWasm()), name: "webgpu" },
          () => lives.shift() ?? Number.POSITIVE_INFINITY,
        );
      const host = testHost({ factories: { webgpu } });
      await host.send({ kind: "open", run: "a", recipe: recipe("relu"), backend: "webgpu" });
      await step(host, 25);
      await goOn(host, recipe("prelu"));
      await step(host, 10);
      expect(host.all("failed")).toEqual([]);
      return numbers(await weights(host));
    };
    const wanted = await played(1e9);
    for (const life of [3, 24, 25, 26, 33]) expect(await played(life)).toEqual(wanted);
  });

  it("a new worker goes on from the state that the switch sent", async () => {
    const first = await opened(recipe("relu"));
    await step(first, 6);
    const { state, recipe: now } = await goOn(first, recipe("prelu"));
    const second = testHost();
    await second.send({ kind: "open", run: "a", recipe: now, backend: "wasm", checkpoint: state });
    for (const host of [first, second]) await step(host, 8);
    expect(numbers(await weights(second))).toEqual(numbers(await weights(first)));
  });
});
