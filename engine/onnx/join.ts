/** Sums, concatenation, and arithmetic with constants. */
import { broadcast, format, sameShape, type Shape } from "../core/shape";
import type { OnnxNode } from "../data/formats/onnx/model";
import type { Builder } from "./builder";
import { layerOf, twoAxes } from "./cellwise";
import { axisOf, refuse, whole } from "./node";
import {
  type Activation,
  type Constant,
  hasOwnAxes,
  isInOrder,
  viewOf,
  withoutRepeats,
} from "./values";
import { perChannel, vector } from "./weights";

/** Add, Sub, Mul and Div where at least one side is computed from the picture. */
export function arithmetic(builder: Builder, node: OnnxNode): void {
  const [left, right] = [builder.value(node, 0), builder.value(node, 1)];
  if (left.kind === "constant") return scale(builder, node, 1, left);
  if (right.kind === "constant") return scale(builder, node, 0, right);
  const op = JOINS.get(node.op);
  if (op === undefined)
    refuse(
      node,
      `the lab has no ${node.op} of two tensors that are computed from the picture`,
      "Sums and products of two are read. PyTorch writes nn.LocalResponseNorm and attention with such nodes.",
    );
  const [a, b] = operands(builder, node);
  if (a !== undefined && b !== undefined) builder.set(node, joined(builder, node, op, [a, b]));
}

const JOINS: ReadonlyMap<string, string> = new Map([
  ["Add", "add"],
  ["Mul", "mul"],
]);

/** What is read, without the repeats of an Expand: the other side makes them necessary, too. */
function operands(builder: Builder, node: OnnxNode): readonly Activation[] {
  const given = node.inputs.map((_, at) => builder.repeated(node, at));
  const [told, own] = [meeting(given.map(viewOf)), meeting(given.map(({ view }) => view))];
  if (told !== null && own !== null && !sameShape(told, own))
    refuse(node, `an Expand before it makes ${format(own.slice(1))} larger`);
  return given.map((one) => {
    const from = withoutRepeats(one);
    return from.view.length === 2 ? builder.features(node, from) : from;
  });
}

function meeting([first = [], ...others]: readonly Shape[]): Shape | null {
  return others.reduce<Shape | null>((all, one) => all && broadcast(all, one), first);
}

/** Sum of any number of tensors. */
export function sumOfAll(builder: Builder, node: OnnxNode): void {
  const [first, ...others] = operands(builder, node);
  if (first === undefined) refuse(node, "it has no inputs", "", "format");
  builder.set(
    node,
    others.reduce((sum, other) => joined(builder, node, "add", [sum, other]), first),
  );
}

/** Two tensors cell by cell: of the same shape, or where one has axes of length 1 that repeat. */
function joined(
  builder: Builder,
  node: OnnxNode,
  op: string,
  [a, b]: readonly [Activation, Activation],
): Activation {
  const view = broadcast(a.view, b.view);
  const isSame =
    sameShape(a.shape, b.shape) &&
    sameShape(a.view, b.view) &&
    ((isInOrder(a) && isInOrder(b)) || (sameShape(a.dims, b.dims) && sameShape(a.order, b.order)));
  if (isSame) return { ...a, ...layerOf(builder.add(node, op, {}, [a, b])) };
  const large = [a, b].find((one) => view !== null && sameShape(one.view, view) && isPicture(one));
  const sides = large && [a, b].map((one) => beside(builder, node, one, large));
  const [left, right] = sides ?? [a, b].map((one) => (isPlain(one) ? one : null));
  if (!left || !right || view === null)
    refuse(
      node,
      `${format(a.view.slice(1))} and ${format(b.view.slice(1))} cannot be ${op === "add" ? "added" : "multiplied"}`,
      "Both sides must have the same channels, rows and columns, or one row and one column.",
      "shape",
    );
  const made = builder.add(node, op, {}, [left, right]);
  return large === undefined ? made : { ...large, ...layerOf(made) };
}

/** A tensor with the engine's axes as the larger one has them; null where its cells would move. */
function beside(
  builder: Builder,
  node: OnnxNode,
  one: Activation,
  large: Activation,
): Activation | null {
  if (one === large || (isPicture(one) && sameShape(one.order, large.order))) return one;
  if (one.view.length !== large.view.length) return isPlain(one) && isPlain(large) ? one : null;
  const target = large.shape.map((_, axis) => one.view[1 + large.order.indexOf(axis)] ?? 1);
  const isLine = target.filter((extent) => extent !== 1).length <= 1;
  if (!isLine && !(isInOrder(one) && isInOrder(large))) return null;
  return target.length === 3 ? builder.shaped(node, one, target) : null;
}

function isPicture(one: Activation): boolean {
  return hasOwnAxes(one) && sameShape(one.dims, one.shape);
}

function isPlain(one: Activation): boolean {
  return isInOrder(one) && sameShape(one.view.slice(1), one.shape);
}

/** y = scale·x + shift for each channel: a bias, or a batch norm that changes nothing else. */
function scale(builder: Builder, node: OnnxNode, at: 0 | 1, by: Constant): void {
  const from = twoAxes(builder, node, at);
  const values = perChannel(by, from);
  const view = broadcast(from.view, by.shape);
  if (view === null || !sameShape(view, from.view))
    refuse(node, `a constant of ${format(by.shape)} makes the picture larger`, "", "shape");
  const { gain, shift } = affine(node, at, values);
  if (intoGroupNorm(builder, node, at, from, { gain, shift })) return;
  if (gain.every((one) => one === 1) && shift.every((one) => one === 0))
    return builder.set(node, from);
  const before = builder.layers.get(from.layer);
  const producer = builder.onlyFor(node, at);
  const isBias = gain.every((one) => one === 1) && ["Conv", "MatMul"].includes(producer);
  if (isBias && before?.spec["bias"] === false) {
    builder.replace(from.layer, { bias: true }, new Map([["b", vector(shift)]]));
    return builder.set(node, from);
  }
  const isMerged =
    ["Add", "Sub", "Mul", "Div"].includes(producer) && before?.spec.op === "batchnorm";
  const old = isMerged ? before.weights : undefined;
  const [gamma, beta] = [old?.get("gamma")?.data, old?.get("beta")?.data];
  const weights = new Map([
    ["gamma", vector(gain.map((one, channel) => one * (gamma?.[channel] ?? 1)))],
    [
      "beta",
      vector(shift.map((one, channel) => (gain[channel] ?? 1) * (beta?.[channel] ?? 0) + one)),
    ],
    ["running_mean", vector(gain.map(() => 0))],
    ["running_var", vector(gain.map(() => 1))],
  ]);
  if (isMerged) {
    builder.replace(from.layer, {}, weights);
    return builder.set(node, from);
  }
  const made = builder.add(node, "batchnorm", { eps: 0 }, [from], weights);
  builder.notes.add(
    `${made.layer} multiplies by and adds constants of the file; here it is a batch norm with mean 0 and variance 1.`,
  );
  builder.set(node, { ...from, ...layerOf(made) });
}

interface Affine {
  readonly gain: Float64Array;
  readonly shift: Float64Array;
}

/** PyTorch writes the parameters of nn.GroupNorm as a Mul and an Add behind the norm. */
function intoGroupNorm(
  builder: Builder,
  node: OnnxNode,
  at: 0 | 1,
  from: Activation,
  { gain, shift }: Affine,
): boolean {
  const norm = builder.layers.get(from.layer);
  const isOwn = ["InstanceNormalization", "Mul"].includes(builder.onlyShapedFor(node, at));
  if (norm?.spec.op !== "groupnorm" || !isOwn) return false;
  const [gamma, beta] = [norm.weights.get("gamma")?.data, norm.weights.get("beta")?.data];
  const weights = new Map([
    ["gamma", vector(gain.map((one, channel) => one * (gamma?.[channel] ?? 1)))],
    [
      "beta",
      vector(gain.map((one, channel) => one * (beta?.[channel] ?? 0) + (shift[channel] ?? 0))),
    ],
  ]);
  builder.replace(from.layer, { affine: true }, weights);
  builder.set(node, from);
  return true;
}

function affine(node: OnnxNode, at: 0 | 1, values: Float64Array): Affine {
  const all = (value: number): Float64Array => new Float64Array(values.length).fill(value);
  switch (node.op) {
    case "Add":
      return { gain: all(1), shift: values };
    case "Sub":
      return at === 0
        ? { gain: all(1), shift: values.map((value) => -value) }
        : { gain: all(-1), shift: values };
    case "Mul":
      return { gain: values, shift: all(0) };
    default:
      if (at === 1) refuse(node, "it divides a constant by what is computed from the picture");
      return { gain: values.map((value) => 1 / value), shift: all(0) };
  }
}

export function concat(builder: Builder, node: OnnxNode): void {
  const parts = node.inputs.map((_, at) => twoAxes(builder, node, at));
  const [first] = parts;
  if (first === undefined) refuse(node, "it has no inputs", "", "format");
  const axis = axisOf(node, whole(node, "axis", 1), first.view.length);
  const isFlat = first.view.length === 2;
  const fits = parts.every((part) =>
    isFlat
      ? part.view.length === 2 && isInOrder(part)
      : part.shape.length === 3 &&
        hasOwnAxes(part) &&
        sameShape(part.dims, part.shape) &&
        sameShape(part.order, first.order),
  );
  if (!fits || axis === 0 || (!isFlat && first.order[axis - 1] !== 0))
    refuse(
      node,
      `it joins ${parts.map(({ view }) => format(view.slice(1))).join(" and ")} along axis ${axis}`,
      "Concat joins channels, or features after a flatten.",
    );
  if (parts.length === 1) return builder.set(node, first);
  const made = builder.add(node, "concat", {}, parts);
  const isPositive = parts.every((part) => part.isPositive === true);
  const { order } = isFlat ? made : first;
  const view = order.map((from) => made.shape[from] ?? 1);
  builder.set(node, { ...made, order, view: [builder.batch, ...view], isPositive });
}
