/**
 * Where everything of a scene stands, in CSS px from the top left of the board: the same numbers
 * for the page, for print and for a saved picture. Pure; tested without a browser.
 */
import { fontFor, roomIn } from "../marks/number-grid/fit";
import { arrange, type Arrangement, SIGN } from "./arrange";
import { type Block, blockOf, gridSize, sheetPlace, sheetTitle } from "./measure";
import { BORDER, lineHeight, MARGIN, type Room, textWidth, wrapped } from "./room";
import { type CellAt, type Panel, placeIn, type Scene, type Sheet } from "./scene";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedSheet extends Box {
  readonly sheet: Sheet;
  readonly cell: number;
  /** Characters that fit a cell, and the type they are set in; null where cells are colours. */
  readonly digits: { readonly room: number; readonly font: number } | null;
}

export interface PlacedPanel extends Box {
  readonly panel: Panel;
  readonly title: readonly string[];
  readonly sheets: readonly PlacedSheet[];
  readonly sign: { readonly x: number; readonly y: number; readonly text: string } | null;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly room: Room;
  readonly panels: readonly PlacedPanel[];
  /** Free room under small panels, for the size formula and notes; null where there is none. */
  readonly corner: Box | null;
}

/** Narrower than this, words in a corner break after every few. */
const NARROWEST = 150;

export function layOutScene(scene: Pick<Scene, "panels">, room: Room): Layout {
  const blocks = blocksOf(scene, room);
  return placeScene(blocks, arrange(blocks, room), room);
}

export function blocksOf(scene: Pick<Scene, "panels">, room: Room): readonly Block[] {
  return scene.panels.map((panel) => blockOf(panel, room));
}

/** `arrangement`: of blocks that are measured like these; their numbers may be others. */
export function placeScene(
  blocks: readonly Block[],
  { way, rows, spots, size }: Arrangement,
  room: Room,
): Layout {
  const panels = spots.flatMap(({ block: at, cell, across, x, y, size: own }) => {
    const block = blocks[at];
    if (block === undefined) return [];
    const title = wrapped(block.title, own.width, room.text);
    const top = y + title.length * lineHeight(room.text);
    return [
      {
        panel: block.panel,
        x,
        y,
        ...own,
        title,
        sheets: block.panel.sheets.map((sheet, index) =>
          placedSheet(block, sheet, index, { cell, across, x, y: top }, room),
        ),
        sign: null,
      },
    ];
  });
  const signed = panels.map((placed, at) => ({
    ...placed,
    sign: signOf(placed, at, panels, rows, way),
  }));
  return {
    width: size.width,
    height: size.height,
    room,
    panels: signed,
    corner: way === "rows" && rows.length === 1 ? cornerOf(panels, size.height, room) : null,
  };
}

function placedSheet(
  block: Block,
  sheet: Sheet,
  index: number,
  { cell, across, x, y }: { cell: number; across: number; x: number; y: number },
  room: Room,
): PlacedSheet {
  const place = sheetPlace(block, index, cell, across, room);
  const characters = roomIn(cell, room.digit);
  return {
    sheet,
    cell,
    x: x + place.x,
    y: y + place.y + sheetTitle(block, room),
    ...gridSize(block, cell, room),
    digits:
      cell < block.needs
        ? null
        : { room: characters, font: fontFor(sheet.values, cell, characters, room.digit, room) },
  };
}

/** Before every panel but the first: in the middle of the lowest grid of its row. */
function signOf(
  { panel, x, sheets }: PlacedPanel,
  at: number,
  panels: readonly PlacedPanel[],
  rows: readonly (readonly number[])[],
  way: "rows" | "beside",
): PlacedPanel["sign"] {
  if (at === 0 || panel.sign === "") return null;
  const row = way === "beside" ? [at] : (rows.find((one) => one.includes(at)) ?? [at]);
  const middles = row.flatMap((one) => {
    const grids = panels[one]?.sheets ?? [];
    const [first, last] = [grids[0], grids.at(-1)];
    return first === undefined || last === undefined ? [] : [(first.y + last.y + last.height) / 2];
  });
  const own = ((sheets[0]?.y ?? 0) + (sheets.at(-1)?.y ?? 0) + (sheets.at(-1)?.height ?? 0)) / 2;
  return { x: x - SIGN / 2, y: Math.min(own, ...middles), text: panel.sign };
}

function cornerOf(panels: readonly PlacedPanel[], bottom: number, room: Room): Box | null {
  const rest = panels.slice(1);
  if (rest.length === 0) return null;
  const x = Math.min(...rest.map((one) => one.x));
  const y = Math.max(...rest.map((one) => one.y + one.height)) + 8;
  const width = room.width - x;
  return width < NARROWEST ? null : { x, y, width, height: bottom - y };
}

/** How high a text of these lines is when it has `width`. */
export function textHeight(lines: readonly string[], width: number, room: Room): number {
  return lines.reduce(
    (sum, line) => sum + wrapped(line, width, room.text).length * lineHeight(room.text),
    0,
  );
}

/** The box of a cell on the board; null when it is not drawn. */
export function cellBox({ panels, room }: Pick<Layout, "panels" | "room">, at: CellAt): Box | null {
  for (const { panel, sheets } of panels)
    for (const { sheet, x, y, cell } of sheets) {
      const place = placeIn(sheet, at);
      if (place === null) continue;
      const before = panel.frame?.sliding;
      const step = cell + room.line;
      return {
        x: x + MARGIN + BORDER + room.line + (place.column + (before?.columns.before ?? 0)) * step,
        y: y + MARGIN + BORDER + room.line + (place.row + (before?.rows.before ?? 0)) * step,
        width: cell,
        height: cell,
      };
    }
  return null;
}

/** The smallest digits that are drawn; infinite where no panel shows digits. */
export function smallestDigit({ panels }: Layout): number {
  return Math.min(
    ...panels.flatMap(({ sheets }) =>
      sheets.map(({ digits }) => digits?.font ?? Number.POSITIVE_INFINITY),
    ),
  );
}

/** Whether a title line is longer than its panel: only a single long word may be. */
export function isCut({ title, width }: PlacedPanel, room: Room): boolean {
  return title.some((line) => line.includes(" ") && textWidth(line, room.text) > width);
}
