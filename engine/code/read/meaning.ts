/**
 * What a layer of a library means in the words of a spec, before its place in a network is known.
 */
import type { AttributeValue } from "../../core/op";

export interface Settings {
  readonly op: string;
  readonly [setting: string]: AttributeValue;
}

/** `rank` is how many axes it reads without the batch, where the library insists on it. */
export type Meaning =
  | { readonly kind: "layer"; readonly settings: Settings; readonly rank?: 1 | 3 }
  /** Padding that the size of the input decides. */
  | { readonly kind: "same"; readonly settings: Settings; readonly rank?: 1 | 3 }
  /** [channels, height, width] or [features]; null is whatever the picture has. */
  | { readonly kind: "input"; readonly shape: readonly (number | null)[] }
  /** Padding for the layer behind it: top, left, bottom, right. */
  | { readonly kind: "pad"; readonly sides: readonly number[]; readonly value: number };

export const layer = (settings: Settings, rank?: 1 | 3): Meaning =>
  rank === undefined ? { kind: "layer", settings } : { kind: "layer", settings, rank };

/** `{ bias: false }` only where there is none: as somebody would write it. */
export function unusual(
  settings: Readonly<Record<string, readonly [value: AttributeValue, usual: AttributeValue]>>,
): Readonly<Record<string, AttributeValue>> {
  const kept = Object.entries(settings).filter(([, [value, usual]]) => value !== usual);
  return Object.fromEntries(kept.map(([name, [value]]) => [name, value]));
}
