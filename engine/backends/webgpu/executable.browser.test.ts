/**
 * The life of programs on the GPU: what a step costs in calls, memory, errors, loss of the device,
 * and no invented numbers.
 */
import { afterEach, describe, expect, inject, it } from "vitest";
import { random } from "../../core/random";
import { size } from "../../core/shape";
import type { Executable } from "../backend";
import { openDevice, requestDevice } from "./device";
import { createWebGpu, type WebGpuBackend } from "./index";
import {
  codeOf,
  fill,
  numbersFor,
  parameterNames,
  scalars,
  single,
  trained,
} from "./program.testing";

/** How often a device is made to fail at a random step; `npm run survive` asks for more. */
const FAILURES = Array.from({ length: Math.ceil(inject("trials") / 2) }, (_, at) => at + 1);

const open: WebGpuBackend[] = [];
async function backendOn(device?: GPUDevice): Promise<WebGpuBackend> {
  const backend = await createWebGpu(device === undefined ? {} : { device });
  open.push(backend);
  return backend;
}
afterEach(() => {
  for (const backend of open.splice(0)) backend.dispose();
});

async function lenetOn(backend: WebGpuBackend, seed = 1): Promise<Executable> {
  const program = trained("lenet5", 4);
  const executable = await backend.compile(program);
  fill(executable, numbersFor(program, seed));
  return executable;
}

async function steps(executable: Executable, from: number, to: number): Promise<void> {
  for (let step = from; step <= to; step++) await executable.run("train", scalars(step));
}

async function weights(executable: Executable): Promise<number[][]> {
  const state = executable.program.tensors
    .filter(({ kind }) => kind === "state")
    .map(({ name }) => name);
  const read = await executable.read([...parameterNames(executable.program), ...state]);
  return [...read.values()].map((data) => Array.from(data));
}

describe("a training step on the GPU", () => {
  it("is one submission of at most 32 dispatches for LeNet-5, and makes nothing new", async () => {
    const backend = await backendOn();
    const executable = await lenetOn(backend);
    await steps(executable, 1, 1);
    const before = { ...backend.counters };
    await steps(executable, 2, 4);
    const { submits, dispatches, ...made } = backend.counters;
    expect(submits - before.submits).toBe(3);
    expect((dispatches - before.dispatches) / 3).toBeLessThanOrEqual(32);
    expect((dispatches - before.dispatches) % 3).toBe(0);
    expect(made).toEqual({
      buffers: before.buffers,
      bindGroups: before.bindGroups,
      pipelines: before.pipelines,
      readbacks: before.readbacks,
      bytes: before.bytes,
    });
  });

  it.each([
    ["lenet5", 64],
    ["residual20", 32],
  ])(
    "takes at most 1.25 times the memory that the plan says: %s, batch %i",
    async (network, batch) => {
      const backend = await backendOn();
      const program = trained(network, batch);
      const executable = await backend.compile(program);
      expect(backend.bytesInUse()).toBeGreaterThanOrEqual(program.words * 4);
      expect(backend.bytesInUse()).toBeLessThanOrEqual(1.25 * program.words * 4);
      executable.free();
    },
  );

  it("takes no more once it trains and is read, with sums over shortcuts and batch norm, and makes nothing new", async () => {
    const backend = await backendOn();
    const program = trained("residual20", 4);
    const executable = await backend.compile(program);
    fill(executable, numbersFor(program, 1));
    await steps(executable, 1, 1);
    await executable.read(["loss"]);
    const {
      submits: _submits,
      dispatches: _dispatches,
      readbacks: _readbacks,
      ...before
    } = backend.counters;
    expect(backend.bytesInUse()).toBeLessThanOrEqual(1.25 * program.words * 4);
    await steps(executable, 2, 2);
    await executable.read(["loss"]);
    expect(backend.counters).toMatchObject(before);
    executable.free();
  });

  it("reads many times with the same staging buffer, and one submission each", async () => {
    const backend = await backendOn();
    const executable = await lenetOn(backend);
    await steps(executable, 1, 1);
    await executable.read(["loss"]);
    const before = { ...backend.counters };
    for (let time = 0; time < 5; time++) await executable.read(["loss"]);
    expect(backend.counters.buffers).toBe(before.buffers);
    expect(backend.counters.submits - before.submits).toBe(5);
  });

  it("needs no new pipeline for a second network of the same shape", async () => {
    const backend = await backendOn();
    await lenetOn(backend);
    const { pipelines } = backend.counters;
    await lenetOn(backend);
    expect(backend.counters.pipelines).toBe(pipelines);
  });

  it("gives the same bits for the same numbers, beside another network that trains", async () => {
    const backend = await backendOn();
    const pair = [await lenetOn(backend), await lenetOn(backend), await lenetOn(backend, 2)];
    for (let step = 1; step <= 3; step++)
      for (const executable of pair) await executable.run("train", scalars(step));
    const [a, b, other] = await Promise.all(pair.map(weights));
    expect(a).toEqual(b);
    expect(a).not.toEqual(other);
  });
});

describe("memory", () => {
  it("is all given back: the ledger is zero after the last program is freed", async () => {
    const backend = await backendOn();
    const pair = [await lenetOn(backend), await lenetOn(backend)];
    await steps(pair[0] ?? (await lenetOn(backend)), 1, 1);
    await pair[0]?.read(["loss"]);
    expect(backend.bytesInUse()).toBeGreaterThan(0);
    for (const executable of pair) {
      executable.free();
      executable.free();
    }
    expect(backend.bytesInUse()).toBe(0);
  });

  it("beyond the budget is refused before anything is allocated, naming the largest tensor", async () => {
    const backend = await createWebGpu({ budgetBytes: 2 ** 20 });
    open.push(backend);
    const attempt = backend.compile(trained("lenet5", 64));
    await expect(attempt).rejects.toMatchObject({
      code: "budget",
      message: expect.stringMatching(/takes \d+ MB/),
    });
    expect(backend.counters.buffers).toBe(0);
  });
});

describe("wrong use", () => {
  it("speaks of the name, the size, the kind, the phase, the op", async () => {
    const backend = await backendOn();
    const executable = await lenetOn(backend);
    expect(await codeOf(() => executable.write("nobody", new Float32Array(1)))).toBe(
      "unknown-name",
    );
    expect(await codeOf(() => executable.write("loss", new Float32Array(7)))).toBe("shape");
    expect(await codeOf(() => executable.write("indices", new Float32Array(4)))).toBe("shape");
    expect(await codeOf(() => executable.read(["nobody"]))).toBe("unknown-name");
    expect(await codeOf(() => executable.run("probe", scalars(1)))).toBe("unknown-name");
    executable.free();
    expect(await codeOf(() => executable.run("train", scalars(1)))).toBe("lost");
    expect(
      await codeOf(() =>
        backend.compile(single({ op: "telepathy", pass: "forward", slots: { x: [1] } })),
      ),
    ).toBe("unsupported");
  });

  it("of the same memory twice in one call is refused, not computed", async () => {
    const backend = await backendOn();
    const program = single({ op: "accumulate", pass: "reduce", slots: { into: [64], part: [64] } });
    const tensors = program.tensors.map((plan) => ({ ...plan, offset: 0 }));
    expect(await codeOf(() => backend.compile({ ...program, tensors }))).toBe("unsupported");
    expect(backend.bytesInUse()).toBe(0);
  });
});

describe("no number is invented", () => {
  it.each(FAILURES)("a submission that never ran makes every later read fail: %i", async (seed) => {
    const { device } = await openDevice();
    const backend = await backendOn(device);
    const executable = await lenetOn(backend);
    const missing = 1 + random(seed).below(6);
    await steps(executable, 1, missing - 1);
    const submit = device.queue.submit.bind(device.queue);
    device.queue.submit = () => undefined;
    await steps(executable, missing, missing);
    device.queue.submit = submit;
    expect(await codeOf(() => executable.read(["loss"]))).toBe("lost");
    await steps(executable, missing + 1, missing + 1);
    expect(await codeOf(() => executable.read(["loss"]))).toBe("lost");
    device.destroy();
  });

  it.each(FAILURES)("an error that nobody caught ends the backend: %i", async (seed) => {
    const { device } = await openDevice();
    const backend = await backendOn(device);
    const executable = await lenetOn(backend);
    await steps(executable, 1, random(seed).below(6));
    device.createBuffer({ size: 16, usage: 0 });
    device.queue.submit([]);
    expect((await backend.lost).reason).toMatch(/uncaptured error/);
    expect(await codeOf(() => executable.read(["loss"]))).toBe("lost");
    expect(await codeOf(() => executable.run("train", scalars(2)))).toBe("lost");
    expect(await codeOf(() => backend.compile(trained("lenet5", 4)))).toBe("lost");
    device.destroy();
  });
});

/** An adapter that says it has no more than the limits which every WebGPU device has. */
async function leastDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error("there is no adapter");
  const asked: Partial<GPUDeviceDescriptor>[] = [];
  const device = await requestDevice({
    info: adapter.info,
    features: new Set<string>(),
    limits: { maxBufferSize: 256 * 2 ** 20, maxStorageBufferBindingSize: 128 * 2 ** 20 },
    requestDevice: (wanted: GPUDeviceDescriptor) => {
      asked.push(wanted);
      return adapter.requestDevice(wanted);
    },
  } as unknown as GPUAdapter);
  expect(asked).toHaveLength(1);
  return device;
}

describe("a device with no more than the least limits", () => {
  it.each(["lenet5", "plain20", "residual20"])(
    "trains %s",
    { timeout: 60_000 },
    async (network) => {
      const device = await leastDevice();
      expect(device.limits.maxStorageBufferBindingSize).toBe(128 * 2 ** 20);
      expect(device.limits.maxStorageBuffersPerShaderStage).toBe(8);
      const backend = await backendOn(device);
      const program = trained(network, 4);
      const executable = await backend.compile(program);
      fill(executable, numbersFor(program, 1));
      await steps(executable, 1, 2);
      expect((await executable.read(["loss"])).get("loss")?.[0]).toSatisfy(Number.isFinite);
    },
  );
});

describe("a lost device", () => {
  it("is told by `lost`, and every later call rejects with it", async () => {
    const { device } = await openDevice();
    const backend = await backendOn(device);
    const executable = await lenetOn(backend);
    await steps(executable, 1, 1);
    const reading = codeOf(() => executable.read(["loss"]));
    device.destroy();
    expect((await backend.lost).reason).toMatch(/destroyed/);
    expect([null, "lost"]).toContain(await reading);
    expect(await codeOf(() => executable.run("train", scalars(2)))).toBe("lost");
    expect(await codeOf(() => executable.write("loss", new Float32Array(1)))).toBe("lost");
    expect(await codeOf(() => executable.read(["loss"]))).toBe("lost");
    executable.free();
    expect(backend.bytesInUse()).toBe(0);
  });

  it("at any step costs nothing: a run resumed on a new device from a copy of its state ends with the same bits", {
    timeout: 60_000,
  }, async () => {
    const whole = await lenetOn(await backendOn());
    await steps(whole, 1, 6);
    const expected = await weights(whole);
    for (const lostAfter of [1, 4]) {
      const { device } = await openDevice();
      const first = await lenetOn(await backendOn(device));
      await steps(first, 1, lostAfter);
      const state = first.program.tensors.filter(
        ({ kind }) => kind === "parameter" || kind === "state",
      );
      const saved = await first.read(state.map(({ name }) => name));
      device.destroy();
      await codeOf(() => steps(first, lostAfter + 1, lostAfter + 1));
      const second = await lenetOn(await backendOn());
      for (const [name, data] of saved) second.write(name, data);
      await steps(second, lostAfter + 1, 6);
      expect(await weights(second)).toEqual(expected);
    }
  });

  it("while compiling rejects with lost, not with a program", async () => {
    const { device } = await openDevice();
    const backend = await backendOn(device);
    const compiling = codeOf(() => backend.compile(trained("lenet5", 4)));
    device.destroy();
    expect(await compiling).toBe("lost");
    expect(backend.bytesInUse()).toBe(0);
  });
});

describe("long work", () => {
  it("is cut into several submissions, all of which must have run", async () => {
    const backend = await createWebGpu({ software: true });
    open.push(backend);
    const program = trained("plain20", 8, 16);
    const executable = await backend.compile(program);
    fill(executable, numbersFor(program, 1));
    const before = backend.counters.submits;
    await executable.run("train", scalars(1));
    expect(backend.counters.submits - before).toBeGreaterThan(1);
    const loss = (await executable.read(["loss"])).get("loss");
    expect(loss?.[0]).toSatisfy(Number.isFinite);
    expect(size(program.tensors.find(({ name }) => name === "loss")?.shape ?? [])).toBe(1);
    executable.free();
  }, 60_000);
});
