/** Norms over one example: InstanceNormalization, GroupNormalization, LayerNormalization. */
import { format, sameShape, size } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import { layerOf } from "./cellwise";
import { axisOf, real, refuse, whole } from "./node";
import { type Activation, type Constant, isInOrder } from "./values";
import { floats, vector, type Weights } from "./weights";

/**
 * Each channel by itself; where a Reshape has put channels together, each group of them: PyTorch
 * writes nn.GroupNorm so, with a Mul and an Add behind.
 */
export function instanceNorm(builder: Builder, node: OnnxNode): void {
  const from = inOrder(builder, node);
  groups(builder, node, from, from.view[1] ?? 1);
}

export function groupNorm(builder: Builder, node: OnnxNode): void {
  groups(builder, node, inOrder(builder, node), whole(node, "num_groups", 1));
}

function groups(builder: Builder, node: OnnxNode, from: Activation, num_groups: number): void {
  const [channels = 1] = from.shape;
  if (channels % num_groups !== 0)
    refuse(node, `its ${num_groups} groups cut through the ${channels} channels`);
  const spread = (at: number): Float32Array => {
    const values = setting(builder, node, at);
    if (values.cells !== num_groups && values.cells !== channels)
      refuse(node, `input ${at} has ${values.cells} numbers for ${channels} channels`, "", "shape");
    const numbers = values.read();
    const each = channels / values.cells;
    return Float32Array.from(
      { length: channels },
      (_, channel) => numbers[Math.floor(channel / each)] ?? 0,
    );
  };
  const [gamma, beta] = [spread(1), spread(2)];
  const affine = !gamma.every((one) => one === 1) || !beta.every((one) => one === 0);
  const weights: Weights = new Map(
    affine ? [["gamma", vector(gamma)] as const, ["beta", vector(beta)] as const] : [],
  );
  const settings = { num_groups, eps: real(node, "epsilon", 1e-5), affine };
  const made = builder.add(node, "groupnorm", settings, [from], weights);
  builder.set(node, { ...from, ...layerOf(made) });
}

export function layerNorm(builder: Builder, node: OnnxNode): void {
  const rank = builder.activation(node).view.length;
  const first = axisOf(node, whole(node, "axis", -1), rank);
  if ([1, 2].some((at) => builder.isUsed(node.outputs[at])))
    refuse(node, "its mean or deviation is used");
  const axes = Array.from({ length: rank - first }, (_, at) => first + at);
  normOverExample(builder, node, axes, real(node, "epsilon", 1e-5));
}

/** Input 1 is the spread and input 2 the mean that each number gets; either may be left out. */
export function normOverExample(
  builder: Builder,
  node: OnnxNode,
  over: readonly number[],
  eps: number,
): void {
  const from = inOrder(builder, node);
  const { view, shape } = from;
  const [scale, bias] = [builder.constant(node, 1), builder.constant(node, 2)];
  const example = view.slice(1);
  const axes = over.map((axis) => axisOf(node, axis, view.length)).toSorted((a, b) => a - b);
  const isWhole = axes.join() === example.map((_, at) => at + 1).join();
  if (!isWhole || [scale, bias].some((one) => one && !sameShape(one.shape, example)))
    refuse(
      node,
      `it runs over the axes ${axes.join(", ")} of ${format(example)}`,
      "A norm over all numbers of an example is read.",
    );
  const filled = (one: Constant | undefined, value: number) =>
    one === undefined
      ? { shape, data: new Float32Array(size(shape)).fill(value) }
      : floats(one, shape);
  const gamma = filled(scale, 1);
  const isAffine = bias !== undefined || !gamma.data.every((one) => one === 1);
  const weights: Weights = new Map(
    isAffine ? [["gamma", gamma] as const, ["beta", filled(bias, 0)] as const] : [],
  );
  const settings = { eps, elementwise_affine: isAffine };
  const made = builder.add(node, "layernorm", settings, [from], weights);
  builder.set(node, { ...from, ...layerOf(made) });
}

function inOrder(builder: Builder, node: OnnxNode): Activation {
  const from = builder.activation(node);
  if (!isInOrder(from))
    refuse(node, "it comes after a transpose that moves rows, columns or channels");
  return from.view.length === 2 ? builder.features(node, from) : from;
}

function setting(builder: Builder, node: OnnxNode, at: number): Constant {
  return builder.constant(node, at) ?? refuse(node, `input ${at} is missing`, "", "format");
}
