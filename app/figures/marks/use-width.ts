/**
 * The width that an element has, in CSS px, followed as it changes; `fallback` where nothing can be
 * measured.
 */
import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { followSize } from "./room";

export function useWidth<Kind extends HTMLElement>(
  fallback: number,
): readonly [RefObject<Kind | null>, number] {
  const element = useRef<Kind>(null);
  const [width, setWidth] = useState(fallback);
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return;
    return followSize(node, () => {
      const measured = Math.floor(node.clientWidth);
      if (measured > 0) setWidth(measured);
    });
  }, []);
  return [element, width];
}
