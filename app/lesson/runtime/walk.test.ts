import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figure, lesson, paragraph, registry, step } from "./example";
import { basesAt, figuresOf, ownerOf, stageOf, walked } from "./walk";

const set = (figureId: string, state: Readonly<Record<string, unknown>>) =>
  ({ kind: "set", figure: figureId, state }) as const;
const doc = lesson(
  step("a", figure("c1", { start: 2 })),
  step("b", set("c1", { stride: 3 })),
  step("c", paragraph("Only words.")),
  step("d", set("c1", { count: 7 }), figure("c2", {}, "c1")),
);

describe("the stage of a step", () => {
  const figures = figuresOf(doc);
  const stage = (at: number): string[] =>
    stageOf(doc.steps[at] ?? step("none"), figures).map(({ id }) => id);

  it("is its figure, or the figure that it sets, or nothing", () => {
    expect([stage(0), stage(1), stage(2), stage(3)]).toEqual([["c1"], ["c1"], [], ["c2"]]);
  });

  it("a bound figure shares the state of the other", () => {
    expect(ownerOf("c2", figures)).toBe("c1");
    expect(ownerOf("c1", figures)).toBe("c1");
    expect([...basesAt(doc, 3, registry).keys()]).toEqual(["c1"]);
  });
});

describe("walking", () => {
  it("each step opens with the `set` tags of all steps up to it", () => {
    const counts = doc.steps.map((_, at) => basesAt(doc, at, registry).get("c1"));
    expect(counts).toEqual([
      { count: 2, stride: 1 },
      { count: 2, stride: 3 },
      { count: 2, stride: 3 },
      { count: 7, stride: 3 },
    ]);
  });

  it("keeps the reader's own numbers where a step does not set them", () => {
    const mine = new Map([["c1", { count: 5, stride: 1 }]]);
    expect(walked(doc, 0, 1, registry, mine).get("c1")).toEqual({ count: 5, stride: 3 });
    expect(
      walked(doc, 1, 0, registry, new Map([["c1", { count: 5, stride: 3 }]])).get("c1"),
    ).toEqual({ count: 5, stride: 1 });
  });

  it("there and back again, untouched, is the state of the step, for any two steps", () => {
    fc.assert(
      fc.property(fc.nat({ max: 3 }), fc.nat({ max: 3 }), (from, to) => {
        const there = walked(doc, from, to, registry, basesAt(doc, from, registry));
        expect(there).toEqual(basesAt(doc, to, registry));
        expect(walked(doc, to, from, registry, there)).toEqual(basesAt(doc, from, registry));
      }),
    );
  });

  it("a property that is no field of the state goes through the widget's own beginning", () => {
    const other = lesson(
      step("a", figure("c1", { start: 2 })),
      step("b", set("c1", { start: 6 })),
      step("c", set("c1", { step: 4 })),
    );
    expect(basesAt(other, 1, registry).get("c1")).toEqual({ count: 6, stride: 1 });
    expect(basesAt(other, 2, registry).get("c1")).toEqual({ count: 4, stride: 1 });
  });

  it("a figure of an unknown widget has no state and stops nobody", () => {
    const strange = lesson(
      step("a", { ...figure("x"), widget: "toString" }),
      step("b", set("x", { n: 1 })),
    );
    expect(basesAt(strange, 1, registry).size).toBe(0);
  });
});
