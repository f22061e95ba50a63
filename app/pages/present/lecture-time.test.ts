import fc from "fast-check";
import { expect, test } from "vitest";
import { lesson, paragraph, step } from "../../lesson/runtime/example";
import {
  beginLecture,
  clockText,
  plannedUntil,
  resumed,
  stepsLike,
  turnedTo,
  usedBy,
} from "./lecture-time";

const HOUR = 3_600_000;
const doc = lesson(
  { ...step("a", paragraph("A.")), title: "The window slides", minutes: 2 },
  { ...step("b", paragraph("B.")), title: "Stride 2" },
  { ...step("c", paragraph("C.")), title: "Padding", minutes: 3 },
);

test("the times of the steps add up to that of the lecture, whatever way it went", () =>
  fc.assert(
    fc.property(
      fc.array(fc.record({ to: fc.constantFrom("a", "b", "c"), after: fc.nat(900_000) })),
      fc.nat(900_000),
      (turns, last) => {
        let [time, at] = [beginLecture("x", "a", 1_000), 1_000];
        for (const { to, after } of turns) {
          at += after;
          time = turnedTo(time, to, at);
        }
        at += last;
        const sum = ["a", "b", "c"].reduce((total, one) => total + usedBy(time, one, at), 0);
        expect(sum).toBe(at - time.began);
      },
    ),
  ));

test("a reload goes on with this lecture; another one, an old one or one of the future begins", () => {
  const kept = turnedTo(beginLecture("x", "a", 0), "b", 5_000);
  expect(resumed(kept, "x", "b", 60_000)).toBe(kept);
  expect(resumed(kept, "y", "b", 60_000).began).toBe(60_000);
  expect(resumed(kept, "x", "b", 5 * HOUR).began).toBe(5 * HOUR);
  expect(resumed(kept, "x", "b", 1_000).began).toBe(1_000);
  expect(resumed(null, "x", "b", 7).began).toBe(7);
});

test("what was planned, and how a time is written", () => {
  expect([0, 1, 2].map((at) => plannedUntil(doc, at))).toEqual([2, 2, 5]);
  expect([0, 65_000, HOUR + 125_000].map(clockText)).toEqual(["0:00", "1:05", "1:02:05"]);
});

test("a step is found by its number or by a word of its title", () => {
  expect(stepsLike(doc, "2")).toEqual([1]);
  expect(stepsLike(doc, "PAD")).toEqual([2]);
  expect(stepsLike(doc, " ")).toEqual([0, 1, 2]);
  expect(stepsLike(doc, "9")).toEqual([]);
});
