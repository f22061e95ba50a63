/** The four representations: edits keep a network that holds together, whatever is tried. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { networkShapes } from "../../../engine/graph/shapes";
import { checked, shorthand } from "./definition";
import { KINDS, movedLayer, withInput, withLayer, withoutLayer, withSetting } from "./edits";

describe("one network, four ways", () => {
  test("the lecture's sample network: 39×39×3 to 10 classes, every size as given", () => {
    const state = shorthand.initial({});
    expect(shorthand.describe(state)).toContain(
      "39×39×3, then 37×37×10, then 17×17×20, then 7×7×40, then 1960, then 10",
    );
  });

  test("a code property sets the network; code that is not understood leaves the sample", () => {
    expect(
      networkShapes(shorthand.initial({ code: "nn.Conv2d(3, 10, 3)", input: [3, 6, 6] }).network)
        .output.shape,
    ).toEqual([10, 4, 4]);
    expect(shorthand.initial({ code: "nn.Nonsense(3)" }).network.name).toBe("sample");
  });

  test("an edit that breaks the network is refused with the layer's name, and says what does not fit", () => {
    const { network } = shorthand.initial({});
    const refused = checked(withSetting(network, "conv3", "kernel_size", 40));
    expect("problem" in refused ? refused.problem : "").toContain("conv3");
    expect(checked(withSetting(network, "conv1", "stride", 0))).toHaveProperty("problem");
    expect(checked(withSetting(network, "conv1", "out_channels", 1e9))).toHaveProperty("problem");
  });

  test("any sequence of edits ends in a network or a named problem, and the names stay unique", () => {
    const edits = fc.oneof(
      fc.record({
        edit: fc.constant("add" as const),
        kind: fc.constantFrom(...Object.keys(KINDS)),
        pick: fc.nat(),
      }),
      fc.record({ edit: fc.constant("remove" as const), kind: fc.constant(""), pick: fc.nat() }),
      fc.record({ edit: fc.constant("move" as const), kind: fc.constant(""), pick: fc.nat() }),
      fc.record({
        edit: fc.constant("input" as const),
        kind: fc.constant(""),
        pick: fc.nat({ max: 80 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 12 }), (list) => {
        let { network } = shorthand.initial({});
        for (const { edit, kind, pick } of list) {
          const name = network.layers[pick % network.layers.length]?.name ?? "";
          const next = {
            add: () => withLayer(network, kind, name),
            remove: () => withoutLayer(network, name),
            move: () => movedLayer(network, name, pick % 2 === 0 ? 1 : -1),
            input: () => withInput(network, pick % 3, pick),
          }[edit]();
          const result = checked(next);
          if ("network" in result) network = result.network;
          else expect(result.problem.length).toBeGreaterThan(10);
        }
        expect(new Set(network.layers.map(({ name }) => name)).size).toBe(network.layers.length);
      }),
    );
  });

  test("any value restores; a state survives a link", () => {
    fc.assert(
      fc.property(fc.anything(), (garbage) => {
        expect(shorthand.describe(shorthand.restore(garbage, shorthand.initial({})))).toContain(
          "parameters",
        );
      }),
    );
    const state = shorthand.initial({
      code: "nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))",
      input: [1, 8, 8],
    });
    expect(shorthand.restore(JSON.parse(JSON.stringify(state)), shorthand.initial({}))).toEqual(
      state,
    );
  });
});
