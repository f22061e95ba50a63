// @vitest-environment happy-dom
/** The written costs are those of the lecture's network, and each bar is as long as its number. */
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { networkShapes } from "../../../engine/graph/shapes";
import { LayerCosts } from "./LayerCosts";

afterEach(cleanup);

const count = (text: string | null | undefined): number => Number(text?.replaceAll(",", ""));

function drawn() {
  const sample = networks["sample"]?.();
  if (sample === undefined) throw new Error("there is no sample network");
  render(<LayerCosts title="Costs" network={networkShapes(sample)} chosen="conv2" />);
  const table = screen.getByRole("table", { name: "Costs" });
  return {
    totals: within(table)
      .getAllByRole("columnheader")
      .slice(1)
      .map((header) => header.querySelector("small")?.textContent),
    rows: [...table.querySelectorAll("tbody tr")].map((row) => ({
      name: row.querySelector("th")?.textContent,
      cells: [...row.querySelectorAll("td")].map((cell) => ({
        text: cell.textContent,
        length: Number(cell.querySelector("span")?.style.getPropertyValue("--share")),
      })),
    })),
  };
}

test("parameters and multiply-adds are the lecture's, and add up to the totals above", () => {
  const { totals, rows } = drawn();
  const conv2 = rows.find(({ name }) => name === "conv2")?.cells;
  expect(conv2?.slice(0, 2).map(({ text }) => text)).toEqual(["5,020", "1,445,000"]);
  expect(totals.slice(0, 2)).toEqual(["44,950", "2,814,230"]);
  [0, 1].forEach((column) =>
    expect(rows.reduce((sum, { cells }) => sum + count(cells[column]?.text), 0)).toBe(
      count(totals[column]),
    ),
  );
});

test("the bars of a column are to each other as its numbers, the longest fills it", () => {
  const { rows } = drawn();
  for (const column of [0, 1]) {
    const numbers = rows.map(({ cells }) => count(cells[column]?.text));
    const most = Math.max(...numbers);
    rows.forEach(({ cells }, at) =>
      expect(cells[column]?.length).toBeCloseTo((numbers[at] ?? 0) / most, 9),
    );
  }
});
