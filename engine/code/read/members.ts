/** `value.name` for everything but objects of classes in the code. */
import { containerMember } from "./containers";
import { Graph } from "./graph";
import type { Host } from "./host";
import { itemsOf } from "./items";
import { isSame, keyOf, plainText } from "./operators";
import { tensorMember } from "./tensors";
import {
  type DictValue,
  list,
  type ListValue,
  type Module,
  native,
  NONE,
  text,
  type TextValue,
  unknown,
  type Value,
  whole,
} from "./values";

export function memberOfValue(host: Host, of: Value, name: string, at: number): Value {
  const found = known(host, of, name, at);
  return found ?? unknown(`${name} is not understood here`, at);
}

function known(host: Host, of: Value, name: string, at: number): Value | undefined {
  switch (of.kind) {
    case "library":
      return { kind: "library", path: `${of.path}.${name}` };
    case "module":
      return moduleMember(host, of, name, at);
    case "tensor":
      return tensorMember(host, of, name, at);
    case "list":
      return listMember(of, name);
    case "dict":
      return dictMember(of, name);
    case "text":
      return textMember(of, name);
    case "parameter":
      return name === "data" ? of : undefined;
    case "unknown":
      return of;
    default:
      return undefined;
  }
}

/** Methods that give the model itself back and change no number of it. */
const SAME: ReadonlySet<string> = new Set(
  "to cuda cpu eval train float double half apply requires_grad_ share_memory type".split(" "),
);
/** Keras's methods around a model. */
const AROUND: ReadonlySet<string> = new Set(
  "compile fit evaluate predict summary save save_weights load_weights load_state_dict".split(" "),
);

/** What every module has, whatever it is. */
export function moduleMember(
  host: Host,
  module: Module,
  name: string,
  at: number,
): Value | undefined {
  if (SAME.has(name)) return native(name, () => module);
  if (name === "training") return { kind: "truth", value: false };
  if (AROUND.has(name))
    return native(name, (given) => {
      host.notes.add(given.at, `${given.callee}(…) does not change the network`);
      return NONE;
    });
  if (name === "build")
    return native(name, ({ positional, named }) => {
      built(host, (positional[0] ?? named.get("input_shape"))?.value);
      return NONE;
    });
  if (module.type === "layer") return layerMember(module, name);
  if (module.type === "object") return undefined;
  const child = module.children.find((one) => one.name === name);
  if (child !== undefined) return child.module;
  if (name === "children") return native(name, () => list(itemsOf(module) ?? []));
  if (name === "output" && module.output !== undefined) return module.output;
  return (
    containerMember(host, module, name) ?? unknown(`a model's ${name} is not understood here`, at)
  );
}

/** `model.build((None, 28, 28, 1))` */
function built(host: Host, value: Value | undefined): void {
  const items = value?.kind === "list" ? value.items.slice(1) : [];
  const [height, width, channels] = items.map((one) => (one.kind === "number" ? one.value : 0));
  if (height && width && channels && items.length === 3)
    host.examples.push(new Graph(host.source, [channels, height, width], true).start("Keras"));
}

function layerMember(module: Extract<Module, { type: "layer" }>, name: string): Value | undefined {
  if (name === "weight" || name === "bias") return { kind: "parameter", module, slot: name };
  for (const meaning of module.meanings) {
    const value = "settings" in meaning ? meaning.settings[name] : undefined;
    if (typeof value === "number") return whole(value);
  }
  return undefined;
}

function listMember(of: ListValue, name: string): Value | undefined {
  switch (name) {
    case "append":
      return native(name, ({ positional: [first] }) => {
        if (first !== undefined) of.items.push(first.value);
        return NONE;
      });
    case "extend":
      return native(name, ({ positional: [first] }) => {
        const items = first === undefined ? null : itemsOf(first.value);
        of.items.push(...(items ?? (first === undefined ? [] : [first.value])));
        return NONE;
      });
    case "insert":
      return native(name, ({ positional: [place, item] }) => {
        if (place?.value.kind === "number" && item !== undefined)
          of.items.splice(place.value.value, 0, item.value);
        return NONE;
      });
    case "pop":
      return native(name, ({ at }) => of.items.pop() ?? unknown("the list is empty", at));
    case "copy":
      return native(name, () => list(of.items, of.form));
    case "index":
      return native(name, ({ positional: [first], at }) => {
        const place = of.items.findIndex((one) => first && isSame(one, first.value) === true);
        return place < 0 ? unknown("it is not in the list", at) : whole(place);
      });
    default:
      return undefined;
  }
}

function dictMember(of: DictValue, name: string): Value | undefined {
  const all = (): { key: Value; value: Value }[] => [...of.entries.values()];
  switch (name) {
    case "items":
      return native(name, () => list(all().map(({ key, value }) => list([key, value], "tuple"))));
    case "keys":
      return native(name, () => list(all().map(({ key }) => key)));
    case "values":
      return native(name, () => list(all().map(({ value }) => value)));
    case "get":
      return native(name, ({ positional: [key, otherwise] }) =>
        key === undefined
          ? NONE
          : (of.entries.get(keyOf(key.value))?.value ?? otherwise?.value ?? NONE),
      );
    default:
      return undefined;
  }
}

function textMember(of: TextValue, name: string): Value | undefined {
  switch (name) {
    case "lower":
      return native(name, () => text(of.value.toLowerCase()));
    case "upper":
      return native(name, () => text(of.value.toUpperCase()));
    case "format":
      return native(name, ({ positional, at }) => {
        let next = 0;
        const values = positional.map(({ value }) => plainText(value));
        if (values.includes(null)) return unknown("this text is not known here", at);
        return text(
          of.value.replaceAll(/\{(\d*)[^}]*\}/g, (_all, place: string) =>
            String(values[place === "" ? next++ : Number(place)] ?? ""),
          ),
        );
      });
    case "startswith":
      return native(name, ({ positional: [first] }) => ({
        kind: "truth",
        value: first?.value.kind === "text" && of.value.startsWith(first.value.value),
      }));
    default:
      return undefined;
  }
}
