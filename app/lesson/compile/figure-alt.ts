/** What a figure's description may not be: its caption once more, or of a size that it has not. */
import type { WidgetDefinition } from "../../widgets/widget";
import type { Attributes } from "../language/attributes";
import { listed } from "../language/nearest";
import { plainText, type TreeNode } from "../language/tree";
import type { Context } from "./context";

/** Without the stop at its end, in any script. */
function unstopped(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+$/u, "");
}

export function checkAlt(context: Context, attributes: Attributes, node: TreeNode): void {
  const alt = attributes.text("alt");
  const caption = node.children.map(plainText).join(" ").replace(/\s+/g, " ").trim().toLowerCase();
  if (alt !== undefined && caption !== "" && unstopped(caption) === unstopped(alt.toLowerCase()))
    context.report(
      "alt-caption",
      attributes.place("alt"),
      "alt repeats the caption. Say what the figure shows; the caption says what to look at.",
    );
}

/**
 * "A 5 by 5 input" of a figure whose numbers are all of other sizes was not changed with it. Only
 * what its tensors can tell: a description may speak of a part of the figure.
 */
export function checkSizes(
  context: Context,
  attributes: Attributes,
  definition: WidgetDefinition,
  state: object,
): void {
  const named = [...(attributes.text("alt") ?? "").matchAll(SIZE)];
  if (named.length === 0) return;
  const shapes = Object.values(context.values(definition, state) ?? {}).map(({ shape }) => shape);
  const planes = shapes.filter(({ length }) => length >= 2).map((shape) => shape.slice(-2));
  if (planes.length === 0) return;
  // "1×1" is also the name of a kind of filter.
  const known = new Set([1, ...planes.flat(), ...settingsOf(state)]);
  for (const [words, rows, columns] of named) {
    if (known.has(Number(rows)) && known.has(Number(columns))) continue;
    const sizes = [...new Set(planes.map((plane) => plane.join("×")))].slice(0, 6);
    context.report(
      "alt-size",
      attributes.place("alt"),
      `alt says "${words}", but nothing in the figure has this size: there are ${listed(sizes)}.`,
    );
  }
}

/** Numbers of a state that are no matrix, and those in its words: a window, a picture's side. */
function settingsOf(state: unknown): readonly number[] {
  if (typeof state === "number" || typeof state === "string")
    return [...String(state).matchAll(/\d+/g)].map(Number);
  if (typeof state !== "object" || state === null) return [];
  return Array.isArray(state) && (state.length > 3 || state.some(Array.isArray))
    ? []
    : Object.values(state).flatMap(settingsOf);
}

const SIZE = /(?<![\d.])(\d{1,3}) ?(?:by|×|x) ?(\d{1,3})(?![\d.])/g;
