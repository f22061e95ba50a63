import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { compileLesson, type Compiled } from "../compile";
import { type Answer, BUDGET, Compiler, type Outcome, type Question } from "./compiler";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const made = (text: string): Compiled => compileLesson(text, { file: "x", registry: {} });

/** A worker whose answers come when the test says so. */
function stage(up?: Promise<void>) {
  const asked: Question[] = [];
  const ended: number[] = [];
  let tell: (answer: Answer) => void = () => undefined;
  let breakIt: (reason: "dead" | "forbidden") => void = () => undefined;
  let started = 0;
  const here = vi.fn((text: string) => Promise.resolve(made(text)));
  const compiler = new Compiler((answer, broken) => {
    const number = ++started;
    tell = answer;
    breakIt = broken;
    const helper = {
      ask: (question: Question) => asked.push(question),
      end: () => ended.push(number),
    };
    return up === undefined ? helper : { ...helper, up };
  }, here);
  return {
    compiler,
    asked,
    ended,
    here,
    answer: (at: number) => {
      const question = asked[at];
      if (question !== undefined) tell({ id: question.id, compiled: made(question.text) });
    },
    breakIt: (reason: "dead" | "forbidden") => breakIt(reason),
    started: () => started,
  };
}
const titles = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((one) => ("compiled" in one ? one.compiled.doc.title : one.ended));

test("one worker serves text after text", () => {
  const { compiler, answer, started } = stage();
  const outcomes: Outcome[] = [];
  compiler.compile("a", "x", (one) => outcomes.push(one));
  answer(0);
  compiler.compile("b", "x", (one) => outcomes.push(one));
  answer(1);
  expect(titles(outcomes)).toEqual(["Untitled", "Untitled"]);
  expect(started()).toBe(1);
});

test("a text beyond its time is ended with its worker, once, and the next one gets a new worker", () => {
  const { compiler, ended, answer, started } = stage();
  const outcomes: Outcome[] = [];
  compiler.compile("slow", "x", (one) => outcomes.push(one));
  vi.advanceTimersByTime(BUDGET);
  expect(titles(outcomes)).toEqual(["budget"]);
  expect(ended).toEqual([1]);
  answer(0); // a late answer of the ended worker is dropped
  expect(outcomes).toHaveLength(1);
  compiler.compile("b", "x", (one) => outcomes.push(one));
  answer(1);
  vi.advanceTimersByTime(2 * BUDGET);
  expect(titles(outcomes)).toEqual(["budget", "Untitled"]);
  expect(started()).toBe(2);
});

test("the time of a text begins when its worker is there, however long that takes to come", async () => {
  let begin: () => void = () => undefined;
  const { compiler } = stage(new Promise((resolve) => (begin = resolve)));
  const outcomes: Outcome[] = [];
  compiler.compile("a", "x", (one) => outcomes.push(one));
  await vi.advanceTimersByTimeAsync(3 * BUDGET);
  expect(outcomes).toEqual([]);
  begin();
  await vi.advanceTimersByTimeAsync(BUDGET);
  expect(titles(outcomes)).toEqual(["budget"]);
});

test("a newer text replaces the one that is being compiled, which is never answered", () => {
  const { compiler, answer, asked } = stage();
  const outcomes: string[] = [];
  compiler.compile("old", "x", () => outcomes.push("old"));
  compiler.compile("new", "x", () => outcomes.push("new"));
  answer(0);
  answer(1);
  expect(asked.map(({ text }) => text)).toEqual(["old", "new"]);
  expect(outcomes).toEqual(["new"]);
});

test("a worker that dies says so; one that cannot start leaves the work to the page", async () => {
  const dead = stage();
  const outcomes: Outcome[] = [];
  dead.compiler.compile("a", "x", (one) => outcomes.push(one));
  dead.breakIt("dead");
  expect(titles(outcomes)).toEqual(["broken"]);
  const forbidden = stage();
  forbidden.compiler.compile("a", "x", (one) => outcomes.push(one));
  forbidden.breakIt("forbidden");
  await vi.advanceTimersByTimeAsync(0);
  forbidden.compiler.compile("b", "x", (one) => outcomes.push(one));
  await vi.advanceTimersByTimeAsync(BUDGET);
  expect(titles(outcomes)).toEqual(["broken", "Untitled", "Untitled"]);
  expect(forbidden.here.mock.calls.map(([text]) => text)).toEqual(["a", "b"]);
});

test("stop ends it without a word", () => {
  const { compiler, ended, answer } = stage();
  const outcomes: Outcome[] = [];
  compiler.compile("a", "x", (one) => outcomes.push(one));
  compiler.stop();
  answer(0);
  vi.advanceTimersByTime(BUDGET);
  expect([outcomes, ended]).toEqual([[], [1]]);
});
