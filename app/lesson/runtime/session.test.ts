// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followAddress, goTo } from "../../shell/address";
import { lab } from "../../store/store";
import { figure, lesson, paragraph, registry, step } from "./example";
import { lessonRoute } from "./routes";
import { openSession } from "./session";

const doc = lesson(step("a", paragraph("First."), figure("c1")), step("b", paragraph("Second.")));

let stop: readonly (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  lab.setState({ figures: {} });
  history.replaceState(null, "", "#/lesson/example");
  const unfollow = followAddress();
  const session = openSession(lab, doc, registry, lessonRoute, "example/");
  session.open(0, new Map());
  stop = [session.listen(), unfollow];
});
afterEach(() => {
  for (const end of stop) end();
  vi.useRealTimers();
});

const count = (to: number): void =>
  lab.getState().changeFigure("example/c1", { count: to, stride: 1 }, "step");

test("the address follows what the reader does, a moment later", () => {
  expect(location.hash).toBe("#/lesson/example/a");
  count(3);
  expect(location.hash).toBe("#/lesson/example/a");
  vi.advanceTimersByTime(1000);
  expect(location.hash).toBe("#/lesson/example/a?c1.count=3");
});

test("who goes elsewhere in that moment is not called back", () => {
  for (const elsewhere of [
    "#/lesson/examples/a",
    "#/",
    "#/present/example/a",
    "#/lesson/example/b",
  ]) {
    goTo("#/lesson/example/a");
    count(4);
    goTo(elsewhere);
    vi.advanceTimersByTime(1000);
    expect(location.hash).toBe(elsewhere);
    count(0);
  }
});
