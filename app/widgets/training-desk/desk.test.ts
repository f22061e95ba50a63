/** The desk's state survives links and nonsense; a run as the page sees it follows what the engine says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lenetRecipe } from "../../../engine/train/recipes";
import type { RunEvent } from "../../../engine/client/client";
import type { RunSnapshot } from "../../../engine/client/snapshot";
import { recipeKey, recipeOf, trainingDesk } from "./definition";
import { CLOSED, duration, frameAt, received, secondsLeft, type RunView } from "./run-view";

const probe = { norm: 1, min: 0, max: 1, mean: 0, zeros: 0, notANumber: 0, histogram: [] };
const snapshot = (step: number, from = step - 1, more: Partial<RunSnapshot> = {}): RunEvent => ({
  kind: "snapshot",
  snapshot: {
    run: "lenet",
    step,
    epoch: 0,
    backend: "wasm",
    running: true,
    learningRate: 0.1,
    imagesPerSecond: 640,
    losses: Array.from({ length: step - from }, (_, at) => ({ step: from + at + 1, loss: 1 / (from + at + 1) })),
    scores: step % 10 === 0 ? [{ step, loss: 0.5, accuracy: 0.9 }] : [],
    probes: {},
    tensors: {},
    ...more,
  },
});
const after = (events: readonly RunEvent[], from: RunView = { ...CLOSED, phase: "opening" }): RunView => events.reduce(received, from);

describe("the state of the desk", () => {
  const base = trainingDesk.initial({});

  test("is repaired from anything and then stays as it is", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (anything, field) => {
        for (const given of [anything, { learningRate: field, seed: field, batch: field, run: field, cursor: field, optimiser: field }]) {
          const state = trainingDesk.restore(given, base);
          expect(trainingDesk.restore(JSON.parse(JSON.stringify(state)), base)).toEqual(state);
          expect(state.learningRate).toBeGreaterThan(0);
          expect(Number.isInteger(state.batch)).toBe(true);
        }
      }),
    );
  });

  test("comes back from the lesson block that it is copied as", () => {
    const state = trainingDesk.initial({
      dataset: "fashion",
      seed: 7,
      batch: 32,
      optimiser: "adam",
      rate: 0.002,
      falling: false,
      log: true,
      run: "mine",
    });
    expect(trainingDesk.initial(trainingDesk.toProperties(state))).toEqual(state);
    expect(recipeOf(state)).toMatchObject({ dataset: "fashion", seed: 7, batch: 32, learningRate: 0.002, optimiser: { kind: "adam" } });
  });

  test("asks for a new run when seed, batch, rule or data change, and not when only the learning rate does", () => {
    expect(recipeKey({ ...base, learningRate: 1 })).toBe(recipeKey(base));
    for (const change of [{ seed: 2 }, { batch: 8 }, { optimiser: "adam" as const }, { dataset: "fashion" as const }, { falling: false }])
      expect(recipeKey({ ...base, ...change })).not.toBe(recipeKey(base));
  });

  test("opens with the very recipe whose accuracy is measured", () => {
    expect(recipeOf(base)).toEqual(lenetRecipe);
  });

  test("names LeNet-5's 61,706 parameters", () => {
    expect(trainingDesk.values(base)["parameters"]?.data[0]).toBe(61_706);
    expect(trainingDesk.torch(base)).toContain("== 61706");
    expect(trainingDesk.torch(base)).toContain("momentum=0.9");
  });
});

describe("a run as the page sees it", () => {
  test("keeps every loss once and in order, however the snapshots cut them, and whatever goes back", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(-4)), { minLength: 1, maxLength: 30 }), (moves) => {
        let at = 0;
        let view: RunView = { ...CLOSED, phase: "opening" };
        for (const move of moves) {
          const to = Math.max(0, at + move);
          view = received(view, move > 0 ? snapshot(to, at) : snapshot(to, to, { running: false }));
          at = to;
        }
        expect(view.losses.map((point) => point.step)).toEqual(Array.from({ length: at }, (_, index) => index + 1));
      }),
    );
  });

  test("a snapshot of an earlier step forgets the later ones; a recovery alone forgets nothing", () => {
    const recovered: RunEvent = { kind: "recovered", run: "lenet", step: 12, backend: "wasm", message: "Continued." };
    const view = after([snapshot(20, 0), recovered]);
    expect([view.losses.length, view.notice, view.scores.length]).toEqual([20, "Continued.", 1]);
    const back = received(view, snapshot(12, 12));
    expect([back.losses.length, back.scores.length]).toEqual([12, 0]);
  });

  test("NaN breaks it until it is rewound; a failure ends it", () => {
    const problem = { code: "not-a-number" as const, message: "conv2 at step 31", hint: "", layer: "conv2", step: 31 };
    const broken = after([snapshot(31, 0), { kind: "paused", run: "lenet", problem }]);
    expect(broken.phase).toBe("broken");
    expect(received(broken, snapshot(31, 31, { running: false })).phase).toBe("broken");
    expect(received(broken, snapshot(30, 30, { running: false })).problem).toBe(problem);
    const back = received({ ...broken, phase: "ready", problem: null }, snapshot(20, 20, { running: false }));
    expect([back.phase, back.losses.length]).toEqual(["ready", 20]);
    expect(received(back, { kind: "failed", run: "lenet", problem }).phase).toBe("failed");
  });

  test("a new worker that opens the run again keeps its curves", () => {
    const opened: RunEvent = {
      kind: "opened",
      run: "lenet",
      backend: "wasm",
      description: "2 threads",
      reason: "measured",
      parameters: 61_706,
      bytes: 9,
      network: recipeOf(trainingDesk.initial({})).network,
    };
    expect(after([opened]).phase).toBe("ready");
    const view = after([opened, snapshot(20, 0), opened]);
    expect([view.phase, view.losses.length, view.parameters]).toEqual(["running", 20, 61_706]);
  });

  test("statistics are thinned over the whole run and found by step", () => {
    const view = after(Array.from({ length: 500 }, (_, at) => snapshot(at + 1, at, { probes: { "fc1.dw": { ...probe, norm: at + 1 } } })));
    expect(view.frames.length).toBeLessThanOrEqual(200);
    expect(view.frames.at(-1)?.step).toBe(500);
    expect(frameAt(view.frames, null)?.step).toBe(500);
    const found = frameAt(view.frames, 250);
    expect(found?.step).toBeLessThanOrEqual(250);
    expect(found?.probes["fc1.dw"]?.norm).toBe(found?.step);
  });

  test("time left follows from images a second", () => {
    const { snapshot: last } = after([snapshot(25, 0)]);
    expect(secondsLeft(last, 64, 125)).toBe(10);
    expect(secondsLeft(last, 64, 25)).toBeNull();
    expect([duration(0.4), duration(42), duration(240)]).toEqual(["under a second", "42 s", "4 min"]);
  });
});
