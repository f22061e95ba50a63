/**
 * Which inputs are made of a photo: the window that is cut out, mirrored or not, and how far its
 * colours are moved. One at a time, a batch as it is drawn in training, or ten in use.
 */
import { random } from "../../../engine/core/random";
import {
  type ColourAxes,
  colourShift,
  type CutOut,
  drawCutOut,
  type DrawnCutOut,
  tenCutOuts,
} from "../../../engine/train/cut-outs";
import { choice, group, integer, number, truth } from "../fields/kinds";
import { pictures } from "../fields/pictures";
import { type StateOf, table } from "../fields/table";

/** Side of a photo, of what is cut out of it, and how far the window can move. */
export const WHOLE = 256;
export const SIDE = 224;
export const ROOM = WHOLE - SIDE;
const PLACES = ROOM + 1;
/** All inputs that a photo gives without changed colours. */
export const INPUTS = PLACES * PLACES * 2;
/** Cut-outs that are drawn at once. */
export const BATCH = 12;
/** Of α, in the paper. */
const SPREAD = 0.1;

export const PHOTOS = ["chelsea", "coffee", "astronaut", "rocket"] as const;

const place = { from: 0, to: ROOM, look: "slider" } as const;
const pixel = { from: 0, to: SIDE - 1, standard: SIDE / 2, control: null } as const;

export const fields = table(
  1,
  {
    photo: pictures({
      label: "Picture",
      says: "The picture it opens with.",
      names: [...PHOTOS, "own"],
    }),
    shows: choice(
      { one: "one", batch: "twelve drawn", use: "ten in use" },
      {
        label: "Cut-outs",
        says: "One cut-out, twelve as they are drawn in training, or the ten whose answers are averaged in use.",
      },
    ),
    row: integer({ ...place, label: "First row", says: "First row of the cut-out.", standard: 16 }),
    column: integer({
      ...place,
      label: "First column",
      says: "First column of the cut-out.",
      standard: 16,
    }),
    mirrored: truth({ label: "Mirrored", says: "Left and right exchanged." }),
    colours: truth({
      label: "Shift colours",
      says: "Add a multiple of each main colour direction of the photo to all pixels.",
    }),
    spread: number({
      label: "Spread of α",
      says: "Standard deviation of α; the paper has 0.1.",
      from: 0,
      to: 3,
      step: 0.1,
      standard: SPREAD,
    }),
    seed: integer({
      label: "Seed",
      says: "Seed of what is drawn.",
      from: 0,
      to: 9999,
      standard: 1,
    }),
    pixel: group("Pixel", {
      pixelRow: integer({ ...pixel, label: "Row", says: "Row of the pixel that is worked out." }),
      pixelColumn: integer({ ...pixel, label: "Column", says: "Its column." }),
    }),
  },
  { parts: ["own", "draw", "numbers"] },
);

export type CutOutsState = StateOf<typeof fields.fields>;

/** The cut-out `at` of the batch that the seed draws. */
function drawnAt({ seed }: Pick<CutOutsState, "seed">, at: number): DrawnCutOut {
  return drawCutOut(random(seed).split(`cut-out ${at}`), ROOM);
}

/** A cut-out with its α; null where the colours stay. */
export interface Wanted extends CutOut {
  readonly alphas: readonly number[] | null;
}

/** What is shown, in its order. In use colours stay as they are. */
export function wantedOf(state: CutOutsState): readonly Wanted[] {
  const { shows, row, column, mirrored } = state;
  if (shows === "use") return tenCutOuts(ROOM).map((cut) => ({ ...cut, alphas: null }));
  if (shows === "one") return [{ row, column, mirrored, alphas: alphasAt(state, 0) }];
  return Array.from({ length: BATCH }, (_, at) => ({
    ...drawnAt(state, at),
    alphas: alphasAt(state, at),
  }));
}

function alphasAt(state: CutOutsState, at: number): readonly number[] | null {
  if (!state.colours) return null;
  return drawnAt(state, at).normals.map((normal) => state.spread * normal);
}

const NOTHING = [0, 0, 0];

/** What is added to red, green and blue. */
export function shiftOf(axes: ColourAxes, { alphas }: Wanted): readonly number[] {
  return alphas === null ? NOTHING : colourShift(axes, alphas);
}

/** The next draw, with the first of its cut-outs for the one that is looked at. */
export function drawnAnew(state: CutOutsState): CutOutsState {
  const seed = (state.seed + 1) % 10_000;
  const { row, column, mirrored } = drawnAt({ seed }, 0);
  return { ...state, seed, row, column, mirrored };
}

/** Of all inputs, not mirrored first, row by row. */
export function orderOf({ row, column, mirrored }: CutOut): number {
  return (mirrored ? PLACES * PLACES : 0) + row * PLACES + column;
}
