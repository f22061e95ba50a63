/**
 * A part of the drawing whose size is known before its place: a folded item with its words. Lines
 * meet it at the height of its axis. Pure.
 */
import { foldable, type Item, type Outline } from "./item";
import type { Pen, Point, Scale, TextMark } from "./marks";
import { type Face, textWidth, wrapped } from "../marks/text-metrics";
import { joins, type Solid, solidOf } from "./solids";
import type { Flows } from "./flow";
import type { Opened } from "./visible";

/** What is the same for all parts of one drawing. */
export interface Setting {
  readonly outline: Outline;
  readonly opened: Opened;
  readonly flows: Flows;
  readonly scale: Scale;
  /** px of all words. */
  readonly text: number;
}

export interface Box {
  readonly width: number;
  /** Above and below the axis on which it is entered. */
  readonly up: number;
  readonly down: number;
  /** How far the axis on which it is left lies below the one on which it is entered. */
  readonly drop: number;
  /** From its left side: where a line ends that enters it, and where one begins that leaves it. */
  readonly enter: number;
  readonly leave: number;
  /** Needs rows of its own. */
  readonly alone: boolean;
  /** A line that enters it ends there, with an arrow; else it goes on inside. */
  readonly arrow: boolean;
  /** How far above the axis a line ends that comes down on it; null where none may. */
  readonly crown: number | null;
  place(at: Point, pen: Pen): void;
}

/** Of what is open: lines go on inside, from its left side to its right. */
export function openBox(box: Pick<Box, "width" | "up" | "down" | "drop" | "alone" | "place">): Box {
  return { ...box, enter: 0, leave: box.width, arrow: false, crown: null };
}

const LINE = 1.3;
const CAPTION = { gap: 8, most: 8.6 };
const RADIUS = 13;
/** The sign before the name of what can be opened. */
export const SIGN = { size: 14, room: 20 };

export function lineHeight(text: number): number {
  return Math.round(text * LINE);
}

export function faces(text: number): { readonly name: Face; readonly says: Face } {
  return { name: { size: text, bold: true }, says: { size: text, bold: false } };
}

export interface Line {
  readonly text: string;
  readonly tone: "name" | "says";
  readonly width: number;
}

interface Caption {
  readonly most: number;
  readonly text: number;
  readonly lines: readonly Line[];
}

/** The last caption of each item: most layouts ask for the same again. */
const captions = new WeakMap<Item, Caption>();

/** Name and words of an item, each in its own line, no wider than `most`. */
export function captionOf(item: Item, most: number, text: number): readonly Line[] {
  const known = captions.get(item);
  if (known?.most === most && known.text === text) return known.lines;
  const face = faces(text);
  const of = (words: string, tone: "name" | "says"): readonly Line[] =>
    wrapped(words, most, face[tone]).map((line) => ({
      text: line,
      tone,
      width: textWidth(line, face[tone]),
    }));
  const lines = [...of(item.label, "name"), ...of(item.says, "says")];
  captions.set(item, { most, text, lines });
  return lines;
}

/** A folded item or a layer: its solid, its words below. */
export function cellBox(setting: Setting, item: Item): Box {
  const { scale, text, outline } = setting;
  const round = joins(outline, item);
  const solid = round ? circle(scale) : solidOf(outline, item, scale);
  const caption = captionOf(item, CAPTION.most * text, text);
  const sign = foldable(item) ? SIGN.room * scale.type : 0;
  const widths = caption.map((line, at) => line.width + (at === 0 ? sign : 0));
  const width = Math.max(solid.width, ...widths) + 4;
  const left = (width - solid.width) / 2;
  const gap = CAPTION.gap * scale.type;
  const height = gap + caption.length * lineHeight(text);
  return {
    width,
    up: solid.up + 2,
    down: solid.down + height,
    drop: 0,
    enter: left,
    leave: left + solid.width,
    alone: false,
    arrow: true,
    crown: round ? RADIUS * scale.type : null,
    place([x, y], pen) {
      drawSolid(pen, item, setting, [x + left, y], solid);
      const top = y + solid.down + gap;
      for (const [at, line] of caption.entries()) {
        const middle = x + width / 2 + (at === 0 ? sign / 2 : 0);
        pen.texts.push(centred(line, [middle, top + at * lineHeight(text)], text));
      }
      if (sign > 0) drawSign(pen, item, setting, [x + (width - (widths[0] ?? 0)) / 2, top], false);
      pen.spots.push({
        item: item.id,
        x,
        y: y - solid.up - 2,
        width,
        height: solid.up + solid.down + height + 2,
        words: { x, y: top - 2, width, height: height - gap + 4 },
      });
    },
  };
}

/** Beside a line of text whose left top corner is `at`. */
export function drawSign(
  pen: Pen,
  item: Item,
  { text, scale }: Setting,
  [x, y]: Point,
  open: boolean,
): void {
  const size = SIGN.size * scale.type;
  const top = y + (lineHeight(text) - size) / 2;
  pen.signs.push({ item: item.id, x, y: top, width: size, height: size, open });
}

function circle({ type }: Scale): Solid {
  const radius = RADIUS * type;
  return { slabs: [], width: 2 * radius, up: radius, down: radius };
}

/** With its left side and its axis at `at`. */
export function drawSolid(
  pen: Pen,
  item: Item,
  { outline }: Setting,
  [x, y]: Point,
  solid: Solid,
): void {
  if (joins(outline, item)) {
    const kind = outline.graph.layers[item.last]?.definition.name;
    const sign = kind === "add" || kind === "concat" ? kind : "other";
    const radius = solid.width / 2;
    pen.joins.push({ item: item.id, at: [x + radius, y], radius, sign });
    return;
  }
  let left = x;
  for (const { length, height, right, rise, tone, towers } of solid.slabs) {
    const face = { x: left, y: y - height / 2, width: length, height };
    pen.volumes.push({ item: item.id, ...face, right, rise, tone, towers });
    left += length;
  }
}

function centred({ text, tone, width }: Line, [x, y]: Point, size: number): TextMark {
  const height = lineHeight(size);
  return { text, tone, size, anchor: "middle", x: x - width / 2, y, width, height };
}
