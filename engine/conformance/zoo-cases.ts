/**
 * Whole networks (`zoo.json`): weights and picture come from a formula, and PyTorch says what comes
 * out: all logits, the five largest, and statistics and samples of every layer. Three verdicts a
 * network: `zoo/ID/layers`, `zoo/ID/logits`, `zoo/ID/top5`. Logits come from the program that a
 * page would run (a relu inside its convolution, words shared), layers from one that keeps every
 * tensor. A field, a layer or a mode that is not understood fails.
 */
import type { Backend } from "../backends/backend";
import { check, LabError, messageOf } from "../core/errors";
import { format, sameShape } from "../core/shape";
import { compile, type CompileOptions } from "../graph/compile";
import { networks } from "../graph/networks/index";
import { type CifarOptions, cifarNetwork } from "../graph/networks/cifar";
import { type NetworkShapes, networkShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { type Open, readJson, record, type Settings } from "./cases";
import { filledTensor, picture } from "./formula";
import type { Verdict } from "./run";
import { FIRST_STEP, onlyKnown } from "./trial";
import {
  layersProblem,
  listedLayers,
  logitsProblem,
  numbers,
  list,
  type Outputs,
  topProblem,
} from "./zoo-compare";

const FILE = "zoo.json";
const FORMAT = "cnn-golden-zoo/1";
/** The largest program that a case may need: VGG-16 with everything kept. */
const BUDGET = 2 ** 30;
/**
 * What one network may cost on the reference backend, which takes some 25 ns for each
 * multiply-add.
 */
export const AFFORDABLE = 100e6;

const FIELDS = [
  "id",
  "mode",
  "network",
  "build",
  "source",
  "input",
  "parameters",
  "tensors",
  "logits",
  "logits_tolerance",
  "top5",
  "f32_relative_rms_error",
  "layers",
];
const LAYER_FIELDS = ["op", "shape", "mean", "std", "min", "max", "samples", "tolerance"];

/** One network of the zoo. */
interface ZooCase {
  readonly id: string;
  readonly network: NetworkShapes;
  readonly entry: Settings;
}

/** Throws "format" when the folder has no zoo. A case that cannot be read comes as a verdict. */
async function* readZoo(open: Open): AsyncGenerator<ZooCase | Verdict> {
  const file = record(await readJson(open, FILE), FILE);
  check(
    file["format"] === FORMAT,
    "format",
    `${FILE} has the format ${String(file["format"])}, not ${FORMAT}`,
  );
  for (const value of list(file["cases"], "cases")) {
    let id = "?";
    try {
      const entry = record(value, "a case");
      id = String(entry["id"]);
      yield { id, network: described(entry), entry };
    } catch (error) {
      yield { id: `zoo/${id}`, op: "network", tier: null, problem: messageOf(error) };
    }
  }
}

export interface ZooChoice {
  readonly wanted?: (id: string) => boolean;
  /** Networks with more multiply-adds are not run. */
  readonly most?: number;
  /** Is told which network is not run, and why. */
  readonly skip?: (words: string) => void;
}

/** Runs the networks of the zoo one after the other. */
export async function* runZoo(
  backend: Backend,
  open: Open,
  { wanted = () => true, most = Number.POSITIVE_INFINITY, skip = () => {} }: ZooChoice = {},
): AsyncGenerator<Verdict> {
  for await (const one of readZoo(open)) {
    if ("problem" in one) yield one;
    else if (!wanted(`zoo/${one.id}`)) continue;
    else if (one.network.multiplyAdds <= most) yield* judgeZoo(backend, one);
    else
      skip(
        `${backend.name} leaves out zoo/${one.id}: ${Math.round(one.network.multiplyAdds / 1e6)} million multiply-adds (--backend ${backend.name} runs it)`,
      );
  }
}

/** Runs one network of the zoo. */
async function* judgeZoo(backend: Backend, one: ZooCase): AsyncGenerator<Verdict> {
  const verdict = (what: string, problem: string | null): Verdict => ({
    id: `zoo/${one.id}/${what}`,
    op: "network",
    tier: null,
    problem,
  });
  try {
    const kept = await outputs(backend, one, {
      fuse: false,
      share: false,
      keep: one.network.layers.map(({ name }) => `${name}.y`),
    });
    yield verdict("layers", layersProblem(one.network, one.entry, kept));
    const output = `${one.network.output.name}.y`;
    const used = await outputs(backend, one, { keep: [output] });
    const logits = used.get(output) ?? new Float32Array(0);
    yield verdict("logits", logitsProblem(one.entry, logits));
    yield verdict("top5", topProblem(one.entry, logits));
  } catch (error) {
    yield verdict("run", messageOf(error));
  }
}

/** The network of a case, checked against everything that needs no number. */
function described(entry: Settings): NetworkShapes {
  onlyKnown("the field", Object.keys(entry), FIELDS);
  check(
    entry["mode"] === "forward",
    "unsupported",
    `the mode ${String(entry["mode"])} is not understood`,
  );
  const network = networkShapes(specOf(entry));
  const input = record(entry["input"], "input");
  onlyKnown("the field of input", Object.keys(input), ["name", "shape", "scale"]);
  const shape = numbers(input["shape"], "input.shape");
  check(
    sameShape(shape.slice(1), network.spec.input),
    "shape",
    `the network reads ${format(network.spec.input)}, the case has ${format(shape)}`,
  );
  check(shape[0] === 1, "unsupported", "more than one example is not understood");
  const tensors = network.layers.flatMap((layer) =>
    Object.keys({ ...layer.parameters, ...layer.buffers }),
  ).length;
  for (const [what, ours] of [
    ["parameters", network.parameterCount],
    ["tensors", tensors],
  ] as const)
    check(
      entry[what] === ours,
      "shape",
      `the network has ${ours} ${what}, the case says ${String(entry[what])}`,
    );
  checkLayers(entry, network);
  return network;
}

function checkLayers(entry: Settings, network: NetworkShapes): void {
  const listed = listedLayers(network);
  const layers = record(entry["layers"], "layers");
  onlyKnown(
    "the layer",
    Object.keys(layers),
    listed.map(({ name }) => name),
  );
  for (const { name, kind, shape } of listed) {
    const layer = record(layers[name], `the layer ${name}`);
    onlyKnown(`the field of ${name}`, Object.keys(layer), LAYER_FIELDS);
    check(layer["op"] === kind, "spec", `${name} is ${kind}, the case says ${String(layer["op"])}`);
    const wanted = numbers(layer["shape"], `${name}.shape`);
    check(
      sameShape(wanted, shape),
      "shape",
      `${name} is ${format(shape)}, the case says ${format(wanted)}`,
    );
  }
}

/**
 * By name; by `build` where the catalogue does not have it. Where both are given they must agree.
 */
function specOf(entry: Settings): NetworkSpec {
  const name = entry["network"] ?? null;
  const named = typeof name === "string" ? networks[name]?.() : undefined;
  const built = entry["build"] === undefined ? undefined : builtFrom(entry["build"]);
  const spec = named ?? built;
  check(spec !== undefined, "unsupported", `the network ${String(name)} is not understood`);
  check(
    named === undefined ||
      built === undefined ||
      JSON.stringify(named.layers) === JSON.stringify(built.layers),
    "spec",
    `${String(name)} is not what its build describes`,
  );
  return spec;
}

const OPTIONS: Readonly<Record<keyof CifarOptions, (value: unknown) => boolean>> = {
  depth: Number.isInteger,
  residual: (value) => typeof value === "boolean",
  width: Number.isInteger,
  normalised: (value) => typeof value === "boolean",
  activation: (value) => typeof value === "string",
  input: (value) => Array.isArray(value) && value.length === 3 && value.every(Number.isInteger),
  classes: Number.isInteger,
};

function builtFrom(value: unknown): NetworkSpec {
  const build = record(value, "build");
  onlyKnown("the builder", Object.keys(build), ["cifarNetwork"]);
  const options = record(build["cifarNetwork"], "cifarNetwork");
  if (!isCifarOptions(options))
    throw new LabError("unsupported", "the settings of cifarNetwork are not understood");
  return cifarNetwork(options);
}

function isCifarOptions(value: Settings): value is Settings & CifarOptions {
  const fits: ReadonlyMap<string, (setting: unknown) => boolean> = new Map(Object.entries(OPTIONS));
  return (
    "depth" in value &&
    "residual" in value &&
    Object.entries(value).every(([name, setting]) => fits.get(name)?.(setting) === true)
  );
}

async function outputs(
  backend: Backend,
  { id, network, entry }: ZooCase,
  options: Omit<CompileOptions, "batch"> & { readonly keep: readonly string[] },
): Promise<Outputs> {
  const { program } = compile(network.spec, { batch: 1, budget: BUDGET, ...options });
  const executable = await backend.compile(program);
  try {
    for (const layer of network.layers)
      for (const [slot, shape] of Object.entries({ ...layer.parameters, ...layer.buffers }))
        executable.write(`${layer.name}.${slot}`, filledTensor(id, layer.name, slot, shape));
    const input = record(entry["input"], "input");
    const shape = numbers(input["shape"], "input.shape");
    executable.write("input", picture(String(input["name"]), shape, Number(input["scale"])));
    await executable.run("forward", FIRST_STEP);
    return await executable.read(options.keep);
  } finally {
    executable.free();
  }
}
