/**
 * Parts of a page that its first view does without. One is loaded when it is first drawn, or before
 * that, as soon as the first view is there, and is then drawn at once.
 */
import { type ComponentType, createElement, type ReactNode, use } from "react";
import { laterParts } from "./parts";
import { once } from "./retry";

/** A component that suspends until it is there. */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let there: ComponentType<Props> | null = null;
  const begin = once(async () => {
    there = await load();
    return there;
  });
  laterParts.add(begin);
  return function Later(props: Props): ReactNode {
    return createElement(there ?? use(begin()), props);
  };
}
