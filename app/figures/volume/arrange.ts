/**
 * How a convolution on a volume is laid out in the room there is. A ledger has a column for each
 * channel: its sheet of the input, its sheet of the filter, what it adds. Where whole sheets would
 * be too small to read, the ledger zooms: a small map of each sheet, and the numbers under the
 * filter. A deck piles the sheets up with the one in use in front. All in CSS px.
 */
export interface VolumeExtents {
  readonly channels: number;
  /** Of one sheet of the input as drawn, padding included. */
  readonly rows: number;
  readonly columns: number;
  readonly kernel: number;
  readonly filters: number;
  readonly outRows: number;
  readonly outColumns: number;
}

export interface Room {
  readonly width: number;
  /** What the picture should not be higher than, where that is possible. */
  readonly height: number;
  /**
   * Side of a cell with digits: as large as is useful, the least that is comfortable, the least of
   * all.
   */
  readonly most: number;
  readonly comfort: number;
  readonly least: number;
  /** The smallest type for a digit. */
  readonly digit: number;
  /** Factor of the type's usual size, and the width of the lines between cells. */
  readonly rem: number;
  readonly line: number;
}

export interface Arrangement {
  readonly form: "ledger" | "zoom" | "deck";
  /** Where the output stands: beside everything, under the filter, or below everything. */
  readonly place: "beside" | "under" | "below";
  /** Side of a cell of input and filter, of the output, and of the small maps. */
  readonly cell: number;
  readonly outCell: number;
  readonly mapCell: number;
  /** From one sheet to the next: across in a ledger, across and up in a deck. */
  readonly step: number;
  readonly outStep: number;
}

/** Between columns of a ledger, and between parts that have a sign between them. */
export const GAP = 12;
const SIGN = 30;
/** Room for "+ bias = number" under the output. */
const TOTAL = 186;
/**
 * Height of a title, of the names of the channels, and of the line of sums, at the usual size of
 * type.
 */
const TITLE = 26;
const NAMES = 22;
const SUMS = 60;
/** A small map is not larger than this. */
const MAP = 112;

export interface Wishes {
  /** Sheets peeled apart, as far as there is room. */
  readonly apart: boolean;
  /** A sheet of shares under each channel. */
  readonly shares: boolean;
  /** The filter stands on a window, so that there is something to zoom to. */
  readonly zooms: boolean;
}

/** Width or height of a grid of `count` cells with its frame. */
export function gridSize(count: number, cell: number, line: number): number {
  return count * (cell + line) + line + 12;
}

/** How far each sheet behind another peeks out; less when there are many, and on a phone. */
function peekOf(sheets: number, { width }: Room): number {
  return sheets < 2
    ? 0
    : Math.max(2, Math.min(9, Math.floor(Math.min(45, 0.08 * width) / (sheets - 1))));
}

export function arrange(of: VolumeExtents, room: Room, wishes: Wishes): Arrangement {
  const tall = { ...room, height: Number.POSITIVE_INFINITY };
  const whole = (within: Room): Arrangement | null =>
    found(within, (trial) => ledgerAt(of, within, wishes.shares, trial));
  const zoom = (within: Room): Arrangement | null =>
    wishes.zooms && of.channels > 1
      ? found(within, (trial) => zoomAt(of, within, wishes.shares, trial), room.comfort + 10)
      : null;
  // Shares can be compared only when they lie side by side, so they may be higher than the room.
  const asked = wishes.shares
    ? (whole(room) ?? whole(tall) ?? zoom(tall))
    : wishes.apart
      ? (whole(room) ?? zoom(room))
      : null;
  return asked ?? deck(of, room) ?? zoom(tall) ?? bare(of, room);
}

interface Trial {
  readonly cell: number;
  readonly place: "beside" | "below";
}

/** The first arrangement that fits, from the largest cells down. */
function found(
  room: Room,
  at: (trial: Trial) => Arrangement | null,
  most = room.most,
): Arrangement | null {
  const from = Number.isFinite(room.height) ? most : room.comfort;
  for (let cell = from; cell >= room.comfort; cell--)
    for (const place of ["beside", "below"] as const) {
      const fits = at({ cell, place });
      if (fits !== null) return fits;
    }
  return null;
}

function ledgerAt(
  of: VolumeExtents,
  room: Room,
  shares: boolean,
  { cell, place }: Trial,
): Arrangement | null {
  const side = (count: number): number => gridSize(count, cell, room.line);
  const column = Math.max(
    side(of.columns),
    side(of.kernel),
    shares ? side(of.outColumns) : 0,
    72 * room.rem,
  );
  const extra = shares ? TITLE * room.rem + side(of.outRows) : 0;
  const left = side(of.rows) + TITLE * room.rem + side(of.kernel) + extra;
  return fitted(of, room, { cell, place }, column, left, { form: "ledger", mapCell: 0 });
}

function zoomAt(
  of: VolumeExtents,
  room: Room,
  shares: boolean,
  { cell, place }: Trial,
): Arrangement | null {
  const numbers = gridSize(of.kernel, cell, room.line);
  const longest = Math.max(of.rows, of.columns);
  const mapCell = Math.max(
    2,
    Math.floor(Math.min(MAP * room.rem, Math.max(numbers, 72 * room.rem)) / longest),
  );
  const share = shares ? gridSize(of.outColumns, cell, room.line) : 0;
  const column = Math.max(numbers, share, mapCell * of.columns + 4, 72 * room.rem);
  const extra = shares ? TITLE * room.rem + gridSize(of.outRows, cell, room.line) : 0;
  const left = mapCell * of.rows + 4 + 2 * (TITLE * room.rem + numbers) + extra;
  return fitted(of, room, { cell, place }, column, left, { form: "zoom", mapCell });
}

/**
 * A ledger of columns that are `column` wide and `tall` high under their names, with the output
 * beside or below.
 */
function fitted(
  of: VolumeExtents,
  room: Room,
  { cell, place }: Trial,
  column: number,
  tall: number,
  rest: Pick<Arrangement, "form" | "mapCell">,
): Arrangement | null {
  const outStep = peekOf(of.filters, room);
  const behind = outStep * (of.filters - 1);
  const outWidth = Math.max(gridSize(of.outColumns, cell, room.line) + behind, TOTAL * room.rem);
  const left = (NAMES + TITLE) * room.rem + tall;
  const right = TITLE * room.rem + gridSize(of.outRows, cell, room.line) + behind;
  const wide = place === "beside" ? room.width - outWidth - SIGN * room.rem : room.width;
  const high = (place === "beside" ? Math.max(left, right) : left + right) + SUMS * room.rem;
  if (of.channels * column + (of.channels - 1) * GAP > wide || high > room.height) return null;
  return { ...rest, place, cell, outCell: cell, step: Math.ceil(column) + GAP, outStep };
}

function deck(of: VolumeExtents, room: Room): Arrangement | null {
  for (const height of [room.height, Number.POSITIVE_INFINITY])
    for (
      let cell = height === room.height ? room.most : room.comfort + 6;
      cell >= room.least;
      cell--
    )
      for (const place of ["beside", "under", "below"] as const) {
        const fits = deckAt(of, { ...room, height }, cell, place);
        if (fits !== null) return fits;
      }
  return null;
}

/** Too many cells for digits, and nothing to zoom to: colours tell. */
function bare(of: VolumeExtents, room: Room): Arrangement {
  const behind = peekOf(of.channels, room) * (of.channels - 1);
  const [rest, outBehind] = [160 * room.rem, peekOf(of.filters, room) * (of.filters - 1)];
  let cell = room.least - 1;
  const wide = (): number =>
    Math.max(
      gridSize(of.columns, cell, room.line) + behind,
      gridSize(of.outColumns, cell, room.line) + outBehind + rest,
    );
  while (cell > 4 && wide() > room.width) cell--;
  return {
    form: "deck",
    place: "below",
    cell,
    outCell: cell,
    mapCell: 0,
    step: peekOf(of.channels, room),
    outStep: peekOf(of.filters, room),
  };
}

function deckAt(
  of: VolumeExtents,
  room: Room,
  cell: number,
  place: Arrangement["place"],
): Arrangement | null {
  const outCell = place === "under" ? Math.max(room.least, Math.floor(0.8 * cell)) : cell;
  const [step, outStep] = [peekOf(of.channels, room), peekOf(of.filters, room)];
  const [behind, outBehind] = [step * (of.channels - 1), outStep * (of.filters - 1)];
  const side = (count: number, each = cell): number => gridSize(count, each, room.line);
  const { width, height } = deckSize(place, room.rem, {
    input: { width: side(of.columns) + behind, height: side(of.rows) + behind },
    filter: { width: side(of.kernel) + behind, height: side(of.kernel) + behind },
    output: {
      width: side(of.outColumns, outCell) + outBehind,
      height: side(of.outRows, outCell) + outBehind,
    },
    bias: { width: Math.max(side(1), 56 * room.rem), height: side(1) },
  });
  return width > room.width || height > room.height
    ? null
    : { form: "deck", place, cell, outCell, mapCell: 0, step, outStep };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a deck takes up with its output at this place. */
function deckSize(
  place: Arrangement["place"],
  rem: number,
  { input, filter, output, bias }: Readonly<Record<"input" | "filter" | "output" | "bias", Size>>,
): Size {
  const [title, sign, gap] = [TITLE * rem, SIGN * rem, GAP * rem];
  const result = Math.max(output.width, 145 * rem);
  switch (place) {
    case "beside":
      return {
        width: input.width + 2 * sign + Math.max(filter.width, bias.width, 130 * rem) + result,
        height: title + Math.max(input.height, filter.height + title + bias.height, output.height),
      };
    case "under": {
      const above = Math.max(filter.width, 110 * rem) + gap + bias.width;
      return {
        width: input.width + sign + Math.max(above, result),
        height: Math.max(title + input.height, 2 * title + filter.height + output.height),
      };
    }
    default: {
      const line = Math.max(filter.width, 84 * rem) + gap + bias.width + 15 * rem + result;
      return {
        width: Math.max(input.width, line),
        height: 2 * title + input.height + Math.max(filter.height, output.height),
      };
    }
  }
}
