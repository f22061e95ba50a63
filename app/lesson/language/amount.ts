/** Numbers as people write them: "3", "-0.5", "2/3", "1 1/2", "1,5", "50 %", with a true minus sign or a hyphen. */

/** The number, or null when the text is none. Used for answer keys and for what a reader types. */
export function readAmount(text: string): number | null {
  const plain = text.trim().replace(/[−–]/g, "-").replace(/\s+/g, " ").replace(/^\+/, "");
  const mixed = /^(-?)(\d+) (\d+)\s?\/\s?(\d+)$/.exec(plain);
  if (mixed !== null) return quotient(Number(mixed[2]) * Number(mixed[4]) + Number(mixed[3]), Number(mixed[4]), mixed[1] === "-");
  const fraction = /^(-?)(\d+(?:[.,]\d+)?)\s?\/\s?(\d+(?:[.,]\d+)?)$/.exec(plain);
  if (fraction !== null) return quotient(decimal(fraction[2] ?? ""), decimal(fraction[3] ?? ""), fraction[1] === "-");
  const percent = /^(-?[\d.,]+)\s?%$/.exec(plain);
  const number = decimal(percent?.[1] ?? plain);
  if (!Number.isFinite(number)) return null;
  return percent === null ? number : number / 100;
}

/** Without a tolerance of its own: whole numbers are exact, others are right to two decimals. */
export function defaultTolerance(value: number): number {
  return Number.isInteger(value) ? 0 : 0.005;
}

/** Whether `given` counts as `wanted`. A millionth of slack, relative, absorbs decimal notation and 32-bit answers. */
export function isRight(given: number, wanted: number, tolerance: number): boolean {
  return Math.abs(given - wanted) <= tolerance + 1e-6 * Math.max(1e-3, Math.abs(wanted));
}

function quotient(above: number, below: number, negative: boolean): number | null {
  const value = above / below;
  if (!Number.isFinite(value)) return null;
  return negative ? -value : value;
}

/** A comma is a decimal point unless it can only group thousands: "1,234,567" or "122,443,648.5". */
function decimal(text: string): number {
  if (/^-?\d{1,3}(,\d{3}){2,}(\.\d+)?$/.test(text) || /^-?\d{1,3}(,\d{3})+\.\d+$/.test(text)) return Number(text.replace(/,/g, ""));
  if (!/^-?(\d+[.,]?\d*|[.,]\d+)(e-?\d+)?$/i.test(text)) return Number.NaN;
  return Number(text.replace(",", "."));
}
