/** Cells that differ in their seed alone are one pair of settings: its losses, and what ended. */
import { expect, test } from "vitest";
import type { MapResult } from "../../runs/map-run";
import { cellsOf } from "./axes";
import { training } from "./definition";
import { meansOf } from "./means";
import { settingOf } from "./settings";

test("a pair of settings has the losses of all its seeds; dead ones are counted apart", () => {
  const cells = cellsOf(settingOf(training.initial({})), {
    variants: "seed 1: seed=1; seed 2: seed=2; seed 3: seed=3",
    across: "rate: 0.1 1",
    down: "optimiser: sgd adam",
  });
  const result = (phase: MapResult["phase"], value: number): MapResult => ({
    phase,
    losses: [{ step: 1, value }],
    scores: [],
    frame: null,
    why: "",
  });
  const results = {
    "seed 1 sgd 0.1": result("done", 2),
    "seed 2 sgd 0.1": result("done", 4),
    "seed 3 sgd 0.1": result("running", 9),
    "seed 1 adam 1": result("dead", 7),
    "seed 2 adam 1": result("done", 1),
  };
  expect(meansOf(cells, results)).toEqual([
    { across: 0.1, down: "sgd", losses: [2, 4], dead: 0 },
    { across: 1, down: "sgd", losses: [], dead: 0 },
    { across: 0.1, down: "adam", losses: [], dead: 0 },
    { across: 1, down: "adam", losses: [1], dead: 1 },
  ]);
});
