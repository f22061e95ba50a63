/**
 * The boxes of a chain in rows: how far they stand apart so that the words on the lines between
 * them have room, where rows break, and the tracks above a row for lines that pass by boxes. Pure.
 */
import type { Box, Setting } from "./box";
import { textWidth } from "../marks/text-metrics";
import { type Span, tracksOf, widen } from "./tracks";
import { type Edge, shapeText } from "./visible";

/** What runs from one box of a chain to another; −1 and the number of boxes are its ends. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly carries: readonly Edge[];
}

export interface ChainOptions {
  readonly width: number;
  /** The shape that is known where the chain begins. */
  readonly known: string;
  /** The shape that leaves the chain is written at its end, where it differs from the known one. */
  readonly says: boolean;
  /** The picture's own chain: nothing comes in, and it fills the width. */
  readonly outermost: boolean;
}

export interface Gap {
  readonly label: string;
  /** px from the end of one body to the begin of the next, at least. */
  readonly least: number;
  /** px of the words alone. */
  readonly words: number;
  /** px of it for lines that turn off. */
  readonly turns: number;
}

export interface Row {
  readonly first: number;
  readonly last: number;
  readonly xs: readonly number[];
  readonly end: number;
}

const STUB = 18;
const GAP = 30;
const APART = 12;
const LABEL = 11;
/** Room for a line that turns off beside a box. */
export const TURN = 14;
/** px from one line above a row to the next. */
export const TRACK = 12;
/** Beside several rows: for the line from the end of one to the begin of the next. */
export const GUTTER = 20;
/** Before the first box of a row and after its last, where rows go on. */
const LEAD = 14;
const END = 8;
const SPREAD = 90;

/** Gap k stands before box k; the last one after all boxes. */
export function gapsOf(
  { outline, text, scale: { type } }: Setting,
  count: number,
  links: readonly Link[],
  { known, says, outermost }: ChainOptions,
): readonly Gap[] {
  let shape = known;
  return Array.from({ length: count + 1 }, (_, at) => {
    const link = links.find(({ from, to }) => from === at - 1 && to === at);
    const shapes = new Set((link?.carries ?? []).map(({ tensor }) => shapeText(outline, tensor)));
    const end = at === count;
    const [next = shape] = outermost && end ? [shapeText(outline, outline.root.last)] : shapes;
    const written = shapes.size < 2 && next !== shape && (!end || says || outermost);
    const label = written ? next : "";
    if (shapes.size === 1) shape = next;
    const least = at === 0 || end ? (outermost && at === 0 ? 0 : STUB) : GAP;
    const words = label === "" ? 0 : textWidth(label, { size: text, bold: false });
    const needed = words === 0 ? 0 : words + 2 * LABEL;
    const crossed = links.some(({ from, to }) => to - from > 1 && (from === at - 1 || to === at));
    const turns = crossed ? TURN * type : 0;
    return { label, words, least: Math.max(least * type, needed) + turns, turns };
  });
}

/** What is left of a chain's width for one of its boxes, whatever the rows turn out to be. */
export function boxWidth(
  { scale: { type } }: Setting,
  gaps: readonly Gap[],
  links: readonly Link[],
  width: number,
): number {
  const count = gaps.length - 1;
  const after = gaps[count]?.least ?? 0;
  if (count === 1) return width - (gaps[0]?.least ?? 0) - after;
  const turns = links.some(skips) ? 2 * TURN * type : 0;
  const last = Math.max(END * type, after);
  return width - (GUTTER + LEAD) * type - gutterOf(links, type) - last - turns;
}

export function skips({ from, to }: Link): boolean {
  return to - from > 1;
}

/** Right of several rows: lines that pass by boxes of more than one row run there. */
function gutterOf(links: readonly Link[], type: number): number {
  const tracks = Math.min(6, new Set(links.filter(skips).map(({ from }) => from)).size);
  return (GUTTER + tracks * TRACK) * type;
}

export function rowsOf(
  { scale: { type } }: Setting,
  boxes: readonly Box[],
  gaps: readonly Gap[],
  links: readonly Link[],
  { width, outermost }: ChainOptions,
): { readonly rows: readonly Row[]; readonly gutter: number } {
  const single = rowAt(boxes, gaps, [0, boxes.length - 1], 0, type);
  const alone = boxes.length > 1 && boxes.some((box) => box.alone);
  if (single.end <= width && !alone)
    return { rows: [outermost ? centred(widened(single, width, type), width) : single], gutter: 0 };
  const [left, gutter] = [GUTTER * type, gutterOf(links, type)];
  const breaks = (room: number): readonly (readonly [number, number])[] =>
    broken(boxes, (span) => rowAt(boxes, gaps, span, left, type).end <= room);
  let [low, high] = [width / 2, width - gutter];
  const count = breaks(high).length;
  for (let tries = 0; tries < 7; tries++) {
    const middle = (low + high) / 2;
    if (breaks(middle).length > count) low = middle;
    else high = middle;
  }
  const rows = breaks(high).map((span) => rowAt(boxes, gaps, span, left, type));
  return { rows: outermost ? rows.map((row) => widened(row, width - gutter, type)) : rows, gutter };
}

/** Boxes first … last in one row that begins at `left`; rows after the first have a short begin. */
function rowAt(
  boxes: readonly Box[],
  gaps: readonly Gap[],
  [first, last]: readonly [number, number],
  left: number,
  type: number,
): Row {
  const xs: number[] = [];
  let x = left;
  for (let at = first; at <= last; at++) {
    const box = boxes[at];
    if (box === undefined) continue;
    const gap = gaps[at];
    const before = at === first ? undefined : boxes[at - 1];
    const least = at === first && at > 0 ? LEAD * type + (gap?.turns ?? 0) : (gap?.least ?? 0);
    const bare = before === undefined ? 0 : before.width - before.leave;
    x += Math.max(before === undefined ? 0 : APART, least - bare - box.enter);
    xs.push(x);
    x += box.width;
  }
  const end = boxes[last];
  const bare = end === undefined ? 0 : end.width - end.leave;
  const gap = gaps[last + 1];
  const after = last === boxes.length - 1 ? (gap?.least ?? 0) : END * type + (gap?.turns ?? 0);
  return { first, last, xs, end: x + Math.max(0, after - bare) };
}

/** Rows as full as they get; a box that needs rows of its own stands alone. */
function broken(
  boxes: readonly Box[],
  fits: (span: readonly [number, number]) => boolean,
): readonly (readonly [number, number])[] {
  const rows: [number, number][] = [];
  for (const [at, box] of boxes.entries()) {
    const row = rows.at(-1);
    const joins = row !== undefined && !box.alone && boxes[row[1]]?.alone === false;
    if (joins && fits([row[0], at])) row[1] = at;
    else rows.push([at, at]);
  }
  return rows;
}

/** A row that does not fill the width is set wider. */
function widened(row: Row, width: number, type: number): Row {
  const count = row.xs.length;
  const each = count < 2 ? 0 : Math.min(SPREAD * type, (width - row.end) / (count - 1));
  return {
    ...row,
    xs: row.xs.map((x, at) => x + at * each),
    end: row.end + each * Math.max(0, count - 1),
  };
}

/** As far right as left. */
function centred(row: Row, width: number): Row {
  const left = Math.max(0, (width - row.end) / 2);
  return { ...row, xs: row.xs.map((x) => left + x), end: row.end + left };
}

export function rowOf(rows: readonly Row[], box: number): number {
  const found = rows.findIndex(({ first, last }) => first <= box && box <= last);
  return found < 0 ? (box < 0 ? 0 : rows.length - 1) : found;
}

export function xOf(rows: readonly Row[], box: number): number {
  const row = rows[rowOf(rows, box)];
  return row?.xs[box - row.first] ?? (box < 0 ? 0 : (row?.end ?? 0));
}

/**
 * Tracks of one row's band, by the box at which the lines begin: 1 lies next to the row. Lines that
 * begin at one box run together.
 */
export function bandOf(
  rows: readonly Row[],
  boxes: readonly Box[],
  links: readonly Link[],
  at: number,
  row: Row,
): ReadonlyMap<number, number> {
  const spans = new Map<number, Span>();
  for (const { from, to } of links.filter(skips)) {
    const [begin, end] = [rowOf(rows, from), rowOf(rows, to)];
    if (at !== begin && at !== end) continue;
    const left = at === begin ? xOf(rows, from) + (boxes[from]?.leave ?? 0) : row.end;
    const right = at === end ? xOf(rows, to) + (boxes[to]?.enter ?? 0) : row.end;
    const span: Span =
      begin === end ? [left, right] : at === begin ? [left, row.end] : [right, row.end];
    widen(spans, from, span);
  }
  return tracksOf(spans, 1, 12);
}
