/** Sizes of a convolution, and in the reader's words why some are not possible. */
import { t } from "../../language/words";
import type { Matrix } from "../../explorer/matrices";
import type { Pair } from "../fields/matrix";

export const LIMITS = {
  input: 16,
  filter: 7,
  stride: 4,
  padding: 6,
  dilation: 4,
  value: 1e6,
  layers: 12,
  picture: 64,
} as const;

/** [top, left, bottom, right]. */
export type Sides = readonly [number, number, number, number];

export interface Geometry {
  readonly input: Matrix;
  readonly filter: Matrix;
  /** [down, across]. */
  readonly stride: Pair;
  readonly dilation: Pair;
  readonly padding: Sides;
}

export function sizeOf(matrix: Matrix): Pair {
  return [matrix.length, matrix[0]?.length ?? 0];
}

/** Rows and columns of the output; a count below 1 means that the filter does not fit. */
export function outputSize({ input, ...rest }: Geometry): Pair {
  return sizeAfter(rest, sizeOf(input));
}

/** The same for an input of another size. */
export function sizeAfter(
  { filter, stride, padding, dilation }: Omit<Geometry, "input">,
  [rows, columns]: Pair,
): Pair {
  const [top, left, bottom, right] = padding;
  const [kh, kw] = sizeOf(filter);
  const count = (room: number, kernel: number, at: 0 | 1): number =>
    Math.floor((room - dilation[at] * (kernel - 1) - 1) / stride[at]) + 1;
  return [count(rows + top + bottom, kh, 0), count(columns + left + right, kw, 1)];
}

/** Why a geometry is not possible; null when it is. */
export function whyNot(next: Geometry): string | null {
  const { padding, stride, dilation } = next;
  const [[rows, columns], [kh, kw]] = [sizeOf(next.input), sizeOf(next.filter)];
  const ranges = [
    [t("sides of the input"), [rows, columns], 1, LIMITS.input],
    [t("sides of the filter"), [kh, kw], 1, LIMITS.filter],
    ["stride", stride, 1, LIMITS.stride],
    ["padding", padding, 0, LIMITS.padding],
    ["dilation", dilation, 1, LIMITS.dilation],
  ] as const;
  for (const [what, numbers, from, to] of ranges)
    if (numbers.some((one) => one < from || one > to))
      return t("The {what} can be from {from} to {to} here.", { what, from, to });
  const [down, across] = outputSize(next);
  if (down < 1) return misfit("high", dilation[0] * (kh - 1) + 1, rows + padding[0] + padding[2]);
  return across < 1
    ? misfit("wide", dilation[1] * (kw - 1) + 1, columns + padding[1] + padding[3])
    : null;
}

function misfit(direction: "high" | "wide", filter: number, room: number): string {
  return t(
    "The filter would cover {filter} cells, but the padded input is only {room} {direction}. It has to fit at least once.",
    { filter, room, direction },
  );
}

export function evenPadding(value: number): Sides {
  return [value, value, value, value];
}

/**
 * The padding that keeps the size at stride 1; what is left over goes to the bottom and the right,
 * as in PyTorch. Null where there is none.
 */
export function samePadding(filter: Matrix, stride: Pair, dilation: Pair): Sides | null {
  if (stride[0] !== 1 || stride[1] !== 1) return null;
  const [kh, kw] = sizeOf(filter);
  const [down, across] = [dilation[0] * (kh - 1), dilation[1] * (kw - 1)];
  const sides: Sides = [
    Math.floor(down / 2),
    Math.floor(across / 2),
    Math.ceil(down / 2),
    Math.ceil(across / 2),
  ];
  return sides.every((side) => side <= LIMITS.padding) ? sides : null;
}

export function whyNotSame(state: Geometry): string | null {
  const { filter, stride, dilation } = state;
  if (stride[0] !== 1 || stride[1] !== 1)
    return t("“Same” keeps the size, and that needs a stride of 1.");
  const padding = samePadding(filter, stride, dilation);
  return padding === null
    ? t("“Same” would need more padding than {padding} here.", { padding: LIMITS.padding })
    : whyNot({ ...state, padding });
}

/** Whether the padding is what "same" or "valid" would give. */
export function paddingMode({ filter, stride, dilation, padding }: Geometry) {
  if (padding.every((side) => side === 0)) return "valid";
  const same = samePadding(filter, stride, dilation);
  return same?.every((side, at) => side === padding[at]) === true ? "same" : "number";
}
