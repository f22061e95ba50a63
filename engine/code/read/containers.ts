/** nn.Sequential, nn.ModuleList, keras.Sequential, keras.Model, and what is done to them. */
import { Arguments } from "./arguments";
import type { Host } from "./host";
import { itemsOf } from "./items";
import { checkedModule } from "./modules";
import { keyOf, plainText } from "./operators";
import { problemAt } from "./tokens";
import {
  type DictValue,
  type GivenValues,
  type Library,
  native,
  NONE,
  type SequenceModule,
  unknown,
  type Value,
} from "./values";

/** Every item one layer; PyTorch takes them side by side, Keras in a list. */
export function container(host: Host, name: string, library: Library, given: GivenValues): Value {
  if (given.unknown !== undefined)
    throw problemAt(host.source, given.unknown.at, given.unknown.why);
  const isSequential = name === "Sequential";
  const children =
    library === "Keras"
      ? kerasChildren(host, given)
      : isSequential
        ? torchChildren(host, given)
        : listed(host, given);
  return {
    kind: "module",
    type: isSequential ? "sequential" : "list",
    library,
    children,
    at: given.at,
  };
}

type Children = SequenceModule["children"];

function torchChildren(host: Host, given: GivenValues): Children {
  const [first] = given.positional;
  if (first?.value.kind === "dict" && given.positional.length === 1)
    return fromDict(host, first.value, first.at);
  const children: Children = [];
  for (const { value, at } of given.positional)
    children.push({
      name: String(children.length),
      module: checkedModule(host, value, at, given.callee),
      at,
    });
  for (const [name, { value, at, nameAt }] of given.named) {
    if (!given.isPrinted)
      throw problemAt(host.source, nameAt, `${given.callee} takes layers one by one, not ${name}=`);
    children.push({ name, module: checkedModule(host, value, at, given.callee), at });
  }
  return children;
}

function fromDict(host: Host, dict: DictValue, at: number): Children {
  return [...dict.entries.values()].map(({ key, value }) => ({
    name: plainText(key) ?? "layer",
    module: checkedModule(host, value, at, "OrderedDict"),
    at: value.kind === "module" ? value.at : at,
  }));
}

function listed(host: Host, given: GivenValues): Children {
  const [first] = given.positional;
  if (first === undefined) return [];
  if (first.value.kind === "dict") return fromDict(host, first.value, first.at);
  const items = itemsOf(first.value);
  if (items === null)
    throw problemAt(host.source, first.at, `${given.callee} takes a list of layers`);
  return items.map((module, at) => ({
    name: String(at),
    module: checkedModule(host, module, first.at, given.callee),
    at: module.kind === "module" ? module.at : first.at,
  }));
}

function kerasChildren(host: Host, given: GivenValues): Children {
  const read = new Arguments(host.notes, given.callee, given, ["layers", "trainable"]);
  const found = read.find("layers");
  read.find("trainable");
  read.done();
  if (found === undefined) return [];
  if (found.value.kind !== "list")
    throw problemAt(host.source, found.at, `${given.callee} takes a list: [ … ]`);
  return found.value.items.map((one, at) => ({
    name: String(at),
    module: one.kind === "tensor" ? one : checkedModule(host, one, found.at, given.callee),
    at: one.kind === "module" ? one.at : found.at,
  }));
}

export function orderedDict(given: GivenValues): Value {
  const entries: DictValue["entries"] = new Map();
  const [first] = given.positional;
  const items = first === undefined ? [] : (itemsOf(first.value) ?? []);
  for (const pair of items) {
    const [key, value] = pair.kind === "list" ? pair.items : [];
    if (key === undefined || value === undefined)
      return unknown("OrderedDict takes a list of pairs", given.at);
    entries.set(keyOf(key), { key, value });
  }
  return { kind: "dict", entries };
}

/** Where the functional API ends: `keras.Model(inputs, outputs)`. */
export function kerasModel(host: Host, given: GivenValues): Value {
  const read = new Arguments(host.notes, given.callee, given, ["inputs", "outputs"]);
  const name =
    read.find("outputs") === undefined && read.find("output") !== undefined ? "output" : "outputs";
  read.find("inputs");
  read.find("input");
  const found = read.find(name);
  read.done();
  const [only] = found?.value.kind === "list" ? found.value.items : found ? [found.value] : [];
  if (only?.kind === "unknown") throw problemAt(host.source, only.at, only.why);
  if (only?.kind !== "tensor" || (found?.value.kind === "list" && found.value.items.length > 1))
    throw problemAt(host.source, found?.at ?? given.at, "keras.Model takes inputs and one output");
  return {
    kind: "module",
    type: "sequential",
    library: "Keras",
    children: [],
    output: only,
    at: given.at,
  };
}

/**
 * `append`, `add`, `add_module`, `insert`, `extend`, `pop` of a container; undefined: something
 * else.
 */
export function containerMember(
  host: Host,
  module: SequenceModule,
  name: string,
): Value | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) return undefined;
  const put = (value: Value, at: number, place: number, key: string): void => {
    const child = value.kind === "tensor" ? value : checkedModule(host, value, at, name);
    module.children.splice(place, 0, { name: key, module: child, at });
  };
  return native(name, (call) => method({ source: host.source, module, put }, call));
}

interface Container {
  readonly source: Host["source"];
  readonly module: SequenceModule;
  put(value: Value, at: number, place: number, key: string): void;
}

type Method = (container: Container, call: GivenValues) => Value;

const append: Method = ({ source, module, put }, { positional: [first], at, callee }) => {
  if (first === undefined) throw problemAt(source, at, `${callee} takes a layer`);
  const { length } = module.children;
  put(first.value, first.at, length, String(length));
  return module;
};

const addModule: Method = ({ source, module, put }, { positional, named, at, callee }) => {
  const key = positional[0] ?? named.get("name");
  const child = positional[1] ?? named.get("module");
  if (child === undefined) throw problemAt(source, at, `${callee} takes a name and a layer`);
  const { length } = module.children;
  put(child.value, child.at, length, plainText(key?.value) ?? String(length));
  return NONE;
};

const METHODS: Readonly<Record<string, Method>> = {
  append,
  add: append,
  add_module: addModule,
  register_module: addModule,
  insert({ module, put }, { positional: [place, child] }) {
    const at = place?.value.kind === "number" ? place.value.value : 0;
    if (child !== undefined) put(child.value, child.at, at, String(module.children.length));
    return NONE;
  },
  extend({ source, module, put }, { positional: [first], at, callee }) {
    const items = first === undefined ? null : itemsOf(first.value);
    if (items === null) throw problemAt(source, at, `${callee} takes a list of layers`);
    for (const one of items) {
      const { length } = module.children;
      put(one, first?.at ?? at, length, String(length));
    }
    return module;
  },
  pop({ source, module }, { positional: [place], at, callee }) {
    const index = place?.value.kind === "number" ? place.value.value : -1;
    const child = module.children.at(index);
    if (child === undefined) throw problemAt(source, at, `${callee} finds no layer there`);
    module.children.splice(module.children.indexOf(child), 1);
    return NONE;
  },
};
