/**
 * One example through a network, and back, with the ops' own definitions in f64: every number that an explanation may ask
 * for. No backend, no program: this is the plain reading of the graph, and the compiled programs are tested against it.
 *
 * Values are named like the program's tensors: "input", "conv1.y", "conv1.w", "conv1.dw", "conv1.dy", "loss".
 */
import { check, LabError } from "../core/errors";
import type { ForwardContext, Values } from "../core/op";
import { size, type Shape } from "../core/shape";
import { tensor, type Tensor } from "../core/tensor";
import { headsOf, type Head } from "../graph/heads";
import type { LayerShape, NetworkShapes } from "../graph/shapes";
import { ops } from "../ops";
import type { Recipe } from "./recipe";
import { weightShapes, type Weights } from "./weights";

export interface NetworkValues {
  readonly network: NetworkShapes;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly context: ForwardContext;
  /** Set when a loss was computed. */
  readonly loss?: Recipe["loss"];
}

export interface EvaluateOptions {
  /** Examples in `input`. Default 1. */
  readonly batch?: number;
  /** Labels, one for each example: computes the loss and every gradient. */
  readonly labels?: readonly number[];
  readonly loss?: Recipe["loss"];
  readonly context?: ForwardContext;
}

export function evaluateNetwork(
  network: NetworkShapes,
  weights: Weights,
  input: ArrayLike<number>,
  options: EvaluateOptions = {},
): NetworkValues {
  const { batch = 1, labels, loss = "cross_entropy", context = {} } = options;
  const tensors = new Map<string, Tensor>([["input", tensor([batch, ...network.spec.input], Float64Array.from(input))]]);
  for (const [name, shape] of weightShapes(network)) {
    const data = weights.get(name);
    check(data !== undefined, "unknown-name", `there are no numbers for ${name}`);
    tensors.set(name, tensor(shape, Float64Array.from(data)));
  }
  for (const layer of network.layers) {
    const results = layer.definition.forward(layerValues(layer, tensors), layer.attributes, context);
    for (const [slot, value] of Object.entries(results)) tensors.set(`${layer.name}.${slot}`, value);
  }
  if (labels === undefined) return { network, tensors, context };
  addGradients(network, tensors, labels, loss, context);
  return { network, tensors, context, loss };
}

/** The tensor that a layer reads when it names `input`. */
export function valueName(input: string): string {
  return input === "input" ? "input" : `${input}.y`;
}

/** Everything that a layer's definition may look at, by slot. */
export function layerValues(layer: LayerShape, tensors: ReadonlyMap<string, Tensor>): Values {
  const values: Record<string, Tensor> = {};
  for (const [at, slot] of layer.slots.entries()) {
    const found = tensors.get(valueName(layer.inputs[at] ?? "input"));
    if (found !== undefined) values[slot] = found;
  }
  const own = [...Object.keys(layer.parameters), ...Object.keys(layer.buffers), ...Object.keys(layer.saved), "y", "dy"];
  for (const slot of own) {
    const found = tensors.get(`${layer.name}.${slot}`);
    if (found !== undefined) values[slot] = found;
  }
  return values;
}

/** Inputs of a head's loss, by slot. */
export function lossValues(head: Head, loss: Recipe["loss"], tensors: ReadonlyMap<string, Tensor>): Values {
  const pick = (name: string): Tensor => {
    const found = tensors.get(name);
    if (found === undefined) throw new LabError("unknown-name", `there is no tensor ${name}`);
    return found;
  };
  const logits = pick(`${head.logits}.y`);
  const values: Record<string, Tensor> =
    loss === "mse" ? { prediction: logits, target: pick("target") } : { logits, labels: pick("labels") };
  for (const slot of ["probabilities", "per_sample", "divisor", "dy"]) {
    const found = tensors.get(`${head.name}.${slot}`);
    if (found !== undefined) values[slot] = found;
  }
  return values;
}

function addGradients(
  network: NetworkShapes,
  tensors: Map<string, Tensor>,
  labels: readonly number[],
  loss: Recipe["loss"],
  context: ForwardContext,
): void {
  const definition = ops[loss];
  check(definition !== undefined, "unsupported", `there is no loss ${loss}`);
  tensors.set("labels", tensor([labels.length], Int32Array.from(labels)));
  if (loss === "mse") tensors.set("target", oneHot(labels, network.output.shape));
  const attributes = definition.normalise({ reduction: "mean" });
  for (const head of headsOf(network, loss)) {
    const { y, ...saved } = definition.forward(lossValues(head, loss, tensors), attributes);
    if (y !== undefined) tensors.set(head.name, y);
    for (const [slot, value] of Object.entries(saved)) tensors.set(`${head.name}.${slot}`, value);
    tensors.set(`${head.name}.dy`, tensor([1], Float64Array.of(head.weight)));
    const gradients = definition.backward({ ...lossValues(head, loss, tensors), ...(y === undefined ? {} : { y }) }, attributes);
    const part = gradients[loss === "mse" ? "dprediction" : "dlogits"];
    if (part !== undefined) addTo(tensors, `${head.logits}.dy`, part);
  }
  for (const layer of network.layers.toReversed()) {
    if (!tensors.has(`${layer.name}.dy`)) continue;
    const gradients = layer.definition.backward(layerValues(layer, tensors), layer.attributes, context);
    for (const slot of Object.keys(layer.parameters)) {
      const gradient = gradients[`d${slot}`];
      if (gradient !== undefined) tensors.set(`${layer.name}.d${slot}`, gradient);
    }
    for (const [at, slot] of layer.slots.entries()) {
      const gradient = gradients[`d${slot}`];
      if (gradient !== undefined) addTo(tensors, `${layer.inputs[at] ?? "input"}.dy`, gradient);
    }
  }
}

function addTo(tensors: Map<string, Tensor>, name: string, part: Tensor): void {
  const sum = tensors.get(name);
  const data = Float64Array.from(part.data, (value, at) => value + (sum?.data[at] ?? 0));
  tensors.set(name, tensor(part.shape, data));
}

function oneHot(labels: readonly number[], shape: Shape): Tensor {
  const classes = size(shape);
  const data = new Float64Array(labels.length * classes);
  for (const [row, label] of labels.entries()) data[row * classes + label] = 1;
  return tensor([labels.length, ...shape], data);
}
