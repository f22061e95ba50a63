// @vitest-environment happy-dom
/** Lessons from elsewhere: the same text has the same id, notes stay with the teacher. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forReaders, pack, unpack } from "./lesson-text";
import { isOwn } from "./own-id";
import { deleteLesson, storeLesson, loadOwn, ownLessons, textOf } from "./own-lessons";

const LESSON = `---
format: 1
id: mine
title: "My lesson"
summary: One step.
---
# First {% #first %}

Words.

{% notes %}
Only for me.
{% /notes %}

More words.
`;

describe("a lesson from elsewhere", () => {
  it("is kept under an id that follows from its text, listed by its title, read and forgotten", async () => {
    const id = storeLesson(LESSON);
    expect(isOwn(id)).toBe(true);
    expect(storeLesson(LESSON)).toBe(id);
    expect(storeLesson(`${LESSON}!`)).not.toBe(id);
    expect(ownLessons()).toContainEqual({ id, title: "My lesson" });
    expect(textOf(id)).toBe(LESSON);
    const doc = await loadOwn(id);
    expect(doc?.id).toBe(id);
    expect(doc?.title).toBe("My lesson");
    deleteLesson(id);
    expect(textOf(id)).toBeNull();
    expect(await loadOwn(id)).toBeNull();
  });

  it("goes to readers without its notes and with everything else", () => {
    const text = forReaders(LESSON);
    expect(text).not.toContain("Only for me");
    expect(text).toContain("More words.");
    expect(forReaders("no notes here")).toBe("no notes here");
  });

  it("comes out of a link as it went in, whatever its signs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 300 }), async (text) => {
        expect(await unpack(await pack(text))).toEqual({ text });
      }),
      { numRuns: 50 },
    );
  });
});
