/** A pressed pointer on a drawing: where it is, from when it goes down until it is let go. */
import type { PointerEvent } from "react";
import { spotOn } from "./magnified";

/** The place in the drawing's own px; `isFirst`: the pointer has just gone down. */
type TakeSpot = (x: number, y: number, isFirst: boolean) => void;

interface Dragging {
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
}

/**
 * Handlers of a drawing of this size, or of a part of an SVG of this size. The pointer is followed
 * beyond the edge, too.
 */
export function dragging(width: number, height: number, take: TakeSpot | undefined): Dragging {
  const drag = (event: PointerEvent): void => {
    const isFirst = event.type === "pointerdown";
    if (take === undefined || (!isFirst && event.buttons === 0)) return;
    const { currentTarget: part } = event;
    if (isFirst) part.setPointerCapture?.(event.pointerId);
    const drawing = part instanceof SVGElement ? (part.ownerSVGElement ?? part) : part;
    take(...spotOn(drawing, event, width, height), isFirst);
  };
  return { onPointerDown: drag, onPointerMove: drag };
}
