/** The width that a figure may fill, in CSS pixels, followed as it changes; `fallback` where nothing can be measured. */
import type { RefObject } from "react";
import { useRoom } from "./useRoom";

export function useWidth<Kind extends HTMLElement>(fallback: number): readonly [RefObject<Kind | null>, number] {
  const [element, { width }] = useRoom<Kind>(fallback);
  return [element, width];
}
