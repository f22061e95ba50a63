/**
 * noise: in training each channel is scaled and shifted by fresh random numbers in every step, and
 * each cell gets a random number of its own; otherwise nothing happens.
 *
 *   y = x·(1 + scale_std·g(c)) + mean_std·g′(c) + std·g″(cell)        dx = dy·(1 + scale_std·g(c))
 *
 * Every g is a draw of its own with mean 0 and standard deviation 1: the sum of twelve bytes of
 * hash((seed ⊕ salt) + k·0x9e3779b9), less its mean, over its standard deviation. That is normal to
 * the eye (fourth moment 2.9 instead of 3, nothing beyond ±5.98) and made of whole numbers, so that
 * every backend draws the same. `seed` changes from step to step; `salt` tells the noise layers of
 * one network apart. All examples of a batch share a channel's scale and shift.
 *
 * Shapes  x [N,C], [N,C,L] or [N,C,H,W] → the same.
 * Errors  "attribute": a standard deviation is negative. "shape": x has no channels.
 * Source  the noise behind batch norm in Santurkar et al., arXiv:1805.11604, section 2.1; with
 * `std` alone it is keras.layers.GaussianNoise. The hash is the finaliser of MurmurHash3.
 */
import { readAttributes } from "../../core/attributes";
import { constant, named, product, sum } from "../../core/build";
import { check } from "../../core/errors";
import type { Expression } from "../../core/expression";
import { expressed, once } from "../../core/families";
import type { ForwardContext } from "../../core/op";
import { type Shape, size } from "../../core/shape";

export type NoiseAttributes = {
  readonly std: number;
  readonly mean_std: number;
  readonly scale_std: number;
  readonly training: boolean;
  readonly salt: number;
};

/** Makes the stream of the channels another one than the stream of the cells. */
const CHANNELS = 0x5bd1e995;
/** Mean and standard deviation of a sum of twelve independent bytes. */
export const BYTES = { mean: 1530, std: Math.sqrt(65535) };

export const noise = expressed<NoiseAttributes>({
  name: "noise",
  inputs: [{ name: "x", role: "input" }],
  keeps: [],
  defaults: { std: 0.1, mean_std: 0, scale_std: 0, training: false, salt: 0 },
  normalise(raw) {
    const read = readAttributes("noise", raw);
    const std = read.real("std", { from: 0, to: 1e6 }, 0.1);
    const mean_std = read.real("mean_std", { from: 0, to: 1e6 }, 0);
    const scale_std = read.real("scale_std", { from: 0, to: 1e6 }, 0);
    const training = read.flag("training", false);
    const salt = read.whole("salt", { from: 0, to: 0xffffffff }, 0);
    read.done();
    return { std, mean_std, scale_std, training, salt };
  },
  shapes({ x = [] }) {
    check(
      x.length >= 2 && x.length <= 4,
      "shape",
      `noise reads [N, C], [N, C, L] or [N, C, H, W], got [${x.join(", ")}]`,
    );
    return { y: x };
  },
  outputs(read, attributes, context) {
    if (!isTraining(attributes, context)) return { y: (at) => read.cell("x", at) };
    const draw = drawsOf(read.shapes["x"] ?? [], attributes, context);
    return {
      y(at) {
        const c = draw.channelOf(at);
        const terms = [
          attributes.scale_std === 0 ? [] : product(draw.scale(c), read.cell("x", at)),
          attributes.scale_std === 0 ? read.cell("x", at) : [],
          attributes.mean_std === 0 ? [] : draw.shift(c),
          attributes.std === 0 ? [] : draw.own(at),
        ];
        return sum(terms.flat());
      },
    };
  },
  gradients(read, attributes, context) {
    const arriving = (at: number): Expression => read.cell("dy", at);
    if (!isTraining(attributes, context) || attributes.scale_std === 0) return { x: arriving };
    const draw = drawsOf(read.shapes["x"] ?? [], attributes, context);
    return { x: (at) => product(draw.scale(draw.channelOf(at)), arriving(at)) };
  },
  torch: ({ std, mean_std, scale_std }, { x = [] }) => {
    const channel = `torch.randn_like(x[:1${x.length > 2 ? `, :${", :1".repeat(x.length - 2)}` : ""}])`;
    const parts = [
      scale_std === 0 ? "x" : `x * (1 + ${scale_std} * ${channel})`,
      ...(mean_std === 0 ? [] : [`${mean_std} * ${channel}`]),
      ...(std === 0 ? [] : [`${std} * torch.randn_like(x)`]),
    ];
    return `${parts.join(" + ")} if self.training else x`;
  },
});

function isTraining({ training }: NoiseAttributes, context: ForwardContext): boolean {
  return context.training ?? training;
}

/** The random parts of one pass, as they stand in an explanation. */
function drawsOf(x: Shape, attributes: NoiseAttributes, context: ForwardContext) {
  const [, channels = 1] = x;
  const area = size(x.slice(2));
  const seed = ((context.seed ?? 0) ^ attributes.salt) >>> 0;
  const perChannel = finalise((seed ^ CHANNELS) >>> 0);
  const term = (std: number, start: number, number: number): Expression =>
    product(constant(std), constant(gaussian(start, number), undefined, "random"));
  return {
    channelOf: (at: number): number => Math.floor(at / area) % channels,
    scale: once((c) =>
      named("scale", sum([constant(1), term(attributes.scale_std, perChannel, 2 * c)])),
    ),
    shift: once((c) => named("shift", term(attributes.mean_std, perChannel, 2 * c + 1))),
    own: (at: number) => named("noise", term(attributes.std, seed, at)),
  };
}

/** Draw `number` of the stream that begins at `start`: mean 0, standard deviation 1. */
export function gaussian(start: number, number: number): number {
  let total = 0;
  for (let part = 0; part < 3; part++) {
    const bits = finalise((start + Math.imul(3 * number + part, 0x9e3779b9)) >>> 0);
    total += (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  }
  return (total - BYTES.mean) / BYTES.std;
}

function finalise(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
