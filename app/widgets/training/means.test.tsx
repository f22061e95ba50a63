// @vitest-environment happy-dom
/** Cells that differ in their seed alone are one pair of settings: its losses, and what ended. */
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { MapResult } from "../../runs/map-run";
import { cellsOf } from "./axes";
import { training } from "./definition";
import { MeanGrid } from "./MeanGrid";
import { meansOf } from "./means";
import { settingOf } from "./settings";

afterEach(cleanup);

const texts = {
  variants: "seed 1: seed=1; seed 2: seed=2; seed 3: seed=3",
  across: "rate: 0.001 0.05",
  down: "optimiser: sgd adam",
};
const cells = cellsOf(settingOf(training.initial({})), texts);
const result = (phase: MapResult["phase"], value: number): MapResult => ({
  phase,
  losses: [{ step: 1, value }],
  scores: [],
  frame: null,
  why: "",
});
const results = {
  "seed 1 sgd 0.001": result("done", 2),
  "seed 2 sgd 0.001": result("done", 4),
  "seed 3 sgd 0.001": result("running", 9),
  "seed 1 adam 0.05": result("dead", 7),
  "seed 2 adam 0.05": result("done", 1),
  "seed 3 adam 0.001": result("dead", 1),
};

test("a pair of settings has the losses of all its seeds; dead ones are counted apart", () => {
  expect(meansOf(cells, results)).toEqual([
    { across: 0.001, down: "sgd", losses: [2, 4], dead: 0 },
    { across: 0.05, down: "sgd", losses: [], dead: 0 },
    { across: 0.001, down: "adam", losses: [], dead: 1 },
    { across: 0.05, down: "adam", losses: [1], dead: 1 },
  ]);
});

test("the table has the mean of each pair, from the least to the largest, under the values of the settings", () => {
  const state = { ...training.initial({}), ...texts };
  const found = { running: false, results, each: null };
  const { container } = render(<MeanGrid state={state} cells={cells} found={found} />);
  const textOf = (part: string): string[] =>
    [...container.querySelectorAll(part)].map(({ textContent }) => textContent.trim());
  expect(textOf("caption")).toEqual([
    "mean of 3 seeds, least to largest Optimiser ↓ Learning rate →",
  ]);
  expect(textOf("thead th")).toEqual(["10⁻³", "0.05"]);
  expect(textOf("tbody th")).toEqual(["sgd", "adam"]);
  expect(textOf("tbody td")).toEqual(["3 2 to 4", "·", "NaN", "1 1 to 1, 1 NaN"]);
});
