/**
 * Where everything of a network's drawing stands, for the room that there is: from left to right in
 * rows, or from top to bottom where the room is narrow or frames lie too deep in frames. Same
 * outline, opened items and room: same marks. Pure.
 */
import { flowsOf } from "./flow";
import type { Box } from "./box";
import type { Outline } from "./item";
import { type Marks, newPen, type Pen, type Scale } from "./marks";
import { LONGEST as NARROW_LONGEST, narrowMarks } from "./narrow";
import { scaleOf } from "./solids";
import { type Opened, seenOf, visibleItems } from "./visible";
import { wideBox } from "./wide";

export interface Room {
  /** px. */
  readonly width: number;
  /**
   * px that the drawing should fit in if it can; it grows beyond that rather than get unreadable.
   */
  readonly height: number;
  /** px of all words; at least 14. */
  readonly text?: number;
}

const TEXT = 15;
/** Below so many letters' widths the network runs from top to bottom. */
const NARROW = 38;
/** px of the tallest face, from what looks best to what is still seen. */
const TALLEST = [168, 136, 108, 84] as const;
/** px of the longest solid, likewise. */
const LONGEST = [216, 176, 144] as const;
const SMALL = 58;
const MARGIN = 6;
/** So many items never fit at once: no use in trying. */
const MANY = 60;

export function layout(outline: Outline, opened: Opened, chosen: string | null, room: Room): Marks {
  const text = room.text ?? TEXT;
  const type = text / TEXT;
  const seen = chosen === null ? undefined : seenOf(outline, opened, chosen);
  const flows = flowsOf(outline, opened);
  const finished = (pen: Pen, height: number, scale: Scale, across: boolean): Marks => ({
    ...pen,
    width: room.width,
    height: Math.ceil(height),
    scale,
    across,
    chosen: seen?.id ?? null,
  });
  const boxOf = (tallest: number, longest: number): Scaled => {
    const scale = scaleOf(outline, { tallest: tallest * type, longest: longest * type, type });
    return { ...wideBox({ outline, opened, flows, scale, text }, room.width), scale };
  };
  if (room.width >= NARROW * text) {
    const many = visibleItems(outline, opened).length > MANY;
    const box = bestOf(boxOf, room, many);
    if (box.width <= room.width) {
      const pen = newPen();
      box.place([0, MARGIN + box.up], pen);
      return finished(pen, heightOf(box), box.scale, true);
    }
  }
  const sizes = { tallest: SMALL * type, longest: NARROW_LONGEST * type, type };
  const scale = scaleOf(outline, sizes);
  const { pen, height } = narrowMarks({ outline, opened, flows, scale, text }, room.width);
  return finished(pen, height, scale, false);
}

type Scaled = Box & { readonly scale: Scale };

/** One row where that is possible; else the largest solids with which all of it fits. */
function bestOf(
  boxOf: (tallest: number, longest: number) => Scaled,
  { height }: Room,
  many: boolean,
): Scaled {
  const [tallest = 0, ...lower] = TALLEST;
  const [longest = 0, ...shorter] = LONGEST;
  if (many) return boxOf(lower.at(-1) ?? tallest, longest);
  const first = boxOf(tallest, longest);
  if (!first.alone && heightOf(first) <= height) return first;
  for (const length of shorter) {
    const box = boxOf(tallest, length);
    if (!box.alone && heightOf(box) <= height) return box;
  }
  let best = first;
  for (const tall of lower) {
    if (heightOf(best) <= height) break;
    best = boxOf(tall, longest);
  }
  return best;
}

function heightOf({ up, down }: Box): number {
  return up + down + 2 * MARGIN;
}
