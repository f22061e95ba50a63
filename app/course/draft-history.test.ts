/** What one press of Undo takes back while a course is being made. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { changed, type DraftHistory, draftHistory, PAUSE, undone } from "./draft-history";
import { addPart, type CourseDraft, emptyDraft } from "./make-course";

const EMPTY = emptyDraft();

/** Types a word letter by letter, `every` ms apart. */
function typed(start: DraftHistory, word: string, field: string, every: number): DraftHistory {
  let history = start;
  const from = history.typing?.at ?? 0;
  for (let length = 1; length <= word.length; length++)
    history = changed(history, draft(history.now, field, word.slice(0, length)), {
      field,
      at: from + length * every,
    });
  return history;
}

function draft(now: CourseDraft, field: string, text: string): CourseDraft {
  return field === "title" ? { ...now, title: text } : { ...now, welcome: text };
}

test("a word typed in one go is one change, in another field another, after a pause another", () => {
  const title = typed(draftHistory(EMPTY), "Networks", "title", 100);
  expect(undone(title).now).toEqual(EMPTY);
  const both = typed(title, "Hello", "welcome", 100);
  expect(undone(both).now).toEqual({ ...EMPTY, title: "Networks" });
  expect(undone(undone(both)).now).toEqual(EMPTY);
  const later = typed(title, "Networks too", "title", PAUSE + 1);
  expect(undone(later).now.title).toBe("Networks to");
});

test("a button between two letters divides them, and so does an undo", () => {
  const one = typed(draftHistory(EMPTY), "a", "title", 1);
  const pressed = changed(one, addPart(one.now));
  const two = typed(pressed, "ab", "title", 1);
  expect(undone(two).now).toEqual(pressed.now);
  const back = typed(undone(one), "b", "title", 1);
  expect(undone(back).now).toEqual(EMPTY);
});

test("whatever was done, undoing all leads back to the beginning", () => {
  const act = fc.record({ field: fc.constantFrom("title", "welcome", ""), wait: fc.nat(3000) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      let [history, at] = [draftHistory(EMPTY), 0];
      for (const { field, wait } of acts) {
        at += wait;
        history =
          field === ""
            ? changed(history, addPart(history.now))
            : changed(history, draft(history.now, field, String(at)), { field, at });
      }
      while (history.past.length > 0) history = undone(history);
      expect(history.now).toEqual(EMPTY);
    }),
  );
});
