// @vitest-environment happy-dom
/** A part that is loaded later: drawn at once where it is there already, else when it comes. */
import { act, cleanup, render } from "@testing-library/react";
import { type ComponentType, Suspense } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { later } from "./later";
import { loadLater } from "./parts";

afterEach(cleanup);

const Word = () => <p>The part</p>;
const shown = (Part: ComponentType): HTMLElement =>
  render(
    <Suspense fallback="Loading">
      <Part />
    </Suspense>,
  ).container;

test("a part that was loaded ahead is drawn at once, with nothing in its place before", async () => {
  const Part = later(() => Promise.resolve(Word));
  await loadLater();
  expect(shown(Part).textContent).toBe("The part");
});

test("a part that nobody loaded ahead is loaded when it is drawn", async () => {
  const load = vi.fn<() => Promise<ComponentType>>(() => Promise.resolve(Word));
  const Part = later(load);
  expect(load).not.toHaveBeenCalled();
  const page = await act(async () => shown(Part));
  expect(page.textContent).toBe("The part");
  expect(load).toHaveBeenCalledTimes(1);
});

test("a part that did not come ahead is asked for again when it is drawn", async () => {
  const load = vi
    .fn<() => Promise<ComponentType>>()
    .mockRejectedValueOnce(new TypeError("Failed to fetch"))
    .mockResolvedValue(Word);
  const Part = later(load);
  await loadLater();
  const page = await act(async () => shown(Part));
  expect(page.textContent).toBe("The part");
  expect(load).toHaveBeenCalledTimes(2);
});

test("what a part names itself is loaded with it", async () => {
  const inner = vi.fn<() => Promise<ComponentType>>(() => Promise.resolve(Word));
  later(() => {
    later(inner);
    return Promise.resolve(Word);
  });
  await loadLater();
  expect(inner).toHaveBeenCalledTimes(1);
});
