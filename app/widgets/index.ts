/**
 * The registry: every widget that a lesson, a link or an embed may name, which is every folder with
 * an `index.ts`. Eager, for the compiler and the studio, who need all of them at once; `lazy.ts` is
 * the same by name.
 */
import type { Widget } from "./widget";

const found = import.meta.glob<Widget>("./*/index.ts", { eager: true, import: "widget" });

export const widgets: Readonly<Record<string, Widget>> = Object.fromEntries(
  Object.values(found).map((widget) => [widget.definition.name, widget]),
);
