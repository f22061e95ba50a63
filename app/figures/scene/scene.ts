/**
 * What is on the screen for one state of a figure: tensors as grids of cells, what is lit, arrows,
 * one number's arithmetic, words. Plain data: no DOM, no measures, no store. `layout.ts` places
 * it, `SceneView.tsx` draws what can be touched, `scene-svg.ts` what is printed and saved.
 */
import type { Expression, Role } from "../../../engine/core/expression";
import type { Index } from "../../../engine/core/shape";
import type { Sliding } from "../conv-geometry/geometry";
import type { Place, Window } from "../marks/grid";
import type { VolumeExtents } from "../volume/arrange";
import type { CellStyle, Colouring } from "../marks/number-grid/cell-style";

/** One cell of a named tensor. */
export interface CellAt {
  readonly tensor: string;
  readonly index: Index;
}

/** One matrix of a tensor: the cells that share all indices but the last ones. */
export interface Sheet {
  readonly key: string;
  readonly tensor: string;
  /** The indices that all of its cells share. */
  readonly prefix: Index;
  /** How many of the last indices count its cells: 2 row and column, 1 row-major, 0 one cell. */
  readonly axes: 0 | 1 | 2;
  /** Indices behind those: zeros, where a picture is one cell and the channels are drawn. */
  readonly suffix: Index;
  /** Rows and columns are drawn from the last to the first. */
  readonly turned?: boolean;
  /** Over the sheet, where a panel has several: "channel 2". */
  readonly title: string;
  /** null: not computed yet, or not here yet. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Its first row and column among the tensor's, where it is a part of a matrix. */
  readonly first?: Place | undefined;
  /** Before its rows: "red", "green", "blue". */
  readonly rowNames?: readonly string[] | undefined;
}

/** A tensor of three channels from 0 to 1 as a colour picture instead of numbers. */
export interface Picture {
  /** RGBA, side × side. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly side: number;
  /** The channel that a click asks for. */
  readonly channel: number;
  /** The pixel that takes part; null where none does. */
  readonly at: { readonly row: number; readonly column: number } | null;
}

/** A picture takes the room of this many rows and columns of cells. */
const PICTURE_CELLS = 7;

export interface Panel {
  /** The tensor's name. */
  readonly key: string;
  readonly title: string;
  /** "6 × 6", "3 × 28 × 28". */
  readonly size: string;
  readonly hue: Role;
  /** Before the panel: "∗", "=". */
  readonly sign: string;
  readonly sheets: readonly Sheet[];
  /** Row and column of its first cell, where it is a part of something larger: for its names. */
  readonly from?: readonly [number, number] | undefined;
  /** A window slides over it: the padding round it, and the cells that no window visits. */
  readonly frame: { readonly sliding: Sliding; readonly padding: number | null } | null;
  readonly colouring: Colouring | null;
  /** The colouring of cells that have no room for digits; of all while it is painted. */
  readonly range?: Colouring | undefined;
  readonly editable: boolean;
  /** A reader points at it in the text. */
  readonly meant: boolean;
  /** Under the grid. */
  readonly note: string;
  /** Drawn instead of the sheets' numbers. */
  readonly picture?: Picture | undefined;
}

/** An outlined rectangle on a sheet, in its rows and columns, padding included. */
export interface Frame {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly hue: Role;
  readonly label?: string;
}

export interface Arrow {
  readonly from: CellAt;
  readonly to: CellAt;
  /** The one that is meant now. */
  readonly main: boolean;
}

/** One number and where it comes from. */
interface Worked {
  /** What the number is: "output row 0, column 1". */
  readonly title: string;
  readonly expression: Expression;
  readonly value: number;
  readonly role: Role;
  readonly at: CellAt;
  /** False while only some of its channels or products are added. */
  readonly isWhole?: boolean;
}

/** A cell that is asked who uses it, and the answer. */
export interface Asked {
  readonly at: CellAt;
  readonly words: string;
  readonly uses: readonly UsedBy[];
}

export interface UsedBy {
  readonly at: CellAt;
  /** "output 0, 1". */
  readonly name: string;
  /** What it is multiplied by there: "filter 1", "padding 0", "× 0.5". */
  readonly partner: string;
  readonly role: Role;
}

/**
 * A convolution over several channels: the sheets of its input, of one filter and of its output,
 * which of them are in front, and what each channel adds.
 */
export interface Volumes {
  /** Every sum is written out; null: as the reader has it. */
  readonly sums: boolean | null;
  readonly form: VolumeForm;
  /** How they are turned where they are drawn in space. */
  readonly turn: Turn;
  /** All channels. */
  readonly input: Panel;
  /** The slices of the filter in front. */
  readonly filter: Panel;
  /** The bias of the filter in front. */
  readonly bias: Panel | null;
  /** All channels; backwards, the gradient that arrives at them. */
  readonly output: Panel;
  /** Names of the tensors, whether or not they are drawn as gradients. */
  readonly extents: VolumeExtents;
  readonly front: Front;
  /** Where the filter stands on the input as drawn, padding included. */
  readonly window: Window | null;
  readonly forward: boolean;
  /** What each channel adds to every output of the filter in front; null where it is not asked. */
  readonly shares: Panel | null;
  /** What a dense layer makes of the pixel, where that is drawn. */
  readonly dense: Dense | null;
}

export interface Dense {
  /** One row per filter, one column per channel. */
  readonly matrix: Panel;
  /** The channels of the pixel, one under the other. */
  readonly pixel: Panel;
  readonly biases: Panel | null;
  /** What the convolution has there, and what the dense layer makes of it. */
  readonly convolved: readonly (readonly (number | null)[])[];
  readonly made: readonly (readonly (number | null)[])[];
  readonly row: number;
  readonly column: number;
}

/** Degrees by which volumes in space are turned: to the side, and seen from above. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

/**
 * Sheets side by side, piled up, tilted in space, (filters of one pixel) as a matrix, or as small
 * pictures with the window in digits.
 */
export type VolumeForm = "apart" | "together" | "tilted" | "tilted-apart" | "dense" | "large";

/** The sheets that are read now. */
export interface Front {
  readonly channel: number;
  readonly filter: number;
}

export interface Scene {
  readonly panels: readonly Panel[];
  /** The panels of a convolution over several channels, drawn as volumes; null: one by one. */
  readonly volumes?: Volumes | null;
  /** How cells look, by `cellKey`. */
  readonly cellStyles: ReadonlyMap<string, CellStyle>;
  /** The cell that is explained. */
  readonly cursor: CellAt | null;
  /** The cell that is pointed at, here or in the text. */
  readonly pointed: CellAt | null;
  /** The cells that it is multiplied by in the arithmetic. */
  readonly partners: readonly CellAt[];
  readonly asked: Asked | null;
  readonly frames: readonly Frame[];
  readonly arrows: readonly Arrow[];
  /** The sizes of a sliding window, for its formula. */
  readonly sliding: Sliding | null;
  /** What belongs to all panels: "Dashed: padding. It counts as 0." */
  readonly notes: readonly string[];
  readonly worked: Worked | null;
  /** What to know about the number besides its arithmetic; or what to do where there is none. */
  readonly remarks: readonly string[];
}

export function cellKey(tensor: string, index: Index): string {
  return `${tensor}[${index.join(",")}]`;
}

/** The index of a cell of a sheet, by row and column without the padding. */
export function indexIn(sheet: Sheet, drawnRow: number, drawnColumn: number): Index {
  const columns = sheet.values[0]?.length ?? 0;
  const { row, column } = placed(sheet, { row: drawnRow, column: drawnColumn });
  const { first } = sheet;
  const own =
    sheet.axes === 2
      ? [row + (first?.row ?? 0), column + (first?.column ?? 0)]
      : sheet.axes === 1
        ? [row * columns + column]
        : [];
  return [...sheet.prefix, ...own, ...sheet.suffix];
}

/** Where a row and column are drawn, and the other way round. */
function placed(sheet: Sheet, at: Place): Place {
  if (sheet.turned !== true) return at;
  const [rows, columns] = [sheet.values.length, sheet.values[0]?.length ?? 0];
  return { row: rows - 1 - at.row, column: columns - 1 - at.column };
}

/** Row and column of a cell in a sheet; null when it lies in another. */
export function placeIn(sheet: Sheet, { tensor, index }: CellAt): Place | null {
  if (
    tensor !== sheet.tensor ||
    index.length !== sheet.prefix.length + sheet.axes + sheet.suffix.length ||
    sheet.prefix.some((at, axis) => index[axis] !== at)
  )
    return null;
  const own = index.slice(sheet.prefix.length, sheet.prefix.length + sheet.axes);
  const [first = 0, second = 0] = own;
  if (sheet.axes === 2)
    return placed(sheet, {
      row: first - (sheet.first?.row ?? 0),
      column: second - (sheet.first?.column ?? 0),
    });
  const columns = Math.max(1, sheet.values[0]?.length ?? 1);
  return placed(sheet, { row: Math.floor(first / columns), column: first % columns });
}

/** The same for a cell that is told by its `cellKey`. */
export function placeOfKey(sheet: Sheet, key: string): Place | null {
  const { tensor } = sheet;
  if (!key.startsWith(`${tensor}[`)) return null;
  const inside = key.slice(tensor.length + 1, -1);
  return placeIn(sheet, { tensor, index: inside === "" ? [] : inside.split(",").map(Number) });
}

/** Rows and columns of a panel's sheets as drawn, padding included. */
export function drawnSize({ sheets, frame, picture }: Panel): {
  readonly rows: number;
  readonly columns: number;
} {
  if (picture !== undefined) return { rows: PICTURE_CELLS, columns: PICTURE_CELLS };
  const rows = Math.max(0, ...sheets.map(({ values }) => values.length));
  const columns = Math.max(0, ...sheets.map(({ values }) => values[0]?.length ?? 0));
  if (frame === null) return { rows, columns };
  const { rows: down, columns: across } = frame.sliding;
  return { rows: rows + down.before + down.after, columns: columns + across.before + across.after };
}

export function sameCell(a: CellAt | null, b: CellAt | null): boolean {
  return a !== null && b !== null && cellKey(a.tensor, a.index) === cellKey(b.tensor, b.index);
}
