/** A number as a reader writes it: 3, −1.5, 1,5, 2/3, 1e-3. */
export type Reading = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string };

const LARGEST = 1e15;
const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

export function readNumber(text: string): Reading {
  const clean = text.trim().replaceAll(/[−–]/g, "-").replaceAll(/\s+/g, "");
  if (clean === "") return { ok: false, message: "Write a number first." };
  const parts = clean.split("/");
  const [numerator = "", denominator] = parts.map(oneDot);
  if (parts.length > 2 || !PLAIN.test(numerator) || (denominator !== undefined && !PLAIN.test(denominator)))
    return { ok: false, message: `“${text.trim().slice(0, 20)}” is not a number. Write it like 3, −1.5 or 2/3.` };
  if (denominator !== undefined && Number(denominator) === 0) return { ok: false, message: "A number cannot be divided by zero." };
  const value = Number(numerator) / (denominator === undefined ? 1 : Number(denominator));
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST) return { ok: false, message: "That number is too large to be meant." };
  return { ok: true, value };
}

/** A single comma is a decimal comma. */
function oneDot(text: string): string {
  return /^[^.,]*,[^.,]*$/.test(text) ? text.replace(",", ".") : text;
}

/** Within the author's tolerance, and never stricter than rounding in the last place of a double. */
export function isClose(value: number, key: number, tolerance: number): boolean {
  return Math.abs(value - key) <= Math.max(tolerance, 1e-9 * Math.max(1, Math.abs(key)));
}

export function writeNumber(value: number): string {
  return String(Number(value.toPrecision(10))).replace("-", "−");
}
