/** A run as the page sees it follows what the engine says. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../engine/client/event-hub";
import type { RunSnapshot } from "../../engine/client/snapshot";
import { lenetRecipe } from "../../engine/train/recipes";
import { CLOSED, frameAt, received, type RunView } from "./run-view";
import { duration, secondsLeft } from "./time-left";

const probe = { norm: 1, min: 0, max: 1, mean: 0, zeros: 0, notANumber: 0, histogram: [] };
const snapshot = (step: number, from = step - 1, more: Partial<RunSnapshot> = {}): RunEvent => ({
  kind: "snapshot",
  snapshot: {
    run: "lenet",
    step,
    epoch: 0,
    running: true,
    until: null,
    provenance: { backend: "wasm", description: "2 threads", reason: "" },
    learningRate: 0.1,
    imagesPerSecond: 640,
    losses: Array.from({ length: step - from }, (_, at) => ({
      step: from + at + 1,
      loss: 1 / (from + at + 1),
    })),
    scores: step % 10 === 0 ? [{ step, loss: 0.5, accuracy: 0.9 }] : [],
    frames: [],
    tensors: {},
    ...more,
  },
});
const after = (
  events: readonly RunEvent[],
  from: RunView = { ...CLOSED, phase: "opening" },
): RunView => events.reduce(received, from);

describe("a run as the page sees it", () => {
  test("keeps every loss once and in order, however the snapshots cut them, and whatever goes back", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(-4)), {
          minLength: 1,
          maxLength: 30,
        }),
        (moves) => {
          let at = 0;
          let view: RunView = { ...CLOSED, phase: "opening" };
          for (const move of moves) {
            const to = Math.max(0, at + move);
            view = received(
              view,
              move > 0 ? snapshot(to, at) : snapshot(to, to, { running: false }),
            );
            at = to;
          }
          expect(view.losses.map((point) => point.step)).toEqual(
            Array.from({ length: at }, (_, index) => index + 1),
          );
        },
      ),
    );
  });

  test("a snapshot of an earlier step forgets the later ones; a recovery alone forgets nothing", () => {
    const recovered: RunEvent = {
      kind: "recovered",
      run: "lenet",
      step: 12,
      backend: "wasm",
      message: "Continued.",
    };
    const view = after([snapshot(20, 0), recovered]);
    expect([view.losses.length, view.notice, view.scores.length]).toEqual([20, "Continued.", 1]);
    const back = received(view, snapshot(12, 12));
    expect([back.losses.length, back.scores.length]).toEqual([12, 0]);
  });

  test("NaN breaks it until it is rewound; a failure ends it", () => {
    const problem = {
      code: "not-a-number" as const,
      message: "conv2 at step 31",
      hint: "",
      layer: "conv2",
      step: 31,
    };
    const broken = after([snapshot(31, 0), { kind: "paused", run: "lenet", problem }]);
    expect(broken.phase).toBe("broken");
    expect(received(broken, snapshot(31, 31, { running: false })).phase).toBe("broken");
    expect(received(broken, snapshot(30, 30, { running: false })).problem).toBe(problem);
    const back = received(
      { ...broken, phase: "ready", problem: null },
      snapshot(20, 20, { running: false }),
    );
    expect([back.phase, back.losses.length]).toEqual(["ready", 20]);
    expect(received(back, { kind: "failed", run: "lenet", problem }).phase).toBe("failed");
  });

  test("a new worker that opens the run again keeps its curves", () => {
    const opened: RunEvent = {
      kind: "opened",
      run: "lenet",
      provenance: { backend: "webgpu", description: "a card", reason: "measured" },
      parameters: 61_706,
      bytes: 9,
      network: lenetRecipe.network,
    };
    expect(after([opened]).phase).toBe("ready");
    const view = after([opened, snapshot(20, 0), opened]);
    expect([view.phase, view.losses.length, view.parameters]).toEqual(["running", 20, 61_706]);
    // What is drawn was computed by the processor, whatever a run is opened on.
    expect(after([opened]).provenance?.backend).toBe("webgpu");
    expect(view.provenance?.backend).toBe("wasm");
  });

  test("statistics are thinned over the whole run and found by step", () => {
    const view = after(
      Array.from({ length: 500 }, (_, at) =>
        snapshot(at + 1, at, {
          frames: [
            { step: at + 1, probes: { "fc1.dw": { ...probe, norm: at + 1 } }, quantiles: {} },
          ],
        }),
      ),
    );
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
    expect([duration(0.4), duration(42), duration(240)]).toEqual([
      "under a second",
      "42 s",
      "4 min",
    ]);
  });

  test("two runs keep frames of common steps, however long the one and short the other", () => {
    const frames = (count: number, stride: number): readonly number[] =>
      after(
        Array.from({ length: count }, (_, at) => {
          const step = (at + 1) * stride;
          return snapshot(step, step - 1, { frames: [{ step, probes: {}, quantiles: {} }] });
        }),
      ).frames.map(({ step }) => step);
    const [long, short] = [frames(900, 1), frames(100, 8)];
    expect(long.length).toBeLessThanOrEqual(200);
    expect(short.filter((step) => long.includes(step)).length).toBeGreaterThan(90);
  });
});
