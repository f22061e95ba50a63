// @vitest-environment happy-dom
/** Only the page around that asked is told, at its own origin. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lesson, paragraph, step } from "../lesson/runtime/example";
import { noAnswer } from "../store/answers";
import { lab } from "../store/store";
import { tellPageAround } from "./page-around";

const doc = lesson(
  step("a", paragraph("First words."), {
    kind: "numeric",
    id: "n",
    ask: [paragraph("How many?")],
    value: 3,
    tolerance: 0,
    unit: "",
    mistakes: [],
    hints: [],
    solution: [],
  }),
);
const around = { postMessage: vi.fn() };
let asked: string[] = [];
let stop = (): void => undefined;

const hear = (data: unknown, source: unknown = around, origin = "https://school.example"): void => {
  const event = new Event("message");
  Object.assign(event, { data, source, origin });
  window.dispatchEvent(event);
};
const ask = { type: "convlab:report" };

beforeEach(() => {
  vi.useFakeTimers();
  around.postMessage.mockClear();
  asked = [];
  lab.setState({ answers: {} });
  vi.spyOn(window, "parent", "get").mockReturnValue(
    around as unknown as Window & typeof globalThis,
  );
  stop = tellPageAround(doc, (origin) => asked.push(origin));
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("nothing is told unasked, to a page that is not the one around, or to one without an origin", () => {
  hear(ask, window);
  hear(ask, around, "null");
  hear({ type: "convlab:other" });
  hear("convlab:report");
  lab.setState({ answers: { "example/n": { ...noAnswer, given: "2", checked: true } } });
  vi.advanceTimersByTime(5_000);
  expect(around.postMessage).not.toHaveBeenCalled();
  expect(asked).toEqual([]);
});

test("who asks is named, told at once, and told again when an answer changes", () => {
  hear(ask);
  expect(asked).toEqual(["https://school.example"]);
  expect(around.postMessage.mock.calls).toEqual([
    [
      expect.objectContaining({ type: "convlab:result", score: { right: 0, of: 1 } }),
      "https://school.example",
    ],
  ]);
  lab.setState({
    answers: { "example/n": { ...noAnswer, given: "3", checked: true, right: true, tries: 1 } },
  });
  vi.advanceTimersByTime(5_000);
  expect(around.postMessage).toHaveBeenCalledTimes(2);
  expect(around.postMessage.mock.lastCall).toEqual([
    expect.objectContaining({
      score: { right: 1, of: 1 },
      lesson: expect.objectContaining({
        id: "example",
        questions: [expect.objectContaining({ id: "n", given: "3", right: true })],
      }),
    }),
    "https://school.example",
  ]);
});

test("after the lesson is left nothing more is told", () => {
  hear(ask);
  stop();
  lab.setState({ answers: { "example/n": { ...noAnswer, given: "2", checked: true } } });
  vi.advanceTimersByTime(5_000);
  expect(around.postMessage).toHaveBeenCalledTimes(1);
});
