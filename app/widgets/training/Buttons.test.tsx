// @vitest-environment happy-dom
/** A question that hides the run starts it with its answer, once; nothing starts by itself else. */
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { CoveredContext } from "../../figures/marks/covered";
import { Buttons } from "./Buttons";
import type { Joint } from "./joint";

afterEach(cleanup);

const NOTHING: ReadonlySet<string> = new Set();

function page(covered: ReadonlySet<string>, joint: Joint) {
  return (
    <CoveredContext value={covered}>
      <Buttons joint={joint} hidden={NOTHING} locked={NOTHING} />
    </CoveredContext>
  );
}

function jointAt(step: number, waiting = false) {
  const start = vi.fn();
  const nothing = (): void => {};
  const joint: Joint = {
    able: !waiting,
    running: false,
    waiting,
    step,
    start,
    pause: nothing,
    oneStep: nothing,
    reset: nothing,
  };
  return { joint, start };
}

test("a run begins when the question that hides it is answered, and only then", () => {
  const { joint, start } = jointAt(0);
  const { rerender } = render(page(new Set(["run"]), joint));
  expect(start).not.toHaveBeenCalled();
  rerender(page(NOTHING, joint));
  expect(start).toHaveBeenCalledTimes(1);
  rerender(page(NOTHING, { ...joint }));
  expect(start).toHaveBeenCalledTimes(1);
});

test("who comes back to an answered question, or has trained before it, is left alone", () => {
  const fresh = jointAt(0);
  render(page(NOTHING, fresh.joint));
  expect(fresh.start).not.toHaveBeenCalled();
  cleanup();
  const begun = jointAt(40);
  const { rerender } = render(page(new Set(["run"]), begun.joint));
  rerender(page(NOTHING, begun.joint));
  expect(begun.start).not.toHaveBeenCalled();
});

test("runs that are not open yet begin as soon as they are", () => {
  const { joint, start } = jointAt(0, true);
  const { rerender } = render(page(new Set(["run"]), joint));
  rerender(page(NOTHING, joint));
  expect(start).not.toHaveBeenCalled();
  rerender(page(NOTHING, { ...joint, able: true, waiting: false }));
  expect(start).toHaveBeenCalledTimes(1);
});
