/**
 * Small work goes to the processor by itself, and nothing is read back that nobody looks at.
 * Counted, not timed.
 */
import { describe, expect, it } from "vitest";
import type { Backend, BackendName, Executable } from "../backends/backend";
import { createWasm } from "../backends/wasm/index";
import { networks } from "../graph/networks/index";
import { readDataset } from "../data/dataset";
import type { Recipe } from "../train/recipe";
import { Trainer } from "../train/trainer";
import { chooseBackend } from "./choose";
import { smallDataset, smallRecipe } from "./host.testing";
import { BackendPool } from "./pool";

/**
 * A pool whose graphics card is the processor under another name; `asked` names every backend that
 * was made.
 */
function counting(software: boolean): { pool: BackendPool; asked: BackendName[] } {
  const asked: BackendName[] = [];
  const make = (name: BackendName) => async (): Promise<Backend> => {
    asked.push(name);
    const backend = await createWasm();
    return name === "webgpu" ? Object.assign({ ...backend, name }, { software }) : backend;
  };
  return {
    pool: new BackendPool({
      webgpu: make("webgpu"),
      wasm: make("wasm"),
      reference: make("reference"),
    }),
    asked,
  };
}

const single: Recipe = {
  ...smallRecipe,
  batch: 1,
  network: {
    format: 1,
    name: "single",
    input: [1, 6, 6],
    layers: [
      { name: "conv1", op: "conv2d", out_channels: 1, kernel_size: 3 },
      { name: "flatten", op: "flatten" },
    ],
  },
};

function large(): Recipe {
  const network = networks["residual20"]?.();
  if (network === undefined) throw new Error("no residual20");
  return { ...smallRecipe, network, batch: 8 };
}

describe("a backend that nobody chose", () => {
  it.each([
    ["a 3×3 convolution of a 6×6 picture", single],
    ["a small network", smallRecipe],
  ])("is the processor for %s, and no graphics card is asked for", async (_name, recipe) => {
    const { pool, asked } = counting(false);
    const { backend, reason } = await chooseBackend(pool, "auto", recipe, new Map());
    expect(backend.name).toBe("wasm");
    expect(asked).toEqual(["wasm"]);
    expect(reason).toMatch(/a graphics card would spend longer answering/);
  });

  it("is the faster of both for a large network, each asked for once; never a GPU that is the processor itself", async () => {
    const { pool, asked } = counting(false);
    const timings = new Map<BackendName, number>();
    await chooseBackend(pool, "auto", large(), timings);
    expect(asked).toEqual(["wasm", "webgpu"]);
    expect([...timings.keys()].toSorted()).toEqual(["wasm", "webgpu"]);
    const software = counting(true);
    const { backend } = await chooseBackend(software.pool, "auto", large(), new Map());
    expect(backend.name).toBe("wasm");
  });
});

describe("a run that nobody looks into", () => {
  it("writes which examples a step takes, and their labels, and reads nothing back; the losses of up to 64 steps are one copy of 64 numbers", async () => {
    const reads: (readonly string[])[] = [];
    const writes: string[] = [];
    const wasm = await createWasm();
    const watched = (inner: Executable): Executable => ({
      program: inner.program,
      run: (phase, scalars) => inner.run(phase, scalars),
      free: () => inner.free(),
      write(name, data) {
        writes.push(name);
        inner.write(name, data);
      },
      read(names) {
        reads.push(names);
        return inner.read(names);
      },
    });
    const backend: Backend = {
      ...wasm,
      compile: async (program) => watched(await wasm.compile(program)),
    };
    const trainer = await Trainer.open(backend, smallRecipe, readDataset("mnist", smallDataset()));
    writes.length = 0;
    for (let step = 0; step < 60; step++) await trainer.advance();
    expect(reads).toEqual([]);
    expect(writes.length).toBe(2 * 60);
    expect(new Set(writes)).toEqual(new Set(["indices", "labels"]));
    expect((await trainer.losses()).length).toBe(60);
    expect(reads).toEqual([["loss.ring"]]);
  });
});
