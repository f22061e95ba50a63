// @vitest-environment happy-dom
/** A worksheet: a line for the name, versions with other numbers, answers or none. */
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { figure, lesson, paragraph, registry, step } from "../../lesson/runtime/example";
import { Print } from "./Print";

const doc = lesson(
  step("a", paragraph("First words."), figure("c1", { start: 7 }), figure("c2", { start: 8 }), {
    kind: "practice",
    id: "more",
    generator: "output-size",
    options: {},
    seed: 3,
  }),
);
vi.mock("../../course/LessonAt", () => ({
  LessonAt: ({ children }: { children: (...given: unknown[]) => unknown }) =>
    children(doc, registry),
}));

// Its drawing waits for fonts, which there are none of here.
vi.mock("./PrintedFigure", () => ({
  PrintedFigure: ({ children }: { children: unknown }) => children,
}));

beforeEach(async () => {
  await act(async () => void render(<Print />));
});
afterEach(cleanup);

const paper = (): string => screen.getByRole("main").textContent;
const choose = (label: string, value: string): Promise<void> =>
  act(async () => void fireEvent.change(screen.getByLabelText(label), { target: { value } }));
const press = (label: string): Promise<void> =>
  act(async () => void fireEvent.click(screen.getByLabelText(label)));

test("version A has the lesson's numbers, B and C have others, and each its own answers", async () => {
  const first = paper();
  await choose("Version", "A");
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("version A");
  expect(paper().replaceAll(", version A", "")).toBe(first);
  await choose("Version", "B");
  const second = paper();
  expect(screen.getByRole("region", { name: "Answers, version B" })).toBeDefined();
  await choose("Version", "C");
  expect(
    new Set([first, second, paper()].map((text) => text.replaceAll(/, version ./g, ""))).size,
  ).toBe(3);
});

test("a figure that is not on the stage of its step is printed where it stands", () => {
  const [first, second] = screen.getAllByRole("figure");
  expect(first?.getAttribute("data-figure")).toBe("c1");
  expect(second?.getAttribute("data-figure")).toBe("c2");
});

test("the answers and the line for a name can be left out", async () => {
  expect(paper()).toContain("Name");
  await press("line for name and date");
  expect(paper()).not.toContain("Name");
  await press("answers, on a sheet of their own");
  expect(screen.queryByRole("region", { name: "Answers" })).toBeNull();
});
