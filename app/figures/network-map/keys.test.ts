/** Keys reach every item, in the order of the network, and open and fold it. */
import { expect, test } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { networkShapes } from "../../../engine/graph/shapes";
import { foldable } from "./item";
import { moveFor } from "./keys";
import { outline } from "./outline";
import { depths, shownItems } from "./visible";

test("the key along the drawing walks every shown item and stops at the last", () => {
  for (const across of [true, false])
    for (const name of ["lenet5", "resnet18", "googlenet_paper_aux"]) {
      const whole = outline(networkShapes(networks[name]?.() ?? missing()));
      const opened = depths(whole).at(-1)?.opened ?? new Set<string>();
      const shown = shownItems(whole, opened);
      const key = across ? "ArrowRight" : "ArrowDown";
      for (const [at, item] of shown.entries())
        expect(moveFor(whole, opened, item, key, across)).toEqual({
          kind: "go",
          to: (shown[at + 1] ?? item).id,
        });
    }
});

test("the key across the drawing opens, goes in, folds and goes out; Enter folds or chooses", () => {
  const whole = outline(networkShapes(networks["resnet18"]?.() ?? missing()));
  const stage = whole.items.get("stage:layer2") ?? missing();
  const block = whole.items.get("block:layer2.0") ?? missing();
  const layer = whole.items.get("layer2.0.conv1") ?? missing();
  const toggle = { kind: "toggle", id: stage.id };
  const open = new Set([stage.id]);
  expect(moveFor(whole, new Set(), stage, "ArrowDown", true)).toEqual(toggle);
  expect(moveFor(whole, open, stage, "ArrowDown", true)).toEqual({ kind: "go", to: block.id });
  expect(moveFor(whole, open, block, "ArrowUp", true)).toEqual({ kind: "go", to: stage.id });
  expect(moveFor(whole, open, stage, "ArrowUp", true)).toEqual(toggle);
  expect(moveFor(whole, new Set(), stage, "ArrowRight", false)).toEqual(toggle);
  expect(moveFor(whole, open, stage, "ArrowLeft", false)).toEqual(toggle);
  for (const item of [stage, layer])
    for (const key of ["Enter", " "])
      expect(moveFor(whole, open, item, key, true)).toEqual({
        kind: foldable(item) ? "toggle" : "act",
        id: item.id,
      });
  expect(moveFor(whole, open, stage, "x", true)).toBeNull();
});

function missing(): never {
  throw new Error("the network has no such item");
}
