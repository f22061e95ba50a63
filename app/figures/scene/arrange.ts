/**
 * How panels share a room: in rows, in reading order, or the first with the others in a column
 * beside it. Every way is tried in numbers; the one in which most panels show digits wins, then the
 * one with the largest cells. What is seen at once is preferred; where nothing can be read that
 * way, the figure grows downwards.
 */
import { type Block, panelSize, sheetTitle, type Size, titleHeight } from "./measure";
import type { Room } from "./room";

/** Panels by number, with the side of their cells and the sheets that stand side by side. */
interface Spot {
  readonly block: number;
  readonly cell: number;
  readonly across: number;
  readonly x: number;
  readonly y: number;
  readonly size: Size;
}

export interface Arrangement {
  readonly way: "rows" | "beside";
  readonly rows: readonly (readonly number[])[];
  readonly spots: readonly Spot[];
  readonly size: Size;
}

const LEAST = 3;
/** Between two panels: the sign with its margins. Between two rows. */
export const SIGN = 40;
const ROW_GAP = 10;
/** Cells that are easy to read. */
const COMFORTABLE = 26;
const ROOMY = 34;
/** Of two ways whose numbers are read alike, a later one wins when it is so much shorter. */
const SHORTER = 0.75;
/** More panels than this stand in rows that are filled one after the other. */
const MOST_TRIED = 6;

export function arrange(blocks: readonly Block[], room: Room): Arrangement {
  if (blocks.length === 0)
    return { way: "rows", rows: [], spots: [], size: { width: 0, height: 0 } };
  const seen = best(blocks, room);
  const enough = Math.min(COMFORTABLE, room.largest);
  if (readable(blocks, seen) === blocks.length && smallest(seen) >= enough) return seen;
  const tall = best(blocks, {
    ...room,
    height: Number.POSITIVE_INFINITY,
    largest: Math.min(room.largest, ROOMY),
  });
  const gains = readable(blocks, tall) - readable(blocks, seen);
  return gains > 0 || (gains === 0 && smallest(seen) < enough && smallest(tall) > smallest(seen))
    ? tall
    : seen;
}

/** A panel's cells grow beyond the usual only for its own numbers. */
function capped(block: Block, cell: number, room: Room): number {
  return Math.min(cell, Math.max(room.largest, finite(block)));
}

function mostOf(blocks: readonly Block[], room: Room): number {
  return Math.max(room.largest, ...blocks.map(finite));
}

function finite({ needs }: Block): number {
  return Number.isFinite(needs) ? needs : 0;
}

function best(blocks: readonly Block[], room: Room): Arrangement {
  let chosen: Arrangement | null = null;
  for (const pile of pilesOf(blocks))
    for (const way of waysOf(blocks, pile, room))
      if (chosen === null || isBetter(blocks, way, chosen, room.clearly)) chosen = way;
  return chosen ?? inRows(blocks, [blocks.map((_, at) => at)], "line", room);
}

/**
 * An earlier way is kept unless a later one gives clearly larger cells, or as large in less height.
 */
function isBetter(
  blocks: readonly Block[],
  way: Arrangement,
  chosen: Arrangement,
  clearly: number,
): boolean {
  const gains = readable(blocks, way) - readable(blocks, chosen);
  if (gains !== 0) return gains > 0;
  const shorter = way.size.height <= SHORTER * chosen.size.height;
  return smallest(way) >= (shorter ? 1 : clearly) * smallest(chosen);
}

function readable(blocks: readonly Block[], { spots }: Arrangement): number {
  return spots.filter(({ block, cell }) => cell >= (blocks[block]?.needs ?? Infinity)).length;
}

function smallest({ spots }: Arrangement): number {
  return Math.min(...spots.map(({ cell }) => cell));
}

/** Sheets of a panel: in one line, in a square, in a column. */
type Pile = "line" | "square" | "column";

function pilesOf(blocks: readonly Block[]): readonly Pile[] {
  return blocks.some(({ sheets }) => sheets > 1) ? ["line", "square", "column"] : ["line"];
}

/**
 * In a square the sheets of one sample, or of one filter, stay in one line where they have room.
 */
function acrossOf({ sheets, together }: Block, pile: Pile): number {
  if (pile === "column") return 1;
  const side = Math.ceil(Math.sqrt(sheets));
  if (pile === "line") return sheets;
  return together > 1 && together < sheets && together <= 2 * side ? together : side;
}

function* waysOf(blocks: readonly Block[], pile: Pile, room: Room): Generator<Arrangement> {
  if (blocks.length > MOST_TRIED) {
    yield inRows(blocks, filled(blocks, pile, room), pile, room);
    return;
  }
  const [whole, ...split] = splits(blocks.length);
  if (whole !== undefined) yield inRows(blocks, whole, pile, room);
  if (blocks.length > 2) yield beside(blocks, pile, room);
  for (const rows of split) yield inRows(blocks, rows, pile, room);
}

/** All ways to cut 0 … count−1 into rows, few rows first. */
function splits(count: number): number[][][] {
  const found: number[][][] = [];
  for (let cuts = 0; cuts < 1 << (count - 1); cuts++) {
    const rows: number[][] = [[0]];
    for (let at = 1; at < count; at++)
      if ((cuts >> (at - 1)) % 2 === 1) rows.push([at]);
      else rows.at(-1)?.push(at);
    found.push(rows);
  }
  return found.toSorted((a, b) => a.length - b.length);
}

/** Many panels: as many to a row as have room when every number is read. */
function filled(blocks: readonly Block[], pile: Pile, room: Room): number[][] {
  const rows: number[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const [at, block] of blocks.entries()) {
    const cell = Math.min(room.largest, Math.max(1.5 * room.digit, finite(block)));
    const { width } = panelSize(block, Math.ceil(cell), acrossOf(block, pile), room);
    if (used + SIGN + width > room.width) {
      rows.push([at]);
      used = width;
    } else {
      rows.at(-1)?.push(at);
      used += SIGN + width;
    }
  }
  return rows;
}

function inRows(
  blocks: readonly Block[],
  rows: readonly (readonly number[])[],
  pile: Pile,
  room: Room,
): Arrangement {
  const widest = rows.map((row) =>
    largestThat(
      mostOf(blocks, room),
      (cell) => rowSize(blocks, row, cell, pile, room).width <= room.width,
    ),
  );
  const at = (most: number): readonly number[] => widest.map((cell) => Math.min(cell, most));
  const height = (cells: readonly number[]): number =>
    rows.reduce(
      (sum, row, line) =>
        sum +
        (line === 0 ? 0 : ROW_GAP) +
        rowSize(blocks, row, cells[line] ?? LEAST, pile, room).height,
      0,
    );
  const cells = at(largestThat(mostOf(blocks, room), (most) => height(at(most)) <= room.height));
  return placeRows(blocks, rows, cells, pile, room);
}

/** Also how high the words over the row are: its grids begin at one height below them. */
function rowSize(
  blocks: readonly Block[],
  row: readonly number[],
  cell: number,
  pile: Pile,
  room: Room,
): Size & { readonly head: number } {
  let width = 0;
  let head = 0;
  let rest = 0;
  for (const at of row) {
    const block = blocks[at];
    if (block === undefined) continue;
    const size = panelSize(block, capped(block, cell, room), acrossOf(block, pile), room);
    const own = headOf(block, size, room);
    width += size.width + (at === 0 ? 0 : SIGN);
    head = Math.max(head, own);
    rest = Math.max(rest, size.height - own);
  }
  return { width, height: head + rest, head };
}

/** From the top of a panel to its first grid. */
function headOf(block: Block, { width }: Size, room: Room): number {
  return titleHeight(block, width, room) + sheetTitle(block, room);
}

function placeRows(
  blocks: readonly Block[],
  rows: readonly (readonly number[])[],
  cells: readonly number[],
  pile: Pile,
  room: Room,
): Arrangement {
  const spots: Spot[] = [];
  let y = 0;
  let most = 0;
  for (const [line, row] of rows.entries()) {
    const cell = cells[line] ?? LEAST;
    const all = rowSize(blocks, row, cell, pile, room);
    let x = Math.max(0, Math.floor((room.width - all.width) / 2));
    for (const at of row) {
      const block = blocks[at];
      if (block === undefined) continue;
      if (at > 0) x += SIGN;
      const across = acrossOf(block, pile);
      const own = capped(block, cell, room);
      const size = panelSize(block, own, across, room);
      const down = all.head - headOf(block, size, room);
      spots.push({ block: at, cell: own, across, x, y: y + down, size });
      x += size.width;
    }
    most = Math.max(most, x);
    y += all.height + ROW_GAP;
  }
  return { way: "rows", rows, spots, size: { width: most, height: y - ROW_GAP } };
}

function beside(blocks: readonly Block[], pile: Pile, room: Room): Arrangement {
  const sizes = (cell: number): Size[] =>
    blocks.map((block) => panelSize(block, capped(block, cell, room), acrossOf(block, pile), room));
  const whole = ([first, ...rest]: readonly Size[]): Size => ({
    width: (first?.width ?? 0) + SIGN + Math.max(0, ...rest.map(({ width }) => width)),
    height: Math.max(
      first?.height ?? 0,
      rest.reduce((sum, { height }) => sum + height + ROW_GAP, -ROW_GAP),
    ),
  });
  const cell = largestThat(mostOf(blocks, room), (side) => {
    const { width, height } = whole(sizes(side));
    return width <= room.width && height <= room.height;
  });
  const all = sizes(cell);
  const { width, height } = whole(all);
  const left = Math.max(0, Math.floor((room.width - width) / 2));
  let y = 0;
  const spots = blocks.map((block, at): Spot => {
    const size = all[at] ?? { width: 0, height: 0 };
    const spot = {
      block: at,
      cell: capped(block, cell, room),
      across: acrossOf(block, pile),
      size,
    };
    if (at === 0) return { ...spot, x: left, y: 0 };
    const top = y;
    y += size.height + ROW_GAP;
    return { ...spot, x: left + (all[0]?.width ?? 0) + SIGN, y: top };
  });
  return {
    way: "beside",
    rows: [blocks.map((_, at) => at)],
    spots,
    size: { width: left + width, height },
  };
}

/** The largest whole number from LEAST to `most` that fits; LEAST where none does. */
function largestThat(most: number, fits: (cell: number) => boolean): number {
  let [low, high] = [LEAST, Math.max(LEAST, Math.floor(most))];
  if (fits(high)) return high;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
