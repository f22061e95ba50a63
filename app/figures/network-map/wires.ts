/**
 * The lines of a chain: from each box to the next with the shape on them where it changes, and past
 * boxes in a band above the row, where no words are. Pure.
 */
import { type Box, lineHeight, type Setting } from "./box";
import type { Pen, Point } from "./marks";
import { textWidth } from "../marks/text-metrics";
import {
  type ChainOptions,
  type Gap,
  GUTTER,
  type Link,
  type Row,
  rowOf,
  skips,
  TRACK,
  TURN,
  xOf,
} from "./rows";

export interface RowSize {
  /** px above a row for lines that pass by boxes. */
  readonly band: number;
  /** Above and below the axis. */
  readonly up: number;
  readonly down: number;
  /** For words on the line that leads to the row. */
  readonly lead: number;
}

/** A chain whose boxes have their places. */
export interface Plan {
  readonly setting: Setting;
  readonly boxes: readonly Box[];
  readonly links: readonly Link[];
  readonly gaps: readonly Gap[];
  readonly rows: readonly Row[];
  readonly axes: readonly number[];
  readonly sizes: readonly RowSize[];
  readonly bands: readonly ReadonlyMap<number, number>[];
  readonly width: number;
  readonly options: ChainOptions;
  readonly gutter: number;
}

export function drawLinks(plan: Plan, origin: Point, pen: Pen): void {
  for (const link of plan.links) {
    const past = skips(link);
    const points = past ? skipPoints(plan, link) : stepPoints(plan, link);
    pen.wires.push({
      points: points.map(([x, y]) => [x + origin[0], y + origin[1]] as const),
      carries: link.carries,
      skips: past,
      arrow: plan.boxes[link.to]?.arrow === true,
    });
  }
  drawEnd(plan, origin, pen);
  for (const [at, { label }] of plan.gaps.entries()) drawLabel(plan, origin, pen, at, label);
}

/**
 * Where a line leaves a box, and where it reaches one: the ends of the chain for −1 and the last.
 */
function leaving({ boxes, rows, axes }: Plan, box: number): Point {
  const found = boxes[box];
  if (found === undefined) return [0, axes[0] ?? 0];
  return [xOf(rows, box) + found.leave, (axes[rowOf(rows, box)] ?? 0) + found.drop];
}

function reaching({ boxes, rows, axes, width }: Plan, box: number): Point {
  const found = boxes[box];
  if (found === undefined) return [width, (axes.at(-1) ?? 0) + (boxes.at(-1)?.drop ?? 0)];
  return [xOf(rows, box) + found.enter, axes[rowOf(rows, box)] ?? 0];
}

/** From a box to the next, which may stand in the next row. */
function stepPoints(plan: Plan, { from, to }: Link): readonly Point[] {
  const [begin, end] = [leaving(plan, from), reaching(plan, to)];
  const [above, below] = [rowOf(plan.rows, from), rowOf(plan.rows, to)];
  const type = plan.setting.scale.type;
  if (above === below || to >= plan.boxes.length) return [begin, end];
  const right = plan.width - plan.gutter + (GUTTER / 2) * type;
  const between = channel(plan, below);
  const left = (GUTTER / 2) * type;
  return [begin, [right, begin[1]], [right, between], [left, between], [left, end[1]], end];
}

/** Up into the band of its row, along it, and down where it ends. */
function skipPoints(plan: Plan, { from, to }: Link): readonly Point[] {
  const type = plan.setting.scale.type;
  const [begin, end] = [leaving(plan, from), reaching(plan, to)];
  const [above, below] = [rowOf(plan.rows, from), rowOf(plan.rows, to)];
  const trackAt = (row: number): number => {
    const track = plan.bands[row]?.get(from) ?? 1;
    return (plan.axes[row] ?? 0) - (plan.sizes[row]?.up ?? 0) - track * TRACK * type;
  };
  const start: Point = [begin[0] + 8 * type, begin[1]];
  const box = plan.boxes[to];
  const crown = box?.crown ?? null;
  const landing: readonly Point[] =
    crown === null || box === undefined
      ? [[end[0] - 10 * type, end[1]], end]
      : [[end[0] + (box.leave - box.enter) / 2, end[1] - crown]];
  const down = landing[0]?.[0] ?? end[0];
  if (above === below)
    return [begin, start, [start[0], trackAt(above)], [down, trackAt(above)], ...landing];
  const right =
    plan.width -
    plan.gutter +
    (GUTTER + (plan.bands[below]?.get(from) ?? 1) * TRACK - TRACK) * type;
  return [
    begin,
    start,
    [start[0], trackAt(above)],
    [right, trackAt(above)],
    [right, trackAt(below)],
    [down, trackAt(below)],
    ...landing,
  ];
}

/** What the whole network gives: an arrow out of the last box. */
function drawEnd(plan: Plan, origin: Point, pen: Pen): void {
  if (!plan.options.outermost) return;
  const begin = leaving(plan, plan.boxes.length - 1);
  const end: Point = [begin[0] + (plan.gaps.at(-1)?.least ?? 0), begin[1]];
  pen.wires.push({
    points: [begin, end].map(([x, y]) => [x + origin[0], y + origin[1]] as const),
    carries: [],
    skips: false,
    arrow: true,
  });
}

/** The height at which a line runs from the end of one row to the begin of the next. */
function channel({ axes, sizes, setting }: Plan, row: number): number {
  const { up = 0, band = 0 } = sizes[row] ?? {};
  return (axes[row] ?? 0) - up - band - 8 * setting.scale.type;
}

/**
 * Above the line, in the middle of the gap before a box; for a new row, where the line leads to it.
 */
function drawLabel(plan: Plan, origin: Point, pen: Pen, at: number, label: string): void {
  if (label === "") return;
  const { setting, rows, boxes, gaps } = plan;
  const { text, scale } = setting;
  const width = textWidth(label, { size: text, bold: false });
  const place = rowOf(rows, at);
  const [x, y] =
    at > 0 && at < boxes.length && rows[place]?.first === at
      ? [GUTTER * scale.type, channel(plan, place)]
      : middleOf(plan, at, width, gaps[at]);
  const height = lineHeight(text);
  pen.texts.push({
    text: label,
    tone: "shape",
    size: text,
    anchor: "middle",
    x: x + origin[0],
    y: y - height - 3 + origin[1],
    width,
    height,
  });
}

/** Where words of a width begin in a gap, clear of the lines that turn off at its ends. */
function middleOf(plan: Plan, at: number, width: number, gap: Gap | undefined): Point {
  const { boxes, links, setting } = plan;
  const turn = TURN * setting.scale.type;
  const least = gap?.least ?? 0;
  const [from, to] =
    at === 0
      ? [reaching(plan, 0)[0] - least, reaching(plan, 0)[0]]
      : at < boxes.length
        ? [leaving(plan, at - 1)[0], reaching(plan, at)[0]]
        : [leaving(plan, at - 1)[0], leaving(plan, at - 1)[0] + least];
  const left = from + (links.some((link) => skips(link) && link.from === at - 1) ? turn : 0);
  const right = to - (links.some((link) => skips(link) && link.to === at) ? turn : 0);
  return [
    (left + right - width) / 2,
    (at < boxes.length ? reaching(plan, at) : leaving(plan, at - 1))[1],
  ];
}
