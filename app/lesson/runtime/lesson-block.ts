/** A figure as the text of a lesson tag, and as the snippet that embeds it. Pure. */
import { formatHash } from "../../shell/address";
import { same, writeState } from "../../shell/codec";
import type { PropertyValues, WidgetDefinition } from "../../widgets/widget";

/**
 * `{% figure id="c1" kind="conv" stride=2 … /%}` with the properties that differ from the defaults.
 */
export function lessonBlock(
  id: string,
  alt: string,
  definition: WidgetDefinition,
  state: object,
): string {
  const standard = definition.toProperties(definition.initial({}));
  const own = Object.entries(definition.toProperties(state)).filter(
    ([name, value]) => !same(value, standard[name]),
  );
  const attributes = own.map(([name, value]) => `   ${name}=${literal(value)}`);
  return [
    `{% figure`,
    `   id="${id}"`,
    `   kind="${definition.name}"`,
    ...attributes,
    `   alt="${escaped(alt)}" /%}`,
  ].join("\n");
}

function literal(value: unknown): string {
  if (typeof value === "string") return `"${escaped(value)}"`;
  if (Array.isArray(value)) return JSON.stringify(value);
  return String(value);
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", " ");
}

/** The route that shows one widget alone in this state. */
export function widgetRoute(definition: WidgetDefinition, state: object): string {
  const base = definition.initial({});
  const entries = writeState("f", state, base, definition.version);
  return formatHash("embed", ["widget", definition.name], entries);
}

/**
 * Properties in an embed's address: `?stride=2`. Unknown ones are ignored by the widget's own
 * `initial`.
 */
export function propertiesIn(
  parameters: ReadonlyMap<string, string>,
  definition: WidgetDefinition,
  read: (text: string) => unknown,
): PropertyValues {
  const found: Record<string, unknown> = {};
  for (const [key, text] of parameters)
    if (Object.hasOwn(definition.properties, key)) found[key] = read(text);
  return found;
}

export function iframeSnippet(url: string, title: string): string {
  return `<iframe src="${url.replaceAll('"', "&quot;")}" title="${escaped(title)}" width="100%" height="640" loading="lazy" allow="fullscreen; clipboard-write"></iframe>`;
}
