/** Unknown values that come from others, and callees as written. */
import type { Expression } from "./syntax";
import { unknown, type UnknownValue, type Value } from "./values";

/** The first of the values that is unknown, or a new unknown one. */
export function lost(
  values: readonly Value[],
  at: number,
  why = "this is not known here",
): UnknownValue {
  return (
    values.find((value): value is UnknownValue => value.kind === "unknown") ?? unknown(why, at)
  );
}

/** `nn.Conv2d` as written. */
export function dotted(one: Expression): string {
  if (one.kind === "name") return one.name;
  if (one.kind === "attribute") return `${dotted(one.of)}.${one.name}`;
  return one.kind === "call" ? `${dotted(one.callee)}(…)` : "this";
}
