/** Calls of PyTorch's, Keras's and other libraries' names. */
import { nearest } from "../../graph/suggest";
import { Arguments } from "./arguments";
import { Graph } from "./graph";
import type { Host } from "./host";
import { input, KERAS_DATA_LAYERS, KERAS_LAYERS } from "./keras-layers";
import { container, kerasModel, orderedDict } from "./containers";
import type { Meaning } from "./meaning";
import { tensorFunction } from "./tensors";
import { TORCH_LAYERS, type Rule } from "./torch-layers";
import { initialise, TRAINING } from "./training";
import { type GivenValues, type Library, NONE, unknown, type Value } from "./values";

const EXAMPLES: ReadonlySet<string> = new Set(["randn", "rand", "zeros", "ones", "empty"]);
/** These give back the model that they get. */
const WRAPPERS = /(^|\.)(DataParallel|DistributedDataParallel|compile|script|trace)$/;
/** Keras's functions that are layers too: `layers.add([a, b])`. */
const JOINS: Readonly<Record<string, "add" | "concat">> = {
  Add: "add",
  Concatenate: "concat",
  add: "add",
  concatenate: "concat",
};

function libraryOf(path: string): Library | null {
  if (/^torch(\.|$)/.test(path)) return "PyTorch";
  return /(^|\.)(keras|tensorflow)(\.|$)/.test(path) ? "Keras" : null;
}

export function callLibrary(host: Host, path: string, given: GivenValues): Value {
  const name = path.split(".").at(-1) ?? path;
  if (name === "OrderedDict") return orderedDict(given);
  const library = libraryOf(path);
  if (library === "PyTorch") return callTorch(host, path, name, given);
  if (library === "Keras") return callKeras(host, path, name, given);
  const rule = Object.hasOwn(TRAINING, name) ? TRAINING[name] : undefined;
  if (rule !== undefined && path.startsWith("torchvision.")) return rule(host, given);
  if (name === "summary") return summary(host, given);
  const [only] = given.positional;
  if (/^(math|np|numpy)\.sqrt$/.test(path) && only?.value.kind === "number")
    return { kind: "number", value: Math.sqrt(only.value.value), isFloat: true };
  return unknown(`${given.callee} is not understood here`, given.at);
}

function callTorch(host: Host, path: string, name: string, given: GivenValues): Value {
  if (path.startsWith("torch.nn.init.")) return initialise(host, name, given);
  const rule = Object.hasOwn(TRAINING, name) ? TRAINING[name] : undefined;
  if (rule !== undefined) return rule(host, given);
  if (["Sequential", "ModuleList", "ModuleDict"].includes(name))
    return container(host, name, "PyTorch", given);
  if (WRAPPERS.test(path) && given.positional[0] !== undefined) return given.positional[0].value;
  const meaning = layerOf(host, "PyTorch", name, given);
  if (meaning !== null) return meaning;
  if (EXAMPLES.has(name)) return example(host, given);
  const result = tensorFunction(host, name, given);
  if (result !== null) return result;
  return /^torch\.nn\.[A-Z]/.test(path)
    ? stranger("PyTorch", name, given)
    : unknown(`${given.callee} is not understood here`, given.at);
}

function callKeras(host: Host, path: string, name: string, given: GivenValues): Value {
  if (name === "Sequential") return container(host, name, "Keras", given);
  if (name === "Model") return kerasModel(host, given);
  if (name === "Input") return kerasInput(host, given);
  const joins = Object.hasOwn(JOINS, name) ? JOINS[name] : undefined;
  if (joins !== undefined) return kerasJoin(host, name, joins, given);
  if (KERAS_DATA_LAYERS.has(name)) {
    host.notes.add(
      given.at,
      `${given.callee} prepares the data: the network is the same without it`,
    );
    return layerModule("Keras", given, []);
  }
  const meaning = layerOf(host, "Keras", name, given);
  if (meaning !== null) return meaning;
  if (/\.(activations|nn)\.\w+$/.test(path)) {
    const result = tensorFunction(host, name, given);
    if (result !== null) return result;
  }
  return /(^|\.)layers(\.\w+)*\.[A-Z]\w*$/.test(path)
    ? stranger("Keras", name, given)
    : unknown(`${given.callee} is not understood here`, given.at);
}

function layerOf(host: Host, library: Library, name: string, given: GivenValues): Value | null {
  const rules = library === "Keras" ? KERAS_LAYERS : TORCH_LAYERS;
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  return rule === undefined ? null : layerModule(library, given, meaningsOf(host, rule, given));
}

function layerModule(library: Library, given: GivenValues, meanings: readonly Meaning[]): Value {
  return { kind: "module", type: "layer", library, name: given.callee, meanings, at: given.at };
}

function meaningsOf(host: Host, rule: Rule, given: GivenValues): readonly Meaning[] {
  let read: Arguments | null = null;
  const aliased =
    given.unknown === undefined ? given : { ...given, positional: [...given.positional] };
  if (given.unknown !== undefined)
    throw new Arguments(host.notes, given.callee, given, []).problem(
      given.unknown.at,
      given.unknown.why,
    );
  const meanings = rule(
    (...order) => (read = new Arguments(host.notes, given.callee, aliased, order)),
  );
  (read as Arguments | null)?.done();
  return meanings;
}

/** A layer that is not known matters only where it is used. */
function stranger(library: Library, name: string, given: GivenValues): Value {
  const [mine, other] =
    library === "Keras" ? [KERAS_LAYERS, TORCH_LAYERS] : [TORCH_LAYERS, KERAS_LAYERS];
  const said = `${given.callee} is not understood here`;
  if (Object.hasOwn(other, name)) {
    const whose = library === "Keras" ? `PyTorch's: nn.${name}` : `Keras's: layers.${name}`;
    return unknown(`${said}; ${name} is ${whose}.`, given.at, true);
  }
  const close = nearest(name, Object.keys(mine));
  return unknown(close === undefined ? said : `${said}; did you mean ${close}?`, given.at, true);
}

/** `torch.randn(1, 3, 32, 32)`: the size of what goes in. */
function example(host: Host, given: GivenValues): Value {
  const first = given.positional[0]?.value ?? given.named.get("size")?.value;
  const items = first?.kind === "list" ? first.items : given.positional.map(({ value }) => value);
  const [, ...shape] = items.map((one) => (one.kind === "number" && !one.isFloat ? one.value : 0));
  if (![1, 3].includes(shape.length) || shape.some((side) => side < 1 || side > 4096))
    return unknown(`${given.callee} is no picture here`, given.at);
  const tensor = new Graph(host.source, shape, true).start("PyTorch");
  host.examples.push(tensor);
  return tensor;
}

/** `summary(net, (3, 32, 32))` of torchsummary, `input_size=(1, 3, 32, 32)` of torchinfo. */
function summary(host: Host, given: GivenValues): Value {
  const found = given.positional[1] ?? given.named.get("input_size");
  const items = found?.value.kind === "list" ? found.value.items : [];
  const all = items.map((one) => (one.kind === "number" && !one.isFloat ? one.value : 0));
  const shape = all.length === 4 || all.length === 2 ? all.slice(1) : all;
  if ([1, 3].includes(shape.length) && shape.every((side) => side > 0))
    host.examples.push(new Graph(host.source, shape, true).start("PyTorch"));
  return NONE;
}

function kerasInput(host: Host, given: GivenValues): Value {
  const read = new Arguments(host.notes, given.callee, given, ["shape", "batch_size", "dtype"]);
  const meaning = input(read, "shape");
  for (const name of ["batch_size", "dtype"]) read.find(name);
  read.done();
  const shape = meaning.kind === "input" ? meaning.shape : [];
  const picture = host.picture.length === 3 ? host.picture : [1, 32, 32];
  const known = shape.map((side, axis) => side ?? picture[axis] ?? 1);
  return new Graph(host.source, known, true).start("Keras");
}

function kerasJoin(host: Host, name: string, joins: "add" | "concat", given: GivenValues): Value {
  const isFunction = name === name.toLowerCase();
  const read = new Arguments(
    host.notes,
    given.callee,
    given,
    isFunction ? ["inputs", "axis"] : ["axis"],
  );
  const inputs = isFunction ? read.find("inputs") : undefined;
  if (joins === "concat") read.only("axis", -1, 3);
  read.done();
  const module: Value = {
    kind: "module",
    type: "layer",
    library: "Keras",
    name: given.callee,
    meanings: [],
    joins,
    at: given.at,
  };
  if (inputs === undefined) return module;
  return host.call(module, { ...given, positional: [inputs], named: new Map() });
}
