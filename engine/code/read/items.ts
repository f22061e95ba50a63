/** What a loop goes over, and what stands at an index. */
import { keyOf } from "./operators";
import { checkItems, list, type NumberValue, text, type Value } from "./values";

/**
 * The items of a list, a text, a dict's keys, or a container of modules; null for anything else.
 * Throws LabError "limit" where there are too many to follow.
 */
export function itemsOf(value: Value): readonly Value[] | null {
  const items = allItems(value);
  if (items !== null) checkItems(items.length);
  return items;
}

function allItems(value: Value): readonly Value[] | null {
  if (value.kind === "list") return value.items;
  if (value.kind === "text") return [...value.value].map(text);
  if (value.kind === "dict") return [...value.entries.values()].map(({ key }) => key);
  if (value.kind === "module" && value.type !== "object" && value.type !== "layer")
    return value.children.map(({ module }) => module);
  return null;
}

/** `value[index]`; null where it is not known. */
export function itemAt(value: Value, index: Value): Value | null {
  if (value.kind === "dict") return value.entries.get(keyOf(index))?.value ?? null;
  if (value.kind === "module" && value.type === "list" && index.kind === "text")
    return value.children.find(({ name }) => name === index.value)?.module ?? null;
  const items = itemsOf(value);
  if (items === null || index.kind !== "number" || index.isFloat) return null;
  return items.at(index.value) ?? null;
}

type Bound = NumberValue | null;

/** `value[from:to:step]`; null where it is not known. */
export function sliceOf(value: Value, from: Bound, to: Bound, step: Bound): Value | null {
  const items = itemsOf(value);
  const stride = step?.value ?? 1;
  if (items === null || stride === 0) return null;
  const kept =
    stride > 0
      ? items.slice(from?.value ?? 0, to?.value ?? items.length)
      : items.toReversed().slice(from === null ? 0 : items.length - 1 - from.value);
  const chosen = kept.filter((_, at) => at % Math.abs(stride) === 0);
  if (value.kind === "module" && value.type !== "object" && value.type !== "layer")
    return {
      ...value,
      children: chosen.map((module, at) => ({
        name: value.children.find((child) => child.module === module)?.name ?? String(at),
        module,
        at: value.at,
      })),
    };
  if (value.kind === "text")
    return text(chosen.map((one) => (one.kind === "text" ? one.value : "")).join(""));
  return value.kind === "list" ? list(chosen, value.form) : list(chosen);
}
