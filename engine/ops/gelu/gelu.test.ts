/** gelu: torch.nn.functional.gelu's numbers, and the error function that it stands on. */
import { describe, expect, it } from "vitest";
import { errorFunction } from "../../core/error-function";
import { gelu } from "./gelu";

const at = (x: number, approximate: "none" | "tanh"): number | undefined =>
  gelu.forward({ x: { shape: [1], data: Float64Array.of(x) } }, { approximate })["y"]?.data[0];

describe("gelu", () => {
  it("stands on erf, to the last digits of tables of it", () => {
    const table = [
      [0, 0],
      [0.1, 0.1124629160182849],
      [0.5, 0.5204998778130465],
      [1, 0.8427007929497149],
      [2, 0.9953222650189527],
      [3, 0.9999779095030014],
      [7, 1],
    ] as const;
    for (const [x, value] of table) {
      expect(errorFunction(x)).toBeCloseTo(value, 14);
      expect(errorFunction(-x)).toBeCloseTo(-value, 14);
    }
    expect(errorFunction(Number.NaN)).toBeNaN();
  });

  it("is PyTorch's, in both forms", () => {
    expect(at(1, "none")).toBeCloseTo(0.8413447460685429, 12);
    expect(at(-2, "none")).toBeCloseTo(-0.04550026389635842, 12);
    expect(at(1, "tanh")).toBeCloseTo(0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * 1.044715)), 12);
    expect(at(1, "tanh")).toBeCloseTo(0.841192, 6);
  });

  it("refuses another approximation", () => {
    expect(() => gelu.normalise({ approximate: "sigmoid" })).toThrow(
      'gelu: approximate must be one of none, tanh, got "sigmoid"',
    );
  });
});
