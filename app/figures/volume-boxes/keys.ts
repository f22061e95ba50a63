/**
 * One tab stop for a row of things: arrows sideways walk it, Up and Down change what stands there.
 */
import type { KeyboardEvent } from "react";

export interface Row {
  readonly selector: string;
  readonly count: number;
  readonly at: number;
  /** Changes the thing that has the focus by one; without it Up and Down are left to the page. */
  readonly onStep?: ((by: -1 | 1) => void) | undefined;
}

export function walk(event: KeyboardEvent, { selector, count, at, onStep }: Row): void {
  const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: count - 1 }[event.key];
  if (to === undefined && (by === null || onStep === undefined)) return;
  event.preventDefault();
  event.stopPropagation();
  if (to === undefined) {
    if (by !== null) onStep?.(by);
    return;
  }
  const parent = event.currentTarget.parentElement?.closest("[data-row]");
  const items = parent?.querySelectorAll<HTMLElement | SVGElement>(selector);
  items?.item(Math.max(0, Math.min(count - 1, to)))?.focus();
}
