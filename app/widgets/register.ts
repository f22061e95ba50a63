/**
 * The one place where a widget's own state type is forgotten: the registry holds widgets of every
 * kind.
 */
import type { ComponentType } from "react";
import type { Widget, WidgetDefinition, WidgetProps } from "./widget";

/** The same definition for who holds widgets of every kind. */
export function forgetting<State extends object>(
  definition: WidgetDefinition<State>,
): WidgetDefinition {
  const any: unknown = definition;
  return any as WidgetDefinition;
}

/**
 * Pairs a definition with its component. Inside the pair the types agree; outside, a state is only
 * ever handed to the definition that made it, or goes through its `restore` first, which is what
 * makes forgetting the type safe.
 */
export function register<State extends object>(
  definition: WidgetDefinition<State>,
  load: () => Promise<ComponentType<WidgetProps<State>>>,
): Widget {
  return {
    definition: forgetting(definition),
    load: async () => {
      const component: unknown = await load();
      return { component: component as ComponentType<WidgetProps> };
    },
  };
}
