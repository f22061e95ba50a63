// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Controls } from "./Controls";
import { choice, integer, number, text, truth } from "./kinds";
import { matrix, pair } from "./matrix";
import { table } from "./table";

const fields = table(
  1,
  {
    stride: integer({ label: "Stride", says: "", from: 1, to: 4, standard: 1 }),
    layers: integer({ label: "Layers", says: "", from: 1, to: 99, standard: 5, look: "typed" }),
    z: number({ label: "z", says: "", from: -6, to: 6, standard: 1, step: 0.5 }),
    all: truth({ label: "Show all", says: "", control: "show-all" }),
    view: choice({ one: "One of them", all: "All" }, { label: "View", says: "" }),
    kind: choice(["max", "mean"], { label: "Kind", says: "", look: "select" }),
    filter: matrix({
      label: "Filter",
      says: "",
      rank: 1,
      side: 3,
      largest: 9,
      standard: [1, 2],
      presets: [{ name: "ones", title: "Ones", matrix: [1, 1] }],
    }),
    window: pair({ label: "Window", says: "", from: 1, to: 3, standard: [2, 2] }),
    name: text({ label: "Name", says: "", longest: 9 }),
  },
  {
    whyNot: (state, change) => {
      if (change.stride === 3) return "Three is not even.";
      if (change.kind === "mean" && !state.all) return "only of all";
      return null;
    },
    follow: (next, before) => (next.view === before.view ? next : { ...next, z: 0 }),
  },
);

afterEach(cleanup);

function panel(hidden: string[] = [], locked: string[] = [], state = fields.standard) {
  const change = vi.fn();
  render(
    <Controls
      table={fields}
      state={state}
      change={change}
      hidden={new Set(hidden)}
      locked={new Set(locked)}
      instead={{ name: <b>my own control</b> }}
    />,
  );
  return change;
}

test("each kind of field changes its own value, and only a slider's changes are one stream", () => {
  const change = panel();
  fireEvent.click(screen.getByRole("button", { name: "Stride: more" }));
  expect(change).toHaveBeenLastCalledWith({ ...fields.standard, stride: 2 }, undefined);
  fireEvent.change(screen.getByRole("slider"), { target: { value: "2.5" } });
  expect(change).toHaveBeenLastCalledWith({ ...fields.standard, z: 2.5 }, { history: "merge" });
  fireEvent.click(screen.getByRole("checkbox", { name: "Show all" }));
  expect(change).toHaveBeenLastCalledWith({ ...fields.standard, all: true }, undefined);
  fireEvent.change(screen.getByRole("combobox", { name: "Filter" }), { target: { value: "ones" } });
  expect(change).toHaveBeenLastCalledWith({ ...fields.standard, filter: [1, 1] }, undefined);
  fireEvent.click(screen.getByRole("button", { name: "Window: more" }));
  expect(change).toHaveBeenLastCalledWith({ ...fields.standard, window: [3, 3] }, undefined);
  expect(screen.getByText("my own control")).toBeTruthy();
});

test("what follows from a change comes with it", () => {
  const change = panel();
  fireEvent.click(screen.getByRole("radio", { name: "All" }));
  expect(change).toHaveBeenLastCalledWith({ ...fields.standard, view: "all", z: 0 }, undefined);
});

test("a typed number outside its range is not taken, and the range is said", () => {
  const change = panel();
  const field = screen.getByRole("textbox", { name: /Layers/ });
  fireEvent.change(field, { target: { value: "2.5" } });
  expect(screen.getByRole("alert").textContent).toBe("A whole number, please.");
  fireEvent.change(field, { target: { value: "100" } });
  expect(screen.getByRole("alert").textContent).toBe("From 1 to 99.");
  expect(change).not.toHaveBeenCalled();
  fireEvent.change(field, { target: { value: "7" } });
  expect(change).toHaveBeenLastCalledWith({ ...fields.standard, layers: 7 }, undefined);
});

test("what is not possible now stays and says why", () => {
  const change = panel([], [], { ...fields.standard, stride: 2 });
  fireEvent.click(screen.getByRole("button", { name: "Stride: more" }));
  expect(screen.getByText("Three is not even.")).toBeTruthy();
  expect(change).not.toHaveBeenCalled();
  const mean = screen.getByRole("option", { name: "mean: only of all" });
  expect(mean.hasAttribute("disabled")).toBe(true);
});

test("an author hides and locks controls by name", () => {
  const change = panel(["show-all", "name"], ["stride", "view"]);
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.queryByText("my own control")).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Stride: more" }));
  expect(change).not.toHaveBeenCalled();
  expect(screen.getByRole("radio", { name: "All" }).hasAttribute("disabled")).toBe(true);
});
