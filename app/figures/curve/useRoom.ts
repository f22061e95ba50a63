/**
 * The width that a figure may fill, in CSS pixels, and how large the page's type is (1 for 16 px),
 * followed as they change; `fallback` and 1 where nothing can be measured.
 */
import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { followSize } from "../marks/room";

export interface Room {
  readonly width: number;
  readonly type: number;
}

export function useRoom<Kind extends HTMLElement>(
  fallback: number,
): readonly [RefObject<Kind | null>, Room] {
  const element = useRef<Kind>(null);
  const [room, setRoom] = useState<Room>({ width: fallback, type: 1 });
  useLayoutEffect(() => {
    const node = element.current;
    if (node === null) return;
    return followSize(node, () => {
      const width = Math.floor(node.clientWidth);
      const type = Number.parseFloat(getComputedStyle(node).fontSize) / 16 || 1;
      if (width > 0)
        setRoom((known) =>
          known.width === width && known.type === type ? known : { width, type },
        );
    });
  }, []);
  return [element, room];
}
