/** Inline custom properties, typed: the only thing that marks put into `style`. */
import type { CSSProperties } from "react";

export function variables(values: Readonly<Record<`--${string}`, string | number>>): CSSProperties {
  return { ...values };
}

/** Class names that apply, joined. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name) => typeof name === "string" && name !== "").join(" ");
}
