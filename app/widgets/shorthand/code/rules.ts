/** What the readers of both libraries share: what a call means before its place in the network is known. */
import type { LayerSpec } from "../../../../engine/graph/spec";
import type { Arguments } from "./layers";

/** A layer without its name; `padding` may still be a word that the size of the input decides. */
export type Settings = Omit<LayerSpec, "name">;

/** What a call may mean: a layer, the size of the input, or padding that belongs to the layer that follows. */
export type Meaning =
  | { readonly kind: "layer"; readonly settings: Settings }
  | { readonly kind: "same"; readonly settings: Settings }
  | { readonly kind: "input"; readonly shape: readonly number[] }
  | { readonly kind: "pad"; readonly padding: readonly [number, number, number, number]; readonly value: number };

export type Rule = (read: (order: readonly string[]) => Arguments) => readonly Meaning[];
export type Rules = Readonly<Record<string, Rule>>;

export const layer = (settings: Settings): Meaning => ({ kind: "layer", settings });

/** A layer without settings that matter. */
export function plain(op: string): Rule {
  return (read) => {
    read([]);
    return [layer({ op })];
  };
}

/** Cells of padding that "same" adds along one axis: before and after. The output then has ⌈n / s⌉ cells. */
export function samePadding(n: number, f: number, s: number, dilation: number): readonly [number, number] {
  const reach = dilation * (f - 1) + 1;
  const total = Math.max(0, (Math.ceil(n / s) - 1) * s + reach - n);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** `{ bias: false }` only where there is none, `{ groups }` only where there are several: as somebody would write it. */
export function unusual(settings: Readonly<Record<string, readonly [value: unknown, usual: unknown]>>): Settings {
  const kept = Object.entries(settings).filter(([, [value, usual]]) => value !== usual);
  return Object.fromEntries(kept.map(([name, [value]]) => [name, value])) as Settings;
}
