// @vitest-environment happy-dom
/** The figure of two weights going downhill, as a reader has it. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { descent } from "./definition";
import { Descent } from "./Descent";

afterEach(cleanup);

function Host({ given }: { readonly given: Readonly<Record<string, unknown>> }) {
  const [state, setState] = useState(() => descent.initial(given));
  const nobody = new Set<string>();
  return (
    <Descent id="d" state={state} change={setState} hidden={nobody} locked={nobody} mode="lesson" />
  );
}

const value = (name: string): string =>
  [...document.querySelectorAll("dt")].find((term) => term.textContent === name)?.nextElementSibling
    ?.textContent ?? "";

test("it draws a contour for each level, a point for each step, and says what the rate does", () => {
  render(<Host given={{ factor: 10, rate: 0.02, at: 3 }} />);
  const picture = screen.getByRole("img", { name: /^After 3 updates/ });
  expect(picture.querySelectorAll("ellipse")).toHaveLength(7);
  expect(picture.querySelectorAll("circle")).toHaveLength(4);
  expect(value("largest stable rate")).toBe("0.01: this one is beyond it");
  expect(value("99 % of the way, at this rate")).toBe("never");
  expect(value("at the best rate for all starts")).toBe("116 updates");
});

test("what takes longer than the search is not said to be never", () => {
  render(<Host given={{ factor: 1000, rate: 1e-7 }} />);
  expect(value("99 % of the way, at this rate")).toBe("more than 1,000,000 updates");
  expect(value("at the best rate for all starts")).toBe("more than 1,000,000 updates");
});

test("another scaling changes curvature and steps; a flat direction is no mistake", () => {
  render(<Host given={{ factor: 10, rate: 0.5 }} />);
  expect(value("their ratio (condition number)")).toBe("100");
  fireEvent.click(screen.getByRole("radio", { name: "standardised" }));
  expect(value("their ratio (condition number)")).toBe("1");
  expect(value("99 % of the way, at this rate")).toBe("1 update");
  cleanup();
  render(
    <Host
      given={{
        data: [
          [1, 1, 1],
          [2, 2, 2],
          [3, 3, 3],
        ],
      }}
    />,
  );
  expect(value("their ratio (condition number)")).toBe("∞");
});

test("one pair for all features is a choice beside one for each, where a pair is taken", () => {
  render(<Host given={{ factor: 10, scaling: "standard" }} />);
  const read = (): readonly (string | null)[] =>
    [...document.querySelectorAll("tbody tr:first-child td")].map((cell) => cell.textContent);
  const contours = (): readonly (string | null)[] =>
    [...document.querySelectorAll("ellipse")].map((one) => one.getAttribute("ry"));
  expect(read()).toEqual(["1", "10", "1", "1", "−1"]);
  const round = contours();
  fireEvent.click(screen.getByRole("radio", { name: "all features" }));
  expect(read()).toEqual(["1", "10", "0.141", "1.41", "−1"]);
  expect(value("their ratio (condition number)")).toBe("100");
  expect(contours()).not.toEqual(round);
  fireEvent.click(screen.getByRole("radio", { name: "min–max" }));
  expect(read()).toEqual(["1", "10", "0.55", "1", "−1"]);
  fireEvent.click(screen.getByRole("radio", { name: "as it is" }));
  expect(screen.queryByRole("radio", { name: "all features" })).toBeNull();
});

test("thousands are set apart in every number", () => {
  render(<Host given={{ factor: 100, w1: 1000, rate: 0.001 }} />);
  expect(value("their ratio (condition number)")).toBe("10,000");
  expect(value("after 0 updates")).toBe("w = (1,000, 0)");
});

test("in batches the table says of each sample its batch, its features and what is read of them", () => {
  const data = [
    [3, 100, -3],
    [3, 300, -1],
    [7, 100, 1],
    [7, 300, 3],
  ];
  render(<Host given={{ data, scaling: "batch" }} />);
  const rows = [...document.querySelectorAll("tbody tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ["0", "0", "3", "100", "0", "−1", "−3"],
    ["0", "1", "3", "300", "0", "1", "−1"],
    ["1", "2", "7", "100", "0", "−1", "1"],
    ["1", "3", "7", "300", "0", "1", "3"],
  ]);
  expect(value("smallest loss")).toBe("4");
  expect(value("at the best rate for all starts")).toBe("1 update");
  expect(screen.queryAllByText("Batch size")).not.toEqual([]);
  cleanup();
  render(<Host given={{ data, scaling: "standard" }} />);
  expect(screen.queryAllByText("Batch size")).toEqual([]);
});
