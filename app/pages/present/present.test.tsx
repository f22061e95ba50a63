// @vitest-environment happy-dom
import { act, cleanup, createEvent, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { figure, lesson, paragraph, registry, step } from "../../lesson/runtime/example";
import { followAddress, goTo } from "../../shell/address";
import { storedAnswers } from "../../store/answers";
import { lab } from "../../store/store";
import { Notes } from "./Notes";
import { PresentView } from "./PresentView";
import { KEYS, actionOf } from "./present-keys";

const predict = {
  kind: "predict",
  id: "p",
  answer: { type: "value", value: 3, tolerance: 0 },
  ask: [paragraph("How many?")],
  reveal: [paragraph("Three of them.")],
} as const;
const doc = lesson(
  {
    ...step("a", paragraph("First words."), figure("c1", { start: 7 })),
    notes: [paragraph("Ask for hands first.")],
    minutes: 2,
  },
  step("b", paragraph("Second words."), predict),
);

let stop = (): void => undefined;
/** Of the keys, ms: they are a second apart. */
let clock = 0;
const press = (
  key: string,
  more: Partial<KeyboardEvent> = {},
  target: Element = document.body,
): Promise<void> =>
  act(async () => {
    const event = createEvent.keyDown(target, { key, ...more });
    Object.defineProperty(event, "timeStamp", { value: (clock += 1_000) });
    fireEvent(target, event);
  });
const step1 = (): boolean => screen.queryByText("First words.") !== null;

beforeEach(async () => {
  stop = followAddress();
  lab.setState({ answers: {}, figures: {} });
  goTo("#/present/example");
  await act(async () => {
    render(<PresentView doc={doc} registry={registry} />);
  });
  await screen.findByRole("button", { name: /^count/ });
});
afterEach(() => {
  cleanup();
  stop();
});

describe("a lecture", () => {
  it("a clicker walks the steps, whatever has the focus", async () => {
    expect(step1()).toBe(true);
    await press("PageDown", {}, screen.getByRole("button", { name: /^count/ }));
    expect(screen.getByText("Second words.")).toBeDefined();
    await press("PageUp");
    expect(step1()).toBe(true);
  });

  it("arrows move the figure to its end and then the step; with Shift they do not wait for it", async () => {
    await press("ArrowRight");
    await press("ArrowRight");
    expect(screen.getByRole("button", { name: "count 9" })).toBeDefined();
    expect(step1()).toBe(true);
    await press("ArrowLeft");
    expect(screen.getByRole("button", { name: "count 8" })).toBeDefined();
    await press("ArrowRight", { shiftKey: true });
    expect(step1()).toBe(false);
  });

  it("the clicker can be told to move the figure first", async () => {
    await press("m");
    await press("PageDown");
    expect(screen.getByRole("button", { name: "count 8" })).toBeDefined();
    await press("PageDown");
    await press("PageDown");
    expect(step1()).toBe(false);
  });

  it("keys belong to a figure that has the focus, and to whoever types", async () => {
    await press("ArrowRight", {}, screen.getByRole("button", { name: /^count/ }));
    expect(screen.getByRole("button", { name: "count 7" })).toBeDefined();
    await press("PageDown");
    const field = document.body.appendChild(document.createElement("input"));
    await press("PageUp", {}, field);
    field.remove();
    expect(step1()).toBe(false);
  });

  it("B and . blank the screen, any step shows it again", async () => {
    for (const key of ["b", "."]) {
      await press(key);
      expect(screen.getByRole("button", { name: "Show the lecture again" })).toBeDefined();
      await press(key);
      expect(screen.queryByRole("button", { name: "Show the lecture again" })).toBeNull();
    }
    await press("w");
    await press("PageDown");
    expect(screen.queryByRole("button", { name: "Show the lecture again" })).toBeNull();
  });

  it("T shows the figure's own controls, and hides them again", async () => {
    const stage = (): Element | null => document.querySelector("[data-tools]");
    expect(stage()).toBeNull();
    await press("t");
    expect(stage()).not.toBeNull();
    expect(
      screen.getByRole("button", { name: "Controls of the figure" }).getAttribute("aria-pressed"),
    ).toBe("true");
    await press("t");
    expect(stage()).toBeNull();
  });

  it("R reveals a prediction", async () => {
    await press("PageDown");
    expect(screen.queryByText("Three of them.")).toBeNull();
    await press("r");
    expect(screen.getByText("Three of them.")).toBeDefined();
  });

  it("the clicker tells an answer before it goes on; the next lecture begins with nothing told, and nothing of it is stored", async () => {
    await press("PageDown");
    await press("PageDown");
    expect(screen.getByText("Three of them.")).toBeDefined();
    expect(Object.keys(lab.getState().answers)).toEqual(["present:example/p"]);
    expect(storedAnswers(lab.getState().answers)).toEqual({});
    cleanup();
    await act(async () => {
      render(<PresentView doc={doc} registry={registry} />);
    });
    expect(screen.getByText("Second words.")).toBeDefined();
    expect(screen.queryByText("Three of them.")).toBeNull();
  });

  it("Page Up takes a told answer back before it leaves the step", async () => {
    await press("PageDown");
    await press("PageDown");
    expect(screen.getByText("Three of them.")).toBeDefined();
    await press("PageUp");
    expect(screen.queryByText("Three of them.")).toBeNull();
    expect(screen.getByText("Second words.")).toBeDefined();
    await press("PageUp");
    expect(step1()).toBe(true);
  });

  it("shows no field and no button of a question", async () => {
    await press("PageDown");
    const form = screen.getByLabelText("Your prediction").closest("[data-form]");
    expect(form?.contains(screen.getByText("That is my guess"))).toBe(true);
  });

  it("a stroke is drawn with pen or finger, wiped off by a key, and goes with its step", async () => {
    const strokes = (): number => document.querySelectorAll("polyline").length;
    const draw = async (): Promise<void> => {
      const ink = document.querySelector("svg[data-pen]") ?? document.body;
      await act(async () => {
        fireEvent.pointerDown(ink, { clientX: 10, clientY: 10 });
      });
      await act(async () => {
        fireEvent.pointerMove(ink, { clientX: 60, clientY: 40 });
        fireEvent.pointerUp(ink);
      });
    };
    await press("d");
    await draw();
    expect(strokes()).toBe(1);
    await press("x");
    expect(strokes()).toBe(0);
    await draw();
    await press("PageDown");
    expect(strokes()).toBe(0);
  });

  it("the spotlight comes and goes with its key", async () => {
    await press("z");
    expect(document.querySelector("[data-spot]")).not.toBeNull();
    await press("z");
    expect(document.querySelector("[data-spot]")).toBeNull();
  });

  it("Shift with an arrow goes on without telling", async () => {
    await press("PageDown");
    await press("ArrowRight", { shiftKey: true });
    expect(screen.queryByText("Three of them.")).toBeNull();
  });

  it("? lists the keys, and Escape leads back to the lesson at the same step", async () => {
    await press("PageDown");
    await press("?");
    expect(screen.getByText("black screen")).toBeDefined();
    await act(async () => {
      fireEvent.click(screen.getByRole("button", { name: "Close" }));
    });
    await press("Escape");
    expect(location.hash).toBe("#/lesson/example/b");
  });

  it("the speaker's window shows the notes of the step on the screen, and steers it", async () => {
    await act(async () => {
      render(<Notes doc={doc} />);
    });
    expect(await screen.findByText("Ask for hands first.")).toBeDefined();
    expect(await screen.findByText("Connected")).toBeDefined();
    await act(async () => {
      fireEvent.click(screen.getAllByRole("button", { name: "Next step" }).at(-1) ?? document.body);
    });
    expect(await screen.findByText("There are no notes for this step.")).toBeDefined();
    expect(screen.getAllByText("Second words.").length).toBeGreaterThan(0);
  });

  it("the speaker's window goes to any step, tells its answers, and shows what comes next", async () => {
    await act(async () => {
      render(<Notes doc={doc} />);
    });
    await screen.findByText("Connected");
    const next = screen.getByRole("region", { name: "What comes next" });
    expect(next.textContent).toContain("Second words.");
    expect(screen.queryByText("Three of them.")).toBeNull();
    const search = screen.getByRole("searchbox");
    await act(async () => {
      fireEvent.change(search, { target: { value: "2" } });
    });
    await act(async () => {
      fireEvent.submit(search);
    });
    expect(await screen.findByText("There are no notes for this step.")).toBeDefined();
    expect(step1()).toBe(false);
    expect(screen.getByText("The answer of this step")).toBeDefined();
    expect(screen.getByText("Three of them.")).toBeDefined();
    expect(screen.getByText("This is the last step.")).toBeDefined();
  });
});

describe("the keys of a lecture", () => {
  it("no key stands for two things", () => {
    const all = KEYS.flatMap(({ keys }) => keys);
    expect(new Set(all).size).toBe(all.length);
  });

  it("leave the browser its own", () => {
    for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
      expect(actionOf(new KeyboardEvent("keydown", { key: "w", ...more }))).toBeNull();
  });
});
