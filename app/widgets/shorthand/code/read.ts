/**
 * Model code -> NetworkSpec: `nn.Conv2d(3, 10, 3, stride=2, padding=1)`, a short `nn.Sequential(…)`, or the same in Keras. What
 * PyTorch does not say (the size of the picture) comes from the caller. Throws LabError in the reader's words, with the place.
 */
import { check, LabError } from "../../../../engine/core/errors";
import { networkShapes } from "../../../../engine/graph/shapes";
import type { LayerSpec, NetworkSpec } from "../../../../engine/graph/spec";
import { nearest } from "../../../../engine/graph/suggest";
import { Arguments } from "./layers";
import { type Call, parsePython, placeIn, type Value } from "./python";
import { type Meaning, type Rules, samePadding, type Settings } from "./rules";
import { KERAS } from "./rules-keras";
import { TORCH, TORCH_INPUTS } from "./rules-pytorch";

const LARGEST = 64;
const KNOWN: readonly string[] = [...new Set([...Object.keys(TORCH), ...Object.keys(KERAS)])];
const EXAMPLE = "Write for example nn.Conv2d(3, 10, 3, stride=2, padding=1).";

type Placed = Meaning & { readonly at: number };

export function readCode(text: string, input: readonly number[]): NetworkSpec {
  const meanings = parsePython(text).flatMap((call) => meaningsOf(text, call));
  const given = meanings.flatMap((one) => (one.kind === "input" ? [one.shape] : []))[0];
  const layers = meanings.filter((one) => one.kind !== "input");
  if (layers.length === 0) throw new LabError("format", "There is no layer in this code.", EXAMPLE);
  check(layers.length <= LARGEST, "limit", `There are ${layers.length} layers; at most ${LARGEST} are read.`);
  return assembled(text, layers, given ?? withChannels(input, layers[0]));
}

/** PyTorch's first layer says how many channels the picture has; the size of the picture stays. */
function withChannels(input: readonly number[], first: Meaning | undefined): readonly number[] {
  const settings = first !== undefined && "settings" in first ? first.settings : undefined;
  const channels = settings?.["in_channels"];
  if (typeof channels === "number") return input.length === 3 ? [channels, ...input.slice(1)] : [channels, 32, 32];
  const features = settings?.["in_features"];
  return typeof features === "number" ? [features] : input;
}

/** Layers one by one, each checked where it stands, so that what does not fit is said with its line. */
function assembled(text: string, meanings: readonly Placed[], input: readonly number[]): NetworkSpec {
  const names = new Namer();
  let spec: NetworkSpec = { format: 1, name: "model", input, layers: [] };
  let shape = input;
  let waiting: Extract<Placed, { kind: "pad" }> | null = null;
  for (const one of meanings) {
    if (one.kind === "input") continue;
    if (one.kind === "pad") {
      if (waiting !== null) throw lonely(text, waiting);
      waiting = one;
      continue;
    }
    const settings = one.kind === "same" ? withSame(one.settings, shape) : one.settings;
    const layer = names.named(waiting === null ? settings : withPad(text, settings, waiting));
    waiting = null;
    spec = { ...spec, layers: [...spec.layers, layer] };
    shape = placed(text, one.at, () => networkShapes(spec).output.shape);
  }
  if (waiting !== null) throw lonely(text, waiting);
  return spec;
}

function placed<Result>(text: string, at: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new LabError(error.code, `${placeIn(text, at)}: ${error.message}.`.replace(/\.\.$/, "."), error.hint);
  }
}

/** "same" as numbers, now that the size of the input is known. Keras leaves padding out of an average. */
function withSame(settings: Settings, shape: readonly number[]): Settings {
  const [, height = 1, width = 1] = shape;
  const get = (name: string, axis: 0 | 1): number => {
    const value: unknown = settings[name] ?? 1;
    return Number(Array.isArray(value) ? value[axis] : value);
  };
  const [rows, columns] = ([0, 1] as const).map((axis) =>
    samePadding(axis === 0 ? height : width, get("kernel_size", axis), get("stride", axis), get("dilation", axis)),
  );
  const padding = [rows?.[0] ?? 0, columns?.[0] ?? 0, rows?.[1] ?? 0, columns?.[1] ?? 0];
  return { ...settings, padding, ...(settings.op === "avgpool2d" ? { count_include_pad: false } : {}) };
}

/** Padding as a layer of its own belongs to the layer behind it: zeros round a convolution, nothing round a maximum. */
function withPad(text: string, settings: Settings, pad: Extract<Placed, { kind: "pad" }>): Settings {
  const wanted = { conv2d: 0, avgpool2d: 0, maxpool2d: Number.NEGATIVE_INFINITY }[String(settings.op)];
  const own = [settings["padding"] ?? 0].flat().map(Number);
  if (pad.value !== wanted || own.some((side) => side !== 0)) throw lonely(text, pad);
  return { ...settings, padding: pad.padding };
}

function lonely(text: string, { at, value }: Extract<Placed, { kind: "pad" }>): LabError {
  const behind = value === 0 ? "a convolution or an average pooling" : "a maximum pooling";
  return new LabError("format", `${placeIn(text, at)}: this padding must stand before ${behind} without padding of its own.`);
}

/** The layers of one statement: a layer, a Sequential of layers, `model.add(layer)`, or an example of the input. */
function meaningsOf(text: string, call: Call): readonly Placed[] {
  if (call.name === "Sequential" || call.name === "add") {
    const items = call.positional.flatMap((item) => (item.kind === "list" ? item.items : [item]));
    return items.flatMap((item: Value) => {
      if (item.kind === "call") return meaningsOf(text, item);
      throw new LabError("format", `${placeIn(text, item.at)}: a layer was expected here.`, EXAMPLE);
    });
  }
  if (TORCH_INPUTS.has(call.name) && call.full.startsWith("torch.")) return [exampleInput(text, call)];
  return meaningOf(text, call).map((meaning) => ({ ...meaning, at: call.at }));
}

function exampleInput(text: string, call: Call): Placed {
  const [, ...shape] = call.positional.map((value) => (value.kind === "number" ? value.value : Number.NaN));
  if ((shape.length === 1 || shape.length === 3) && shape.every((extent) => Number.isInteger(extent) && extent > 0))
    return { kind: "input", shape, at: call.at };
  throw new LabError("format", `${placeIn(text, call.at)}: ${call.full} takes images, channels, height and width here.`);
}

/** `nn.` and `torch.` are PyTorch's, `layers.` and `keras.` Keras's; a bare name is what the code around it speaks. */
function rulesFor(text: string, full: string): readonly Rules[] {
  if (/^(torch|nn)\./.test(full)) return [TORCH];
  if (/^(tf|keras|layers)\./.test(full)) return [KERAS];
  return /\bkeras\b|2D\b|\bDense\b/.test(text) ? [KERAS, TORCH] : [TORCH, KERAS];
}

function meaningOf(text: string, call: Call): readonly Meaning[] {
  const rule = rulesFor(text, call.full).find((rules) => Object.hasOwn(rules, call.name))?.[call.name];
  if (rule === undefined) throw stranger(text, call);
  let read: Arguments | null = null;
  const meanings = rule((order) => (read = new Arguments(text, call, order)));
  (read as Arguments | null)?.done();
  return meanings;
}

function stranger(text: string, call: Call): LabError {
  const place = placeIn(text, call.at);
  const libraries = rulesFor(text, call.full);
  const other =
    libraries.length > 1 ? undefined : [TORCH, KERAS].find((rules) => !libraries.includes(rules) && Object.hasOwn(rules, call.name));
  if (other !== undefined) {
    const [library, prefix] = other === TORCH ? ["PyTorch", "nn"] : ["Keras", "layers"];
    return new LabError("format", `${place}: ${call.full} is not understood here; ${call.name} is ${library}'s: ${prefix}.${call.name}.`);
  }
  const known = libraries.length === 1 ? Object.keys(libraries[0] ?? {}) : KNOWN;
  const close = nearest(call.name, known);
  const guess = close === undefined ? "." : `; did you mean ${close}?`;
  return new LabError("format", `${place}: ${call.full} is not understood here${guess}`, `Known: ${known.join(", ")}.`);
}

/** conv1, relu1, conv2 …: each kind counted by itself. */
class Namer {
  private readonly counts = new Map<string, number>();

  named(settings: Settings): LayerSpec {
    const op = String(settings.op);
    const base =
      { conv2d: "conv", maxpool2d: "pool", avgpool2d: "pool", adaptive_avgpool2d: "pool", linear: "fc", batchnorm: "bn" }[op] ?? op;
    const count = (this.counts.get(base) ?? 0) + 1;
    this.counts.set(base, count);
    return { ...settings, op, name: `${base}${count}` };
  }
}
