// @vitest-environment happy-dom
/** A run that is kept: what is written while it trains, and how the next page goes on from it. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LabError } from "../../engine/core/errors";
import type { StorageOutcome } from "../store/database";
import type { StoredRunRecord } from "../store/run-storage";
import { lenetRecipe as recipe } from "../../engine/train/recipes";
import { FakeEngine } from "./engine.testing";
import { Runs, type RunHandle } from "./runs";

const device = vi.hoisted(() => ({ runs: new Map<string, object>(), answer: "kept" }));

vi.mock("../store/run-storage", () => ({
  readRun: async (name: string) => device.runs.get(name) ?? null,
  writeRun: async (run: StoredRunRecord): Promise<StorageOutcome> => {
    if (device.answer !== "kept") return device.answer as StorageOutcome;
    device.runs.set(run.name, structuredClone(run));
    return "kept";
  },
  noteReached: ({ name, reached }: StoredRunRecord) => {
    const run = device.runs.get(name);
    if (run !== undefined) device.runs.set(name, { ...run, reached });
  },
  deleteRun: async (name: string) => void device.runs.delete(name),
}));

const state = (...bytes: number[]): ArrayBuffer => Uint8Array.from(bytes).buffer;
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A page of its own: its runs know nothing of another page's. */
async function page(
  engine: FakeEngine,
  rate = recipe.learningRate,
  key = "mnist 1",
): Promise<RunHandle> {
  const run = new Runs(async () => engine).run("lenet");
  await run.open({ recipe: { ...recipe, learningRate: rate }, key, backend: "auto", keep: true });
  return run;
}

/** Trains to step 27 with a checkpoint at 20, and leaves the page. */
async function trained(engine: FakeEngine): Promise<RunHandle> {
  const run = await page(engine);
  engine.say("lenet", { kind: "checkpoint", run: "lenet", step: 20, state: state(1, 2, 3) });
  const losses = Array.from({ length: 27 }, (_, at) => ({ step: at + 1, loss: 1 / (at + 1) }));
  engine.snapshot("lenet", 27, { losses });
  await vi.waitFor(() => expect(run.view.getState().snapshot?.step).toBe(27));
  dispatchEvent(new Event("pagehide"));
  await soon();
  return run;
}

beforeEach(() => {
  device.runs.clear();
  device.answer = "kept";
});
afterEach(() => vi.restoreAllMocks());

test("the next page opens it with the checkpoint and trains again what came after it; its curve is whole", async () => {
  await (await trained(new FakeEngine())).close();
  const engine = new FakeEngine();
  const open = vi.spyOn(engine, "open");
  const run = await page(engine);
  const { checkpoint } = open.mock.calls[0]?.[0] ?? {};
  expect(checkpoint?.step).toBe(20);
  expect([...new Uint8Array(checkpoint?.state ?? state())]).toEqual([1, 2, 3]);
  expect(engine.told.filter((told) => told.startsWith("step"))).toEqual(["step lenet 7"]);
  const view = run.view.getState();
  expect(view.notice).toBe(
    "This device had kept the run: it goes on from step 27. “Start over” begins anew.",
  );
  expect(view.losses.map(({ step }) => step)).toEqual(
    Array.from({ length: 27 }, (_, at) => at + 1),
  );
});

test("another recipe does not go on from it, and starting over gives it up", async () => {
  await (await trained(new FakeEngine())).close();
  const other = new FakeEngine();
  expect((await page(other, recipe.learningRate, "mnist 2")).view.getState().notice).toBeNull();
  const same = await page(new FakeEngine());
  expect(same.view.getState().notice).not.toBeNull();
  same.reset();
  await soon();
  expect((await page(new FakeEngine())).view.getState().notice).toBeNull();
});

test("the steps that are trained again have the rate that they had; the reader's rate holds from there on", async () => {
  const first = await trained(new FakeEngine());
  first.setLearningRate(0.5);
  const engine = new FakeEngine();
  await page(engine, 0.2);
  expect(engine.recipes.get("lenet")?.learningRate).toBe(recipe.learningRate);
  expect(engine.told.filter((told) => /^(step|setLearningRate)/.test(told))).toEqual([
    "step lenet 7",
    "setLearningRate lenet 0.2",
  ]);
});

test("a run that broke goes on from before it, not into it again", async () => {
  const first = new FakeEngine();
  const run = await trained(first);
  const problem = {
    code: "not-a-number" as const,
    message: "conv2: its gradients became infinite in step 31",
    hint: "",
    layer: "conv2",
    step: 31,
  };
  first.say("lenet", { kind: "paused", run: "lenet", problem });
  first.say("lenet", { kind: "checkpoint", run: "lenet", step: 20, state: state(1, 2, 3) });
  await soon();
  await run.close();
  const engine = new FakeEngine();
  expect((await page(engine)).view.getState().notice).toContain("it goes on from step 20.");
  expect(engine.told.some((told) => told.startsWith("step"))).toBe(false);
});

test("what cannot be used any more is forgotten, and the run begins anew", async () => {
  await (await trained(new FakeEngine())).close();
  const engine = new FakeEngine();
  engine.refusal = new LabError(
    "format",
    "this saved run has 3 numbers for conv1.w, the network needs 150",
    "",
  );
  const run = await page(engine);
  expect(run.view.getState()).toMatchObject({ phase: "ready", notice: null, problem: null });
  expect(device.runs.has("lenet")).toBe(false);
});

test.each([
  ["full", /its storage is full\. It goes on/],
  ["forbidden", /lets the page store nothing\. It goes on/],
] as const)("where storage is %s it says so, and the run goes on", async (answer, words) => {
  device.answer = answer;
  const engine = new FakeEngine();
  const run = await trained(engine);
  expect(run.view.getState().unkept).toMatch(words);
  expect(run.view.getState().phase).toBe("running");
  device.answer = "kept";
  engine.snapshot("lenet", 28);
  await vi.waitFor(() => expect(run.view.getState().snapshot?.step).toBe(28));
  dispatchEvent(new Event("pagehide"));
  await soon();
  expect(run.view.getState().unkept).toBeNull();
});
