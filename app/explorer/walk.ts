/**
 * Walks: lists of places made from shapes alone. The time line, the clicker and an address hold a
 * number: 0, nothing has happened yet, to the length of the walk.
 */
import type { Numbers } from "../../engine/explain/numbers";
import { type Index, offset, type Shape, size, unravel } from "../../engine/core/shape";
import { partsPerCell } from "./grain";
import { turnedIndex } from "./turned";
import type { Order, View } from "./view";

/** The cell of the view's tensor that is reached last at place `at`; null at its start. */
export function walkCell(numbers: Numbers, view: View, at: number): Index | null {
  const shape = numbers.shape(view.of);
  const index = cellAt(shape, view.order, Math.ceil(at / partsPerCell(numbers, view)));
  return index === null ? null : turnedIndex(view, view.of, shape, index);
}

/** The place of a cell of the view's tensor on its walk. */
export function walkPlace(numbers: Numbers, view: View, index: Index): number {
  const shape = numbers.shape(view.of);
  const place = placeOf(shape, view.order, turnedIndex(view, view.of, shape, index));
  return place * partsPerCell(numbers, view);
}

/** The cell that is reached last at place `at` of a walk through all cells; null at its start. */
export function cellAt(shape: Shape, order: Order, at: number): Index | null {
  const count = size(shape);
  if (at < 1 || count === 0) return null;
  const flat = Math.min(at, count) - 1;
  if (order === "rows" || shape.length < 3) return unravel(shape, flat);
  const [samples = 1, channels = 1, ...rest] = shape;
  const area = size(rest);
  const inside = flat % (channels * area);
  return [
    Math.min(samples - 1, Math.floor(flat / (channels * area))),
    inside % channels,
    ...unravel(rest, Math.floor(inside / channels)),
  ];
}

/** The place of a cell on that walk. */
export function placeOf(shape: Shape, order: Order, index: Index): number {
  if (order === "rows" || shape.length < 3) return offset(shape, index) + 1;
  const [, channels = 1, ...rest] = shape;
  const [sample = 0, channel = 0, ...inside] = index;
  return (sample * size(rest) + offset(rest, inside)) * channels + channel + 1;
}

/**
 * Whole tensors in the order in which they come into being: forward from the input, with the
 * statistics that a layer takes of its input, to the output and the loss, backward from there, then
 * one update of every weight and every running average.
 */
export function tensorWalk(numbers: Numbers): readonly string[] {
  const { layers } = numbers.network;
  const forward = layers.flatMap(({ name, definition }) => [
    ...(definition.saved ?? [])
      .filter(({ integer }) => integer !== true)
      .map((saved) => `${name}.${saved.name}`),
    `${name}.y`,
  ]);
  const backward = layers
    .toReversed()
    .flatMap(({ name, parameters }) => [
      `${name}.dy`,
      ...Object.keys(parameters).map((slot) => `${name}.d${slot}`),
    ]);
  const update = layers.flatMap(({ name, parameters, buffers }) =>
    [...Object.keys(parameters), ...Object.keys(buffers)].map((slot) => `${name}.${slot}.next`),
  );
  return [...forward, "loss", ...backward, "input.dy", ...update].filter((name) =>
    numbers.has(name),
  );
}
