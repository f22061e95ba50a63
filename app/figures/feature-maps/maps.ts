/**
 * Geometry and colour ranges of a wall of feature maps. A layer of shape [channels, height, width]
 * is a grid of tiles, one per channel; a layer of shape [features] is a grid of tiles of one cell.
 * All positions in CSS px; pure.
 */
import type { Shape } from "../../../engine/core/shape";
import type { Colouring } from "../marks/number-grid/cell-style";

export interface MapCell {
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

export interface MapShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** [c, h, w] or [n]; what has other axes is shown as one row of cells. */
export function mapShape(shape: Shape): MapShape {
  const [channels = 0, height = 1, width = 1] =
    shape.length === 3 || shape.length === 1 ? shape : [1, 1, shape.reduce((a, b) => a * b, 1)];
  return { channels, height, width };
}

/** Where a cell lies in the layer's numbers, and its index in the layer's own shape. */
export function flatOf({ height, width }: MapShape, { channel, row, column }: MapCell): number {
  return (channel * height + row) * width + column;
}

export function indexOf(shape: Shape, { channel, row, column }: MapCell): number[] {
  if (shape.length === 3) return [channel, row, column];
  return shape.length === 1 ? [channel] : [column];
}

export function cellOf(shape: Shape, index: readonly number[]): MapCell {
  const [first = 0, row = 0, column = 0] = index;
  if (shape.length === 3) return { channel: first, row, column };
  return shape.length === 1
    ? { channel: first, row: 0, column: 0 }
    : { channel: 0, row: 0, column: first };
}

export interface Wall extends MapShape {
  /** Tiles to a row. */
  readonly across: number;
  readonly down: number;
  /** Size of one cell, of a tile, and of the room between tiles. */
  readonly cell: number;
  readonly gap: number;
  readonly totalWidth: number;
  readonly totalHeight: number;
}

/**
 * Tiles at most `tile` px wide, as many to a row as fit into `room` px. Cells are whole or half
 * pixels where they can be.
 */
export function wall(shape: Shape, tile: number, room: number): Wall {
  const map = mapShape(shape);
  const single = map.height === 1 && map.width === 1;
  const wanted = single ? Math.min(tile, 14) : tile / Math.max(map.width, map.height, 1);
  const cell = wanted >= 1 ? Math.floor(wanted * 2) / 2 : wanted;
  const gap = single ? 2 : 4;
  const step = cell * map.width + gap;
  const across = Math.max(1, Math.min(map.channels, Math.floor((room + gap) / step)));
  const down = Math.ceil(map.channels / across);
  return {
    ...map,
    across,
    down,
    cell,
    gap,
    totalWidth: across * step - gap,
    totalHeight: Math.max(0, down * (cell * map.height + gap) - gap),
  };
}

/** Top left corner of a tile. */
export function tileAt(on: Wall, channel: number): { readonly left: number; readonly top: number } {
  return {
    left: (channel % on.across) * (on.cell * on.width + on.gap),
    top: Math.floor(channel / on.across) * (on.cell * on.height + on.gap),
  };
}

/** The cell under a point; null between tiles. The inverse of drawing. */
export function hit(on: Wall, left: number, top: number): MapCell | null {
  const stepAcross = on.cell * on.width + on.gap;
  const stepDown = on.cell * on.height + on.gap;
  const tileColumn = Math.floor(left / stepAcross);
  const tileRow = Math.floor(top / stepDown);
  const column = Math.floor((left - tileColumn * stepAcross) / on.cell);
  const row = Math.floor((top - tileRow * stepDown) / on.cell);
  const channel = tileRow * on.across + tileColumn;
  const inside =
    left >= 0 &&
    top >= 0 &&
    tileColumn < on.across &&
    column < on.width &&
    row < on.height &&
    channel < on.channels;
  return inside ? { channel, row, column } : null;
}

/**
 * Where a key leads: cells by arrow, on over the edge into the neighbouring tile; tiles by Page
 * Up/Down; null for other keys.
 */
export function walked(on: Wall, from: MapCell, key: string): MapCell | null {
  const across = {
    left: (from.channel % on.across) * on.width + from.column,
    top: Math.floor(from.channel / on.across) * on.height + from.row,
  };
  switch (key) {
    case "ArrowLeft":
      return placed(on, across.left - 1, across.top);
    case "ArrowRight":
      return placed(on, across.left + 1, across.top);
    case "ArrowUp":
      return placed(on, across.left, across.top - 1);
    case "ArrowDown":
      return placed(on, across.left, across.top + 1);
    case "PageUp":
      return { ...from, channel: Math.max(0, from.channel - 1) };
    case "PageDown":
      return { ...from, channel: Math.min(on.channels - 1, from.channel + 1) };
    case "Home":
      return { channel: from.channel, row: 0, column: 0 };
    case "End":
      return { channel: from.channel, row: on.height - 1, column: on.width - 1 };
    default:
      return null;
  }
}

function placed(on: Wall, left: number, top: number): MapCell {
  const x = Math.max(0, Math.min(on.across * on.width - 1, left));
  const y = Math.max(0, Math.min(on.down * on.height - 1, top));
  const channel = Math.floor(y / on.height) * on.across + Math.floor(x / on.width);
  return { channel: Math.min(on.channels - 1, channel), row: y % on.height, column: x % on.width };
}

/**
 * Which maps share one colour range: each its own, all of a layer, or all of the network (an honest
 * comparison).
 */
export type Sharing = "map" | "layer" | "network";

/** Largest magnitude of each channel; what is not finite does not count. */
export function limits(
  { channels, height, width }: MapShape,
  values: ArrayLike<number>,
): Float64Array {
  const result = new Float64Array(channels);
  const cells = height * width;
  for (let channel = 0; channel < channels; channel++) {
    let most = 0;
    for (let at = channel * cells; at < (channel + 1) * cells; at++) {
      const size = Math.abs(values[at] ?? 0);
      if (size > most && size < Number.POSITIVE_INFINITY) most = size;
    }
    result[channel] = most;
  }
  return result;
}

export function largest(of: Float64Array): number {
  return of.reduce((most, one) => Math.max(most, one), 0);
}

/**
 * How each map is coloured when its layer's limits are `own` and the whole network's is `network`.
 * Signed, zero in the middle.
 */
export function colouringOf(
  sharing: Sharing,
  own: Float64Array,
  network: number,
): (channel: number) => Colouring {
  const within = (limit: number): Colouring => ({
    palette: "diverging",
    low: -(limit || 1),
    high: limit || 1,
  });
  if (sharing === "map") return (channel) => within(own[channel] ?? 0);
  const all = within(sharing === "layer" ? largest(own) : network);
  return () => all;
}

export const PICTURE: Colouring = { palette: "grey", low: 0, high: 1 };
