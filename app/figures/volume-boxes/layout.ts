/**
 * Where the blocks of a network stand: to one scale, as many in a row as there is room for, arrows
 * between them. A block's face is its picture, its depth its channels, drawn at half length as
 * draughtsmen do (cabinet projection). Pure.
 */

import type { Block, BoxVolume, Drawing, Placed } from "./drawing";

const DEPTH = { right: 0.45, rise: 0.24 };
/** All in px at 16 px type. */
const LETTER = 7.8;
const LINE = 20;
const GAP = 10;
const COLUMN = 16;
/** Room for the line round the topmost block. */
const EDGE = 3;
const LEAST_FACE = 56;
const TALLEST = 170;
const LONGEST_ARROW = 190;
/** Beyond this ratio of sides the small ones could not be seen. */
const TO_SCALE = 14;

export function drawn(
  volumes: readonly BoxVolume[],
  width: number,
  type: number,
  small = false,
): Drawing {
  const power = powerFor(volumes);
  const most =
    ((small ? TALLEST / 2 : TALLEST) * type) /
    Math.max(...volumes.map(({ shape }) => tall(shape, power)), 1e-9);
  const tallest = Math.max(
    ...volumes.filter(isVolume).map(({ shape }) => (shape[1] ?? 1) ** power),
    1e-9,
  );
  let best = fitted(volumes, { width, type, power, most, rows: 1 });
  for (let rows = 2; rows <= volumes.length && best.factor * tallest < LEAST_FACE * type; rows++) {
    const next = fitted(volumes, { width, type, power, most, rows });
    if (next.factor > best.factor) best = next;
  }
  return laidOut(best.lines, { width, type, power, factor: best.factor });
}

/** Lengths to a scale: v ↦ factor · v^power. */
export function lengthOf(value: number, { factor, power }: Drawing["scale"]): number {
  return factor * value ** power;
}

/**
 * How many channels a block is deep after its back has been dragged by `by` pixels to the right.
 */
export function channelsAfter(
  channels: number,
  by: number,
  { factor, power }: Drawing["scale"],
): number {
  const length = Math.max(0, factor * channels ** power + by / DEPTH.right);
  return Math.max(1, Math.round((length / factor) ** (1 / power)));
}

function isVolume({ shape }: BoxVolume): boolean {
  return shape.length === 3;
}

function powerFor(volumes: readonly BoxVolume[]): number {
  const solid = volumes.filter(isVolume).map(({ shape }) => shape);
  const sides = solid.flatMap(([, height = 1, width = 1]) => [height, width]);
  const lengths = [...sides, ...solid.map(([channels = 1]) => channels / 2)];
  return Math.max(...lengths, 1) / Math.min(...sides, 1e9) > TO_SCALE ? 0.5 : 1;
}

/** Height of a block at factor 1. */
function tall(shape: readonly number[], power: number): number {
  const [channels = 1, height, width] = shape;
  return height === undefined || width === undefined
    ? 0
    : height ** power + DEPTH.rise * channels ** power;
}

interface Room {
  readonly width: number;
  readonly type: number;
  readonly power: number;
}

type Lines = readonly (readonly BoxVolume[])[];

/** The largest factor at which the volumes fit into that many rows. */
function fitted(
  volumes: readonly BoxVolume[],
  room: Room & { readonly most: number; readonly rows: number },
): { factor: number; lines: Lines } {
  let factor = room.most;
  for (let tries = 0; tries < 60; tries++) {
    const lines = wrapped(volumes, { ...room, factor });
    if (lines.length <= room.rows && !lines.some((line) => isTooWide(line, { ...room, factor })))
      return { factor, lines };
    factor *= 0.93;
  }
  return { factor, lines: wrapped(volumes, { ...room, factor }) };
}

type Sized = Room & { readonly factor: number };

/** A block that has a row to itself is wider than the room, and would fit if it were smaller. */
function isTooWide(line: readonly BoxVolume[], room: Sized): boolean {
  const [volume] = line;
  if (volume === undefined || line.length > 1) return false;
  const whole = arrowWidth(volume, room) + slotWidth(volume, room);
  return whole > room.width && blockWidth(volume, room) > labelWidth(volume, room);
}

function wrapped(volumes: readonly BoxVolume[], room: Sized): Lines {
  const lines: BoxVolume[][] = [];
  let left = 0;
  for (const volume of volumes) {
    const needed = arrowWidth(volume, room) + slotWidth(volume, room);
    const last = lines.at(-1);
    if (last === undefined || left + needed > room.width) {
      lines.push([volume]);
      left = needed;
    } else {
      last.push(volume);
      left += needed;
    }
  }
  return lines;
}

function arrowWidth({ made }: BoxVolume, { type }: Room): number {
  if (made.length === 0) return 0;
  const letters = Math.max(4, ...made.map((line) => line.length));
  return (letters * LETTER + GAP) * type;
}

function blockWidth({ shape }: BoxVolume, room: Sized): number {
  const [channels = 1, , width] = shape;
  if (width === undefined) return COLUMN * room.type;
  return lengthOf(width, room) + DEPTH.right * lengthOf(channels, room);
}

function labelWidth({ size }: BoxVolume, { type }: Room): number {
  return size.length * LETTER * 1.05 * type;
}

function slotWidth(volume: BoxVolume, room: Sized): number {
  return Math.max(blockWidth(volume, room), labelWidth(volume, room)) + GAP * room.type;
}

function laidOut(lines: Lines, room: Sized): Drawing {
  const placed: Placed[] = [];
  let top = EDGE;
  for (const line of lines) {
    const height = rowHeight(line, room, lines);
    placed.push(...row(line, room, top, height, lines));
    top += height + (LINE + 2 * GAP) * room.type;
  }
  return {
    placed,
    height: Math.ceil(top),
    rows: lines.length,
    scale: { factor: room.factor, power: room.power },
  };
}

/** A vector is drawn as tall as the tallest face, so that a row of neurons reads as one. */
function columnHeight(lines: Lines, room: Sized): number {
  const faces = lines
    .flat()
    .filter(isVolume)
    .map(({ shape }) => lengthOf(shape[1] ?? 1, room));
  return Math.max(90 * room.type, Math.min(TALLEST * room.type, Math.max(0, ...faces)));
}

function rowHeight(line: readonly BoxVolume[], room: Sized, lines: Lines): number {
  const blocks = line.map((volume) =>
    isVolume(volume) ? room.factor * tall(volume.shape, room.power) : columnHeight(lines, room),
  );
  const words =
    Math.max(...line.map(({ made }) => Math.max(1, made.length - 1))) * LINE * 2 + 2 * GAP;
  return Math.max(...blocks, words * room.type);
}

/** Where a row begins, and how much longer its arrows are, so that it stands in the middle. */
function spread(
  line: readonly BoxVolume[],
  room: Sized,
): { readonly start: number; readonly extra: number } {
  const arrows = line.map((volume) => arrowWidth(volume, room));
  const needed = line.reduce(
    (sum, volume, at) => sum + (arrows[at] ?? 0) + slotWidth(volume, room),
    0,
  );
  const spare = Math.max(0, room.width - needed);
  const count = arrows.filter((arrow) => arrow > 0).length;
  const longer = Math.max(0, LONGEST_ARROW * room.type - Math.max(0, ...arrows));
  const extra = count === 0 ? 0 : Math.min(spare / count, longer);
  return { start: (spare - extra * count) / 2, extra };
}

function row(
  line: readonly BoxVolume[],
  room: Sized,
  top: number,
  height: number,
  lines: Lines,
): Placed[] {
  const { start, extra } = spread(line, room);
  const column = columnHeight(lines, room);
  const middle = top + height / 2;
  const [below, edge] = [LINE * room.type, 2 * room.type];
  let end = start;
  return line.map((volume) => {
    const left = end;
    const arrow = arrowWidth(volume, room);
    const reach = arrow === 0 ? 0 : arrow + extra;
    const slot = slotWidth(volume, room);
    end += reach + slot;
    return {
      block: blockAt(volume, room, { left: left + reach, slot, middle, column }),
      arrow: reach === 0 ? null : { from: left + edge, to: left + reach - edge, y: middle },
      label: top + height + below,
      slot: { left, top, width: reach + slot, height: height + below + GAP * room.type },
    };
  });
}

interface Slot {
  readonly left: number;
  readonly slot: number;
  readonly middle: number;
  readonly column: number;
}

function blockAt(volume: BoxVolume, room: Sized, { left, slot, middle, column }: Slot): Block {
  const [channels = 1, height = 1, width = 1] = volume.shape;
  const whole = blockWidth(volume, room);
  const start = left + (slot - whole) / 2;
  if (!isVolume(volume))
    return {
      kind: "vector",
      left: start,
      top: middle - column / 2,
      across: whole,
      up: column,
      right: 0,
      rise: 0,
      middle: left + slot / 2,
    };
  const up = lengthOf(height, room);
  const rise = DEPTH.rise * lengthOf(channels, room);
  return {
    kind: "volume",
    left: start,
    top: middle - (up + rise) / 2 + rise,
    across: lengthOf(width, room),
    up,
    right: DEPTH.right * lengthOf(channels, room),
    rise,
    middle: left + slot / 2,
  };
}
