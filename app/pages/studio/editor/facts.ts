/**
 * What the editor knows while it completes: the figures and exercises that there are, and the
 * lesson as it was last compiled.
 */
import type { FigureBlock, LessonDoc } from "../../../lesson/document";
import type { Generator } from "../../../lesson/practice/practice";
import { figuresOf } from "../../../lesson/runtime/walk";
import type { Properties, WidgetDefinition } from "../../../widgets/widget";
import type { TagAt } from "./tag-at";

export interface Facts {
  readonly registry: Readonly<Record<string, { readonly definition: WidgetDefinition }>>;
  readonly generators: Readonly<Record<string, Generator>>;
  readonly doc: LessonDoc;
}

export interface Offer {
  readonly label: string;
  /** What is written; `${}` are the places to fill in, in order. The label when left out. */
  readonly template?: string;
  /** A word or two beside it: its type, whether it is needed. */
  readonly detail?: string;
  /** A sentence about it. */
  readonly info?: string;
  /** Whether what may stand in its first place to fill in is to be offered at once. */
  readonly more?: boolean;
}

export interface Offers {
  /** Where the word that they replace begins. */
  readonly from: number;
  readonly offers: readonly Offer[];
}

export function figureNamed({ doc }: Facts, id: string | undefined): FigureBlock | undefined {
  return id === undefined ? undefined : figuresOf(doc).get(id);
}

/** The widget that a figure tag names, or that the figure of a `set` is. */
export function definitionOf(tag: TagAt, facts: Facts): WidgetDefinition | undefined {
  const kind =
    tag.name === "set"
      ? figureNamed(facts, tag.written.get("figure"))?.widget
      : tag.written.get("kind");
  return kind !== undefined && Object.hasOwn(facts.registry, kind)
    ? facts.registry[kind]?.definition
    : undefined;
}

/**
 * The properties that come with the kind of a figure or practice; of a `set`, those of the figure
 * that it names.
 */
export function propertiesOf(tag: TagAt, facts: Facts): Properties {
  const kind = tag.written.get("kind") ?? "";
  if (tag.name === "practice")
    return Object.hasOwn(facts.generators, kind) ? (facts.generators[kind]?.options ?? {}) : {};
  return tag.name === "figure" || tag.name === "set"
    ? (definitionOf(tag, facts)?.properties ?? {})
    : {};
}
