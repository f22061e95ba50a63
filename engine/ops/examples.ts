/**
 * Random but valid uses of every op, for tests: of each definition by itself and of the fast
 * backends against it.
 *
 * An op that is not in the table is tried with its default attributes on an image and on a list of
 * features, so that a new op is tested from its first day. Numbers are all different, none is 0,
 * and no two are close: nothing stands on a kink.
 */
import { random } from "../core/random";
import type { Attributes, ForwardContext, OpDefinition, RawAttributes, Shapes } from "../core/op";
import { type Shape, size } from "../core/shape";
import type { Tensor } from "../core/tensor";
import { ops } from "./index";

export interface Example {
  readonly op: OpDefinition;
  readonly attributes: Attributes;
  readonly inputs: Readonly<Record<string, Tensor<Float64Array>>>;
  readonly context: ForwardContext;
}

/** Gives a whole number from `low` to `high`. */
type Pick = (low: number, high: number) => number;

interface Use {
  readonly attributes: RawAttributes;
  /** Shapes of the inputs that are not parameters or buffers. */
  readonly shapes: Shapes;
}

const image = (pick: Pick, least = 1): Shape => [
  pick(1, 3),
  pick(1, 4),
  pick(least, 7),
  pick(least, 7),
];
const anyShape = (pick: Pick): Shape => (pick(0, 1) === 0 ? image(pick) : [pick(1, 4), pick(1, 6)]);
const pairOf = (pick: Pick, low: number, high: number): readonly number[] => [
  pick(low, high),
  pick(low, high),
];

const USES: Readonly<Record<string, (pick: Pick) => Use>> = {
  conv2d(pick) {
    const groups = pick(1, 2);
    const [n = 1, , h = 1, w = 1] = image(pick, 3);
    const attributes = {
      out_channels: groups * pick(1, 2),
      kernel_size: pairOf(pick, 1, 3),
      stride: pairOf(pick, 1, 3),
      padding: [pick(0, 2), pick(0, 2), pick(0, 2), pick(0, 2)],
      dilation: h > 4 && w > 4 ? pairOf(pick, 1, 2) : 1,
      groups,
      bias: pick(0, 1) === 1,
      activation: pick(0, 2) === 0 ? "relu" : "none",
    };
    return { attributes, shapes: { x: [n, groups * pick(1, 2), h, w] } };
  },
  linear: (pick) => ({
    attributes: {
      out_features: pick(1, 5),
      bias: pick(0, 1) === 1,
      activation: pick(0, 2) === 0 ? "relu" : "none",
    },
    shapes: { x: [pick(1, 4), pick(1, 6)] },
  }),
  maxpool2d: (pick) => pooling(pick, { dilation: pick(1, 2) }),
  adaptive_avgpool2d: (pick) => ({
    attributes: { output_size: pairOf(pick, 1, 8) },
    shapes: { x: image(pick) },
  }),
  avgpool2d: (pick) =>
    pooling(pick, {
      count_include_pad: pick(0, 1) === 1,
      divisor_override: pick(0, 2) === 0 ? pick(1, 9) : 0,
    }),
  batchnorm: (pick) => ({
    attributes: { training: pick(0, 1) === 1, affine: pick(0, 3) > 0, momentum: 0.25, eps: 0.001 },
    shapes: { x: [pick(2, 4), pick(1, 3), pick(2, 4), pick(1, 4)].slice(0, pick(2, 4)) },
  }),
  add: (pick) => repeating(pick, anyShape(pick)),
  mul: (pick) => (pick(0, 1) === 0 ? repeating(pick, anyShape(pick)) : gating(pick)),
  unflatten(pick) {
    const [n = 1, ...unflattened_size] = image(pick);
    return { attributes: { unflattened_size }, shapes: { x: [n, size(unflattened_size)] } };
  },
  upsample(pick) {
    const mode = pick(0, 1) === 0 ? "nearest" : "bilinear";
    const align_corners = mode === "bilinear" && pick(0, 1) === 0;
    const attributes = { scale_factor: pairOf(pick, 1, 4), mode, align_corners };
    return { attributes, shapes: { x: image(pick) } };
  },
  concat(pick) {
    const count = pick(1, 4);
    const [n = 1, , ...rest] = anyShape(pick);
    return {
      attributes: { count },
      shapes: Object.fromEntries(
        Array.from({ length: count }, (_, at) => [`x${at}`, [n, pick(1, 3), ...rest]]),
      ),
    };
  },
  dropout: (pick) => ({
    attributes: { p: pick(0, 4) / 4, training: pick(0, 3) > 0, salt: pick(0, 9) },
    shapes: { x: anyShape(pick) },
  }),
  groupnorm(pick) {
    const num_groups = pick(1, 3);
    const shape = [pick(1, 3), num_groups * pick(1, 3), pick(1, 4), pick(2, 4)];
    return {
      attributes: { num_groups, affine: pick(0, 3) > 0, eps: 0.001 },
      shapes: { x: shape.slice(0, pick(2, 4)) },
    };
  },
  layernorm: (pick) => ({
    attributes: { elementwise_affine: pick(0, 3) > 0, eps: 0.001 },
    shapes: { x: [pick(1, 3), pick(2, 4), pick(1, 4), pick(1, 4)].slice(0, pick(2, 4)) },
  }),
  noise: (pick) => ({
    attributes: {
      std: pick(0, 2) / 4,
      mean_std: pick(0, 2) / 2,
      scale_std: pick(0, 2) / 4,
      training: pick(0, 3) > 0,
      salt: pick(0, 9),
    },
    shapes: { x: anyShape(pick) },
  }),
  local_response_norm: (pick) => ({
    attributes: { size: pick(1, 6), alpha: 0.5, beta: 0.75, k: pick(1, 2) },
    shapes: { x: [pick(1, 2), pick(1, 7), pick(1, 3), pick(1, 3)] },
  }),
  pad_channels(pick) {
    const shape = image(pick);
    return {
      attributes: { out_channels: (shape[1] ?? 1) + pick(0, 5), stride: pick(1, 3) },
      shapes: { x: shape },
    };
  },
  prelu(pick) {
    const shape = image(pick);
    return {
      attributes: { num_parameters: pick(0, 1) === 0 ? 1 : shape[1] },
      shapes: { x: shape },
    };
  },
  leaky_relu: (pick) => ({
    attributes: { negative_slope: pick(-3, 3) / 8 },
    shapes: { x: anyShape(pick) },
  }),
  elu: (pick) => ({ attributes: { alpha: pick(1, 4) / 2 }, shapes: { x: anyShape(pick) } }),
  gelu: (pick) => ({
    attributes: { approximate: pick(0, 1) === 0 ? "none" : "tanh" },
    shapes: { x: anyShape(pick) },
  }),
  softmax: along,
  log_softmax: along,
  cross_entropy(pick) {
    const [examples, classes] = [pick(1, 4), pick(1, 5)];
    const places = pick(0, 2) === 0 ? pairOf(pick, 1, 3) : [];
    const attributes = {
      reduction: reductionOf(pick),
      ignore_index: pick(-1, 4),
      label_smoothing: pick(0, 2) / 4,
    };
    const weight: Shapes = pick(0, 1) === 0 ? { weight: [classes] } : {};
    return {
      attributes,
      shapes: { logits: [examples, classes, ...places], labels: [examples, ...places], ...weight },
    };
  },
  mse(pick) {
    const shape = anyShape(pick);
    return {
      attributes: { reduction: reductionOf(pick) },
      shapes: { prediction: shape, target: shape },
    };
  },
};

/** Two shapes that meet in `shape`. */
function repeating(pick: Pick, shape: Shape): Use {
  const thin = (): Shape =>
    pick(0, 1) === 0 ? shape : shape.map((extent) => (pick(0, 2) === 0 ? 1 : extent));
  return { attributes: {}, shapes: { a: thin(), b: pick(0, 3) === 0 ? thin().slice(1) : thin() } };
}

/** A number for each plane, on either side. */
function gating(pick: Pick): Use {
  const x = image(pick);
  const gate = [...x.slice(0, 2), 1, 1];
  return { attributes: {}, shapes: pick(0, 1) === 0 ? { a: x, b: gate } : { a: gate, b: x } };
}

function pooling(pick: Pick, also: RawAttributes): Use {
  const kernel_size = pairOf(pick, 1, 3);
  const padding = kernel_size.map((extent) => pick(0, extent - 1));
  const uneven = [...padding, ...kernel_size.map((extent) => pick(0, extent - 1))];
  const attributes = {
    kernel_size,
    stride: pairOf(pick, 1, 3),
    padding: pick(0, 2) === 0 ? uneven : padding,
    ceil_mode: pick(0, 1) === 1,
  };
  return { attributes: { ...attributes, ...also }, shapes: { x: image(pick, 5) } };
}

function along(pick: Pick): Use {
  const x = anyShape(pick);
  return { attributes: { axis: pick(-x.length, x.length - 1) }, shapes: { x } };
}

function reductionOf(pick: Pick): string {
  return pick(0, 1) === 0 ? "mean" : "sum";
}

/** The `seed`-th example of an op: the same seed gives the same example. */
export function example(name: string, seed: number): Example {
  const op = ops[name];
  if (op === undefined) throw new Error(`there is no op ${name}`);
  const from = random(seed).split(name);
  const pick: Pick = (low, high) => low + from.below(high - low + 1);
  const use = USES[name]?.(pick) ?? { attributes: op.defaults, shapes: guess(op, pick) };
  const attributes = op.normalise(use.attributes);
  const owned = op.parameters?.(use.shapes["x"] ?? [], attributes) ?? {};
  const shapes = { ...use.shapes, ...owned };
  const classes = use.shapes["logits"]?.[1] ?? 2;
  const inputs: Record<string, Tensor<Float64Array>> = {};
  for (const { name: slot, integer } of op.inputs) {
    const shape = shapes[slot];
    if (shape === undefined) continue;
    const data =
      integer === true
        ? Float64Array.from({ length: size(shape) }, () => pick(0, classes - 1))
        : spread(size(shape), pick);
    inputs[slot] = {
      shape,
      data:
        slot === "running_var" || slot === "weight" ? data.map((value) => Math.abs(value)) : data,
    };
  }
  return { op, attributes, inputs, context: { seed: pick(0, 1 << 20) } };
}

/** Images, or features where the op does not take images. */
function guess(op: OpDefinition, pick: Pick): Shapes {
  const named = (shape: Shape): Shapes =>
    Object.fromEntries(
      op.inputs.filter((slot) => slot.parameter !== true).map(({ name }) => [name, shape]),
    );
  const shapes = named(image(pick));
  try {
    op.shapes(shapes, op.defaults);
    return shapes;
  } catch {
    return named([pick(1, 4), pick(1, 6)]);
  }
}

/** Numbers between −2 and 2 in random order, all different and away from 0. */
export function spread(count: number, pick: Pick): Float64Array {
  const values = Float64Array.from(
    { length: count },
    (_, at) => (4 * (at + 0.5 + pick(-3, 3) / 10)) / count - 2,
  );
  for (let last = count - 1; last > 0; last--) {
    const other = pick(0, last);
    [values[last], values[other]] = [values[other] ?? 0, values[last] ?? 0];
  }
  return values.map((value) => (Math.abs(value) < 1e-3 ? value + 3e-3 : value));
}
