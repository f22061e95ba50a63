/** A pixel that is written out gives the number of the map, and its lines add up as written. */
import { describe, expect, test } from "vitest";
import { cellsOf, evaluate } from "../../../../engine/core/expression";
import { lenet5 } from "../../../../engine/graph/networks/lenet";
import { networkShapes } from "../../../../engine/graph/shapes";
import { present } from "../../../../engine/explain/numbers";
import { gradientMap, scoreNumbers } from "../../../../engine/explain/reasons";
import { initialWeights } from "../../../../engine/train/initialisers";
import { valueAt } from "../../../../engine/core/tensor";
import { meanGradient, occlusionTerm, operandOf, reasonTerm } from "./reason-terms";

const lenet = networkShapes(lenet5());
const colour = networkShapes({
  format: 1,
  name: "colour",
  input: [3, 8, 8],
  layers: [
    { name: "conv1", op: "conv2d", out_channels: 20, kernel_size: 3, padding: 1 },
    { name: "relu1", op: "relu" },
    { name: "gap", op: "global_avgpool2d" },
    { name: "flatten", op: "flatten" },
    { name: "fc", op: "linear", out_features: 3 },
    { name: "softmax", op: "softmax" },
  ],
});

describe.each([
  ["grey", lenet, "pool2"],
  ["colour, 20 maps", colour, "relu1"],
] as const)("%s", (_, network, last) => {
  const { input } = network.spec;
  const pixels = Float64Array.from(
    { length: input.reduce((product, extent) => product * extent, 1) },
    (__, at) => Math.sin(1.3 * at),
  );
  const numbers = scoreNumbers(network, initialWeights(network, 4), pixels, 1);

  test.each(["gradient", "product", "cam"] as const)("every pixel of %s", (way) => {
    const { values } = gradientMap(numbers, input, way);
    for (const [at, value] of values.entries())
      expect(evaluate(reasonTerm(numbers, input, way, at))).toBeCloseTo(value, 12);
  });

  test("the numbers are those of the pass, or the mean gradient of a map", () => {
    for (const cell of cellsOf(reasonTerm(numbers, input, "cam", 5))) {
      const operand = operandOf(cell);
      if (operand.kind === "number")
        expect(cell.value).toBe(valueAt(present(numbers, operand.tensor), cell.index));
      else {
        expect(operand.layer).toBe(last);
        const mean = meanGradient(numbers, operand.layer, operand.channel);
        expect(cell.value).toBe(evaluate(mean));
        const slopes = [...cellsOf(mean)];
        const sum = slopes.reduce((total, { value }) => total + value, 0);
        expect(cell.value).toBeCloseTo(sum / slopes.length, 14);
        expect(slopes.every(({ index }) => index[1] === operand.channel)).toBe(true);
      }
    }
  });
});

test("a covered square is the score less that of the covered picture", () => {
  const term = occlusionTerm("fc.y", 2, 3.5, 1.25);
  expect(evaluate(term)).toBe(2.25);
  expect([...cellsOf(term)].map(operandOf)).toEqual([
    { kind: "number", covered: false, tensor: "fc.y" },
    { kind: "number", covered: true, tensor: "fc.y" },
  ]);
});
