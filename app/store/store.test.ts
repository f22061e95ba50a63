import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeProgress } from "./progress";
import { createLab } from "./store";

const placed = (): ReturnType<typeof createLab> => {
  const lab = createLab();
  lab.getState().placeFigure("a/c1", "conv", { n: 0 }, { n: 0 });
  return lab;
};
const stateOf = (lab: ReturnType<typeof createLab>): unknown =>
  lab.getState().figures["a/c1"]?.state;

describe("a figure's history", () => {
  it("undo and redo walk through the changes", () => {
    const lab = placed();
    for (const n of [1, 2, 3]) lab.getState().changeFigure("a/c1", { n });
    lab.getState().undoFigure("a/c1");
    lab.getState().undoFigure("a/c1");
    expect(stateOf(lab)).toEqual({ n: 1 });
    lab.getState().redoFigure("a/c1");
    expect(stateOf(lab)).toEqual({ n: 2 });
    lab.getState().changeFigure("a/c1", { n: 9 });
    lab.getState().redoFigure("a/c1");
    expect(stateOf(lab)).toEqual({ n: 9 });
  });

  it("a drag is one undo step, two drags are two", () => {
    const lab = placed();
    for (const n of [1, 2, 3]) lab.getState().changeFigure("a/c1", { n }, "merge");
    lab.getState().settleFigure("a/c1");
    for (const n of [4, 5]) lab.getState().changeFigure("a/c1", { n }, "merge");
    lab.getState().undoFigure("a/c1");
    expect(stateOf(lab)).toEqual({ n: 3 });
    lab.getState().undoFigure("a/c1");
    expect(stateOf(lab)).toEqual({ n: 0 });
  });

  it("reset can be undone, and a change to the same state is none", () => {
    const lab = placed();
    lab.getState().changeFigure("a/c1", { n: 5 });
    lab.getState().resetFigure("a/c1");
    expect(stateOf(lab)).toEqual({ n: 0 });
    lab.getState().undoFigure("a/c1");
    expect(stateOf(lab)).toEqual({ n: 5 });
    const before = lab.getState().figures;
    lab.getState().changeFigure("a/c1", { n: 5 });
    expect(lab.getState().figures).toBe(before);
  });

  it("after any intents, undoing all leads back to the beginning and redoing all to the end", () => {
    const intent = fc.oneof(
      fc.record({
        kind: fc.constant("change" as const),
        n: fc.nat({ max: 5 }),
        merge: fc.boolean(),
      }),
      fc.constantFrom(
        { kind: "undo" as const },
        { kind: "redo" as const },
        { kind: "reset" as const },
        { kind: "settle" as const },
      ),
    );
    fc.assert(
      fc.property(fc.array(intent, { maxLength: 60 }), (intents) => {
        const lab = placed();
        const { changeFigure, undoFigure, redoFigure, resetFigure, settleFigure } = lab.getState();
        for (const one of intents) {
          if (one.kind === "change")
            changeFigure("a/c1", { n: one.n }, one.merge ? "merge" : "step");
          else
            ({ undo: undoFigure, redo: redoFigure, reset: resetFigure, settle: settleFigure })[
              one.kind
            ]("a/c1");
        }
        for (let count = 0; count < 100; count++) redoFigure("a/c1");
        const end = stateOf(lab);
        for (let count = 0; count < 100; count++) undoFigure("a/c1");
        expect(stateOf(lab)).toEqual({ n: 0 });
        for (let count = 0; count < 100; count++) redoFigure("a/c1");
        expect(stateOf(lab)).toEqual(end);
      }),
    );
  });

  it("an intent for a figure that is not there does nothing", () => {
    const lab = createLab();
    const before = lab.getState().figures;
    lab.getState().changeFigure("none", { n: 1 });
    lab.getState().undoFigure("none");
    expect(lab.getState().figures).toBe(before);
  });
});

describe("progress", () => {
  it("remembers steps, and that the end was reached", () => {
    const lab = createLab();
    lab.getState().visit("stride", "one", false);
    lab.getState().visit("stride", "two", true);
    lab.getState().visit("stride", "one", false);
    expect(lab.getState().progress.lessons["stride"]).toEqual({
      step: "one",
      visited: ["one", "two"],
      done: true,
    });
  });

  it("two tabs lose nothing that either has seen", () => {
    const one = { lessons: { a: { step: "x", visited: ["x"], done: true } }, last: "#/lesson/a" };
    const two = {
      lessons: {
        a: { step: "y", visited: ["y"], done: false },
        b: { step: "z", visited: ["z"], done: false },
      },
      last: "",
    };
    const merged = mergeProgress(one, two);
    expect(merged.lessons["a"]).toEqual({ step: "y", visited: ["x", "y"], done: true });
    expect(merged.lessons["b"]?.visited).toEqual(["z"]);
    expect(merged.last).toBe("#/lesson/a");
  });

  it("a place too long to keep is kept without its figures", () => {
    const lab = createLab();
    lab.getState().leaveMark(`#/lesson/a/b?c1.x=${"1,".repeat(4_000)}`);
    expect(lab.getState().progress.last).toBe("#/lesson/a/b");
  });
});
