/**
 * Cases of a few ops together: the residual sum, and whole residual blocks, forward and backward.
 */
import { LabError } from "../core/errors";
import type { RawAttributes } from "../core/op";
import { type Shape, size } from "../core/shape";
import type { TensorId } from "../graph/program";
import { type Case, record, type Settings } from "./cases";
import { Tape } from "./tape";
import { FIRST_STEP, inputOf, onlyKnown, onlyKnownSettings, readOne, type Trial } from "./trial";

/** y = a + b, with relu behind it where the case says so. */
export function prepareSum(one: Case): Trial {
  const { relu } = onlyKnownSettings(one, ["relu"]);
  onlyKnown("the input", one.inputs.keys(), ["a", "b", "dy"]);
  const tape = new Tape();
  const a = tape.tensor("a", inputOf(one, "a").shape);
  const b = tape.tensor("b", inputOf(one, "b").shape);
  const total = tape.apply("add", "add", { a, b }, {});
  const y = relu === true ? tape.apply("relu", "relu", { x: total }, {}) : total;
  return trial(
    one,
    tape,
    y,
    new Map([
      ["da", a],
      ["db", b],
    ]),
  );
}

/** relu(main(x) + shortcut(x)). */
export function prepareBlock(one: Case): Trial {
  const { main, shortcut, final } = onlyKnownSettings(one, ["kind", "main", "shortcut", "final"]);
  if (final !== "relu(main(x) + shortcut(x))")
    throw new LabError("unsupported", `the ending "${String(final)}" is not understood`);
  const tape = new Tape();
  const owned = new Map<string, TensorId>();
  for (const [name, { shape }] of one.inputs) {
    const kind = name.includes("running") ? "buffer" : name === "x" ? "input" : "parameter";
    if (name !== "dy") owned.set(name, tape.tensor(name, shape, kind));
  }
  const x = owned.get("x");
  if (x === undefined) throw new LabError("format", "the case has no input x");
  const branch = (layers: unknown, prefix: string): TensorId => {
    let at = x;
    for (const [number, layer] of list(layers).entries())
      at = applyLayer(tape, `${prefix}${number}`, at, record(layer, "a layer"), owned);
    return at;
  };
  const total = tape.apply(
    "add",
    "add",
    { a: branch(main, "main"), b: branch(shortcut, "shortcut") },
    {},
  );
  const y = tape.apply("relu", "relu", { x: total }, {});
  const wanted = new Map([["dx", x]]);
  for (const name of one.expected.keys()) {
    const parameter = name.startsWith("d:") ? owned.get(name.slice(2)) : undefined;
    if (parameter !== undefined) wanted.set(name, parameter);
  }
  return trial(one, tape, y, wanted);
}

/** Channels that are added half in front, half behind, as our op adds them. */
function paddedChannels(settings: Settings, shape: Shape): RawAttributes {
  onlyKnown("the setting", Object.keys(settings), ["stride", "pad_front", "pad_back"]);
  const { stride, pad_front, pad_back } = settings;
  const added = Number(pad_front) + Number(pad_back);
  if (Math.floor(added / 2) !== pad_front)
    throw new LabError("unsupported", "the added channels are not half in front, half behind");
  return { out_channels: (shape[1] ?? 0) + added, stride };
}

/**
 * Applies one layer as the case describes it; its tensors are among the case's inputs under
 * `name.weight` and so on.
 */
function applyLayer(
  tape: Tape,
  node: string,
  x: TensorId,
  layer: Settings,
  owned: ReadonlyMap<string, TensorId>,
): TensorId {
  const { type, name, ...settings } = layer;
  const mine = (slots: Readonly<Record<string, string>>): Record<string, TensorId> => {
    const found: Record<string, TensorId> = {};
    for (const [slot, theirs] of Object.entries(slots)) {
      const id = owned.get(`${String(name)}.${theirs}`);
      if (id !== undefined) found[slot] = id;
    }
    return found;
  };
  switch (type) {
    case "conv2d": {
      const tensors = mine({ w: "weight", b: "bias" });
      const weights = tape.shape(tensors["w"] ?? -1);
      const raw = { ...convolution(settings, weights), bias: "b" in tensors };
      return tape.apply("conv2d", node, { x, ...tensors }, raw);
    }
    case "batchnorm": {
      const tensors = mine({
        gamma: "gamma",
        beta: "beta",
        running_mean: "running_mean",
        running_var: "running_var",
      });
      return tape.apply("batchnorm", node, { x, ...tensors }, settings);
    }
    case "subsample_pad_channels":
      return tape.apply("pad_channels", node, { x }, paddedChannels(settings, tape.shape(x)));
    case "relu":
      return tape.apply("relu", node, { x }, settings);
    default:
      throw new LabError("unsupported", `the layer ${String(type)} is not understood`);
  }
}

const CONVOLUTION = [
  "stride",
  "padding",
  "pads",
  "dilation",
  "groups",
  "in",
  "out",
  "kernel",
  "bias",
];

function convolution(settings: Settings, [out_channels, , kh, kw]: Shape): Settings {
  onlyKnown("the setting", Object.keys(settings), CONVOLUTION);
  const { stride, padding, pads, dilation, groups } = settings;
  return {
    out_channels,
    kernel_size: [kh, kw],
    stride,
    padding: pads ?? padding,
    dilation,
    groups,
  };
}

/** Runs the tape on the case's inputs; `wanted` says whose gradient an expected name is. */
function trial(one: Case, tape: Tape, y: TensorId, wanted: ReadonlyMap<string, TensorId>): Trial {
  const dy = tape.tensor("dy", tape.shape(y), "gradient");
  const needed = [...wanted].filter(([name]) => one.expected.has(name));
  const gradients =
    needed.length === 0
      ? new Map<TensorId, TensorId>()
      : tape.differentiate(
          y,
          dy,
          needed.map(([, id]) => id),
        );
  const names = new Map<string, string>([["y", tape.nameOf(y)]]);
  for (const [name, id] of needed) names.set(name, tape.nameOf(gradients.get(id) ?? -1));
  return {
    program: tape.program(one.id),
    async run(executable) {
      for (const [name, { data }] of one.inputs) executable.write(name, data);
      if (!one.inputs.has("dy")) executable.write("dy", new Float32Array(size(tape.shape(dy))));
      await executable.run("train", FIRST_STEP);
      const results = new Map<string, ArrayLike<number>>();
      for (const name of one.expected.keys()) {
        const ours = names.get(name) ?? (name.startsWith("new:") ? name.slice(4) : undefined);
        if (ours === undefined)
          throw new LabError("unsupported", `the expected tensor "${name}" is not understood`);
        results.set(name, await readOne(executable, ours));
      }
      return results;
    },
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
