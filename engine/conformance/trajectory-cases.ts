/**
 * Whole training runs: the network is compiled as for a lesson, trained on the given batches from
 * the given weights, and loss, gradients, their norms and the final weights are compared with
 * PyTorch's.
 */
import type { Executable } from "../backends/backend";
import { LabError } from "../core/errors";
import { size } from "../core/shape";
import { compile } from "../graph/compile";
import { architecture } from "./architecture";
import type { Case } from "./cases";
import { corrections, optimiserSpec, OPTIMISER_SETTINGS } from "./optimiser-cases";
import { inputOf, numberOf, onlyKnownSettings, readOne, type Results, type Trial } from "./trial";

const SHORT: Readonly<Record<string, string>> = { weight: "w", bias: "b" };
const SETTINGS = [
  "arch",
  "loss",
  "optimizer",
  "lr",
  "steps",
  "batch",
  "parameter_order",
  "total_parameters",
  "taps",
];
const EVALUATED = "final:eval_logits_batch0";

interface Run {
  readonly one: Case;
  readonly executable: Executable;
  readonly logits: string;
  /** Gradients in the case's order of parameters, and of the tapped activations. */
  readonly gradients: readonly string[];
  readonly taps: readonly string[];
}

export function prepareTrajectory(one: Case): Trial {
  const settings = onlyKnownSettings(one, [...SETTINGS, ...OPTIMISER_SETTINGS]);
  if (settings["loss"] !== "softmax_cross_entropy mean")
    throw new LabError("unsupported", `the loss ${String(settings["loss"])} is not understood`);
  const [, batch = 0, ...input] = inputOf(one, "x").shape;
  const owned = new Set(
    [...one.inputs.keys()]
      .filter((name) => name.startsWith("init:"))
      .map((name) => name.slice("init:".length)),
  );
  const spec = architecture(one.id, input, settings["arch"], owned);
  const logits = `${spec.layers.at(-1)?.name ?? ""}.y`;
  const taps = strings(settings["taps"]).map((name) => `${name}.dy`);
  const optimiser = optimiserSpec(settings);
  const { program } = compile(spec, {
    batch,
    training: { loss: "cross_entropy", optimiser },
    keep: [...taps, logits],
    budget: 2 ** 30,
  });
  const gradients = strings(settings["parameter_order"]).map((name) => ours(name, "d"));
  return { program, run: (executable) => train({ one, executable, logits, gradients, taps }) };
}

async function train({ one, executable, logits, gradients, taps }: Run): Promise<Results> {
  const results = new Map<string, number[] | Float32Array | Int32Array>([
    ["loss", []],
    ["grad_norm", []],
    ["hidden_grad_norm", []],
  ]);
  const append = (name: string, values: readonly number[]): void => {
    results.set(name, [...(results.get(name) ?? []), ...values]);
  };
  const steps = numberOf(one.settings, "steps", 0);
  const scalars = { learningRate: numberOf(one.settings, "lr", 0), seed: 0 };
  start(one, executable);
  for (let step = 1; step <= steps; step++) {
    feed(one, executable, step - 1);
    await executable.run("train", { step, ...scalars, ...corrections(one.settings, step) });
    const read = await executable.read(["loss", logits, ...gradients, ...taps]);
    append("loss", [...(read.get("loss") ?? [])]);
    const norms = (names: readonly string[]): number[] => names.map((name) => norm(read.get(name)));
    append("grad_norm", norms(gradients));
    append("hidden_grad_norm", norms(taps));
    if (step > 1) continue;
    results.set("step0:logits", read.get(logits) ?? []);
    for (const [at, name] of strings(one.settings["parameter_order"]).entries())
      results.set(`step0:grad:${name}`, read.get(gradients[at] ?? "") ?? []);
  }
  await addFinal(one, executable, results);
  if (one.expected.has(EVALUATED)) {
    feed(one, executable, 0);
    await executable.run("forward", {
      step: steps + 1,
      ...scalars,
      correction1: 1,
      correction2: 1,
    });
    results.set(EVALUATED, await readOne(executable, logits));
  }
  return results;
}

/** What the parameters are at the end. */
async function addFinal(
  one: Case,
  executable: Executable,
  results: Map<string, ArrayLike<number>>,
): Promise<void> {
  const tensors = new Set(executable.program.tensors.map((plan) => plan.name));
  for (const name of one.expected.keys()) {
    const tensor = ours(name.slice("final:".length));
    if (name.startsWith("final:") && tensors.has(tensor))
      results.set(name, await readOne(executable, tensor));
  }
}

/**
 * The given weights; running statistics start at mean 0 and variance 1 unless they are given too.
 */
function start(one: Case, executable: Executable): void {
  for (const { name, kind, shape } of executable.program.tensors)
    if (kind === "buffer")
      executable.write(
        name,
        new Float32Array(size(shape)).fill(name.endsWith("running_var") ? 1 : 0),
      );
  for (const [name, { data }] of one.inputs)
    if (name.startsWith("init:")) executable.write(ours(name.slice("init:".length)), data);
}

/** Puts batch number `at` into the input. */
function feed(one: Case, executable: Executable, at: number): void {
  for (const [name, into] of [
    ["x", "input"],
    ["labels", "labels"],
  ] as const) {
    const { shape, data } = inputOf(one, name);
    const length = size(shape.slice(1));
    executable.write(into, data.slice(at * length, (at + 1) * length));
  }
}

/** "conv1.weight" is our "conv1.w", its gradient "conv1.dw". */
function ours(name: string, prefix = ""): string {
  const at = name.lastIndexOf(".");
  const slot = name.slice(at + 1);
  return `${name.slice(0, at)}.${prefix}${SHORT[slot] ?? slot}`;
}

function norm(values: Float32Array | Int32Array | undefined): number {
  let squares = 0;
  for (const value of values ?? [Number.NaN]) squares += value * value;
  return Math.sqrt(squares);
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
