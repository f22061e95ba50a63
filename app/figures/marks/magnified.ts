/**
 * Places on an element that the stage of a lecture may have magnified: the browser says them in px
 * of the screen.
 */

/** How many px of the screen one px of the element is. */
export function magnification(element: Element): number {
  const own = element instanceof HTMLElement ? element.offsetWidth : element.clientWidth;
  return own > 0 ? element.getBoundingClientRect().width / own || 1 : 1;
}

/** How far from the left edge of the element an event happened, in the element's own px. */
export function acrossOf(event: {
  readonly clientX: number;
  readonly currentTarget: Element;
}): number {
  return (
    (event.clientX - event.currentTarget.getBoundingClientRect().left) /
    magnification(event.currentTarget)
  );
}
