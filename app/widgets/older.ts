/** Names of widgets that others have replaced: lessons and links that use them keep working. */
import { forgetting, register } from "./register";
import { older } from "./training/older";
import type { Widget, WidgetDefinition } from "./widget";

export type OlderName = keyof typeof older;

/** Undefined for a name that no widget ever had. */
export function olderNamed(kind: string): WidgetDefinition | undefined {
  return isOlder(kind) ? forgetting(older[kind]) : undefined;
}

export function olderWidget(kind: string): Widget | null {
  if (!isOlder(kind)) return null;
  return register(older[kind], async () => (await import("./training/Training")).Training);
}

function isOlder(kind: string): kind is OlderName {
  return Object.hasOwn(older, kind);
}
