import { textWidth as boldWidth } from "../marks/text-metrics";

/** The room that a layout may fill, and the type it is set in. All in CSS px. */
export interface Room {
  readonly width: number;
  /** What the grids may take so that the rest of the figure is seen with them. */
  readonly height: number;
  /** Type of titles and notes. */
  readonly text: number;
  /** The smallest digits that are read in a cell. */
  readonly digit: number;
  /** No digits are smaller, whether or not they fit their cell. */
  readonly least?: number;
  /** Between two cells. */
  readonly line: number;
  /** No cell is larger. */
  readonly largest: number;
  /** How much of a cell's side a digit may take, and what stays free beside it. */
  readonly share: number;
  readonly margin: number;
  /** A later arrangement wins when its cells are this much larger. */
  readonly clearly: number;
}

/** A page of a printed lesson. */
export const PAPER: Room = {
  width: 640,
  height: 420,
  text: 14,
  digit: 14,
  line: 1,
  largest: 40,
  share: 0.42,
  margin: 8,
  clearly: 1.2,
};

/** Border, and what the grid's scroll area leaves round it for focus rings. */
export const BORDER = 2;
export const MARGIN = 4;

/** Of a title; notes are not bold and take less. */
export function textWidth(text: string, type: number): number {
  return boldWidth(text, { size: type, bold: true });
}

/** Lines of a text that has `width`; a word longer than that has a line of its own. */
export function wrapped(text: string, width: number, type: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, type) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function longestWord(text: string): string {
  return text.split(" ").reduce((most, word) => (word.length > most.length ? word : most), "");
}

export function lineHeight(type: number): number {
  return Math.ceil(1.35 * type);
}
