// @vitest-environment happy-dom
/** What is drawn of a distribution is its shares, then and now, on one height. */
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { binShares } from "./bins";
import { ValueHistograms } from "./ValueHistograms";

afterEach(cleanup);

const before = Array.from({ length: 129 }, (_, at) => at / 128 - 0.5);
const now = Array.from({ length: 129 }, (_, at) => 4 * (at / 128 - 0.5) ** 3 + 0.25);

test("bars are the shares of now, the outline those of before; the largest of both fills the height", () => {
  const { container, getByRole, getByText } = render(
    <ValueHistograms title="Outputs" layers={[{ layer: "act1", before, now }]} low={-1} high={1} />,
  );
  const svg = container.querySelector("svg");
  const [, , columns = 0, height = 0] = (svg?.getAttribute("viewBox") ?? "").split(" ").map(Number);
  const [were, are] = [before, now].map((values) => binShares(values, -1, 1, columns));
  const most = Math.max(...(were ?? []), ...(are ?? []));
  const drawn = new Map(
    [...container.querySelectorAll("rect")].map((bar) => [
      Number(bar.getAttribute("x")),
      { top: Number(bar.getAttribute("y")), tall: Number(bar.getAttribute("height")) },
    ]),
  );
  for (const [at, share] of (are ?? []).entries()) {
    expect(drawn.get(at)?.tall ?? 0).toBeCloseTo((height * share) / most, 9);
    if (share > 0) expect(drawn.get(at)?.top).toBeCloseTo(height - (height * share) / most, 9);
  }
  const outline = [
    ...(container.querySelector("path")?.getAttribute("d") ?? "").matchAll(/L(\d+) ([\d.]+)h1/g),
  ];
  expect(outline.map(([, at]) => Number(at))).toEqual((were ?? []).map((_, at) => at));
  for (const [, at, top] of outline)
    expect(Number(top)).toBeCloseTo(height - (height * (were?.[Number(at)] ?? 0)) / most, 9);
  // 15 % and 85 % in order: places 19 and 109 of 129, and their cubes.
  const words = "the middle 70 % were −0.352 … 0.352, now 0.0762 … 0.424";
  expect(getByRole("listitem").getAttribute("aria-label")).toBe(`act1: ${words}`);
  expect(getByText("0.0762 … 0.424")).toBeTruthy();
});
