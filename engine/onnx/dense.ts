/** Gemm and MatMul: linear layers, whichever way their weights stand. */
import { format, sameShape } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { StoredTensor } from "../data/formats/safetensors";
import type { Builder } from "./builder";
import { real, refuse, whole } from "./node";
import { type Activation, type Constant, isInOrder, places } from "./values";
import { vector } from "./weights";

export function gemm(builder: Builder, node: OnnxNode): void {
  if (whole(node, "transA", 0) !== 0) refuse(node, "transA mixes the examples of a batch");
  const weight = builder.constant(node, 1) ?? refuse(node, "it has no weights", "", "format");
  const bias = builder.constant(node, 2);
  const alpha = real(node, "alpha", 1);
  const beta = real(node, "beta", 1);
  const isTransposed = whole(node, "transB", 0) === 1;
  const outputs = weight.shape[isTransposed ? 0 : 1] ?? 0;
  linear(builder, node, weight, {
    isTransposed,
    alpha,
    ...(bias === undefined || beta === 0 ? {} : { bias: biasOf(node, bias, outputs, beta) }),
  });
}

export function matMul(builder: Builder, node: OnnxNode): void {
  if (builder.value(node, 0).kind === "constant")
    refuse(node, "its weights stand on the left", "Write features times weights.");
  if (builder.value(node, 1).kind === "activation")
    refuse(
      node,
      "it multiplies two tensors that are computed from the picture",
      "Attention is not read; a linear layer has its weights in the file.",
    );
  const weight = builder.constant(node, 1) ?? refuse(node, "it has no weights", "", "format");
  linear(builder, node, weight, { isTransposed: false, alpha: 1 });
}

interface Linear {
  /** The weights are [outputs, features], not [features, outputs]. */
  readonly isTransposed: boolean;
  readonly alpha: number;
  readonly bias?: StoredTensor;
}

function linear(
  builder: Builder,
  node: OnnxNode,
  weight: Constant,
  { isTransposed, alpha, bias }: Linear,
): void {
  if (weight.shape.length !== 2)
    refuse(node, `its weights are ${format(weight.shape)}, not a matrix`);
  const given = builder.activation(node);
  const between = given.view.slice(1, -1);
  const isLine = between.every((extent) => extent === 1);
  const from = builder.features(node, isLine ? withoutOnes(given) : given);
  const [first = 0, second = 0] = weight.shape;
  const [outputs, features] = isTransposed ? [first, second] : [second, first];
  if (features !== from.shape[0])
    refuse(
      node,
      `the input has ${from.shape[0]} features but the weights expect ${features}`,
      "",
      "channels",
    );
  builder.spend(weight.cells);
  const w = arranged(weight, { outputs, features, isTransposed, alpha }, from);
  const made = builder.add(
    node,
    "linear",
    { out_features: outputs, bias: bias !== undefined },
    [from],
    new Map([["w", w], ...(bias === undefined ? [] : [["b", bias] as const])]),
  );
  builder.share(weight, made.layer);
  builder.set(node, { ...made, view: [builder.batch, ...between, outputs] });
}

/** A list of features that stands at one place of a picture: [batch, 1, 1, F], as Keras has it. */
function withoutOnes(from: Activation): Activation {
  const { view } = from;
  return view.length === 2 ? from : { ...from, view: [view[0] ?? 1, view.at(-1) ?? 1] };
}

interface Matrix {
  readonly outputs: number;
  readonly features: number;
  readonly isTransposed: boolean;
  readonly alpha: number;
}

/** [outputs, features], the features in the engine's order. */
function arranged(
  weight: Constant,
  { outputs, features, isTransposed, alpha }: Matrix,
  from: Activation,
): StoredTensor {
  const numbers = weight.read();
  const place = isInOrder(from) ? undefined : places(from);
  const data = new Float32Array(outputs * features);
  for (let output = 0; output < outputs; output++)
    for (let feature = 0; feature < features; feature++) {
      const at = isTransposed ? output * features + feature : feature * outputs + output;
      data[output * features + (place?.[feature] ?? feature)] = alpha * (numbers[at] ?? 0);
    }
  return { shape: [outputs, features], data };
}

function biasOf(node: OnnxNode, bias: Constant, outputs: number, beta: number): StoredTensor {
  const fits = [[], [1], [1, 1], [outputs], [1, outputs]].some((shape) =>
    sameShape(shape, bias.shape),
  );
  if (!fits)
    refuse(node, `its bias is ${format(bias.shape)} but it has ${outputs} outputs`, "", "shape");
  const numbers = bias.read();
  return vector(
    Float64Array.from(
      { length: outputs },
      (_, at) => beta * (numbers[bias.cells === 1 ? 0 : at] ?? 0),
    ),
  );
}
