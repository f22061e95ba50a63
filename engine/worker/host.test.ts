import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Backend } from "../backends/backend";
import { createWasm } from "../backends/wasm/index";
import { readSafetensors, writeSafetensors } from "../data/formats/safetensors";
import { mortal, opening, smallRecipe, testHost, undisturbed, weightsOf } from "./host.testing";

/** Something that calls itself a GPU and dies after so many runs. */
async function gpu(life: () => number): Promise<Backend> {
  return mortal({ ...(await createWasm()), name: "webgpu" }, life);
}

describe("the engine host", () => {
  it("opens, trains, pauses and tells what it did, with losses of every step once", async () => {
    const host = testHost();
    await host.send({ kind: "hello", base: "./", measure: false });
    expect((await host.next("ready")).machine.chosen).toBe("wasm");
    await host.send(opening("a"));
    const opened = await host.next("opened");
    expect(opened.parameters).toBe(30 + 6 + 280);
    await host.send({ kind: "start", run: "a" });
    await host.next("snapshot", ({ snapshot }) => snapshot.step > 40);
    await host.send({ kind: "pause", run: "a" });
    const last = (
      await host.next("snapshot", ({ snapshot }) => snapshot.step > 40 && !snapshot.running)
    ).snapshot;
    const steps = host
      .all("snapshot")
      .flatMap(({ snapshot }) => snapshot.losses.map(({ step }) => step));
    expect(steps).toEqual(Array.from({ length: last.step }, (_, at) => at + 1));
    const count = host.events.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(host.events.length).toBe(count);
  });

  it("learns: the held-out score after ten epochs is far better than before", {
    timeout: 60_000,
  }, async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({ kind: "evaluate", run: "a" });
    await host.send({ kind: "step", run: "a", count: 100 });
    await host.send({ kind: "evaluate", run: "a" });
    await host.next("snapshot", ({ snapshot }) => snapshot.scores.some(({ step }) => step === 100));
    const scores = host.all("snapshot").flatMap(({ snapshot }) => snapshot.scores);
    expect(scores.map(({ step }) => step)).toEqual([0, 100]);
    expect(scores[1]?.accuracy).toBeGreaterThan((scores[0]?.accuracy ?? 1) + 0.3);
  });

  it("gives the same bits for the same recipe, started, stepped or in slices, and back to the start after a reset", async () => {
    const wanted = await undisturbed(30);
    const host = testHost();
    await host.send(opening("a"));
    await host.send({ kind: "step", run: "a", count: 11 });
    await host.send({ kind: "evaluate", run: "a" });
    await host.send({ kind: "step", run: "a", count: 19 });
    expect(await weightsOf(host, "a", 1)).toEqual(wanted);
    await host.send({ kind: "reset", run: "a", life: 1 });
    await host.send({ kind: "step", run: "a", count: 30 });
    expect(await weightsOf(host, "a", 2)).toEqual(wanted);
  });

  it("resumes bit for bit when the device dies at any step, again and again", {
    timeout: 120_000,
  }, async () => {
    const wanted = await undisturbed(47);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
        async (lives) => {
          const left = [...lives];
          const host = testHost({
            factories: {
              webgpu: () => gpu(() => left.shift() ?? Number.POSITIVE_INFINITY),
            },
          });
          await host.send(opening("a", { backend: "webgpu" }));
          await host.send({ kind: "step", run: "a", count: 47 });
          expect(await weightsOf(host, "a")).toEqual(wanted);
          expect(host.all("failed")).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("goes on with another backend when the device does not come back", {
    timeout: 20_000,
  }, async () => {
    let made = 0;
    const host = testHost({
      factories: {
        webgpu: async () => {
          made += 1;
          if (made > 1) throw new Error("no adapter");
          return gpu(() => 25);
        },
      },
    });
    await host.send(opening("a", { backend: "webgpu" }));
    await host.send({ kind: "step", run: "a", count: 40 });
    const recovered = await host.next("recovered");
    expect(recovered.backend).toBe("wasm");
    expect(recovered.step).toBe(20);
    expect(await weightsOf(host, "a")).toEqual(await undisturbed(40));
  });

  it("hears an acknowledgement that comes while the backend is replaced, and goes on drawing", {
    timeout: 20_000,
  }, async () => {
    let made = 0;
    const host = testHost({
      acknowledge: false,
      factories: {
        webgpu: async () => {
          made += 1;
          if (made > 1) await host.send({ kind: "acknowledge", run: "a" });
          return gpu(() => (made === 1 ? 25 : Number.POSITIVE_INFINITY));
        },
      },
    });
    await host.send(opening("a", { backend: "webgpu" }));
    await host.send({ kind: "step", run: "a", count: 40 });
    expect(host.all("recovered").length).toBe(1);
    expect(host.all("snapshot").length).toBe(2);
    await host.send({ kind: "acknowledge", run: "a" });
    await host.next("snapshot", ({ snapshot }) => snapshot.step === 40);
  });

  it("goes back to the GPU when the browser gives it again, from where it is", {
    timeout: 20_000,
  }, async () => {
    let made = 0;
    const webgpu = async (): Promise<Backend> => {
      made += 1;
      if (made > 1 && made < 5) throw new Error("blocked");
      return gpu(() => (made === 1 ? 25 : Number.POSITIVE_INFINITY));
    };
    const host = testHost({ returnAfter: 50, factories: { webgpu } });
    await host.send(opening("a", { backend: "webgpu" }));
    await host.send({ kind: "step", run: "a", count: 30 });
    expect((await host.next("recovered")).backend).toBe("wasm");
    expect(await host.next("recovered", ({ backend }) => backend === "webgpu")).toMatchObject({
      step: 30,
    });
    await host.send({ kind: "step", run: "a", count: 10 });
    expect(await weightsOf(host, "a")).toEqual(await undisturbed(40));
  });

  it("keeps a hand-set learning rate through a lost device", { timeout: 20_000 }, async () => {
    const train = async (lives: number[]): Promise<Uint8Array> => {
      const host = testHost({
        factories: { webgpu: () => gpu(() => lives.shift() ?? 1e9) },
      });
      await host.send(opening("a", { backend: "webgpu" }));
      await host.send({ kind: "step", run: "a", count: 10 });
      await host.send({ kind: "setLearningRate", run: "a", learningRate: 0.1 });
      await host.send({ kind: "step", run: "a", count: 20 });
      return weightsOf(host, "a");
    };
    const wanted = await train([]);
    for (const life of [11, 12, 22]) expect(await train([life])).toEqual(wanted);
  });

  it("never has more than one snapshot that was not acknowledged", async () => {
    const host = testHost({ acknowledge: false });
    await host.send(opening("a"));
    await host.send({ kind: "start", run: "a" });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(host.all("snapshot").length).toBe(1);
    await host.send({ kind: "acknowledge", run: "a" });
    await host.next(
      "snapshot",
      ({ snapshot }) => snapshot.step > (host.all("snapshot")[0]?.snapshot.step ?? 0),
    );
    expect(host.all("snapshot").length).toBe(2);
    await host.send({ kind: "pause", run: "a" });
  });

  it("runs several runs at once, each on its own, and gives all memory back", async () => {
    const host = testHost();
    for (const run of ["a", "b", "c"]) await host.send(opening(run));
    for (const run of ["a", "b"]) await host.send({ kind: "start", run });
    await host.next("snapshot", ({ snapshot }) => snapshot.run === "a" && snapshot.step > 12);
    await host.next("snapshot", ({ snapshot }) => snapshot.run === "b" && snapshot.step > 12);
    await host.send({ kind: "step", run: "c", count: 30 });
    expect(await weightsOf(host, "c")).toEqual(await undisturbed(30));
    for (const run of ["a", "b", "c"]) await host.send({ kind: "free", run });
    expect(host.all("freed").map(({ bytes }) => bytes > 0)).toEqual([true, true, false]);
    expect(host.all("failed")).toEqual([]);
  });

  it("names the layer and the step when a number stops being one, and goes back to the last good state", {
    timeout: 20_000,
  }, async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({ kind: "step", run: "a", count: 30 });
    const before = await weightsOf(host, "a");
    await host.send({ kind: "fault", fault: "nan", run: "a" });
    await host.send({ kind: "start", run: "a" });
    const { problem: first } = await host.next("paused");
    expect(first).toMatchObject({
      code: "not-a-number",
      message: "the loss became NaN in step 31",
      step: 31,
    });
    const { problem } = await host.next("paused", ({ problem: { layer } }) => layer !== undefined);
    expect(problem).toMatchObject({ code: "not-a-number", layer: "conv1", step: 31 });
    expect(host.all("snapshot").at(-1)?.snapshot.running).toBe(false);
    await host.send({ kind: "rewind", run: "a" });
    expect(await weightsOf(host, "a", 2)).toEqual(before);
  });

  it("refuses weights with NaN, by the name of the tensor", async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({ kind: "save", run: "a", request: 1 });
    const stored = new Map(readSafetensors(new Uint8Array((await host.next("saved")).weights)));
    const bias = stored.get("fc1.b");
    if (bias === undefined) throw new Error("no fc1.b");
    stored.set("fc1.b", {
      ...bias,
      data: Float32Array.from(bias.data, (value, at) => (at === 3 ? Number.NaN : value)),
    });
    await host.send({ kind: "reset", run: "a", life: 1, weights: writeSafetensors(stored).buffer });
    const { problem } = await host.next("failed");
    expect(problem.message).toBe(
      "fc1.b: one of its 10 values is no ordinary number; value 3 is not a number (NaN)",
    );
  });

  it("says that a run exploded when the learning rate is absurd", { timeout: 20_000 }, async () => {
    const host = testHost();
    const layers = [
      { name: "flatten", op: "flatten" },
      { name: "fc1", op: "linear", out_features: 16 },
      { name: "fc2", op: "linear", out_features: 10 },
    ];
    const network = { ...smallRecipe.network, layers };
    const recipe = {
      ...smallRecipe,
      network,
      optimiser: { kind: "sgd" },
      learningRate: 1e6,
    } as const;
    await host.send({ ...opening("a"), recipe });
    await host.send({ kind: "start", run: "a" });
    const { problem } = await host.next("paused", ({ problem: { layer } }) => layer !== undefined);
    expect(problem.code).toBe("not-a-number");
    expect(problem.message).toMatch(/became (infinite|not a number) in step [1-9]/);
  });

  it("shows watched tensors and probes of the step they belong to", async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({
      kind: "watch",
      run: "a",
      tensors: ["conv1.y", "conv1.dw", "fc1.w"],
      probes: true,
    });
    await host.send({ kind: "step", run: "a", count: 3 });
    const { snapshot } = await host.next("snapshot", (event) => event.snapshot.step === 3);
    const values = new Float32Array(snapshot.buffer, snapshot.tensors["conv1.dw"]?.at ?? 0, 27);
    const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    expect(snapshot.frames.at(-1)?.probes["conv1.dw"]?.norm).toBeCloseTo(norm, 6);
    await host.send({ kind: "setLearningRate", run: "a", learningRate: 0 });
    await host.send({ kind: "step", run: "a", count: 1 });
    const still = await host.next("snapshot", (event) => event.snapshot.step === 4);
    expect(snapshot.frames.at(-1)?.probes["fc1.w_update"]?.norm).toBeGreaterThan(0);
    expect(still.snapshot.frames.at(-1)?.probes["fc1.w_update"]).toMatchObject({
      norm: 0,
      zeros: 270,
    });
    expect(snapshot.frames.at(-1)?.probes["relu1.y"]?.zeros).toBeGreaterThan(0);
    expect(snapshot.tensors["conv1.y"]?.shape).toEqual([8, 3, 6, 6]);
  });

  it("a run at its goal has measured its last step, though a score came after it", async () => {
    const host = testHost();
    await host.send(opening("a"));
    const quantiles = [{ tensor: "relu1.y", channel: 0 }];
    await host.send({ kind: "watch", run: "a", tensors: [], probes: false, quantiles });
    await host.send({ kind: "start", run: "a", until: 7 });
    await host.next("snapshot", ({ snapshot }) => snapshot.step === 7 && !snapshot.running);
    const frames = host.all("snapshot").flatMap(({ snapshot }) => snapshot.frames);
    expect(frames.at(-1)?.step).toBe(7);
  });

  it("of a whole tensor that is watched there are its numbers at 128 equal parts, in order", async () => {
    const host = testHost();
    await host.send(opening("a"));
    const quantiles = [{ tensor: "relu1.y", channel: null }];
    await host.send({ kind: "watch", run: "a", tensors: ["relu1.y"], probes: true, quantiles });
    await host.send({ kind: "start", run: "a", until: 3 });
    const done = await host.next("snapshot", (said) => said.snapshot.step === 3);
    const frame = done.snapshot.frames.at(-1);
    const [ordered = [], probe] = [frame?.quantiles["relu1.y"], frame?.probes["relu1.y"]];
    expect(ordered).toHaveLength(129);
    expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
    expect([ordered[0], ordered.at(-1)]).toEqual([probe?.min, probe?.max]);
    const zeros = ordered.filter((value) => value === 0).length / 129;
    expect(Math.abs(zeros - (probe?.zeros ?? 0) / (8 * 3 * 6 * 6))).toBeLessThan(0.02);
  });

  it("answers a picture with every layer's numbers, before training too", async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({
      kind: "infer",
      run: "a",
      request: 5,
      input: new Float32Array(64).fill(0.5),
      tensors: [],
    });
    const { tensors, buffer } = await host.next("inferred", ({ request }) => request === 5);
    expect(Object.keys(tensors)).toEqual([
      "input",
      "conv1.y",
      "bn1.y",
      "relu1.y",
      "drop1.y",
      "pool1.y",
      "flatten.y",
      "fc1.y",
    ]);
    const conv = new Float32Array(buffer, tensors["conv1.y"]?.at ?? 0, 108);
    expect(new Set(conv.subarray(0, 36)).size).toBe(1);
  });

  it("refuses what it cannot do with a sentence, and goes on", async () => {
    const host = testHost();
    await host.send({ kind: "start", run: "nobody" });
    await host.send({ ...opening("a"), recipe: { ...smallRecipe, batch: 0 } });
    await host.send(opening("b"));
    await host.send({ kind: "watch", run: "b", tensors: ["conv1.z"], probes: false });
    await host.send({
      kind: "infer",
      run: "b",
      request: 9,
      input: new Float32Array(3),
      tensors: [],
    });
    await host.send({ ...opening("c"), weights: new ArrayBuffer(3) });
    expect(host.all("failed").map(({ problem }) => problem.code)).toEqual([
      "unknown-name",
      "spec",
      "unknown-name",
      "shape",
      "format",
    ]);
    expect(host.all("failed")[2]?.problem.hint).toBe("Did you mean conv1.w?");
    await host.send({ kind: "step", run: "b", count: 1 });
    expect((await host.next("snapshot")).snapshot.step).toBe(1);
  });

  it("saves weights that PyTorch's names and another run can load", async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({ kind: "step", run: "a", count: 5 });
    const weights = await weightsOf(host, "a");
    expect([...readSafetensors(weights).keys()]).toContain("bn1.running_var");
    await host.send({ ...opening("b"), weights: weights.slice().buffer });
    expect(await weightsOf(host, "b")).toEqual(weights);
  });
});
