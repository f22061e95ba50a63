/** Counts and receptive fields as a person reads them. Pure. */
import { t } from "../../language/words";
import { counted } from "../../language/numerals";
import type { LayerShape } from "../../../engine/graph/shapes";

/** "138.4 M" of 138,357,544. */
export function short(count: number): string {
  for (const [unit, name] of [
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
    [1e3, "k"],
  ] as const)
    if (count >= unit) return `${(count / unit).toPrecision(count / unit >= 100 ? 4 : 3)} ${name}`;
  return String(count);
}

export function exact(count: number): string {
  return counted(count);
}

/** "43 %", or "under 1 %" of something. */
export function share(count: number, of: number): string {
  const percent = of === 0 ? 0 : (100 * count) / of;
  return percent > 0 && percent < 1 ? t("under 1 %") : `${Math.round(percent)} %`;
}

/** "16×16 every 4", in pixels of the picture. */
export function fieldText({ field: { size: seen, jump } }: LayerShape): string {
  const whole = jump[0] === 0 && jump[1] === 0;
  return `${seen.join("×")}${whole || once(jump) === "1" ? "" : t(" every {once}", { once: once(jump) })}`;
}

/** One number where all are the same. */
export function once(numbers: readonly number[]): string {
  return numbers.every((number) => number === numbers[0])
    ? String(numbers[0] ?? "")
    : numbers.join(", ");
}
