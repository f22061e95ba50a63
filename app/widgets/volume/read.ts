/** Numbers from links and strangers' lessons: what is not a whole volume is nothing. */
import { nested, type Nested } from "../fields/matrix";

export type Sheet = Nested<2>;
export type Volume = Nested<3>;
export type Filters = Nested<4>;

export const LIMITS = {
  channels: 8,
  extent: 12,
  filters: 10,
  kernel: 5,
  stride: 3,
  padding: 2,
  magnitude: 1000,
  picture: 1600,
} as const;

/** [channel][row][column], at most this many channels and cells along a side. */
export function readVolume(
  value: unknown,
  most: number = LIMITS.channels,
  extent: number = LIMITS.extent,
): Volume | undefined {
  const found = nested(value, 3, Math.max(most, extent), LIMITS.magnitude);
  const [rows, columns] = [found?.[0]?.length ?? 0, found?.[0]?.[0]?.length ?? 0];
  return found !== undefined && found.length <= most && rows <= extent && columns <= extent
    ? found
    : undefined;
}

/** [filter][channel][row][column], square. */
export function readFilters(value: unknown): Filters | undefined {
  const found = nested(value, 4, LIMITS.filters, LIMITS.magnitude);
  const [first] = found ?? [];
  const size = first?.[0]?.length ?? 0;
  return found !== undefined &&
    (first?.length ?? 0) <= LIMITS.channels &&
    size <= LIMITS.kernel &&
    first?.[0]?.[0]?.length === size
    ? found
    : undefined;
}

export function readNumbers(value: unknown): readonly number[] | undefined {
  return nested(value, 1, LIMITS.filters, LIMITS.magnitude);
}
