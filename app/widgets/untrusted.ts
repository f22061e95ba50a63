/**
 * Small readers of values from links, storage and strangers' lessons: what does not fit falls back,
 * nothing throws.
 */

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A finite number of magnitude at most `most`. */
export function finite(value: unknown, fallback: number, most = 1e6): number {
  return typeof value === "number" && Number.isFinite(value) && Math.abs(value) <= most
    ? value
    : fallback;
}

/** A whole number within the range, clamped; anything else is the fallback. */
export function inRange(value: unknown, min: number, max: number, fallback: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return fallback;
  return Math.max(min, Math.min(max, Math.round(value)));
}

export function oneOf<Option extends string>(
  value: unknown,
  options: readonly Option[],
  fallback: Option,
): Option {
  return options.find((option) => option === value) ?? fallback;
}

export function truth(value: unknown, fallback: boolean): boolean {
  return typeof value === "boolean" ? value : fallback;
}
