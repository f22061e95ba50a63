/**
 * layernorm: all numbers of one example are together shifted and scaled to mean 0 and variance 1,
 * then each to a learned mean and spread. No batch takes part, so training and use are the same.
 *
 *   x̂ = (x − μ)·r,  r = 1/√(σ² + eps)        y = gamma·x̂ + beta
 *   μ, σ² (biased) of the example
 *   dx = r·(g − mean(g) − x̂·mean(g·x̂)),  g = gamma·dy
 *   dgamma = Σ dy·x̂        dbeta = Σ dy        over the examples
 *
 * Shapes  x [N,F], [N,C,L] or [N,C,H,W]; gamma, beta as one example, or absent (1, 0) → y as x;
 * saves mean (μ) and inverse_std (r), both [N].
 * Errors  "shape": an example of gamma or beta has another shape.
 * Source  Ba, Kiros & Hinton, arXiv:1607.06450, as torch.nn.LayerNorm over all axes but the first.
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { expressed } from "../../core/families";
import type { Shapes } from "../../core/op";
import { sameShape } from "../../core/shape";
import { exampleRuns, gradients, INPUTS, KEEPS, outputs, SAVED } from "../groupnorm/runs";

export type LayernormAttributes = {
  readonly eps: number;
  readonly elementwise_affine: boolean;
};

export const layernorm = expressed<LayernormAttributes>({
  name: "layernorm",
  inputs: INPUTS,
  saved: SAVED,
  keeps: KEEPS,
  defaults: { eps: 1e-5, elementwise_affine: true },
  normalise(raw) {
    const read = readAttributes("layernorm", raw);
    const eps = read.real("eps", { from: 0, to: 1 }, 1e-5);
    const elementwise_affine = read.flag("elementwise_affine", true);
    read.done();
    return { eps, elementwise_affine };
  },
  parameters: (x, { elementwise_affine }): Shapes =>
    elementwise_affine ? { gamma: x.slice(1), beta: x.slice(1) } : {},
  shapes({ x = [], ...owned }) {
    check(
      x.length >= 2 && x.length <= 4,
      "shape",
      `layernorm reads [N, F], [N, C, L] or [N, C, H, W], got [${x.join(", ")}]`,
    );
    const example = x.slice(1);
    for (const slot of ["gamma", "beta"])
      check(
        sameShape(owned[slot] ?? example, example),
        "shape",
        `an example is [${example.join(", ")}] but ${slot} is [${owned[slot]?.join(", ")}]`,
      );
    const [images = 1] = x;
    return { y: x, mean: [images], inverse_std: [images] };
  },
  outputs: (read, { eps }) => outputs(read, exampleRuns(read.shapes["x"] ?? []), eps),
  gradients: (read) => gradients(read, exampleRuns(read.shapes["x"] ?? [])),
  torch: ({ eps, elementwise_affine }, { x = [] }) => {
    const example = x.slice(1);
    const settings = [
      example.length === 1 ? `${example[0]}` : `(${example.join(", ")})`,
      ...(eps === 1e-5 ? [] : [`eps=${eps}`]),
      ...(elementwise_affine ? [] : ["elementwise_affine=False"]),
    ];
    return `nn.LayerNorm(${settings.join(", ")})`;
  },
});
