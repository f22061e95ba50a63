/**
 * `hides="y"`: what a question hides of its figure until it is answered; and the check whether the
 * answer can be read in the figure's text.
 */
import { readings } from "../../figures/describe/read-number";
import type { Hides } from "../document";
import type { Attributes } from "../language/attributes";
import type { Reference } from "../language/reference";
import { didYouMean, listed, nearest } from "../language/nearest";
import type { Context, FigureNow } from "./context";

/** The whole figure, among the names of `hides`. */
const WHOLE = "figure";

/** The figure that a question is about: the one of its `from`, else the one on the stage. */
function askedFigure(
  context: Context,
  attributes: Attributes,
): (FigureNow & { readonly id: string }) | null {
  const id = attributes.reference()?.figure ?? context.stage;
  const now = id === undefined ? null : context.figureState(id);
  return now === null || id === undefined ? null : { ...now, id };
}

/** What the question hides, each name checked; nothing when it has no `hides`. */
export function hidesOf(context: Context, attributes: Attributes): { readonly hides?: Hides } {
  if (!attributes.has("hides")) return {};
  const asked = askedFigure(context, attributes);
  if (asked === null) {
    const id = attributes.reference()?.figure ?? context.stage;
    // A figure that is there has a mistake of its own, which is told at the figure.
    if (id !== undefined && context.figureNodes.has(id)) return {};
    context.report(
      "hides-figure",
      attributes.place("hides"),
      "hides names something of a figure, but this step has no figure on its stage and the question no from.",
    );
    return {};
  }
  const names = attributes.names("hides");
  const tensors = tensorNames(context, asked);
  if (tensors === null) return {};
  const allowed = [WHOLE, ...tensors, ...asked.figure.definition.controls];
  for (const name of names) {
    if (allowed.includes(name)) continue;
    const suggestion = nearest(name, allowed);
    context.report(
      "hides-name",
      attributes.place("hides"),
      `The figure ${asked.id} has nothing called "${name}".${didYouMean(suggestion)} A question may hide ${listed(allowed, "or")}.`,
      { allowed, suggestion },
    );
  }
  return { hides: { figure: asked.id, names } };
}

/** Null when the numbers cannot be computed; a question that asks for them says so. */
function tensorNames(context: Context, { figure, state }: FigureNow): readonly string[] | null {
  try {
    return Object.keys(context.values(figure.definition, state) ?? {});
  } catch {
    return null;
  }
}

/**
 * Warns when the number that is asked for is written out in the figure, or stands in what the
 * figure says in words, while nothing is hidden. In words small whole numbers are left alone: sizes
 * and places are full of them.
 */
export function warnIfReadable(context: Context, attributes: Attributes, key: number): void {
  if (attributes.has("hides")) return;
  const asked = askedFigure(context, attributes);
  if (asked === null) return;
  const cell = attributes.reference();
  if (cell !== undefined && cellIsShown(asked, cell)) {
    context.report(
      "answer-visible",
      attributes.span.place,
      `The answer stands in a cell of the figure ${asked.id}. Hide it until the reader has answered: hides="${cell.tensor}"; or say that it is meant to be read: hides="".`,
    );
    return;
  }
  if (Number.isInteger(key) && Math.abs(key) < 20) return;
  const words = describe(asked);
  const found = (words.match(/[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-−]?\d+)?/g) ?? []).find((text) =>
    readings(text).some((value) => isSame(value, key)),
  );
  if (found === undefined) return;
  context.report(
    "answer-visible",
    attributes.span.place,
    `The answer, ${found}, stands in the figure ${asked.id}: "${excerpt(words, found)}". Hide it until the reader has answered: hides="…" with the name of a tensor, or hides="figure".`,
  );
}

function cellIsShown({ figure, state }: FigureNow, { tensor, index, shape }: Reference): boolean {
  if (shape) return false;
  try {
    return figure.definition.isShown?.(state, tensor, index) ?? false;
  } catch {
    return false;
  }
}

function describe({ figure, state }: FigureNow): string {
  try {
    return figure.definition.describe(state);
  } catch {
    return "";
  }
}

/** The figure writes at least three digits. */
function isSame(value: number, key: number): boolean {
  return Math.abs(value - key) <= (Number.isInteger(key) ? 0 : 2e-3 * Math.abs(key));
}

function excerpt(words: string, found: string): string {
  const at = words.indexOf(found);
  return `${at > 30 ? "…" : ""}${words.slice(Math.max(0, at - 30), at + found.length + 20)}…`;
}
