// @vitest-environment happy-dom
/** What is drawn is read back: knots where their values are, points where they stand. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { PlanePlot } from "./PlanePlot";
import { ShapePlot } from "./ShapePlot";

afterEach(cleanup);

const VALUES = [-3, -1, -0.5, 0, 2.9, 1, 3];
const numberOf = (element: Element | undefined, name: string): number =>
  Number(element?.getAttribute(name) ?? Number.NaN);

test("knots and line stand where the values are, on even scales", () => {
  const { container } = render(<ShapePlot label="g" first={-3} values={VALUES} highest={3} />);
  const knots = [...container.querySelectorAll("circle")];
  const [left, right] = [numberOf(knots[0], "cx"), numberOf(knots[6], "cx")];
  const [low, high] = [numberOf(knots[0], "cy"), numberOf(knots[6], "cy")];
  expect(right).toBeGreaterThan(left);
  expect(high).toBeLessThan(low);
  for (const [at, knot] of knots.entries()) {
    expect(numberOf(knot, "cx")).toBeCloseTo(left + ((right - left) * at) / 6, 6);
    const share = ((VALUES[at] ?? Number.NaN) + 3) / 6;
    expect(numberOf(knot, "cy")).toBeCloseTo(low + (high - low) * share, 6);
    expect(numberOf(knot, "aria-valuenow")).toBe(VALUES[at]);
  }
  const marks = [...container.querySelectorAll("text")];
  expect(marks.length).toBeGreaterThan(6);
  for (const mark of marks) {
    const share = (Number(mark.textContent?.replace("−", "-")) + 3) / 6;
    if (mark.getAttribute("text-anchor") === "end")
      expect(numberOf(mark, "y")).toBeCloseTo(low + (high - low) * share, 6);
    else expect(numberOf(mark, "x")).toBeCloseTo(left + (right - left) * share, 6);
  }
  const line = container.querySelector("polyline")?.getAttribute("points");
  expect(line?.split(" ").map((pair) => pair.split(",").map(Number))).toEqual(
    knots.map((knot) => [numberOf(knot, "cx"), numberOf(knot, "cy")]),
  );
});

test("keys move a knot by a tenth or by one, up to the highest value", () => {
  const onChange = vi.fn();
  render(<ShapePlot label="g" first={-3} values={VALUES} highest={3} onChange={onChange} />);
  const key = (z: string, name: string): void =>
    void fireEvent.keyDown(screen.getByRole("slider", { name: `value at z = ${z}` }), {
      key: name,
    });
  key("0", "ArrowUp");
  key("−1", "ArrowDown");
  key("1", "ArrowRight");
  key("1", "PageUp");
  key("−3", "PageDown");
  key("0", "Tab");
  expect(onChange.mock.calls).toEqual([
    [3, 0.1],
    [2, -0.6],
    [4, 3],
    [4, 3],
    [0, -3],
  ]);
});

test("points stand in their places with the shape of their class, rings round the wrong ones only", () => {
  const { container } = render(
    <PlanePlot
      label="answer"
      reach={3}
      answer={() => 0}
      points={[
        { x: 1.5, y: -0.25, label: 0, wrong: false },
        { x: -2, y: 1, label: 1, wrong: true },
      ]}
    />,
  );
  const svg = container.querySelector('svg[viewBox="-3 -3 6 6"]');
  const drawn = [...(svg?.querySelectorAll("g") ?? [])].map((mark) => [
    mark.getAttribute("transform"),
    mark.querySelectorAll("rect").length,
    mark.querySelectorAll("circle").length,
  ]);
  expect(drawn).toEqual([
    ["translate(1.500,0.250)", 0, 1],
    ["translate(-2.000,-1.000)", 1, 1],
  ]);
});

test("the answer is asked in the middle of each cell, the first row at the top", () => {
  const asked: (readonly [number, number])[] = [];
  const answer = (x: number, y: number): number => {
    asked.push([x, y]);
    return 0;
  };
  render(<PlanePlot label="answer" reach={3} answer={answer} points={[]} />);
  const half = 3 / 48;
  const middles = Array.from({ length: 48 }, (_, at) => -3 + half + 2 * half * at);
  expect(asked).toHaveLength(48 * 48);
  for (const [at, [x, y]] of asked.entries()) {
    expect(x).toBeCloseTo(middles[at % 48] ?? Number.NaN, 12);
    expect(y).toBeCloseTo(-(middles[Math.floor(at / 48)] ?? Number.NaN), 12);
  }
});
