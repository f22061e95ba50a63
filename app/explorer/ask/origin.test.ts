/**
 * From any number of the trained shape down to the pixels: the arithmetic is the network's own, and
 * adds up as displayed.
 */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { cellsOf } from "../../../engine/core/expression";
import { random } from "../../../engine/core/random";
import { networkShapes } from "../../../engine/graph/shapes";
import { deviceNumbers } from "../../../engine/explain/device";
import { present } from "../../../engine/explain/numbers";
import { referenceNumbers } from "../../../engine/explain/reference";
import { initialWeights } from "../../../engine/train/initialisers";
import { layOut, lineText } from "../../figures/describe/arithmetic";
import { evaluateText } from "../../figures/describe/evaluate-text";
import { compare, parseFraction, round } from "../../figures/describe/fraction";
import type { Opened } from "./opened";
import { digitLab, seenPicture } from "../../widgets/digit-lab/definition";
import { labNetwork } from "../../runs/shipped-network";
import { hasBatch, openedOf, originOf, windowsOf, resultOf } from "./origin";
import { originInWords, precisionInWords } from "./origin-words";

vi.setConfig({ testTimeout: 60_000 });

const shapes = networkShapes(labNetwork());
const picture = Float64Array.from(seenPicture(digitLab.initial({})), (value) => value / 255);
const values = referenceNumbers({
  network: shapes,
  weights: initialWeights(shapes, 7),
  input: picture,
});
const tensors = values
  .names()
  .filter(hasBatch)
  .map((name) => [name, { shape: values.shape(name) }] as const);

const anywhere = fc.nat(2 ** 30).map((seed): Opened => {
  const draw = random(seed);
  const [name, tensor] = tensors[draw.below(tensors.length)] ?? [
    "input",
    { shape: [1, 1, 28, 28] },
  ];
  return { tensor: name, index: tensor.shape.slice(1).map((extent) => draw.below(extent)) };
});

describe("the origin of a number", () => {
  test("is what the network computed, and every line adds up as displayed", () => {
    fc.assert(
      fc.property(anywhere, (cell) => {
        const origin = originOf(values, cell);
        if (origin === null) throw new Error("no origin");
        expect(Math.abs(resultOf(origin) - origin.value)).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(origin.value)),
        );
        if (origin.op === "softmax") return;
        for (const line of layOut(origin.expression, { value: origin.value }).lines) {
          const text = lineText(line).replace("relu(", "max(0, ");
          const [left = "", right = ""] = text.split(/ [=≈] /);
          const [evaluated, drawn] = [evaluateText(left), parseFraction(right)];
          if (evaluated === null || drawn === null) throw new Error(`cannot read ${text}`);
          if (line.relation === "=") expect(compare(evaluated, drawn), text).toBe(0);
          else if (!right.includes("e"))
            expect(compare(round(evaluated, right.split(".")[1]?.length ?? 0), drawn), text).toBe(
              0,
            );
        }
      }),
      { numRuns: 150 },
    );
  });

  test("leads down to a pixel, whichever number is asked and whichever operand is followed", () => {
    fc.assert(
      fc.property(anywhere, fc.nat(2 ** 30), (start, seed) => {
        const draw = random(seed);
        let at = start;
        for (let depth = 0; at.tensor !== "input"; depth++) {
          expect(depth).toBeLessThan(14);
          const origin = originOf(values, at);
          const operands =
            origin === null
              ? []
              : [...cellsOf(origin.expression)].filter((cell) => hasBatch(cell.tensor));
          const chosen = operands[draw.below(Math.max(1, operands.length))];
          // A window that lies wholly in the padding reads no pixel.
          if (chosen === undefined) return;
          at = openedOf(chosen);
        }
        expect(originOf(values, at)?.opens).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test("a number after an activation comes with all its channels, their sub-totals, the bias and the activation", () => {
    const origin = originOf(values, { tensor: "relu2.y", index: [3, 4, 5] });
    if (origin === null) throw new Error("no origin");
    const { lines } = layOut(origin.expression, { value: origin.value });
    expect(lines.map((line) => line.label)).toEqual([
      ...Array.from({ length: 6 }, (_, channel) => `map ${channel} of pool1`),
      "map 3 of conv2, row 4, column 5",
      "",
    ]);
    expect([...cellsOf(origin.expression)].filter((cell) => cell.tensor === "conv2.w").length).toBe(
      150,
    );
    expect([...cellsOf(origin.expression)].filter((cell) => cell.tensor === "conv2.b").length).toBe(
      1,
    );
    expect(windowsOf(origin.expression)).toContainEqual({
      tensor: "pool1.y",
      channel: 2,
      row: 4,
      column: 5,
      rows: 5,
      columns: 5,
    });
  });

  test("a fully connected number is grouped by the maps that it reads, and flattened numbers keep their place", () => {
    const origin = originOf(values, { tensor: "fc1.y", index: [7] });
    if (origin === null) throw new Error("no origin");
    const { lines } = layOut(origin.expression, { value: origin.value });
    expect(lines.length).toBe(17);
    expect(lines[3]?.label).toBe("map 3 of pool2");
    expect([...cellsOf(origin.expression)].some((cell) => cell.tensor === "flatten.y")).toBe(false);
    expect(originInWords(origin)).toBe(
      "Fully connected: 400 products, one for each number before it, and a bias.",
    );
  });

  test("where 32 bits show, the number of the device and that of 64 bits are both told", () => {
    const cell: Opened = { tensor: "conv1.y", index: [2, 9, 9] };
    const told = (drift: number): string | null => {
      const here = ["input", "conv1.w", "conv1.b", "conv1.y"].map((name) => {
        const { shape, data } = present(values, name);
        const off = name === "conv1.y" ? drift : 0;
        return [name, { shape, data: Float32Array.from(data, (one) => one * (1 + off)) }] as const;
      });
      const numbers = deviceNumbers({
        network: shapes,
        tensors: Object.fromEntries(here),
        provenance: { kind: "device", backend: "wasm", description: "", run: "lenet", step: 1 },
      });
      const origin = originOf(numbers, cell);
      if (origin === null) throw new Error("no origin");
      return precisionInWords(numbers, origin);
    };
    expect(told(0)).toBeNull();
    expect(told(0.01)).toMatch(/^In 32 bits, as it was computed, it is \S+; .* give \S+\.$/);
    const own = originOf(values, cell);
    expect(own === null ? "no origin" : precisionInWords(values, own)).toBeNull();
  });

  test("a number that does not exist has no origin", () => {
    expect(originOf(values, { tensor: "conv9.y", index: [0, 0, 0] })).toBeNull();
    expect(originOf(values, { tensor: "conv1.y", index: [0, 99, 0] })).toBeNull();
    expect(originOf(values, { tensor: "conv1.y", index: [0] })).toBeNull();
  });
});
