/**
 * The widgets of `index.ts` for the page, each loaded when a lesson names it, so that a reader
 * downloads what the lesson shows and nothing else. A widget has the name of its folder.
 */
import type { LessonDoc } from "../lesson/document";
import { loadOnce } from "../later/retry";
import type { ComponentType } from "react";
import type { Widget, WidgetProps } from "./widget";

const catalogue = import.meta.glob<Widget>("./*/index.ts", { import: "widget" });

const loading = new Map<string, Promise<Widget | null>>();
/** Names that widgets had before, and are still used in lessons and links. */
const OLDER = new Set(["experiment", "training-desk"]);

/** The widget of that name, null when there is none; the same promise for the same name. */
export function widgetNamed(name: string): Promise<Widget | null> {
  const path = `./${name}/index.ts`;
  const load = Object.hasOwn(catalogue, path) ? catalogue[path] : undefined;
  return loadOnce(loading, name, load ?? (() => byOlder(name)));
}

async function byOlder(name: string): Promise<Widget | null> {
  return OLDER.has(name) ? (await import("./older")).olderWidget(name) : null;
}

/** The widgets of these names that exist. */
export async function widgetsNamed(
  names: Iterable<string>,
): Promise<Readonly<Record<string, Widget>>> {
  const entries = await Promise.all(
    [...new Set(names)].map(async (name) => [name, await widgetNamed(name)] as const),
  );
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Widget] => entry[1] !== null),
  );
}

const registries = new WeakMap<LessonDoc, Promise<Readonly<Record<string, Widget>>>>();

/** The widgets that a lesson names; the same promise for the same document. */
export function widgetsOf(
  doc: LessonDoc,
  names: (doc: LessonDoc) => Iterable<string>,
): Promise<Readonly<Record<string, Widget>>> {
  return loadOnce(registries, doc, () => widgetsNamed(names(doc)));
}

type Drawn = Promise<{ readonly component: ComponentType<WidgetProps> }>;
const drawing = new WeakMap<Widget, Drawn>();

/** What draws a widget; the same promise for the same widget. */
export function loadWidget(widget: Widget): Drawn {
  return loadOnce(drawing, widget, () => widget.load());
}

/**
 * Begins to load widgets before anybody asks for them, and what draws the first of them, where it
 * will be seen first.
 */
export function beginWidgets(names: readonly string[], draws = true): void {
  for (const [at, name] of names.entries())
    widgetNamed(name)
      .then((widget) => (draws && at === 0 && widget !== null ? loadWidget(widget) : null))
      .catch(() => undefined); // who asks for it is told
}
