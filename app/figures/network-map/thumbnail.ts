/** A network as a small picture without words: its outermost items in a row. Pure. */
import { drawSolid } from "./box";
import type { Outline } from "./item";
import { type Marks, newPen } from "./marks";
import { joins, scaleOf, solidOf } from "./solids";

const GAP = 9;
const LONGEST = 120;
const EDGE = 2;

/** As large as `width` and `height` allow, in px. */
export function thumbnail(outline: Outline, width: number, height: number): Marks {
  const items = outline.root.children.filter((item) => !joins(outline, item));
  const solidsAt = (type: number) => {
    const scale = scaleOf(outline, { tallest: height * 0.86, longest: LONGEST * type, type });
    const solids = items.map((item) => solidOf(outline, item, scale));
    return { scale, solids, whole: solids.reduce((sum, solid) => sum + solid.width + GAP, -GAP) };
  };
  let type = 1;
  while (type > 0.2 && solidsAt(type).whole > width - 2 * EDGE) type *= 0.92;
  const { scale, solids, whole } = solidsAt(type);
  const pen = newPen();
  const axis = EDGE + Math.max(...solids.map(({ up }) => up));
  const setting = { outline, opened: new Set<string>(), flows: new Map(), scale, text: 0 };
  let x = EDGE;
  for (const [at, item] of items.entries()) {
    const solid = solids[at];
    if (solid === undefined) continue;
    drawSolid(pen, item, setting, [x, axis], solid);
    x += solid.width + GAP;
  }
  pen.wires.push({
    points: [
      [EDGE, axis],
      [whole, axis],
    ],
    carries: [],
    skips: false,
    arrow: false,
  });
  const down = Math.max(...solids.map((solid) => solid.down));
  return {
    ...pen,
    width,
    height: Math.ceil(axis + down + EDGE),
    scale: null,
    across: true,
    chosen: null,
  };
}
