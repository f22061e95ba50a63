// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { figure, lesson, paragraph, registry, step } from "../../lesson/runtime/example";
import { followAddress, goTo } from "../../shell/address";
import { lab } from "../../store/store";
import type { Block, LessonDoc } from "../../lesson/document";
import { LessonView } from "./LessonView";

const set = (state: Readonly<Record<string, unknown>>): Block => ({
  kind: "set",
  figure: "c1",
  state,
});
const doc = lesson(
  step("a", paragraph("First words."), figure("c1")),
  step("b", set({ stride: 2 }), paragraph("Second words.")),
  step("c", paragraph("Last words.")),
);

let stop = (): void => undefined;

async function show(one: LessonDoc = doc, hash = "#/lesson/example"): Promise<void> {
  goTo(hash);
  await act(async () => {
    render(<LessonView doc={one} registry={registry} />);
  });
}

const press = (name: string | RegExp): Promise<void> =>
  act(async () => {
    fireEvent.click(screen.getByRole("button", { name }));
  });

beforeEach(() => {
  stop = followAddress();
  lab.setState({ answers: {}, progress: { lessons: {}, last: "" }, figures: {} });
  window.scrollTo = () => undefined;
});
afterEach(() => {
  cleanup();
  stop();
});

describe("a lesson", () => {
  it("shows one step at a time, and Continue, Back and the arrow keys walk", async () => {
    await show();
    expect(screen.getByText("First words.")).toBeDefined();
    await press(/Continue/);
    expect(screen.getByText("Second words.")).toBeDefined();
    expect(screen.queryByText("First words.")).toBeNull();
    expect(location.hash).toBe("#/lesson/example/b");
    await press(/Back/);
    expect(screen.getByText("First words.")).toBeDefined();
    await act(async () => {
      fireEvent.keyDown(document.body, { key: "ArrowRight" });
    });
    expect(screen.getByText("Second words.")).toBeDefined();
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Step b"));
  });

  it("steps that name the same figure move it: it is the same element with the reader's own state", async () => {
    await show();
    const before = await screen.findByRole("button", { name: /^count/ });
    await press("count 0");
    await press(/Continue/);
    const after = screen.getByRole("button", { name: /^count/ });
    expect(after).toBe(before);
    expect(after.textContent).toBe("count 1");
    await press("count 1");
    expect(after.textContent).toBe("count 3");
  });

  it("a step without a figure has no stage", async () => {
    await show(doc, "#/lesson/example/c");
    expect(screen.queryByRole("button", { name: /^count/ })).toBeNull();
  });

  it("the address carries the state, and a link brings it back", async () => {
    await show(doc, "#/lesson/example/a?c1.count=4");
    expect(await screen.findByRole("button", { name: "count 4" })).toBeDefined();
    await press("count 4");
    await waitFor(() => expect(location.hash).toBe("#/lesson/example/a?c1.count=5"));
    expect(lab.getState().progress.last).toBe("#/lesson/example/a?c1.count=5");
    await act(async () => goTo("#/lesson/example/b?c1.count=7"));
    expect(await screen.findByRole("button", { name: "count 7" })).toBeDefined();
  });

  it("what a link gets wrong falls back with a notice", async () => {
    await show(doc, "#/lesson/example/a?c1.count=900&c1.stride=;x");
    expect(await screen.findByText(/Part of this link could not be read/)).toBeDefined();
    cleanup();
    await show(doc, "#/lesson/example/nowhere");
    expect(await screen.findByText(/names a step that the lesson does not have/)).toBeDefined();
    expect(screen.getByText("First words.")).toBeDefined();
  });

  it("undo, redo and reset work on the figure", async () => {
    await show();
    await press("count 0");
    await press("count 1");
    await press("Undo");
    expect(screen.getByRole("button", { name: "count 1" })).toBeDefined();
    await press("Reset this figure");
    expect(screen.getByRole("button", { name: "count 0" })).toBeDefined();
    await press("Undo");
    await press("Redo");
    expect(screen.getByRole("button", { name: "count 0" })).toBeDefined();
  });

  it.each([
    ["a figure that fails", 5, "The counter shows 0."],
    ["a figure whose time line fails", 4, "The counter is nowhere."],
  ])("%s is boxed with words, and resetting it brings it back", async (_, stride, words) => {
    const errors = console.error;
    console.error = () => undefined;
    await show(doc, `#/lesson/example/a?c1.stride=${stride}`);
    const said = await screen.findByText(/This figure could not be shown/);
    const box = said.closest("[role=alert]");
    expect(box?.textContent).toContain(words);
    expect(screen.getByText("First words.")).toBeDefined();
    const [broken, whole] = [
      { count: 0, stride },
      { count: 0, stride: 1 },
    ];
    lab.getState().placeFigure("lesson:example/c1", "counter", broken, whole);
    await act(async () => {
      fireEvent.click(box?.querySelector("button") ?? document.body);
    });
    console.error = errors;
    expect(await screen.findByRole("button", { name: "count 0" })).toBeDefined();
  });

  it("remembers the steps that were seen and that the end was reached", async () => {
    await show();
    await press(/Continue/);
    await press(/Continue/);
    expect(lab.getState().progress.lessons["example"]).toEqual({
      step: "c",
      visited: ["a", "b", "c"],
      done: true,
    });
  });
});
