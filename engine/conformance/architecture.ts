/**
 * A network as PyTorch's folder lists it -> our spec. Nameless layers are numbered; a tapped
 * activation has its tap's name.
 */
import { LabError } from "../core/errors";
import type { AttributeValue } from "../core/op";
import type { Shape } from "../core/shape";
import type { LayerSpec, NetworkSpec } from "../graph/spec";
import { record, type Settings } from "./cases";
import { onlyKnown } from "./trial";

type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * How a listed layer's settings become ours; `owns` says whether the layer has a tensor of that
 * name.
 */
type Translate = (settings: Settings, owns: (tensor: string) => boolean) => Settings;

const WINDOW = ["kernel", "stride", "padding", "pads", "dilation"];
const PLAIN = [
  "relu",
  "sigmoid",
  "tanh",
  "arctan",
  "softplus",
  "identity",
  "flatten",
  "global_avgpool2d",
  "global_maxpool2d",
];
const OWN_NAMES: Readonly<Record<string, readonly string[]>> = {
  leaky_relu: ["negative_slope"],
  elu: ["alpha"],
  prelu: ["num_parameters"],
  local_response_norm: ["size", "alpha", "beta", "k"],
};

const LAYERS: Readonly<Record<string, Translate>> = {
  ...Object.fromEntries(PLAIN.map((op): [string, Translate] => [op, known([])])),
  ...Object.fromEntries(
    Object.entries(OWN_NAMES).map(([op, names]): [string, Translate] => [op, known(names)]),
  ),
  conv2d(settings, owns) {
    const { out, groups, ...window } = known(["in", "out", "groups", "bias", ...WINDOW])(
      settings,
      owns,
    );
    return { out_channels: out, groups, bias: owns("bias"), ...windowOf(window) };
  },
  linear: (settings, owns) => ({
    out_features: known(["in", "out", "bias"])(settings, owns)["out"],
    bias: owns("bias"),
  }),
  batchnorm(settings, owns) {
    const { eps, momentum } = known(["eps", "momentum", "affine", "training", "channels"])(
      settings,
      owns,
    );
    return { eps, momentum, affine: owns("gamma") };
  },
  maxpool2d: (settings, owns) => ({
    ...windowOf(known([...WINDOW, "ceil_mode"])(settings, owns)),
    ceil_mode: settings["ceil_mode"],
  }),
  avgpool2d(settings, owns) {
    const { ceil_mode, count_include_pad, ...window } = known([
      ...WINDOW,
      "ceil_mode",
      "count_include_pad",
    ])(settings, owns);
    return { ...windowOf(window), ceil_mode, count_include_pad };
  },
};

/** Throws LabError "unsupported" for a layer or a setting that is not understood. */
export function architecture(
  name: string,
  input: Shape,
  listed: unknown,
  tensors: ReadonlySet<string>,
): NetworkSpec {
  const layers: LayerSpec[] = [];
  const walk = (items: unknown, start: string): string => {
    let at = start;
    for (const item of list(items)) {
      const { type, name: given, tap, ...settings } = record(item, "a layer");
      const kind = String(type);
      const called = String(given ?? tap ?? `${kind}-${layers.length}`);
      if (kind === "residual") at = residual(layers, walk, called, at, settings);
      else {
        const owns = (tensor: string): boolean => tensors.has(`${called}.${tensor}`);
        const channels = channelsOf(layers, at, input);
        at = add(layers, called, [at], translated(kind, settings, owns, channels));
      }
    }
    return at;
  };
  walk(listed, "input");
  return { format: 1, name, input, layers };
}

interface Translated {
  readonly op: string;
  readonly attributes: Attributes;
}

function add(
  layers: LayerSpec[],
  name: string,
  inputs: readonly string[],
  { op, attributes }: Translated,
): string {
  layers.push({ name, op, inputs, ...attributes });
  return name;
}

function translated(
  kind: string,
  settings: Settings,
  owns: (tensor: string) => boolean,
  channels: number,
): Translated {
  if (kind === "subsample_pad_channels")
    return { op: "pad_channels", attributes: padding(settings, channels) };
  const translate = LAYERS[kind];
  if (translate === undefined)
    throw new LabError("unsupported", `the layer ${kind} is not understood`);
  return { op: kind, attributes: defined(translate(settings, owns)) };
}

function residual(
  layers: LayerSpec[],
  walk: (items: unknown, start: string) => string,
  called: string,
  start: string,
  settings: Settings,
): string {
  const { main, shortcut, after } = known(["main", "shortcut", "after"])(settings, () => false);
  const parts = [walk(main, start), walk(shortcut, start)];
  const total = add(layers, `${called}.add`, parts, { op: "add", attributes: {} });
  if (after === undefined || after === null || after === "none") return total;
  if (after !== "relu")
    throw new LabError("unsupported", `${String(after)} behind a block is not understood`);
  return add(layers, `${called}.relu`, [total], { op: "relu", attributes: {} });
}

function known(names: readonly string[]): Translate {
  return (settings) => {
    onlyKnown("the setting", Object.keys(settings), names);
    return settings;
  };
}

function windowOf({ kernel, stride, padding: around, pads, dilation }: Settings): Settings {
  return { kernel_size: kernel, stride, padding: pads ?? around, dilation };
}

/** Channels are added half in front, half behind: our only way. */
function padding(settings: Settings, channels: number): Attributes {
  const { stride, pad_front, pad_back } = known(["stride", "pad_front", "pad_back"])(
    settings,
    () => false,
  );
  const added = Number(pad_front) + Number(pad_back);
  if (Math.floor(added / 2) !== pad_front)
    throw new LabError("unsupported", "the added channels are not half in front, half behind");
  return { out_channels: channels + added, stride: Number(stride) };
}

/** Channels of a layer's output: those of the last convolution before it on its way. */
function channelsOf(layers: readonly LayerSpec[], name: string, input: Shape): number {
  const layer = layers.find((candidate) => candidate.name === name);
  if (layer === undefined) return input[0] ?? 0;
  const own = layer["out_channels"];
  return typeof own === "number" ? own : channelsOf(layers, layer.inputs?.[0] ?? "input", input);
}

/** Only what is there, as attributes of a spec. */
function defined(settings: Settings): Attributes {
  const result: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === "number" || typeof value === "boolean" || typeof value === "string")
      result[name] = value;
    else if (Array.isArray(value)) result[name] = value.map(Number);
  }
  return result;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
