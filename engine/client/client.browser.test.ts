/** The whole way in a real browser: page, worker, data set, backends; and workers that die. */
import { afterEach, describe, expect, it } from "vitest";
import { lenetRecipe } from "../train/recipes";
import workerUrl from "../worker/main.ts?worker&url";
import { EngineClient } from "./client";
import type { RunEvent } from "./event-hub";
import type { RunSnapshot } from "./snapshot";
import { pageTransport, workerTransport, type OpenTransport } from "./transport";

const clients: EngineClient[] = [];

function client(transport: OpenTransport = workerTransport(workerUrl)): EngineClient {
  const made = new EngineClient({ transport, base: new URL("/", location.href).href });
  clients.push(made);
  return made;
}

afterEach(() => {
  for (const made of clients.splice(0)) made.dispose();
});

function heard<Kind extends RunEvent["kind"]>(
  made: EngineClient,
  run: string,
  kind: Kind,
  fits: (event: Extract<RunEvent, { kind: Kind }>) => boolean = () => true,
): Promise<Extract<RunEvent, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const stop = made.subscribe(run, (event) => {
      if (event.kind === "failed") reject(new Error(event.problem.message));
      if (!isKind(event, kind) || !fits(event)) return;
      stop();
      resolve(event);
    });
  });
}

function isKind<Kind extends RunEvent["kind"]>(
  event: RunEvent,
  kind: Kind,
): event is Extract<RunEvent, { kind: Kind }> {
  return event.kind === kind;
}

async function stepTo(
  made: EngineClient,
  run: string,
  step: number,
  count: number,
): Promise<RunSnapshot> {
  const arrived = heard(
    made,
    run,
    "snapshot",
    ({ snapshot }) => snapshot.losses.at(-1)?.step === step,
  );
  made.step(run, count);
  return (await arrived).snapshot;
}

async function digest(weights: ArrayBuffer): Promise<string> {
  return Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", weights)), (byte) =>
    byte.toString(16),
  ).join("");
}

describe("the engine in a browser", () => {
  it("trains LeNet in a worker, classifies a picture, and gives its memory back", {
    timeout: 60_000,
  }, async () => {
    const made = client();
    const opened = await made.open({ run: "a", recipe: lenetRecipe, backend: "wasm" });
    expect(opened.parameters).toBe(61_706);
    const snapshot = await stepTo(made, "a", 40, 40);
    expect(snapshot.losses.at(-1)?.loss).toBeLessThan(snapshot.losses[0]?.loss ?? 0);
    const tensors = await made.infer("a", new Float32Array(784).fill(0.3));
    expect(tensors["fc3.y"]?.shape).toEqual([1, 10]);
    await made.free("a");
  });

  it("goes on bit for bit when the worker is killed, when it hangs, and when its heap is full", {
    timeout: 180_000,
  }, async () => {
    const calm = client();
    await calm.open({ run: "a", recipe: lenetRecipe, backend: "wasm" });
    await stepTo(calm, "a", 60, 60);
    const wanted = await digest(await calm.save("a"));
    for (const fault of ["kill-worker", "stall", "fill-memory"] as const) {
      const made = client();
      await made.open({ run: "a", recipe: lenetRecipe, backend: "wasm" });
      await stepTo(made, "a", 30, 30);
      const recovered = heard(made, "a", "recovered");
      made.fault(fault);
      const { step } = await recovered;
      expect(step).toBeGreaterThanOrEqual(20);
      await stepTo(made, "a", 60, 60 - step);
      expect(await digest(await made.save("a"))).toBe(wanted);
      made.dispose();
    }
  });

  it("says what nobody caught in the worker, and trains on", { timeout: 60_000 }, async () => {
    const made = client();
    await made.open({ run: "a", recipe: lenetRecipe, backend: "wasm" });
    const said = new Promise<string>((resolve) => {
      made.subscribe("a", (event) => {
        if (event.kind === "failed") resolve(event.problem.message);
      });
    });
    made.fault("reject");
    expect(await said).toContain("nobody catches this");
    expect((await stepTo(made, "a", 3, 3)).step).toBe(3);
  });

  it("computes in the page where workers are forbidden", { timeout: 60_000 }, async () => {
    const forbidden: OpenTransport = () => {
      throw new DOMException("no workers here", "SecurityError");
    };
    for (const transport of [forbidden, pageTransport]) {
      const made = client(transport);
      await made.open({ run: "a", recipe: lenetRecipe, backend: "wasm" });
      expect((await stepTo(made, "a", 3, 3)).step).toBe(3);
    }
  });

  it("follows the same curve on WebGPU, and goes on when the device is destroyed", {
    timeout: 120_000,
  }, async () => {
    const made = client();
    const losses = async (
      run: string,
      backend: "wasm" | "webgpu",
      lose: boolean,
    ): Promise<readonly number[]> => {
      await made.open({ run, recipe: lenetRecipe, backend });
      const all: number[] = [];
      made.subscribe(run, (event) => {
        if (event.kind === "snapshot")
          for (const { step, loss } of event.snapshot.losses) all[step] = loss;
      });
      await stepTo(made, run, 25, 25);
      if (lose) made.fault("lose-device", run);
      await stepTo(made, run, 40, 15);
      await made.free(run);
      return all.slice(1);
    };
    const [wasm, calm, lost] = [
      await losses("a", "wasm", false),
      await losses("b", "webgpu", false),
      await losses("c", "webgpu", true),
    ];
    expect(wasm.length).toBe(40);
    expect(lost).toEqual(calm);
    for (const [at, loss] of calm.entries())
      expect(Math.abs(loss - (wasm[at] ?? 0))).toBeLessThan(1e-3 * (1 + at));
  });
});
