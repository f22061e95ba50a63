/**
 * Cases of a single op, forward and backward, in the terms of PyTorch's folder.
 *
 * The op is run once with the given inputs; expected `y` (and saved tensors) are its outputs, `d…`
 * its gradients for the given `dy`, `dydx` its gradient for a dy of ones. Names that differ from
 * ours are translated here and nowhere else.
 */
import type { Executable } from "../backends/backend";
import { check, LabError } from "../core/errors";
import type { RawAttributes } from "../core/op";
import { sameShape, size } from "../core/shape";
import type { TensorId } from "../graph/program";
import { ops } from "../ops/index";
import type { Case, Settings, StoredCell } from "./cases";
import { Tape } from "./tape";
import { FIRST_STEP, inputOf, onlyKnownSettings, readOne, type Results, type Trial } from "./trial";

/** How a folder's op is one of ours. */
export interface Mapping {
  readonly op: string;
  /** Our attributes from the case's settings. */
  attributes(one: Case): RawAttributes;
  /** Our name of an expected tensor, where it differs: our saved tensor or slot. */
  readonly names?: Readonly<Record<string, string>>;
  /** The same by the position of a node's results. */
  readonly results?: readonly string[];
  /** Expected tensors that follow from ours, under the name that `names` or `results` gives. */
  readonly derived?: Readonly<
    Record<
      string,
      (read: (name: string) => Promise<ArrayLike<number>>, one: Case) => Promise<ArrayLike<number>>
    >
  >;
  /**
   * More calls behind the op, for results that are not its own; gives what they read besides, by
   * the names of their tensors.
   */
  also?(
    tape: Tape,
    inputs: Readonly<Record<string, TensorId>>,
    y: TensorId,
    one: Case,
  ): Readonly<Record<string, StoredCell>>;
  /**
   * The case's tensors are seen under another shape here, so shapes of results are not compared.
   */
  readonly reshaped?: boolean;
  /** What goes into each of our slots; absent: the case's inputs under their own names. */
  inputs?(one: Case): Readonly<Record<string, StoredCell>>;
}

const plain = (op: string): Mapping => ({ op, attributes: (one) => onlyKnownSettings(one, []) });
const taking = (op: string, known: readonly string[]): Mapping => ({
  op,
  attributes: (one) => onlyKnownSettings(one, known),
});
const softmaxLike = (op: string): Mapping => taking(op, ["axis"]);

const batchnorm: Mapping = {
  op: "batchnorm",
  attributes(one) {
    const { training, eps, momentum, affine } = onlyKnownSettings(one, [
      "training",
      "eps",
      "momentum",
      "affine",
      "channels",
    ]);
    return { training, eps, momentum, affine };
  },
  names: { batch_mean: "mean", new_running_mean: "running_mean", new_running_var: "running_var" },
  derived: {
    async batch_var(read, one) {
      const eps = Number(one.settings["eps"] ?? 1e-5);
      return Float64Array.from(await read("op.inverse_std"), (scale) => 1 / (scale * scale) - eps);
    },
  },
};

export const mappings: Readonly<Record<string, Mapping>> = {
  conv2d: { op: "conv2d", attributes: convolution },
  linear: {
    op: "linear",
    attributes(one) {
      const { out_features, bias } = onlyKnownSettings(one, [
        "in_features",
        "out_features",
        "bias",
      ]);
      return { out_features, bias };
    },
  },
  maxpool2d: {
    op: "maxpool2d",
    attributes: (one) => ({ ...pooling(one, ["dilation"]), dilation: one.settings["dilation"] }),
  },
  avgpool2d: {
    op: "avgpool2d",
    attributes: (one) => ({
      ...pooling(one, ["count_include_pad"]),
      count_include_pad: one.settings["count_include_pad"],
    }),
  },
  global_avgpool2d: plain("global_avgpool2d"),
  global_maxpool2d: plain("global_maxpool2d"),
  batchnorm1d: batchnorm,
  batchnorm2d: batchnorm,
  identity: plain("identity"),
  binary_step: plain("binary_step"),
  sigmoid: plain("sigmoid"),
  tanh: plain("tanh"),
  arctan: plain("arctan"),
  relu: plain("relu"),
  softplus: plain("softplus"),
  leaky_relu: taking("leaky_relu", ["negative_slope"]),
  elu: taking("elu", ["alpha"]),
  prelu: taking("prelu", ["num_parameters"]),
  softmax: softmaxLike("softmax"),
  log_softmax: softmaxLike("log_softmax"),
  flatten: plain("flatten"),
  mse: { ...taking("mse", ["reduction"]), names: { loss: "y" } },
  local_response_norm: taking("local_response_norm", ["size", "alpha", "beta", "k"]),
  softmax_cross_entropy: {
    op: "cross_entropy",
    attributes(one) {
      const { reduction, ignore_index, label_smoothing } = onlyKnownSettings(one, [
        "reduction",
        "classes",
        "ignore_index",
        "label_smoothing",
      ]);
      return { reduction, ignore_index, label_smoothing };
    },
    names: { loss: "y", per_sample_loss: "per_sample", probabilities: "probabilities" },
  },
};

/** Throws LabError when the case cannot be expressed as one of our ops. */
export function prepareOp(one: Case, mapping: Mapping): Trial {
  const definition = ops[mapping.op];
  if (definition === undefined) throw new LabError("unknown-name", `there is no op ${mapping.op}`);
  const tape = new Tape();
  const inputs: Record<string, TensorId> = {};
  const given = mapping.inputs?.(one) ?? withoutGradient(one);
  for (const [slot, { shape, data }] of Object.entries(given)) {
    const known = definition.inputs.find((candidate) => candidate.name === slot);
    if (known === undefined)
      throw new LabError("unsupported", `the input "${slot}" is not understood`);
    const kind =
      known.parameter === true ? "parameter" : known.buffer === true ? "buffer" : "input";
    inputs[slot] = tape.tensor(slot, shape, kind, data instanceof Int32Array);
  }
  const y = tape.apply(mapping.op, "op", inputs, mapping.attributes(one));
  const besides = mapping.also?.(tape, inputs, y, one) ?? {};
  const gradients = gradientsOf(tape, y, one, inputs);
  return {
    program: tape.program(one.id),
    async run(executable) {
      for (const [slot, { data }] of Object.entries({ ...given, ...besides }))
        executable.write(slot, data);
      const dy = one.inputs.get("dy");
      if (dy !== undefined && gradients.hasDy) executable.write("dy", dy.data);
      for (const id of gradients.ones)
        executable.write(tape.nameOf(id), new Float32Array(size(tape.shape(id))).fill(1));
      await executable.run("train", FIRST_STEP);
      return collect(executable, one, mapping, gradients.names);
    },
  };
}

/**
 * Backward calls for the expected gradients: of the given dy, and of ones for `dydx` and for
 * losses.
 */
function gradientsOf(
  tape: Tape,
  y: TensorId,
  one: Case,
  inputs: Readonly<Record<string, TensorId>>,
) {
  const names = new Map<string, string>();
  const ones: TensorId[] = [];
  const slots = [...one.expected.keys()]
    .filter((name) => inputs[name.slice(1)] !== undefined && name.startsWith("d"))
    .map((name) => name.slice(1));
  const wanted = slots.flatMap((slot) => inputs[slot] ?? []);
  if (wanted.length > 0) {
    const dy = tape.tensor("dy", tape.shape(y), "gradient");
    if (!one.inputs.has("dy")) ones.push(dy);
    const found = tape.differentiate(y, dy, wanted);
    for (const slot of slots)
      names.set(`d${slot}`, tape.nameOf(found.get(inputs[slot] ?? -1) ?? -1));
  }
  const x = inputs["x"];
  if (one.expected.has("dydx") && x !== undefined) {
    const flat = tape.tensor("ones", tape.shape(y), "gradient");
    ones.push(flat);
    const attributes = tape.last();
    const dydx = tape.tensor("dydx", tape.shape(x), "gradient");
    tape.call(
      attributes.op,
      "backward",
      { ...attributes.kept, dy: flat, dx: dydx },
      attributes.attributes,
    );
    names.set("dydx", "dydx");
  }
  return { names, ones, hasDy: wanted.length > 0 };
}

function withoutGradient(one: Case): Readonly<Record<string, StoredCell>> {
  return Object.fromEntries([...one.inputs].filter(([name]) => name !== "dy"));
}

async function collect(
  executable: Executable,
  one: Case,
  mapping: Mapping,
  gradients: ReadonlyMap<string, string>,
): Promise<Results> {
  const results = new Map<string, ArrayLike<number>>();
  const tensors = new Map(executable.program.tensors.map((plan) => [plan.name, plan.shape]));
  for (const [name, want] of one.expected) {
    const ours =
      mapping.names?.[name] ?? mapping.results?.[one.order.outputs.indexOf(name)] ?? name;
    const derive = mapping.derived?.[ours];
    if (derive !== undefined) {
      results.set(name, await derive((tensor) => readOne(executable, tensor), one));
      continue;
    }
    const found = [gradients.get(name), `op.${ours}`, ours].find(
      (candidate) => candidate !== undefined && tensors.has(candidate),
    );
    if (found === undefined)
      throw new LabError("unsupported", `the expected tensor "${name}" is not understood`);
    const shape = tensors.get(found) ?? [];
    check(
      mapping.reshaped === true || sameShape(shape, want.shape),
      "shape",
      `${name} is [${shape.join(", ")}], expected [${want.shape.join(", ")}]`,
    );
    results.set(name, await readOne(executable, found));
  }
  return results;
}

function convolution(one: Case): RawAttributes {
  const known = [
    "kernel",
    "stride",
    "pads",
    "padding",
    "dilation",
    "groups",
    "bias",
    "in_channels",
    "out_channels",
  ];
  const { stride, pads, padding, dilation, groups } = onlyKnownSettings(one, known);
  const [out_channels = 0, , kh = 0, kw = 0] = inputOf(one, "w").shape;
  return {
    out_channels,
    kernel_size: [kh, kw],
    stride,
    padding: pads ?? padding,
    dilation,
    groups,
    bias: one.inputs.has("b"),
  };
}

function pooling(one: Case, also: readonly string[]): Settings {
  const { kernel, stride, pads, padding, ceil_mode } = onlyKnownSettings(one, [
    "kernel",
    "stride",
    "pads",
    "padding",
    "ceil_mode",
    ...also,
  ]);
  return { kernel_size: kernel, stride, padding: pads ?? padding, ceil_mode };
}
