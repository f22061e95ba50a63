/**
 * groupnorm: within each example, the channels of a group are together shifted and scaled to mean 0
 * and variance 1, then each channel to a learned mean and spread. No batch takes part, so training
 * and use are the same.
 *
 *   x̂ = (x − μ)·r,  r = 1/√(σ² + eps)        y = gamma·x̂ + beta
 *   μ, σ² (biased) over C/num_groups neighbouring channels and all places of one example
 *   dx = r·(g − mean(g) − x̂·mean(g·x̂)),  g = gamma·dy
 *   dgamma = Σ dy·x̂        dbeta = Σ dy        over examples and places
 *
 * One channel a group (num_groups = C) is instance norm; one group is a layer norm with a parameter
 * for each channel. A run of one cell becomes beta.
 *
 * Shapes  x [N,C], [N,C,L] or [N,C,H,W]; gamma, beta [C] or absent (1, 0) → y as x; saves mean (μ)
 * and inverse_std (r), both [N,num_groups].
 * Errors  "channels": num_groups does not divide C, or a parameter disagrees.
 * Source  Wu & He, arXiv:1803.08494, as torch.nn.GroupNorm.
 */
import { readAttributes } from "../../core/attributes";
import { check } from "../../core/errors";
import { expressed } from "../../core/families";
import type { Shapes } from "../../core/op";
import { channelRuns, gradients, INPUTS, KEEPS, outputs, SAVED } from "./runs";

export type GroupnormAttributes = {
  readonly num_groups: number;
  readonly eps: number;
  readonly affine: boolean;
};

export const groupnorm = expressed<GroupnormAttributes>({
  name: "groupnorm",
  inputs: INPUTS,
  saved: SAVED,
  keeps: KEEPS,
  defaults: { num_groups: 1, eps: 1e-5, affine: true },
  normalise(raw) {
    const read = readAttributes("groupnorm", raw);
    const num_groups = read.whole("num_groups", { from: 1, to: 65536 });
    const eps = read.real("eps", { from: 0, to: 1 }, 1e-5);
    const affine = read.flag("affine", true);
    read.done();
    return { num_groups, eps, affine };
  },
  parameters: (x, { affine }): Shapes => (affine ? { gamma: [x[1] ?? 1], beta: [x[1] ?? 1] } : {}),
  shapes({ x = [], ...owned }, { num_groups }) {
    check(
      x.length >= 2 && x.length <= 4,
      "shape",
      `groupnorm reads [N, C], [N, C, L] or [N, C, H, W], got [${x.join(", ")}]`,
    );
    const [images = 1, channels = 1] = x;
    check(
      channels % num_groups === 0,
      "channels",
      `${channels} channels cannot be split into ${num_groups} groups of the same size`,
      "num_groups must divide the number of channels",
    );
    for (const slot of ["gamma", "beta"])
      check(
        (owned[slot]?.[0] ?? channels) === channels,
        "channels",
        `the input has ${channels} channels but ${slot} has ${owned[slot]?.[0]}`,
      );
    return { y: x, mean: [images, num_groups], inverse_std: [images, num_groups] };
  },
  outputs: (read, { num_groups, eps }) =>
    outputs(read, channelRuns(read.shapes["x"] ?? [], num_groups), eps),
  gradients: (read, { num_groups }) =>
    gradients(read, channelRuns(read.shapes["x"] ?? [], num_groups)),
  torch: ({ num_groups, eps, affine }, { x = [] }) => {
    const settings = [
      `${num_groups}`,
      `${x[1] ?? "?"}`,
      ...(eps === 1e-5 ? [] : [`eps=${eps}`]),
      ...(affine ? [] : ["affine=False"]),
    ];
    return `nn.GroupNorm(${settings.join(", ")})`;
  },
});
