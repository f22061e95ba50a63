/** How a cell looks besides its number, and how a whole grid is coloured; a figure gives them. */
import type { Role } from "../../../../engine/core/expression";
import {
  css,
  labelOn,
  rgbAt,
  signedIndex,
  unsignedIndex,
  type Palette,
} from "../../../theme/colour";
import type { Scheme } from "../../../theme/scheme";

export interface CellStyle {
  /** The hue that it is lit in: it takes part in what is being explained. */
  readonly lit?: Role;
  /** Lit more strongly: the very cell that is meant. */
  readonly strong?: boolean;
  /** Not really there: padding. */
  readonly ghost?: boolean;
  /** Never visited: hatched. */
  readonly dropped?: boolean;
  /** A second, smaller line: "×−1". */
  readonly second?: string;
  /** Said after the value: "padding", "dropped". */
  readonly note?: string;
}

/** Colour by value: diverging tables take ±high, the others low to high. */
export interface Colouring {
  readonly palette: Palette;
  readonly low: number;
  readonly high: number;
}

export const PLAIN: CellStyle = {};

export interface Fill {
  readonly fill: string;
  readonly label: string;
}

const fills = new Map<string, Fill>();

export function fillOf(
  value: number | null,
  colouring: Colouring | undefined,
  scheme: Scheme,
): Fill | null {
  if (value === null || colouring === undefined || Number.isNaN(value)) return null;
  const { palette, low, high } = colouring;
  const index =
    palette === "diverging" ? signedIndex(value, high) : unsignedIndex(value, low, high);
  const key = `${palette}${scheme}${index}`;
  const known = fills.get(key);
  if (known !== undefined) return known;
  const colour = rgbAt(palette, scheme, index);
  const made = { fill: css(colour), label: labelOn(colour) };
  fills.set(key, made);
  return made;
}
