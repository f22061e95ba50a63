// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Block, Inline } from "../../lesson/document";
import { figure, lesson, paragraph, registry, step } from "../../lesson/runtime/example";
import { goTo } from "../../shell/address";
import { lab } from "../../store/store";
import { LessonView } from "./LessonView";

const text = (words: string): readonly Inline[] => [{ kind: "text", text: words }];
const hints = [[paragraph("First hint.")], [paragraph("Second hint.")]];

async function ask(...blocks: readonly Block[]): Promise<void> {
  cleanup();
  goTo("#/lesson/example");
  await act(async () => {
    render(<LessonView doc={lesson(step("a", ...blocks))} registry={registry} />);
  });
}
const type = (label: string, value: string): Promise<void> =>
  act(async () => {
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  });
const press = (name: string | RegExp): Promise<void> =>
  act(async () => {
    fireEvent.click(screen.getByRole("button", { name }));
  });

beforeEach(() => {
  lab.setState({ answers: {}, figures: {} });
  window.scrollTo = () => undefined;
});
afterEach(cleanup);

const numeric: Block = {
  kind: "numeric",
  id: "n",
  ask: [paragraph("Half of three?")],
  value: 1.5,
  tolerance: 0,
  unit: "cells",
  mistakes: [{ value: 6, feedback: text("That is twice three.") }],
  hints,
  solution: [paragraph("3/2")],
};

describe("a number", () => {
  it("takes fractions, names the expected mistake, refuses what is no number, remembers, never shames", async () => {
    await ask(numeric);
    await type("Your answer", "abc");
    await press("Check");
    expect(screen.getByRole("alert").textContent).toContain("is not a number");
    await type("Your answer", "6");
    await press("Check");
    expect(screen.getByText(/That is twice three/)).toBeDefined();
    expect(document.body.textContent).not.toMatch(/wrong|incorrect|fail/i);
    await type("Your answer", "3/2");
    await press("Check");
    expect(screen.getByText(/Yes, 1.5/)).toBeDefined();
    await ask(numeric);
    expect(screen.getByText(/Yes, 1.5/)).toBeDefined();
  });

  it("takes a right answer as the page prints it, and says how a wrong one was read", async () => {
    await ask({ ...numeric, value: 44950, mistakes: [] });
    await type("Your answer", "44,951");
    await press("Check");
    expect(screen.getByText(/can be read as 44951 or as 44.951; it is neither/)).toBeDefined();
    await type("Your answer", "44,950");
    await press("Check");
    expect(screen.getByText("Yes, 44950.")).toBeDefined();
  });

  it("gives hints one at a time, then the solution", async () => {
    await ask(numeric);
    expect(screen.queryByText("First hint.")).toBeNull();
    expect(screen.queryByRole("button", { name: /solution/ })).toBeNull();
    await press("A hint");
    expect(screen.getByText("First hint.")).toBeDefined();
    await press("Another hint");
    await press("Show the solution");
    expect(screen.getByText("3/2")).toBeDefined();
  });
});

describe("choices", () => {
  const choices = [
    { content: text("half"), correct: true, feedback: text("Both ways.") },
    { content: text("twice"), correct: false, feedback: text("That is padding.") },
    { content: text("fewer columns"), correct: true, feedback: [] },
  ];
  const quiz = (several: boolean): Block => ({
    kind: "quiz",
    id: "q",
    ask: [paragraph("What?")],
    several,
    choices,
    hints: [],
    solution: [],
  });

  it("one: the feedback of what was chosen, and another try", async () => {
    await ask({ ...quiz(false), choices: choices.slice(0, 2) } as Block);
    await act(async () => fireEvent.click(screen.getByLabelText("twice")) as unknown as undefined);
    await press("Check");
    expect(screen.getByText("That is padding.")).toBeDefined();
    expect(screen.getByText(/Not yet/)).toBeDefined();
    await act(async () => fireEvent.click(screen.getByLabelText("half")) as unknown as undefined);
    await press("Check");
    expect(screen.getByText("Yes.")).toBeDefined();
  });

  it("several: all the right ones and none of the others", async () => {
    await ask(quiz(true));
    await act(async () => fireEvent.click(screen.getByLabelText("half")) as unknown as undefined);
    await press("Check");
    expect(screen.getByText(/one more is too/)).toBeDefined();
    await act(
      async () => fireEvent.click(screen.getByLabelText("fewer columns")) as unknown as undefined,
    );
    await press("Check");
    expect(screen.getByText("Yes.")).toBeDefined();
  });
});

describe("a prediction", () => {
  const predict: Block = {
    kind: "predict",
    id: "p",
    answer: { type: "value", value: 3, tolerance: 0 },
    ask: [paragraph("How many?")],
    reveal: [paragraph("Three of them.")],
  };

  it("is revealed only after a commitment, and held against what happens", async () => {
    await ask(predict);
    expect(screen.queryByText("Three of them.")).toBeNull();
    await type("Your prediction", "4");
    await press("That is my guess");
    expect(screen.getByText("Three of them.")).toBeDefined();
    expect(screen.getByText("You predicted 4; it is 3.")).toBeDefined();
  });
});

describe("what a question hides of its figure", () => {
  const hides = { figure: "c1", names: ["figure"] };
  const shown = (): boolean => screen.queryByRole("button", { name: "count 3" }) !== null;

  it("a prediction shows it once it is committed, whatever was guessed", async () => {
    await ask(figure("c1", { start: 3 }), {
      kind: "predict",
      id: "p",
      hides,
      answer: { type: "value", value: 3, tolerance: 0 },
      ask: [paragraph("How many?")],
      reveal: [paragraph("Three.")],
    });
    expect(shown()).toBe(false);
    expect(screen.getByText(/Answer first/)).toBeDefined();
    await type("Your prediction", "5");
    await press("That is my guess");
    expect(shown()).toBe(true);
  });

  it("a question shows it when the answer is right, not before", async () => {
    await ask(figure("c1", { start: 3 }), { ...numeric, hides, hints: [] });
    await type("Your answer", "7");
    await press("Check");
    expect(shown()).toBe(false);
    await type("Your answer", "1.5");
    await press("Check");
    expect(shown()).toBe(true);
  });

  it("a figure that no question names is shown", async () => {
    await ask(figure("c1", { start: 3 }), {
      ...numeric,
      hides: { figure: "c2", names: ["figure"] },
    });
    expect(shown()).toBe(true);
  });
});

describe("an order", () => {
  const order: Block = {
    kind: "order",
    id: "o",
    ask: [paragraph("In order?")],
    items: ["one", "two", "three"].map(text),
    hints: [],
    solution: [],
  };

  it("is never given in the right order, and buttons move things into it", async () => {
    await ask(order);
    const right = ["one", "two", "three"];
    const movers = (): HTMLElement[] => screen.getAllByRole("button", { name: /^Move .* up$/ });
    const shown = (): string[] =>
      movers().map((button) => button.getAttribute("aria-label")?.split(" ")[1] ?? "");
    expect(shown()).not.toEqual(["one", "two", "three"]);
    for (let round = 0; round < 6; round++) {
      const late = shown().findIndex(
        (word, at) => at > 0 && right.indexOf(word) < right.indexOf(shown()[at - 1] ?? ""),
      );
      if (late > 0) await press(`Move ${shown()[late]} up`);
    }
    expect(shown()).toEqual(["one", "two", "three"]);
    await press("Check");
    expect(screen.getByText("Yes, in this order.")).toBeDefined();
  });
});

describe("a cell", () => {
  it("can be typed as well as clicked", async () => {
    await ask(figure("c1"), {
      kind: "cell",
      id: "k",
      ask: [paragraph("Which cell?")],
      figure: "c1",
      tensor: "count",
      index: [1, 2],
      hints: [],
      solution: [],
    });
    expect(screen.getByText(/Click a cell of count in the figure/)).toBeDefined();
    await type("row", "1");
    await type("column", "0");
    await press("Check");
    expect(screen.getByText(/Not yet: row 1, column 0 is another one/)).toBeDefined();
    await type("column", "2");
    await press("Check");
    expect(screen.getByText("Yes, that one.")).toBeDefined();
  });
});
