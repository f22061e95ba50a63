/**
 * Painting and pointing with mouse, pen and finger. A stroke reports whole segments, so a fast
 * brush leaves no gaps; its first report is one undo step and the rest merge into it.
 */
import { useRef, type PointerEvent } from "react";
import { line, samePlace, type Place } from "../grid";

export type StrokePhase = "start" | "move";

interface Handlers {
  readonly brush: boolean;
  readonly onStroke: ((places: readonly Place[], phase: StrokePhase) => void) | undefined;
  readonly onPoint: ((place: Place | null) => void) | undefined;
  readonly under: (event: PointerEvent<HTMLElement>) => Place | null;
}

export function usePainting({ brush, onStroke, onPoint, under }: Handlers) {
  const last = useRef<Place | null>(null);
  const pointed = useRef<Place | null>(null);
  const point = (place: Place | null): void => {
    if (samePlace(place, pointed.current) || (place === null && pointed.current === null)) return;
    pointed.current = place;
    onPoint?.(place);
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const place = under(event);
      if (!brush || place === null || event.button !== 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = place;
      onStroke?.([place], "start");
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const place = under(event);
      if (last.current === null) {
        if (event.pointerType !== "touch") point(place);
        return;
      }
      if (place === null || samePlace(place, last.current)) return;
      onStroke?.(line(last.current, place).slice(1), "move");
      last.current = place;
    },
    onPointerUp() {
      last.current = null;
    },
    onPointerCancel() {
      last.current = null;
    },
    onPointerLeave() {
      point(null);
    },
  };
}

/** The cell under the pointer, captured or not. */
export function placeUnder(
  event: {
    readonly clientX: number;
    readonly clientY: number;
    readonly target: EventTarget | null;
  },
  origin: Place,
): Place | null {
  const under = document.elementFromPoint?.(event.clientX, event.clientY) ?? event.target;
  return under instanceof Element ? placeOf(under, origin) : null;
}

/** Cells say where they are as they are named, from the origin; places count from the first. */
export function placeOf(element: Element, origin: Place): Place | null {
  const cell = element.closest<HTMLElement>("[data-row][data-column]");
  const { row, column } = cell?.dataset ?? {};
  return row === undefined || column === undefined
    ? null
    : { row: Number(row) + origin.row, column: Number(column) + origin.column };
}
