/** Functions and methods of tensors: what they add to the graph. */
import { Arguments } from "./arguments";
import type { Host } from "./host";
import type { Settings } from "./meaning";
import { problemAt } from "./tokens";
import { PLAIN, TORCH_LAYERS } from "./torch-layers";
import { reshaped } from "./reshape";
import {
  type GivenValues,
  list,
  native,
  type TensorValue,
  unknown,
  type Value,
  whole,
} from "./values";

/** `F.silu`, `torch.relu`, `x.relu()`: the layer that does the same. */
const AS_LAYERS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(PLAIN.map(([type]) => [type.toLowerCase(), type])),
  relu_: "ReLU",
  leaky_relu: "LeakyReLU",
  elu: "ELU",
  gelu: "GELU",
  softmax: "Softmax",
  log_softmax: "LogSoftmax",
  dropout: "Dropout",
  max_pool2d: "MaxPool2d",
  avg_pool2d: "AvgPool2d",
  adaptive_avg_pool2d: "AdaptiveAvgPool2d",
  adaptive_max_pool2d: "AdaptiveMaxPool2d",
  local_response_norm: "LocalResponseNorm",
};

type Work = (host: Host, given: GivenValues, x: TensorValue) => Value;

const WORK: Readonly<Record<string, Work>> = {
  flatten: (host, given, x) => {
    const read = new Arguments(host.notes, given.callee, withoutFirst(given), [
      "start_dim",
      "end_dim",
    ]);
    if (x.shape.length > 1 && read.find("start_dim") === undefined)
      throw read.problem(
        given.at,
        `${given.callee} would flatten the batch too: write torch.flatten(x, 1)`,
      );
    read.only("start_dim", 1);
    read.only("end_dim", -1);
    read.done();
    return x.shape.length === 1 ? x : add(host, { op: "flatten" }, [x], given.at);
  },
  view: reshaped,
  reshape: reshaped,
  add: (host, given, x) => sum(host, x, given.positional[1]?.value, given.at),
  atan: (host, { at }, x) => add(host, { op: "arctan" }, [x], at),
  arctan: (host, { at }, x) => add(host, { op: "arctan" }, [x], at),
  heaviside: (host, { at }, x) => add(host, { op: "binary_step" }, [x], at),
  mean: (host, given, x) => mean(host, given, x),
  pad: (host, given, x) => pad(host, given, x),
  squeeze: (host, given, x) =>
    x.shape.length === 3 && x.shape[1] === 1 && x.shape[2] === 1 && given.positional.length === 1
      ? add(host, { op: "flatten" }, [x], given.at)
      : unknown("squeeze is understood here without arguments, on images of 1×1", given.at),
};

/** These change where or how numbers are kept. */
const SAME: ReadonlySet<string> = new Set(
  "to cuda cpu float double half contiguous detach clone type requires_grad_ identity".split(" "),
);

/** A function of `torch` or `torch.nn.functional` on a tensor; null: there is none of that name. */
export function tensorFunction(host: Host, name: string, given: GivenValues): Value | null {
  if (name === "cat" || name === "concat" || name === "concatenate") return concat(host, given);
  const first = given.positional[0] ?? given.named.get("input");
  const isKnown = Object.hasOwn(AS_LAYERS, name) || Object.hasOwn(WORK, name);
  if (first === undefined)
    return isKnown ? unknown(`${given.callee} needs a tensor`, given.at) : null;
  const x = first.value;
  if (x.kind === "unknown") return x;
  if (x.kind !== "tensor")
    return isKnown ? unknown(`${given.callee} needs a tensor here`, first.at) : null;
  if (SAME.has(name)) return x;
  const work = Object.hasOwn(WORK, name) ? WORK[name] : undefined;
  if (work !== undefined) return work(host, given, x);
  const rule = Object.hasOwn(AS_LAYERS, name) ? TORCH_LAYERS[AS_LAYERS[name] ?? ""] : undefined;
  if (rule === undefined) return null;
  let read: Arguments | null = null;
  const meanings = rule(
    (...order) => (read = new Arguments(host.notes, given.callee, asLayer(given), order)),
  );
  (read as Arguments | null)?.done();
  return meanings.reduce<TensorValue>(
    (from, meaning) => from.graph.apply(meaning, from, { at: given.at }),
    x,
  );
}

function withoutFirst(given: GivenValues): GivenValues {
  const isNamed = given.positional.length === 0;
  const named = new Map([...given.named].filter(([name]) => name !== "input"));
  return { ...given, named, positional: isNamed ? [] : given.positional.slice(1) };
}

/** Arguments that a function has and the layer has not. */
function asLayer(given: GivenValues): GivenValues {
  const rest = withoutFirst(given);
  const named = [...rest.named].filter(([name]) => !["training", "_stacklevel"].includes(name));
  const positional = given.callee.endsWith("dropout")
    ? rest.positional.slice(0, 1)
    : rest.positional;
  return { ...rest, positional, named: new Map(named) };
}

function add(
  _host: Host,
  settings: Settings,
  from: readonly TensorValue[],
  at: number,
): TensorValue {
  const [first] = from;
  if (first === undefined) throw new Error("a layer reads at least one tensor");
  return first.graph.add(settings, from, { at });
}

/** `x + y` of two tensors. */
export function sum(host: Host, x: TensorValue, y: Value | undefined, at: number): Value {
  if (y?.kind === "unknown") return y;
  if (y?.kind !== "tensor")
    return unknown("only tensors of the network can be added to a tensor here", at);
  return add(host, { op: "add" }, [x, y], at);
}

function concat(host: Host, given: GivenValues): Value {
  const read = new Arguments(host.notes, given.callee, given, ["tensors", "dim"]);
  const found = read.find("tensors");
  const dim = read.find("dim") ?? read.find("axis");
  const items = found?.value.kind === "list" ? found.value.items : [];
  const lost = items.find((one) => one.kind === "unknown");
  if (lost !== undefined) return lost;
  const tensors = items.flatMap((one) => (one.kind === "tensor" ? [one] : []));
  const [first] = tensors;
  if (first === undefined || tensors.length !== items.length)
    return unknown(`${given.callee} takes a list of tensors of the network`, given.at);
  const axes = first.shape.length + 1;
  const axis =
    dim?.value.kind === "number" ? (dim.value.value + axes) % axes : dim === undefined ? 0 : -1;
  const wanted = first.library === "Keras" ? axes - 1 : 1;
  const isDefault = dim === undefined && first.library === "Keras";
  if (axis !== wanted && !isDefault)
    throw problemAt(
      host.source,
      dim?.at ?? given.at,
      `${given.callee} is understood along the channels: dim=1`,
    );
  return tensors.length === 1 ? first : add(host, { op: "concat" }, tensors, given.at);
}

/** The mean of every channel. */
function mean(host: Host, given: GivenValues, x: TensorValue): Value {
  const read = new Arguments(host.notes, given.callee, withoutFirst(given), ["dim", "keepdim"]);
  const found = read.find("dim") ?? read.find("axis");
  const items = found?.value.kind === "list" ? found.value.items : [];
  const axes = items.map((one) => (one.kind === "number" ? (one.value + 4) % 4 : -1)).toSorted();
  if (x.shape.length !== 3 || axes.join() !== "2,3")
    return unknown("mean is understood here over rows and columns: x.mean([2, 3])", given.at);
  const kept = read.flag("keepdim", false);
  read.done();
  const pooled = add(host, { op: "global_avgpool2d" }, [x], given.at);
  return kept ? pooled : add(host, { op: "flatten" }, [pooled], given.at);
}

/** Zeros round the rows and columns, or before and behind the channels. */
function pad(host: Host, given: GivenValues, x: TensorValue): Value {
  const read = new Arguments(host.notes, given.callee, withoutFirst(given), [
    "pad",
    "mode",
    "value",
  ]);
  const found = read.find("pad");
  read.only("mode", "constant");
  const value = read.number("value", 0);
  read.done();
  const items = found?.value.kind === "list" ? found.value.items : [];
  const parts = items.map((one) => (one.kind === "number" ? one.value : Number.NaN));
  const [left = 0, right = 0, top = 0, bottom = 0, front = 0, back = 0] = parts;
  const isWhole = parts.every((part) => Number.isInteger(part) && part >= 0);
  if (!isWhole || parts.length < 2 || parts.length > 6 || parts.length % 2 === 1)
    throw problemAt(host.source, found?.at ?? given.at, "pad takes (left, right, top, bottom)");
  if (parts.length < 6)
    return x.graph.apply({ kind: "pad", sides: [top, left, bottom, right], value }, x, {
      at: given.at,
    });
  const channels = x.shape[0] ?? 0;
  const isEven = front === Math.floor((front + back) / 2);
  if (left + right + top + bottom > 0 || value !== 0 || !isEven)
    throw problemAt(
      host.source,
      given.at,
      "channels of zeros are understood half before and half behind",
    );
  const settings = {
    op: "pad_channels",
    out_channels: channels + front + back,
    stride: x.step ?? 1,
  };
  return add(host, settings, [x], given.at);
}

/** `x.size(0)`, `x.shape`, `x.view(…)` and whatever a function does too. */
export function tensorMember(host: Host, x: TensorValue, name: string, at: number): Value {
  const shape = shapeOf(x);
  if (name === "shape") return shape;
  if (name === "ndim") return whole(shape.items.length);
  if (name === "dim") return native(name, () => whole(shape.items.length));
  if (name === "size")
    return native(name, ({ positional: [axis] }) => {
      if (axis === undefined) return shape;
      const found = axis.value.kind === "number" ? shape.items.at(axis.value.value) : undefined;
      return found ?? unknown("there is no such axis", at);
    });
  if (name === "numel") return unknown("the number of a whole batch's numbers is not known", at);
  return native(
    name,
    (given) =>
      tensorFunction(host, name, {
        ...given,
        positional: [{ at, value: x }, ...given.positional],
      }) ?? unknown(`a tensor's ${name} is not understood here`, at),
  );
}

/** With the batch; Keras counts the channels last. */
function shapeOf({ shape, library }: TensorValue): ReturnType<typeof list> {
  const [channels = 1, ...sides] = shape;
  const ordered = library === "Keras" ? [...sides, channels] : shape;
  const batch: Value = library === "Keras" ? { kind: "none" } : { kind: "batch" };
  return list([batch, ...ordered.map(whole)], "tuple");
}

/** `x[:, :, ::2, ::2]`: every other row and column. */
export function strided(x: TensorValue, steps: readonly (number | null)[], at: number): Value {
  const [batch, channels, down, across] = steps;
  if (
    steps.length === 4 &&
    batch === 1 &&
    channels === 1 &&
    down === across &&
    down !== null &&
    down !== undefined
  )
    return down === 1 ? x : { ...x, step: down };
  return unknown("only x[:, :, ::2, ::2] of a tensor is understood here", at);
}
