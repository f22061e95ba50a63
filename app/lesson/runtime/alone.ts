/** One widget as a lesson of one step: how it stands on the home page and in an embed. */
import type { LessonDoc } from "../document";

export function aloneDoc(
  id: string,
  widget: string,
  title: string,
  properties: Readonly<Record<string, unknown>>,
  hide: readonly string[] = [],
): LessonDoc {
  const figure = {
    kind: "figure",
    id: "f",
    widget,
    properties,
    alt: title,
    caption: [],
    hide,
    lock: [],
  } as const;
  return {
    format: 1,
    id,
    title,
    summary: "",
    lang: "en",
    dir: "ltr",
    level: "intro",
    minutes: 1,
    goals: [],
    requires: [],
    authors: [],
    license: "",
    steps: [{ id: "f", title, blocks: [figure], notes: [] }],
  };
}
