/**
 * batchnorm: each channel is shifted and scaled to mean 0 and variance 1, then to a learned mean
 * and spread.
 *
 *   x̂ = (x − μ)·r,  r = 1/√(σ² + eps)        y = gamma·x̂ + beta
 *   in training   μ and σ² (biased) over the batch; the running values move: new = (1 −
 * momentum)·old + momentum·batch, where
 *                 the running variance takes the unbiased batch variance σ²·n/(n − 1)
 *                 dx = gamma·r·(dy − mean(dy) − x̂·mean(dy·x̂))
 *   otherwise     μ and σ² are the running values, constants: dx = gamma·r·dy
 *   dgamma = Σ dy·x̂        dbeta = Σ dy        over the channel
 *
 * Shapes  x [N,C], [N,C,L] or [N,C,H,W], all else [C] → y as x; saves mean (μ) and inverse_std (r).
 * gamma and beta may be absent (1, 0). Errors  "channels": C disagrees. "shape": training on a
 * single value per channel, which has no variance. Source  Ioffe & Szegedy, arXiv:1502.03167, as
 * torch.nn.BatchNorm1d and torch.nn.BatchNorm2d.
 */
import { readAttributes } from "../../core/attributes";
import { apply, constant, minus, named, product, quotient, sum } from "../../core/build";
import { check } from "../../core/errors";
import { expressed, type Formula, once, type Reader } from "../../core/families";
import type { ForwardContext } from "../../core/op";
import { type Shape, size } from "../../core/shape";

export type BatchnormAttributes = {
  readonly eps: number;
  readonly momentum: number;
  readonly affine: boolean;
  readonly training: boolean;
};

export const batchnorm = expressed<BatchnormAttributes>({
  name: "batchnorm",
  inputs: [
    { name: "x", role: "input" },
    { name: "gamma", role: "weight", parameter: true, optional: true },
    { name: "beta", role: "bias", parameter: true, optional: true },
    { name: "running_mean", role: "constant", buffer: true, constant: true },
    { name: "running_var", role: "constant", buffer: true, constant: true },
  ],
  saved: [
    { name: "mean", role: "constant" },
    { name: "inverse_std", role: "constant" },
  ],
  keeps: ["x", "gamma", "mean", "inverse_std"],
  defaults: { eps: 1e-5, momentum: 0.1, affine: true, training: false },
  normalise(raw) {
    const read = readAttributes("batchnorm", raw);
    const eps = read.real("eps", { from: 0, to: 1 }, 1e-5);
    const momentum = read.real("momentum", { from: 0, to: 1 }, 0.1);
    const affine = read.flag("affine", true);
    const training = read.flag("training", false);
    read.done();
    return { eps, momentum, affine, training };
  },
  parameters(x, { affine }): Record<string, Shape> {
    const channels = [x[1] ?? 1];
    return {
      ...(affine ? { gamma: channels, beta: channels } : {}),
      running_mean: channels,
      running_var: channels,
    };
  },
  shapes({ x = [], ...owned }, { training }) {
    check(
      x.length >= 2 && x.length <= 4,
      "shape",
      `batchnorm reads [N, C], [N, C, L] or [N, C, H, W], got [${x.join(", ")}]`,
    );
    const channels = x[1] ?? 1;
    for (const slot of ["gamma", "beta", "running_mean", "running_var"]) {
      const expected = owned[slot]?.[0] ?? channels;
      check(
        expected === channels,
        "channels",
        `the input has ${channels} channels but ${slot} has ${expected}`,
      );
    }
    checkTrains(x, training);
    return { y: x, mean: [channels], inverse_std: [channels] };
  },
  outputs: (read, attributes, context) =>
    outputs(read, attributes, isTraining(attributes, context)),
  gradients: (read, attributes, context) => gradients(read, isTraining(attributes, context)),
  torch: ({ eps, momentum, affine }, { x = [] }) => {
    const settings = [
      `${x[1] ?? "?"}`,
      ...(eps === 1e-5 ? [] : [`eps=${eps}`]),
      ...(momentum === 0.1 ? [] : [`momentum=${momentum}`]),
      ...(affine ? [] : ["affine=False"]),
    ];
    return `nn.BatchNorm${x.length === 4 ? 2 : 1}d(${settings.join(", ")})`;
  },
});

function isTraining({ training }: BatchnormAttributes, context: ForwardContext): boolean {
  return context.training ?? training;
}

/** One value has no variance: 0, and the unbiased one is 0/0. */
function checkTrains(x: Shape, training: boolean): void {
  check(
    !training || size(x) > (x[1] ?? 1),
    "shape",
    "batch norm needs more than one value per channel to train",
    "use a larger batch",
  );
}

/** The flat positions of each channel, and back. */
function channelsOf(x: Shape) {
  const [images = 1, channels = 1] = x;
  const area = size(x.slice(2));
  return {
    count: images * area,
    of: (at: number): number => Math.floor(at / area) % channels,
    cells: (channel: number): number[] =>
      Array.from(
        { length: images * area },
        (_, at) => (Math.floor(at / area) * channels + channel) * area + (at % area),
      ),
  };
}

function outputs(
  read: Reader,
  { eps, momentum }: BatchnormAttributes,
  training: boolean,
): Record<string, Formula> {
  checkTrains(read.shapes["x"] ?? [], training);
  const channel = channelsOf(read.shapes["x"] ?? []);
  const { mean, centred, variance } = training
    ? ofBatch(read, channel)
    : ofPopulation(read, channel);
  const scale = once((c) =>
    named(
      "1/√(σ²+ε)",
      quotient(constant(1), apply("√", Math.sqrt, sum([variance(c), constant(eps, "ε")]))),
    ),
  );
  const moved = (slot: string, batch: Formula): Record<string, Formula> => ({
    [slot]: (c) =>
      sum([
        product(constant(1 - momentum), read.cell(slot, c)),
        product(constant(momentum), batch(c)),
      ]),
  });
  const unbiased = constant(channel.count / (channel.count - 1), "n/(n−1)");
  return {
    mean,
    inverse_std: scale,
    y(at) {
      const c = channel.of(at);
      const normal = named("x̂", product(centred(at), scale(c)));
      const scaled = read.has("gamma") ? product(read.cell("gamma", c), normal) : normal;
      return read.has("beta") ? sum([scaled, read.cell("beta", c)]) : scaled;
    },
    ...(training && read.has("running_mean") ? moved("running_mean", mean) : {}),
    ...(training && read.has("running_var")
      ? moved("running_var", (c) => product(variance(c), unbiased))
      : {}),
  };
}

type Channels = ReturnType<typeof channelsOf>;

/** By channel; `centred` by cell. */
type Statistics = Readonly<Record<"mean" | "centred" | "variance", Formula>>;

function ofPopulation(read: Reader, { of }: Channels): Statistics {
  const mean: Formula = (c) => read.cell("running_mean", c);
  return {
    mean,
    centred: (at) => sum([read.cell("x", at), minus(mean(of(at)))]),
    variance: (c) => read.cell("running_var", c),
  };
}

function ofBatch(read: Reader, { cells, count, of }: Channels): Statistics {
  const n = constant(count, "n");
  const mean = once((c) => named("μ", quotient(sum(cells(c).map((at) => read.cell("x", at))), n)));
  const centred: Formula = (at) => sum([read.cell("x", at), minus(mean(of(at)))]);
  const variance = once((c) => {
    const squares = cells(c).map((at) => {
      const distance = named("x − μ", centred(at));
      return product(distance, distance);
    });
    return named("σ²", quotient(sum(squares), n));
  });
  return { mean, centred, variance };
}

function gradients(read: Reader, training: boolean): Record<string, Formula> {
  const channel = channelsOf(read.shapes["x"] ?? []);
  const n = constant(channel.count, "n");
  const normal = once((at) => {
    const c = channel.of(at);
    return named(
      "x̂",
      product(sum([read.cell("x", at), minus(read.cell("mean", c))]), read.cell("inverse_std", c)),
    );
  });
  const total = once((c) => named("Σ dy", sum(channel.cells(c).map((at) => read.cell("dy", at)))));
  const pull = once((c) =>
    named("Σ dy·x̂", sum(channel.cells(c).map((at) => product(read.cell("dy", at), normal(at))))),
  );
  return {
    x(at) {
      const c = channel.of(at);
      const scale = [
        ...(read.has("gamma") ? [read.cell("gamma", c)] : []),
        read.cell("inverse_std", c),
      ];
      if (!training) return product(...scale, read.cell("dy", at));
      const shift = quotient(total(c), n);
      const turn = product(normal(at), quotient(pull(c), n));
      return product(...scale, sum([read.cell("dy", at), minus(shift), minus(turn)]));
    },
    ...(read.has("gamma") ? { gamma: pull } : {}),
    ...(read.has("beta") || read.has("gamma") ? { beta: total } : {}),
  };
}
