/**
 * The layer of the volume figure as the engine computes it: z = W * x + b, y = g(z), loss = mean (y − t)², and every
 * gradient. f64, synchronous; kept for the last few states so that stepping along a time line computes nothing twice.
 */
import type { Cell, Expression } from "../../../engine/core/expression";
import type { Values } from "../../../engine/core/op";
import { unravel } from "../../../engine/core/shape";
import { fromNested, tensor, type Tensor, zeros } from "../../../engine/core/tensor";
import { conv2d } from "../../../engine/ops/conv2d/conv2d";
import { linear } from "../../../engine/ops/linear/linear";
import { mse } from "../../../engine/ops/mse/mse";
import { relu } from "../../../engine/ops/relu/relu";
import { extentsOf, type VolumeState } from "./volume-state";

export interface Layer {
  readonly attributes: ReturnType<typeof conv2d.normalise>;
  /** x, w, b, z, y, and unless the layer is a trained one dy, dz, dx, dw, db; the leading batch of 1 is still there. */
  readonly values: Values;
  readonly loss: number;
}

const kept: { readonly key: string; readonly layer: Layer }[] = [];
const KEPT = 8;

/**
 * What each channel adds to every output of filter `filter`: the same convolution with the channels kept apart, [channel]
 * [row][column]. Added up, with the bias, they are z.
 */
export function sharesOf(state: VolumeState, filter: number): readonly (readonly (readonly number[])[])[] {
  const { channels, kernel } = extentsOf(state);
  const apart = conv2d.normalise({
    out_channels: channels,
    kernel_size: kernel,
    stride: state.stride,
    padding: state.padding,
    groups: channels,
    bias: false,
  });
  const filters = (state.w[filter] ?? []).map((sheet) => [sheet]);
  const y = conv2d.forward({ x: fromNested([state.x]), w: fromNested(filters) }, apart)["y"] ?? zeros([1, 0, 0, 0]);
  return Array.from({ length: channels }, (_, channel) => sheetOf(y, 0, channel));
}

export function layerOf(state: VolumeState): Layer {
  const { x, w, b, target, stride, padding, activation, source } = state;
  const key = [idOf(x), idOf(w), idOf(b), target === "zero" ? 0 : idOf(target), stride, padding, activation, source].join(" ");
  const known = kept.find((one) => one.key === key);
  if (known !== undefined) return known.layer;
  const layer = compute(state);
  kept.unshift({ key, layer });
  kept.length = Math.min(kept.length, KEPT);
  return layer;
}

/** Arrays in a state are never changed, so one array is one set of numbers. */
const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf(numbers: object): number {
  const known = ids.get(numbers) ?? ++lastId;
  ids.set(numbers, known);
  return known;
}

function compute(state: VolumeState): Layer {
  const { filters, kernel } = extentsOf(state);
  const attributes = conv2d.normalise({ out_channels: filters, kernel_size: kernel, stride: state.stride, padding: state.padding });
  const inputs = { x: fromNested([state.x]), w: fromNested(state.w), b: tensor([filters], Float64Array.from(state.b)) };
  const z = conv2d.forward(inputs, attributes)["y"] ?? zeros([0]);
  const active = state.activation === "relu";
  const y = active ? (relu.forward({ x: z }, relu.normalise({}))["y"] ?? z) : z;
  // A trained layer is looked at forwards only, and its thousands of gradients are not needed for that.
  if (state.source !== "own") return { attributes, values: { ...inputs, z, y }, loss: Number.NaN };
  const target = state.target === "zero" ? zeros(y.shape) : fromNested([state.target]);
  const squares = mse.normalise({});
  const given = { prediction: y, target };
  const judged = mse.forward(given, squares);
  const dy = mse.backward({ ...given, ...judged, dy: tensor([1], Float64Array.of(1)) }, squares)["dprediction"] ?? zeros(y.shape);
  const dz = active ? (relu.backward({ x: z, y, dy }, relu.normalise({}))["dx"] ?? dy) : dy;
  const back = conv2d.backward({ ...inputs, y: z, dy: dz }, attributes);
  return { attributes, values: { ...inputs, z, y, target, dy, dz, ...back }, loss: judged["y"]?.data[0] ?? Number.NaN };
}

/** What a dense layer with the filters as rows of its matrix makes of the channels of one pixel; filters are one pixel. */
export function denseAt(state: VolumeState, row: number, column: number): readonly number[] {
  const [top, left] = [row * state.stride - state.padding, column * state.stride - state.padding];
  const inputs = {
    x: fromNested([state.x.map((sheet) => sheet[top]?.[left] ?? 0)]),
    w: fromNested(state.w.map((filter) => filter.map((sheet) => sheet[0]?.[0] ?? 0))),
    b: tensor([state.w.length], Float64Array.from(state.b)),
  };
  return [...(linear.forward(inputs, linear.normalise({ out_features: state.w.length }))["y"]?.data ?? [])];
}

/** The tree behind output cell `flat` of y; with `parts` only its first products or channels, as the time line shows it. */
export function explainOutput(state: VolumeState, flat: number, parts: number | "all"): Expression {
  const { attributes, values } = layerOf(state);
  const y = values["y"] ?? zeros([0]);
  const sum = conv2d.explain(values, attributes, unravel(y.shape, flat));
  if (parts !== "all") return partOf(sum, parts, state.grain);
  if (state.activation === "none") return sum;
  return { kind: "apply", name: "relu", argument: { kind: "named", name: "z", expression: sum }, value: y.data[flat] ?? Number.NaN };
}

/** The tree behind cell `flat` of the gradient named `of`, in terms of dz and the layer's own tensors. */
export function explainGradient(state: VolumeState, of: VolumeState["of"], flat: number): Expression {
  const { attributes, values } = layerOf(state);
  const shape = values[of]?.shape ?? [];
  const tree = conv2d.explainGradient(
    { ...values, y: values["z"] ?? zeros([0]), dy: values["dz"] ?? zeros([0]) },
    attributes,
    of,
    unravel(shape, flat),
  );
  return renamed(tree, "dy", "dz");
}

/** Where dz comes from: dy through the activation's slope. */
export function explainUpstream(state: VolumeState, flat: number): Expression {
  const { values } = layerOf(state);
  const z = values["z"] ?? zeros([0]);
  const at = unravel(z.shape, flat);
  if (state.activation === "none")
    return { kind: "cell", tensor: "dy", index: at, role: "gradient", value: values["dy"]?.data[flat] ?? Number.NaN };
  return renamed(relu.explainGradient({ x: z, y: values["y"] ?? z, dy: values["dy"] ?? z }, relu.normalise({}), "x", at), "x", "z");
}

/** (E(v + h) − E(v − h)) / 2h for one number of x, w or b. */
export function measured(state: VolumeState, of: VolumeState["of"], flat: number, h: number): number {
  const nudged = (by: number): number => compute(withNudge(state, of, flat, by)).loss;
  return (nudged(h) - nudged(-h)) / (2 * h);
}

/** One step of gradient descent on filters and biases. */
export function updatedLayer(state: VolumeState): VolumeState {
  const { values } = layerOf(state);
  const step = (value: number, of: "dw" | "db", at: number): number => value - state.learningRate * (values[of]?.data[at] ?? 0);
  let at = 0;
  const w = state.w.map((filter) => filter.map((sheet) => sheet.map((row) => row.map((value) => step(value, "dw", at++)))));
  return { ...state, w, b: state.b.map((value, index) => step(value, "db", index)) };
}

function withNudge(state: VolumeState, of: VolumeState["of"], flat: number, by: number): VolumeState {
  let at = 0;
  const nudge = (value: number): number => (at++ === flat ? value + by : value);
  if (of === "x") return { ...state, x: state.x.map((sheet) => sheet.map((row) => row.map(nudge))) };
  if (of === "w") return { ...state, w: state.w.map((filter) => filter.map((sheet) => sheet.map((row) => row.map(nudge)))) };
  return { ...state, b: state.b.map(nudge) };
}

/** The first `parts` channels, or products, of a sum that is grouped by channel. */
function partOf(sum: Expression, parts: number, grain: VolumeState["grain"]): Expression {
  if (sum.kind !== "sum" || grain === "cell") return sum;
  const groups = sum.terms.filter((term) => term.kind === "sum");
  const single = groups.length === 0 ? [{ ...sum, terms: sum.terms.filter((term) => term.kind === "product") }] : groups;
  const every = single.reduce((count, group) => count + (grain === "channel" ? 1 : group.terms.length), 0);
  if (parts >= every) return sum;
  let left = parts;
  const shown: Expression[] = [];
  for (const group of single) {
    if (left <= 0) break;
    const taken = grain === "channel" ? group : { ...group, terms: group.terms.slice(0, left) };
    left -= grain === "channel" ? 1 : group.terms.length;
    shown.push(taken);
  }
  return shown.length === 1 && groups.length === 0 ? (shown[0] ?? sum) : { kind: "sum", terms: shown };
}

function renamed(expression: Expression, from: string, to: string): Expression {
  const inside = (part: Expression): Expression => renamed(part, from, to);
  switch (expression.kind) {
    case "cell":
      return expression.tensor === from ? ({ ...expression, tensor: to } satisfies Cell) : expression;
    case "constant":
      return expression;
    case "sum":
      return { ...expression, terms: expression.terms.map(inside) };
    case "product":
      return { ...expression, factors: expression.factors.map(inside) };
    case "quotient":
      return { ...expression, numerator: inside(expression.numerator), denominator: inside(expression.denominator) };
    case "maximum":
      return { ...expression, among: expression.among.map(inside) };
    case "apply":
      return { ...expression, argument: inside(expression.argument) };
    case "named":
      return { ...expression, expression: inside(expression.expression) };
    default:
      expression satisfies never;
      return expression;
  }
}

/** One sheet (channel) of a 4-axis or 3-axis tensor as rows. */
export function sheetOf(of: Tensor, ...lead: readonly number[]): number[][] {
  const [rows = 0, columns = 0] = of.shape.slice(-2);
  let start = 0;
  for (const [axis, at] of lead.entries()) start = start * (of.shape[axis] ?? 1) + at;
  start *= rows * columns;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => of.data[start + row * columns + column] ?? Number.NaN),
  );
}
