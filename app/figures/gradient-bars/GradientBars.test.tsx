// @vitest-environment happy-dom
/** What is drawn is read back: bars on the scale beside them, probabilities, arrows. */
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { GradientBars, type GradientBarsProps } from "./GradientBars";

afterEach(cleanup);

const BARS: GradientBarsProps["bars"] = [
  { name: "a", value: 2, gradient: 0.7054, share: 0.7054, isRight: false },
  { name: "b", value: 1, gradient: -0.7405, share: 0.2595, isRight: true },
  { name: "c", value: -3, gradient: 0.35, share: 0.5, isRight: false },
];

const number = (element: Element | null | undefined, name: string): number =>
  Number(element?.getAttribute(name));

/** The y of a value: read from the written marks and the lines beside them. */
function scaleOf(picture: Element): (value: number) => number {
  const marks = [...picture.querySelectorAll("svg > g:not([role])")].map((mark) => ({
    value: Number(mark.querySelector("text")?.textContent.replace("−", "-")),
    y: number(mark.querySelector("line"), "y1"),
  }));
  const [first, last] = [marks[0], marks.at(-1)];
  if (first === undefined || last === undefined || marks.length < 3) throw new Error("no marks");
  const each = (last.y - first.y) / (last.value - first.value);
  const at = (value: number): number => first.y + each * (value - first.value);
  for (const { value, y } of marks) expect(at(value)).toBeCloseTo(y, 6);
  return at;
}

function drawn() {
  const { container } = render(
    <GradientBars label="Bars" bars={BARS} most={10} locked={false} onMove={() => undefined} />,
  );
  return { container, bars: screen.getAllByRole("slider") };
}

test("a bar reaches from 0 to its value on the scale beside it", () => {
  const { container, bars } = drawn();
  const at = scaleOf(container);
  bars.forEach((bar, index) => {
    const { value } = BARS[index] ?? { value: Number.NaN };
    const rect = [...bar.querySelectorAll("rect")].at(-1);
    expect(number(rect, "y")).toBeCloseTo(Math.min(at(0), at(value)), 6);
    expect(number(rect, "height")).toBeCloseTo(Math.abs(at(value) - at(0)), 6);
    expect(number(bar.querySelector("line"), "y1"), "its grip").toBeCloseTo(at(value), 6);
  });
});

test("a probability fills its part of the way from 0 to p = 1", () => {
  const { container, bars } = drawn();
  const [zero, one] = [...container.querySelectorAll("svg > line")].map((line) =>
    number(line, "y1"),
  );
  bars.forEach((bar, index) => {
    const share = bar.querySelectorAll("rect")[1];
    const whole = (zero ?? Number.NaN) - (one ?? Number.NaN);
    expect(number(share, "height") / whole).toBeCloseTo(BARS[index]?.share ?? Number.NaN, 6);
    expect(number(share, "y") + number(share, "height")).toBeCloseTo(zero ?? Number.NaN, 6);
  });
});

test("arrows are as long as their gradients to each other, and point against them", () => {
  const { bars } = drawn();
  const lengths = bars.map((bar) => {
    const [, tip = ""] =
      /^M\S+ ([\d.]+)l/.exec(bar.querySelector("path")?.getAttribute("d") ?? "") ?? [];
    return Number(tip) - number(bar.querySelector("g line"), "y1");
  });
  const unit = (lengths[0] ?? 0) / (BARS[0]?.gradient ?? 1);
  expect(unit).toBeGreaterThan(40);
  lengths.forEach((length, index) =>
    expect(length / unit).toBeCloseTo(BARS[index]?.gradient ?? Number.NaN, 6),
  );
});
