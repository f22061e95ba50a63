/** Calling modules: a layer, a Sequential, an object of a class with a forward pass. */
import type { Host } from "./host";
import { refusal } from "./refusal";
import { problemAt } from "./tokens";
import {
  type ClassValue,
  type GivenValues,
  type LayerModule,
  type Module,
  type SequenceModule,
  type TensorValue,
  unknown,
  type Value,
} from "./values";

export function callModule(host: Host, module: Module, given: GivenValues): Value {
  const first = given.positional[0] ?? [...given.named.values()][0];
  if (module.type === "object") {
    const method = memberOf(module.of, "forward") ?? memberOf(module.of, "call");
    if (method?.kind !== "function")
      throw problemAt(
        host.source,
        module.of.at,
        `${module.of.name} has no forward(): only it says in which order the layers compute`,
      );
    return host.call({ ...method, self: module }, given);
  }
  if (first === undefined)
    throw problemAt(host.source, given.at, `${given.callee} is called without a tensor`);
  return module.type === "layer"
    ? throughLayer(host, module, first.value, given.at)
    : throughAll(host, module, first.value, given);
}

function throughLayer(host: Host, module: LayerModule, value: Value, at: number): Value {
  if (value.kind === "unknown") return value;
  if (module.joins !== undefined) return joined(host, module, value, at);
  if (value.kind !== "tensor")
    return unknown(`${module.name} is called on something that is not a tensor of the network`, at);
  const path = host.pathOf(module);
  const place = path === undefined ? module.at : at;
  return module.meanings.reduce<TensorValue>(
    (from, meaning, index) =>
      from.graph.apply(meaning, from, {
        at: place,
        path: index === 0 || path === undefined ? path : undefined,
        module,
        init: module.init,
      }),
    value,
  );
}

function joined(host: Host, { joins = "add", name }: LayerModule, value: Value, at: number): Value {
  const items = value.kind === "list" ? value.items : [];
  const lost = items.find((one) => one.kind === "unknown");
  if (lost !== undefined) return lost;
  const tensors = items.flatMap((one) => (one.kind === "tensor" ? [one] : []));
  const [first] = tensors;
  if (first === undefined || tensors.length !== items.length || tensors.length < 2)
    throw problemAt(host.source, at, `${name} takes a list of two or more tensors`);
  if (joins === "concat") return first.graph.add({ op: "concat" }, tensors, { at });
  return tensors
    .slice(1)
    .reduce((sum, one) => sum.graph.add({ op: "add" }, [sum, one], { at }), first);
}

function throughAll(host: Host, module: SequenceModule, value: Value, given: GivenValues): Value {
  if (module.type === "list")
    throw problemAt(
      host.source,
      given.at,
      `${given.callee} is a list of modules without a forward pass; nn.Sequential has one`,
    );
  let through = value;
  for (const child of module.children) {
    if (child.module.kind === "unknown") return child.module;
    if (child.module.kind === "tensor") {
      through = expected(host, through, child.module, child.at);
      continue;
    }
    if (through.kind === "list")
      throw problemAt(host.source, child.at, "this layer gets several tensors");
    through = host.call(child.module, {
      at: child.at,
      callee: child.name,
      positional: [{ at: given.at, value: through }],
      named: new Map(),
      isPrinted: false,
    });
  }
  return through;
}

/** `keras.Input((28, 28, 1))` among the layers of a Sequential. */
function expected(host: Host, through: Value, input: TensorValue, at: number): Value {
  if (through.kind !== "tensor") return through;
  if (through.layer !== "input" || input.layer !== "input")
    throw problemAt(host.source, at, "an input must stand before all layers");
  return through.graph.apply({ kind: "input", shape: input.shape }, through, { at });
}

/** A member of a class or of the classes that it builds on. */
export function memberOf(one: ClassValue, name: string): Value | undefined {
  const own = one.members.get(name);
  if (own !== undefined) return own;
  for (const base of one.bases) {
    const found = base.kind === "class" ? memberOf(base, name) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a class is a model: it builds on nn.Module, keras.Model or the like. */
export function isModuleClass(one: ClassValue): boolean {
  return one.bases.some((base) =>
    base.kind === "class"
      ? isModuleClass(base)
      : base.kind === "library" && /(^|\.)(\w*Module|Model|Layer|Sequential)$/.test(base.path),
  );
}

/** Puts modules into an nn.Sequential; anything else is refused by name. */
export function checkedModule(host: Host, value: Value, at: number, where: string): Value {
  if (value.kind === "module") return value;
  if (value.kind === "unknown") throw refusal(host.source, value);
  const what =
    value.kind === "list"
      ? "a list: write the layers one by one, or a star before the list"
      : value.kind === "class" || value.kind === "library"
        ? "a class: brackets behind it make a layer"
        : "no layer";
  throw problemAt(host.source, at, `${where} takes layers, but this is ${what}`);
}
