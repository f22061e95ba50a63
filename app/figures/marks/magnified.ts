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

/** Where on an element an event happened, when it is `width` wide and `height` high. */
export function spotOn(
  element: Element | null,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
  width: number,
  height: number,
): readonly [number, number] {
  const box = element?.getBoundingClientRect();
  return [
    ((clientX - (box?.left ?? 0)) / (box?.width || 1)) * width,
    ((clientY - (box?.top ?? 0)) / (box?.height || 1)) * height,
  ];
}
