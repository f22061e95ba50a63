import { expect, test } from "vitest";
import { layersIn, mergedNames } from "./measures";
import { networkOf } from "./network";
import { training } from "./definition";
import { settingOf } from "./settings";

const weightsOf = (network: string, depth: number): readonly string[] =>
  layersIn(networkOf({ ...settingOf(training.initial({})), network, depth })).weights;

test("layers of several networks stand in the order of the deepest, whichever run comes first", () => {
  const [short, deep] = [weightsOf("plain", 20), weightsOf("residual", 56)];
  expect(short).toHaveLength(20);
  expect(mergedNames([short, deep])).toEqual(deep);
  expect(mergedNames([deep, short])).toEqual(deep);
});

test("a layer that the deepest network lacks stands behind the one that it follows", () => {
  expect(mergedNames([["a", "new", "c"], ["a", "b", "c", "d"], ["first"]])).toEqual([
    "first",
    "a",
    "new",
    "b",
    "c",
    "d",
  ]);
  expect(mergedNames([])).toEqual([]);
});
