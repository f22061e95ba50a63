/**
 * What the widgets are, without how they look: what a compiler in a worker needs. Found in the
 * widgets' own folders, so that there is no list of them.
 */
import type { WidgetDefinition } from "./widget";

const files = import.meta.glob<Readonly<Record<string, unknown>>>("./*/definition.ts", {
  eager: true,
});

export const definitions: Readonly<Record<string, { readonly definition: WidgetDefinition }>> =
  Object.fromEntries(
    Object.values(files)
      .flatMap((file) => Object.values(file))
      .filter(isDefinition)
      .map((definition) => [definition.name, { definition }]),
  );

function isDefinition(value: unknown): value is WidgetDefinition {
  return (
    typeof value === "object" &&
    value !== null &&
    ["name", "properties", "controls", "initial", "restore"].every((key) => key in value)
  );
}
