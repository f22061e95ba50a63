import { describe, expect, it } from "vitest";
import { lesson, paragraph, step } from "../../lesson/runtime/example";
import { noAnswer } from "../../store/answers";
import { type LecturePlace, placeToOffer } from "./resume";

const doc = lesson(
  step("a", paragraph("First.")),
  step("b", paragraph("Second.")),
  step("c", paragraph("Third.")),
);
const HOUR = 3_600_000;
const kept: LecturePlace = {
  lesson: doc.id,
  step: "b",
  hash: "#/present/example/b",
  answers: {},
  at: 10 * HOUR,
};
const told = { "present:example/p": { ...noAnswer, checked: true } };

describe("a lecture that was lost", () => {
  it("is offered where the lesson is opened from its beginning", () => {
    expect(placeToOffer(kept, doc, undefined, 11 * HOUR)).toBe(kept);
    expect(placeToOffer(kept, doc, "a", 11 * HOUR)).toBe(kept);
  });

  it("is offered for its told answers where the step is open already", () => {
    expect(placeToOffer(kept, doc, "b", 11 * HOUR)).toBeNull();
    const more = { ...kept, answers: told };
    expect(placeToOffer(more, doc, "b", 11 * HOUR)).toBe(more);
    expect(placeToOffer(more, doc, "c", 11 * HOUR)).toBeNull();
  });

  it("is not offered for another lesson, after four hours, from the future, or for a step that is gone", () => {
    expect(placeToOffer(null, doc, undefined, 11 * HOUR)).toBeNull();
    expect(placeToOffer({ ...kept, lesson: "other" }, doc, undefined, 11 * HOUR)).toBeNull();
    expect(placeToOffer(kept, doc, undefined, 15 * HOUR)).toBeNull();
    expect(placeToOffer(kept, doc, undefined, 9 * HOUR)).toBeNull();
    expect(placeToOffer({ ...kept, step: "z" }, doc, undefined, 11 * HOUR)).toBeNull();
  });
});
