/** A link shows what its writer saw. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { foldable } from "../../figures/network-map/item";
import { outline } from "../../figures/network-map/outline";
import { readParameters, writeParameters } from "../../shell/codec";
import { CATALOGUE, networkNamed } from "../../explorer/catalogue";
import { readState, writeState } from "./map-state";

test("the chosen layer and what is open come back from the address, for every network", () => {
  for (const { id } of CATALOGUE) {
    const network = networkNamed(id);
    if (network === undefined) throw new Error(`no network ${id}`);
    const ids = [...outline(network).items.values()]
      .filter((item) => foldable(item) && item.level !== "network")
      .map((item) => item.id);
    const layers = network.layers.map(({ name }) => name);
    fc.assert(
      fc.property(fc.subarray(ids), fc.constantFrom(null, "input", ...layers), (open, chosen) => {
        const state = { chosen, opened: new Set(open) };
        const text = writeParameters(writeState(state, network));
        const { chosen: layer, opened } = readState(readParameters(text), network);
        expect(layer).toBe(chosen);
        if (chosen === null || writeState(state, network).has("open"))
          expect(new Set(opened ?? [])).toEqual(state.opened);
      }),
      { numRuns: 10 },
    );
  }
});

test("what an address cannot mean is left out", () => {
  const network = networkNamed("resnet18");
  if (network === undefined) throw new Error("no network resnet18");
  const read = (text: string) => readState(readParameters(text), network);
  expect(read("layer=nothing&open='block:none")).toEqual({ chosen: null, opened: new Set() });
  expect(read("open=~%7B")).toEqual({ chosen: null, opened: new Set() });
  expect(read("layer=conv1").opened).toEqual(new Set(["module:conv1"]));
});
