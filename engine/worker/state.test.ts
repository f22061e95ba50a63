/** What the worker says of a run's state, its goal, and what was measured at which step. */
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createWasm } from "../backends/wasm/index";
import { writeSafetensors } from "../data/formats/safetensors";
import { networkShapes } from "../graph/shapes";
import { initialWeights } from "../train/initialisers";
import { toStored } from "../train/weights";
import {
  mortal,
  opening,
  smallNetwork,
  smallRecipe,
  testHost,
  type TestHost,
} from "./host.testing";
import { ofChannel } from "./quantiles";
import { Rhythm } from "./rhythm";

vi.setConfig({ testTimeout: 30_000 });

const ended = async (host: TestHost, run: string) =>
  (await host.next("snapshot", ({ snapshot }) => snapshot.run === run && !snapshot.running))
    .snapshot;

describe("a run with a goal", () => {
  it("stops by itself at the very step, with a score of it, and goes on when it is asked to", async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({ kind: "start", run: "a", until: 37 });
    const last = await ended(host, "a");
    expect([last.step, last.until]).toEqual([37, 37]);
    const scored = host.all("snapshot").flatMap(({ snapshot }) => snapshot.scores);
    expect(scored.at(-1)?.step).toBe(37);
    await host.send({ kind: "start", run: "a", until: 40 });
    await host.next("snapshot", ({ snapshot }) => snapshot.step === 40 && !snapshot.running);
  });

  it("names what computed each snapshot, also after the graphics card was lost", async () => {
    let made = 0;
    const webgpu = async () => {
      made += 1;
      if (made > 1) throw new Error("no adapter");
      return mortal({ ...(await createWasm()), name: "webgpu" as const }, () => 30);
    };
    const host = testHost({ factories: { webgpu } });
    await host.send(opening("a", { backend: "webgpu" }));
    await host.send({ kind: "start", run: "a", until: 60 });
    await ended(host, "a");
    const told = host
      .all("snapshot")
      .map(({ snapshot }) => [snapshot.step, snapshot.provenance] as const);
    expect(told[0]?.[1].backend).toBe("webgpu");
    expect(told.at(-1)).toMatchObject([60, { backend: "wasm" }]);
    expect(told.at(-1)?.[1].reason).toMatch(/webgpu was lost at step \d+/);
  });
});

describe("what is measured", () => {
  it("two runs share the steps at which they are measured, and all measure the last", async () => {
    const host = testHost();
    const steps = async (run: string): Promise<readonly number[]> => {
      await host.send(opening(run));
      await host.send({ kind: "watch", run, tensors: [], probes: true });
      await host.send({ kind: "start", run, until: 64 });
      await ended(host, run);
      return host
        .all("snapshot")
        .filter(({ snapshot }) => snapshot.run === run)
        .flatMap(({ snapshot }) => snapshot.frames.map(({ step }) => step));
    };
    const [a, b] = [await steps("a"), await steps("b")];
    for (const one of [a, b]) {
      expect(one[0]).toBe(1);
      expect(one.at(-1)).toBe(64);
      expect(one.toSorted((first, second) => first - second)).toEqual(one);
      expect(new Set(one).size).toBe(one.length);
    }
    expect(a.filter((step) => b.includes(step)).length).toBeGreaterThanOrEqual(4);
  });

  it("percentiles of one channel are those of its own numbers", async () => {
    const host = testHost();
    await host.send(opening("a"));
    const quantiles = [{ tensor: "bn1.y", channel: 1 }];
    await host.send({ kind: "watch", run: "a", tensors: ["bn1.y"], probes: false, quantiles });
    await host.send({ kind: "step", run: "a", count: 2 });
    const { snapshot } = await host.next("snapshot", (event) => event.snapshot.step === 2);
    const view = snapshot.tensors["bn1.y"];
    const data = new Float32Array(snapshot.buffer, view?.at ?? 0, 8 * 3 * 36);
    const sorted = ofChannel(data, view?.shape ?? [], 1).toSorted();
    expect(snapshot.frames.at(-1)?.quantiles["bn1.y[1]"]).toEqual(
      [0.15, 0.5, 0.85].map((share) => sorted[Math.round(share * 287)]),
    );
  });

  it("the rhythm keeps to powers of two, and to its share of the time", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        fc.double({ min: 0.05, max: 200, noNaN: true }),
        (cost, step) => {
          const rhythm = new Rhythm(0.1, 0);
          const due: number[] = [];
          for (let at = 1; at <= 4096; at++) {
            if (!rhythm.due(at)) continue;
            due.push(at);
            rhythm.took(cost, step);
          }
          const late = due.slice(14);
          const gap = (late[1] ?? 0) - (late[0] ?? 0);
          if (late.length > 1) {
            expect(Math.log2(gap) % 1).toBe(0);
            expect(cost / (gap * step)).toBeLessThanOrEqual(0.1 + 1e-9);
          }
          expect(due[0]).toBe(1);
        },
      ),
    );
  });
});

describe("other conditions", () => {
  const normal = {
    ...smallRecipe,
    network: {
      format: 1,
      name: "normal",
      input: [1, 8, 8],
      layers: [
        { name: "flatten", op: "flatten" },
        { name: "bn", op: "batchnorm" },
        { name: "fc", op: "linear", out_features: 10 },
      ],
    },
  } as const;
  const input = Float32Array.from({ length: 128 }, (_, at) => at / 128);

  async function mean(how: object): Promise<readonly (number | undefined)[]> {
    const host = testHost();
    await host.send({ ...opening("a"), recipe: normal });
    const ask = async (request: number, given: object): Promise<number | undefined> => {
      const tensors = ["bn.running_mean"];
      await host.send({ kind: "infer", run: "a", request, input, tensors, how: given });
      const { buffer } = await host.next("inferred", (event) => event.request === request);
      return new Float32Array(buffer)[0];
    };
    return [await ask(1, how), await ask(2, { batch: 2 })];
  }

  it("a pass in training mode moves the running statistics for itself, or for the run when asked", async () => {
    const moved = expect.closeTo(0.1 * 0.25, 6);
    expect(await mean({ batch: 2, mode: "train" })).toEqual([moved, 0]);
    expect(await mean({ batch: 2, mode: "train", updates: true })).toEqual([moved, moved]);
  });

  it("a score in training mode or with whole-set statistics is another, and changes nothing", async () => {
    const host = testHost();
    await host.send({ ...opening("a"), recipe: normal });
    const ask = async (request: number, mode: "eval" | "train", statistics?: { batch: number }) => {
      const conditions = { mode, batch: 10 };
      await host.send({
        kind: "examine",
        run: "a",
        request,
        conditions,
        ...(statistics === undefined ? {} : { statistics }),
      });
      const { tensors, buffer } = await host.next("inferred", (event) => event.request === request);
      return new Float32Array(buffer, tensors["loss"]?.at ?? -1, 1)[0];
    };
    const first = await ask(1, "eval");
    const others = [await ask(2, "train"), await ask(3, "eval", { batch: 80 })];
    expect(new Set([first, ...others]).size).toBe(3);
    expect(await ask(4, "eval")).toBe(first);
  });
});

describe("pictures and weights", () => {
  it("held-out pictures come with their labels and the network's scores", async () => {
    const host = testHost();
    await host.send(opening("a"));
    await host.send({ kind: "examples", run: "a", request: 5, indices: [0, 19, 20] });
    const { tensors, buffer } = await host.next("inferred", ({ request }) => request === 5);
    // 20 are held out: there is none with the index 20.
    expect(tensors["pixels"]?.shape).toEqual([2, 1, 8, 8]);
    expect(tensors["labels"]?.shape).toEqual([2]);
    expect(tensors["output"]?.shape).toEqual([2, 10]);
    const output = new Float32Array(buffer, tensors["output"]?.at ?? 0, 20);
    await host.send({ kind: "examples", run: "a", request: 6, indices: [19] });
    const again = await host.next("inferred", ({ request }) => request === 6);
    const last = new Float32Array(again.buffer, again.tensors["output"]?.at ?? 0, 10);
    expect(output.slice(10)).toEqual(last);
    expect(output.slice(0, 10)).not.toEqual(last);
    expect(output.every(Number.isFinite)).toBe(true);
  });

  it("a file of weights is read in the worker; one that does not fit is refused with its layer", async () => {
    const host = testHost();
    const shapes = networkShapes(smallNetwork);
    const file = writeSafetensors(toStored(initialWeights(shapes, 1), shapes)).buffer;
    await host.send({ kind: "readWeights", request: 1, network: smallNetwork, file });
    expect((await host.next("inferred")).tensors["fc1.w"]?.shape).toEqual([10, 27]);
    const network = { ...smallNetwork, layers: smallNetwork.layers.slice(0, -1) };
    const wider = {
      ...network,
      layers: [...network.layers, { name: "fc1", op: "linear", out_features: 11 }],
    };
    await host.send({ kind: "readWeights", request: 2, network: wider, file });
    expect((await host.next("failed")).problem.message).toContain("fc1.w");
  });
});
