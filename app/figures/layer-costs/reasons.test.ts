/**
 * Every written reason is worked out again from its text, for random small networks: it gives the
 * number beside it, and that is the engine's.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { networks } from "../../../engine/graph/networks";
import { networkShapes, type NetworkShapes } from "../../../engine/graph/shapes";
import type { LayerSpec } from "../../../engine/graph/spec";
import { bytes } from "../layer-table/rows";
import { reasonsFor } from "./reasons";

/** "⌊(39 + 2×0 − 3) / 2⌋ + 1" as a number. */
function workedOut(text: string): number {
  const plain = text
    .replaceAll(/(\d),(?=\d{3})/g, "$1")
    .replaceAll("⌊", "Math.floor(")
    .replaceAll("⌈", "Math.ceil(")
    .replaceAll(/[⌋⌉]/g, ")")
    .replaceAll("×", "*")
    .replaceAll("−", "-")
    .replace(" bytes", "");
  expect(plain.replaceAll(/Math\.(floor|ceil)/g, "")).toMatch(/^[\d\s+\-*/().]+$/);
  // oxlint-disable-next-line no-new-func -- digits and signs only, checked above
  return Number(new Function(`return ${plain}`)());
}

const plainNumber = (text: string): number => Number(text.replaceAll(",", ""));
const reasons = (network: NetworkShapes, name: string) => {
  const layer = network.layers.find((one) => one.name === name);
  if (layer === undefined) throw new Error(`there is no ${name}`);
  return new Map(reasonsFor(network, layer).map((reason) => [reason.what, reason]));
};

test("the lecture's second convolution: each number with its arithmetic", () => {
  const sample = networks["sample"]?.();
  if (sample === undefined) throw new Error("there is no sample network");
  const said = reasonsFor(networkShapes(sample), networkShapes(sample).layers[2] ?? never());
  expect(said.map(({ what, why, value }) => [what, why, value])).toEqual([
    ["rows, columns", "⌊(37 + 2×0 − 5) / 2⌋ + 1", "17"],
    ["channels", "one for each filter", "20"],
    ["parameters", "(5×5×10 + 1) × 20", "5,020"],
    ["multiply-adds", "5×5×10 × 17×17×20", "1,445,000"],
    ["memory", "20×17×17 × 4 bytes", "23.1 kB"],
    ["sees", "3 + (5 − 1)×1", "7×7 pixels"],
  ]);
});

function never(): never {
  throw new Error("there is no second convolution");
}

const side = fc.integer({ min: 1, max: 4 });
const layer = fc.oneof(
  fc.record({
    op: fc.constant("conv2d"),
    out_channels: side,
    kernel_size: fc.tuple(side, side).map(([down, across]) => [down, across]),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.integer({ min: 0, max: 2 }),
    dilation: fc.integer({ min: 1, max: 2 }),
    bias: fc.boolean(),
  }),
  fc.record({
    op: fc.constantFrom("maxpool2d", "avgpool2d"),
    kernel_size: fc.integer({ min: 2, max: 3 }),
    stride: fc.integer({ min: 1, max: 3 }),
    ceil_mode: fc.boolean(),
  }),
  fc.constant({ op: "relu" }),
);
const network = fc
  .record({ layers: fc.array(layer, { minLength: 1, maxLength: 5 }), dense: fc.boolean() })
  .map(({ layers, dense }) => [
    ...layers,
    ...(dense ? [{ op: "flatten" }, { op: "linear", out_features: 7 }] : []),
  ]);

test("each reason of random networks gives its number, which is the engine's", () => {
  fc.assert(
    fc.property(network, (layers) => {
      const named = layers.map((one, at) => ({ ...one, name: `l${at}` }) as LayerSpec);
      let shapes: NetworkShapes;
      try {
        shapes = networkShapes({ format: 1, name: "random", input: [2, 19, 17], layers: named });
      } catch (error) {
        if (error instanceof LabError) return;
        throw error;
      }
      for (const { name, shape, parameterCount, multiplyAdds, field } of shapes.layers) {
        const said = reasons(shapes, name);
        const of = (what: string): number => workedOut(said.get(what)?.why ?? "");
        const both = said.get("rows, columns");
        if (both !== undefined || said.has("rows")) {
          expect(of(both === undefined ? "rows" : "rows, columns"), name).toBe(shape[1]);
          expect(of(both === undefined ? "columns" : "rows, columns"), name).toBe(shape[2]);
        }
        if (parameterCount > 0) expect(of("parameters"), name).toBe(parameterCount);
        if (multiplyAdds > 0) expect(of("multiply-adds"), name).toBe(multiplyAdds);
        expect(plainNumber(said.get("parameters")?.value ?? ""), name).toBe(parameterCount);
        expect(plainNumber(said.get("multiply-adds")?.value ?? ""), name).toBe(multiplyAdds);
        expect(bytes(of("memory")), name).toBe(said.get("memory")?.value);
        const seen = said.get("sees")?.why ?? "";
        if (/\d/.test(seen)) expect(seen.split(" by ").map(workedOut)[0], name).toBe(field.size[0]);
      }
    }),
  );
});
