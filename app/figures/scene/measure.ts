/** How large a panel is when its cells have a certain side. Pure arithmetic in CSS px. */
import { word } from "../../language/words";
import { leastCharacters } from "../describe/fitted";
import { cellFor } from "../marks/number-grid/fit";
import { BORDER, lineHeight, longestWord, MARGIN, type Room, textWidth, wrapped } from "./room";
import { drawnSize, type Panel } from "./scene";

/** Between two sheets of one panel. */
const GAP = 8;
/** Cells more than these are colours on a canvas and may be smaller than digits. */
const MOST_DIGITS = 1600;

/** What the layout needs to know of a panel: measured once, whatever is tried. */
export interface Block {
  readonly panel: Panel;
  readonly rows: number;
  readonly columns: number;
  readonly sheets: number;
  /** Sheets of one sample or one filter. */
  readonly together: number;
  /** "channel 2" stands over each sheet. */
  readonly named: boolean;
  /** Width of the names before the rows. */
  readonly names: number;
  readonly title: string;
  /** Side of the smallest cell in which every number is read; infinite where none would do. */
  readonly needs: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export function blockOf(panel: Panel, room: Room): Block {
  const { rows, columns } = drawnSize(panel);
  const most = rows * columns * panel.sheets.length > MOST_DIGITS ? null : charactersOf(panel);
  return {
    panel,
    rows,
    columns,
    sheets: panel.sheets.length,
    together: panel.sheets.filter(({ prefix }) => prefix[0] === panel.sheets[0]?.prefix[0]).length,
    named: panel.sheets.some(({ title }) => title !== ""),
    names: namesWidth(panel, room),
    title: `${word(panel.title)} ${unbroken(panel.size)}`.trim(),
    needs:
      panel.picture !== undefined
        ? 0
        : most === null
          ? Number.POSITIVE_INFINITY
          : Math.max(Math.ceil(1.45 * room.digit), cellFor(most, room.digit)),
  };
}

function namesWidth({ sheets }: Panel, { text }: Room): number {
  const names = sheets.flatMap(({ rowNames = [] }) => rowNames);
  return names.length === 0 ? 0 : 6 + Math.max(...names.map((name) => textWidth(name, text)));
}

/** Words that stand in one line. */
export function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

/** Characters of the longest number, written as short as it is still read. */
function charactersOf({ sheets, frame }: Panel): number {
  let most = frame !== null && frame.padding === null ? 2 : 1;
  for (const { values } of sheets)
    for (const line of values)
      for (const value of line) if (value !== null) most = Math.max(most, least(value));
  return most;
}

const known = new Map<number, number>();
const MOST_KNOWN = 4096;

/** What is counted for hundreds of cells at every change: the same few numbers come again. */
function least(value: number): number {
  const characters = known.get(value) ?? leastCharacters(value);
  if (known.size > MOST_KNOWN) known.clear();
  known.set(value, characters);
  return characters;
}

/** All that an arrangement reads of blocks: while it stays, no number changes any place. */
export function arrangedBy(blocks: readonly Block[], room: Room): string {
  return JSON.stringify([
    room,
    blocks.map(({ panel, ...measured }) => [
      measured,
      panel.note,
      panel.sheets.map(({ title }) => title),
    ]),
  ]);
}

export function gridSize(
  { rows, columns }: Pick<Block, "rows" | "columns">,
  cell: number,
  room: Room,
): Size {
  const side = (count: number): number =>
    count * (cell + room.line) + room.line + 2 * BORDER + 2 * MARGIN;
  return { width: side(columns), height: side(rows) };
}

/** Width that a sheet takes beside others: of its grid, or of the words over it. */
function pitch(block: Block, grid: Size, room: Room): number {
  const titles = block.panel.sheets.map(({ title }) => textWidth(title, room.text) + 2 * MARGIN);
  return Math.max(block.names + grid.width, ...(block.named ? titles : []));
}

/** Height of the words over a sheet. */
export function sheetTitle(block: Block, room: Room): number {
  return block.named ? lineHeight(room.text) : 0;
}

/** Height of the words over a panel of this width. */
export function titleHeight(block: Block, width: number, room: Room): number {
  return wrapped(block.title, width, room.text).length * lineHeight(room.text);
}

export function panelSize(block: Block, cell: number, across: number, room: Room): Size {
  const grid = gridSize(block, cell, room);
  const lines = Math.ceil(block.sheets / across);
  const inner = across * pitch(block, grid, room) + (across - 1) * GAP;
  const width = Math.max(inner, narrowest(block, room));
  const title = titleHeight(block, width, room);
  const note =
    block.panel.note === ""
      ? 0
      : wrapped(block.panel.note, width, room.text).length * lineHeight(room.text);
  return {
    width,
    height: title + lines * (sheetTitle(block, room) + grid.height) + (lines - 1) * GAP + note,
  };
}

/** A title is never cut: the panel is as wide as its longest word, its words may stand in lines. */
function narrowest(block: Block, room: Room): number {
  return Math.min(room.width, textWidth(longestWord(block.title), room.text) + 2 * MARGIN);
}

export function sheetPlace(
  block: Block,
  at: number,
  cell: number,
  across: number,
  room: Room,
): { readonly x: number; readonly y: number } {
  const grid = gridSize(block, cell, room);
  return {
    x: block.names + (at % across) * (pitch(block, grid, room) + GAP),
    y: Math.floor(at / across) * (sheetTitle(block, room) + grid.height + GAP),
  };
}
