/** Networks as they are built: every edit keeps names and wires; what is offered fits. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freshName, inserted, movedDown, movedUp, removed, withInput, withSetting } from "./change";
import { examined } from "./examined";
import { networks } from "./networks";
import { lenet5 } from "./networks/lenet";
import { repairs } from "./repairs";
import type { NetworkSpec } from "./spec";

const residual = networks["residual20"]?.() ?? lenet5();
const shapes = (spec: NetworkSpec) => examined(spec).layers.map(({ shape }) => shape?.shape);
const messageOf = (spec: NetworkSpec) => examined(spec).problem?.error.message ?? "fits";

describe("an edit", () => {
  test("that puts a layer in and takes it out again leaves the network as it was", () => {
    for (const spec of [lenet5(), residual])
      for (const { name } of spec.layers) {
        const added = inserted(spec, name, { name: "new", op: "relu" });
        expect(added.layers).toHaveLength(spec.layers.length + 1);
        expect(removed(added, "new")).toEqual(spec);
      }
  });

  test("up and down again leaves the network as it was, where layers stand in a line", () => {
    const spec = lenet5();
    for (const { name } of spec.layers.slice(1)) {
      const up = movedUp(spec, name);
      expect(up === null ? null : movedDown(up, name)).toEqual(spec);
    }
    expect(movedUp(spec, "conv1")).toBeNull();
    expect(movedDown(spec, "fc3")).toBeNull();
  });

  test("of a layer that joins, or is read by two, is refused", () => {
    const add = residual.layers.find(({ op }) => op === "add")?.name ?? "";
    expect(movedUp(residual, add)).toBeNull();
  });

  test("a new sum takes the nearest tensor of the same shape", () => {
    const spec = inserted(lenet5(), "relu4", { name: "sum", op: "add" });
    expect(spec.layers.find(({ name }) => name === "sum")?.inputs).toEqual(["relu4", "fc2"]);
    expect(examined(spec).problem).toBeNull();
  });

  test("drops what a layer was said to expect", () => {
    const spec: NetworkSpec = {
      format: 1,
      name: "a",
      input: [1, 8, 8],
      layers: [{ name: "conv1", op: "conv2d", out_channels: 2, kernel_size: 3, in_channels: 1 }],
    };
    expect(shapes(withInput(spec, [3, 8, 8]))).toEqual([[2, 6, 6]]);
  });
});

describe("a layer that does not fit", () => {
  test("is named; the shapes before it stay, those behind it are not known", () => {
    const spec = withSetting(lenet5(), "conv2", "kernel_size", 20);
    const { problem, layers, network } = examined(spec);
    expect([problem?.layer, network]).toEqual(["conv2", null]);
    expect(layers.map(({ shape }) => shape !== null)).toEqual(
      layers.map((_, at) => at < lenet5().layers.findIndex(({ name }) => name === "conv2")),
    );
    expect(repairs(spec).map(({ words }) => words)).toContain("Set its kernel size to 14");
  });

  test("a dense layer behind maps wants a flatten", () => {
    const spec = removed(lenet5(), "flatten");
    const [repair] = repairs(spec);
    expect(repair?.words).toBe("Put flatten before it");
    expect(repair === undefined ? "" : messageOf(repair.spec)).toBe("fits");
  });

  test("a sum of two shapes wants a 1×1 convolution on the shorter way", () => {
    const spec = inserted(lenet5(), "pool2", { name: "sum", op: "add" });
    const wired = withSetting(spec, "sum", "inputs", ["pool2", "relu1"]);
    expect(messageOf(wired)).toMatch(/^sum:/);
    const repair = repairs(wired).find(({ words }) => words.startsWith("Put a 1×1 convolution"));
    expect(examined(repair?.spec ?? wired).layers.map(({ spec: { name } }) => name)).toContain(
      "shortcut1",
    );
  });

  test("any sequence of edits keeps names unique, and every repair makes its layer fit", () => {
    const kinds = ["conv2d", "linear", "maxpool2d", "flatten", "add", "batchnorm", "relu"] as const;
    const edit = fc.record({
      kind: fc.constantFrom("add", "remove", "up", "down", "set"),
      op: fc.constantFrom(...kinds),
      pick: fc.nat(),
      value: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        let spec = lenet5();
        for (const { kind, op, pick, value } of edits) {
          const name = spec.layers[pick % spec.layers.length]?.name ?? "conv1";
          const settings = { conv2d: { out_channels: 4 }, linear: { out_features: 5 } };
          const own = op === "conv2d" || op === "linear" ? settings[op] : {};
          const layer = { name: freshName(spec, op), op, ...own };
          if (kind === "add") spec = inserted(spec, name, layer);
          if (kind === "remove" && spec.layers.length > 1) spec = removed(spec, name);
          if (kind === "up") spec = movedUp(spec, name) ?? spec;
          if (kind === "down") spec = movedDown(spec, name) ?? spec;
          if (kind === "set") spec = withSetting(spec, name, "kernel_size", value);
        }
        expect(new Set(spec.layers.map(({ name }) => name)).size).toBe(spec.layers.length);
        const { problem, layers } = examined(spec);
        for (const repair of problem === null ? [] : repairs(spec)) {
          const next = examined(repair.spec).problem;
          expect(next?.layer ?? null).not.toBe(problem?.layer);
        }
        expect(layers).toHaveLength(spec.layers.length);
      }),
      { numRuns: 60 },
    );
  });
});
