/**
 * A network from top to bottom, for a phone: a row for each item, its solid left and its words
 * right; lines that pass by items run in rails beside the solids, where no words are. Pure.
 */
import { captionOf, drawSign, drawSolid, lineHeight, type Setting, SIGN } from "./box";
import { linksOf } from "./chain";
import type { Item } from "./item";
import { newPen, type Pen, type Point } from "./marks";
import { textWidth } from "../marks/text-metrics";
import type { Link } from "./rows";
import { solidOf, joins, type Solid } from "./solids";
import { type Span, tracksOf, widen } from "./tracks";
import { type Edge, isOpen, shapeText } from "./visible";

const INSET = 6;
const RAIL = 9;
const GAP = 12;
const TAP = 7;
const JOIN = 13;
/** px of the longest solid of folded stages. */
export const LONGEST = 56;

interface Columns {
  /** The line on which all solids stand. */
  readonly middle: number;
  readonly half: number;
  readonly words: number;
  readonly width: number;
}

/** Where lines reach an item and leave it. */
interface Stop {
  readonly enter: number;
  readonly leave: number;
}

/** A line that passes by items, before its rail is known. */
interface Passing {
  readonly side: "left" | "right";
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly carries: readonly Edge[];
}

interface Column {
  readonly setting: Setting;
  readonly columns: Columns;
  readonly pen: Pen;
  readonly passing: Passing[];
}

export function narrowMarks(
  setting: Setting,
  width: number,
): { readonly pen: Pen; readonly height: number } {
  const passing = [...setting.flows.values()].flat().some(({ from, to }) => to - from > 1);
  const guess = passing ? { left: 1, right: 1 } : { left: 0, right: 0 };
  const first = drawn(setting, width, guess);
  const { left, right } = first.rails;
  const fits = left <= guess.left && right <= guess.right;
  return fits ? first : drawn(setting, width, first.rails);
}

/** How many lines run beside each other, left and right of the solids. */
interface Rails {
  readonly left: number;
  readonly right: number;
}

function drawn(
  setting: Setting,
  width: number,
  room: Rails,
): { readonly pen: Pen; readonly height: number; readonly rails: Rails } {
  const { type } = setting.scale;
  const half = (LONGEST / 2 + 14) * type;
  const left = (2 * INSET + room.left * RAIL) * type;
  const words = left + 2 * half + (room.right * RAIL + 4) * type;
  const columns = { middle: left + half, half, words, width };
  const column: Column = { setting, columns, pen: newPen(), passing: [] };
  const { root } = setting.outline;
  const { end } = drawChildren(column, root, { top: 4, depth: 0, known: "" });
  const rails = drawRails(column);
  wire(column, [columns.middle, end], [columns.middle, end + 16 * type], []);
  drawShape(column, shapeText(setting.outline, root.last), end);
  return { pen: column.pen, height: end + lineHeight(setting.text) + 8, rails };
}

interface Start {
  readonly top: number;
  readonly depth: number;
  readonly known: string;
}

/** Children of an open item below each other; says where the last ends and what shape is known. */
function drawChildren(
  column: Column,
  item: Item,
  start: Start,
): { readonly end: number; readonly known: string } {
  const { setting } = column;
  const parts = item.children.map((_, at) => ({ first: at, last: at }));
  const links = linksOf(setting.flows.get(item.id) ?? [], parts);
  const stops: Stop[] = [];
  let { top, known } = start;
  for (const [at, child] of item.children.entries()) {
    const step = links.find(({ from, to }) => from === at - 1 && to === at);
    const tensors = new Set(step?.carries.map(({ tensor }) => shapeText(setting.outline, tensor)));
    const [shape = known] = tensors;
    if (shape !== known && tensors.size === 1) {
      drawShape(column, shape, top);
      top += lineHeight(setting.text) + 4;
    } else if (at > 0) top += gapBefore(links, at, item.children.length) * setting.scale.type;
    known = shape;
    const stop = isOpen(child, setting.opened)
      ? drawFrame(column, child, { top, depth: start.depth, known })
      : drawRow(column, child, top);
    stops.push(stop.stop);
    top = stop.end;
  }
  const ends = { enter: start.top, leave: top };
  for (const link of links) drawLink(column, item, link, links, stops, ends);
  return { end: top, known };
}

/** Room for lines that turn off before an item or after the one above it. */
function gapBefore(links: readonly Link[], at: number, count: number): number {
  const turns = links.filter(
    ({ from, to }) => to - from !== 1 && (from === at - 1 || to === at),
  ).length;
  return at < count && turns > 0 ? GAP + 2 * TAP : GAP;
}

function drawRow(
  { setting, columns, pen }: Column,
  item: Item,
  top: number,
): { readonly stop: Stop; readonly end: number } {
  const { text, scale, outline } = setting;
  const solid = joins(outline, item) ? circle(scale.type) : solidOf(outline, item, scale);
  const sign = item.children.length > 0 ? SIGN.room * scale.type : 0;
  const lines = captionOf(item, columns.width - columns.words - sign - 14, text);
  const words = lines.length * lineHeight(text);
  const height = Math.max(solid.up + solid.down, words) + 6;
  const axis = top + (height + solid.up - solid.down) / 2;
  drawSolid(pen, item, setting, [columns.middle - solid.width / 2, axis], solid);
  drawWords(pen, lines, [columns.words, top + (height - words) / 2], text);
  if (sign > 0) {
    const x = columns.width - SIGN.size * scale.type - 8;
    drawSign(pen, item, setting, [x, top + (height - lineHeight(text)) / 2], false);
  }
  const left = columns.middle - columns.half;
  const spot = { x: left, y: top, width: columns.width - left - 4, height };
  pen.spots.push({
    item: item.id,
    ...spot,
    words: { ...spot, x: columns.words - 6, width: columns.width - columns.words - 8 },
  });
  return { stop: { enter: axis - solid.up, leave: axis + solid.down }, end: top + height };
}

function drawFrame(
  column: Column,
  item: Item,
  { top, depth, known }: Start,
): { readonly stop: Stop; readonly end: number } {
  const { setting, columns, pen } = column;
  const { text, scale } = setting;
  const inset = Math.min(depth, 3) * INSET * scale.type * 0.7;
  const sign = SIGN.room * scale.type;
  const lines = captionOf(item, columns.width - columns.words - sign - 14, text);
  const head = lines.length * lineHeight(text) + 12;
  const frame = { x: inset + 1, y: top, width: columns.width - 2 * inset - 2 };
  drawWords(pen, lines, [columns.words, top + 6], text);
  const x = columns.width - SIGN.size * scale.type - 8;
  drawSign(pen, item, setting, [x, top + 6], true);
  const spot = { x: frame.x + 4, y: top + 2, width: frame.width - 8, height: head - 4 };
  pen.spots.push({ item: item.id, ...spot, words: spot });
  const at = pen.frames.length;
  const inner = drawChildren(column, item, { top: top + head, depth: depth + 1, known });
  const end = inner.end + 10;
  pen.frames.splice(at, 0, { item: item.id, ...frame, height: end - top, depth });
  const flow = setting.flows.get(item.id) ?? [];
  const carried = (inward: boolean): readonly Edge[] =>
    flow
      .filter(({ from, to }) => (inward ? from < 0 : to >= item.children.length))
      .flatMap(({ carries }) => carries);
  const { middle } = columns;
  if (carried(true).length > 0) wire(column, [middle, top], [middle, top + head], carried(true));
  if (carried(false).length > 0) wire(column, [middle, inner.end], [middle, end], carried(false));
  return { stop: { enter: top, leave: end }, end };
}

function circle(type: number): Solid {
  const radius = JOIN * type;
  return { slabs: [], width: 2 * radius, up: radius, down: radius };
}

function drawWords(
  pen: Pen,
  lines: ReturnType<typeof captionOf>,
  [x, y]: Point,
  text: number,
): void {
  for (const [at, line] of lines.entries())
    pen.texts.push({
      ...line,
      size: text,
      anchor: "start",
      x,
      y: y + at * lineHeight(text),
      height: lineHeight(text),
    });
}

function drawShape({ setting, columns, pen }: Column, shape: string, top: number): void {
  const width = textWidth(shape, { size: setting.text, bold: false });
  pen.texts.push({
    text: shape,
    tone: "shape",
    size: setting.text,
    anchor: "start",
    x: columns.words,
    y: top,
    width,
    height: lineHeight(setting.text),
  });
}

function wire({ pen }: Column, from: Point, to: Point, carries: readonly Edge[]): void {
  pen.wires.push({ points: [from, to], carries, skips: false, arrow: false });
}

/**
 * To the next item straight down; past items in a rail: left for what begins at a fork, right for
 * what only leads to a join.
 */
function drawLink(
  column: Column,
  item: Item,
  link: Link,
  links: readonly Link[],
  stops: readonly Stop[],
  ends: Stop,
): void {
  const { from, to, carries } = link;
  const leave = stops[from]?.leave ?? ends.enter;
  const enter = stops[to]?.enter ?? ends.leave;
  const { middle } = column.columns;
  if (to - from === 1) return wire(column, [middle, leave], [middle, enter], carries);
  const forks = links.filter((other) => other.from === from).length > 1;
  const key = `${item.id} ${forks ? `from ${from}` : `to ${to}`}`;
  column.passing.push({ side: forks ? "left" : "right", key, from: leave, to: enter, carries });
}

/** Each fork and each join gets a rail that nothing else uses there. */
function drawRails({ passing, columns, setting, pen }: Column): Rails {
  const { type } = setting.scale;
  const { middle, half } = columns;
  const rails = { left: railsOf(passing, "left"), right: railsOf(passing, "right") };
  for (const { side, key, from, to, carries } of passing) {
    const rail = (rails[side].get(key) ?? 0) * RAIL * type;
    const x = side === "left" ? middle - half - rail : middle + half + rail - 4 * type;
    const [begin, end] = [from + TAP * type, to - TAP * type];
    pen.wires.push({
      points: [
        [middle, from],
        [middle, begin],
        [x, begin],
        [x, end],
        [middle, end],
        [middle, to],
      ],
      carries,
      skips: true,
      arrow: false,
    });
  }
  const count = (side: Passing["side"]): number => 1 + Math.max(-1, ...rails[side].values());
  return { left: count("left"), right: count("right") };
}

function railsOf(passing: readonly Passing[], side: Passing["side"]): ReadonlyMap<string, number> {
  const spans = new Map<string, Span>();
  for (const one of passing) if (one.side === side) widen(spans, one.key, [one.from, one.to]);
  return tracksOf(spans, 0, 0);
}
