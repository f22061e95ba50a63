/**
 * How numbers are written, everywhere: a real minus sign, no trailing zeros, never a bare "0" for
 * what is not zero. `show` returns the text together with the exact value of that text, so that
 * whatever is displayed can be held to account (`arithmetic.ts` chooses digits with it). Digits are
 * decimals (places after the point).
 */
import { counted, marked } from "../../language/numerals";
import { parseFraction, toNumber, type Fraction } from "./fraction";

export interface Shown {
  readonly text: string;
  /** The value of `text`, exactly; null for NaN and infinities. */
  readonly exact: Fraction | null;
}

const LARGEST_PLAIN = 1e7;
/** Below it so many zeros lead that a power of ten reads better. */
const SMALLEST_PLAIN = 1e-4;

/**
 * `value` with at most `decimals` places; in powers of ten when it is huge, or so small that it
 * would read as zero.
 */
export function show(value: number, decimals: number): Shown {
  if (Number.isNaN(value)) return { text: "NaN", exact: null };
  if (!Number.isFinite(value)) return { text: value > 0 ? "∞" : "−∞", exact: null };
  const plain = Math.abs(value) < LARGEST_PLAIN ? value.toFixed(decimals) : "";
  const scientific = plain === "" || (value !== 0 && Number(plain) === 0);
  return read(scientific ? value.toExponential(3).replace("e+", "e") : plain);
}

/** `value` with `digits` significant digits, without powers of ten where a plain number will do. */
export function showSignificant(value: number, digits: number): Shown {
  if (value === 0 || !Number.isFinite(value)) return show(value, 0);
  const magnitude = Math.abs(value);
  if (magnitude >= LARGEST_PLAIN || magnitude < SMALLEST_PLAIN)
    return read(value.toExponential(digits - 1).replace("e+", "e"));
  return show(value, Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude))));
}

/** Writes an exact value that has few enough digits to be read; null when it has not. */
export function showExact(value: Fraction, decimals: number): Shown | null {
  const scale = 10n ** BigInt(decimals);
  if ((value.numerator * scale) % value.denominator !== 0n) return null;
  const digits = (value.numerator * scale) / value.denominator;
  const magnitude = (digits < 0n ? -digits : digits).toString().padStart(decimals + 1, "0");
  if (magnitude.length > 15) return null;
  const cut = magnitude.length - decimals;
  return read(
    `${digits < 0n ? "-" : ""}${magnitude.slice(0, cut)}${decimals > 0 ? `.${magnitude.slice(cut)}` : ""}`,
  );
}

/**
 * Places after the point that write `value` exactly as its shortest decimal; Infinity beyond `most`
 * or in powers of ten.
 */
export function decimalsNeeded(value: number, most = 12): number {
  const text = String(value);
  if (!/^-?\d+(\.\d+)?$/.test(text)) return Number.POSITIVE_INFINITY;
  const decimals = text.split(".")[1]?.length ?? 0;
  return decimals > most ? Number.POSITIVE_INFINITY : decimals;
}

/** A sentence's number: up to four significant digits. */
export function spoken(value: number): string {
  if (decimalsNeeded(value) <= 4) return show(value, 4).text;
  return showSignificant(value, 4).text;
}

const RAISED: Readonly<Record<string, string>> = {
  "-": "⁻",
  "−": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** A whole number as an exponent: "⁻⁵". */
export function raised(exponent: string): string {
  return [...exponent].map((digit) => RAISED[digit] ?? digit).join("");
}

/**
 * A shown number as it is printed where nobody computes with its text: "59,872", "1.67 · 10⁻⁵";
 * another text as it is.
 */
export function printed(text: string): string {
  const found = /^([−-]?)(\d+)([.,]\d+)?(?:e([−-]?\d+))?$/.exec(text);
  if (found === null) return text;
  const [, sign = "", whole = "", rest = "", exponent] = found;
  const plain = `${sign}${counted(Number(whole))}${rest}`;
  return exponent === undefined ? plain : `${plain}\u00A0·\u00A010${raised(exponent)}`;
}

/** The signed number in words order: "+3" for deltas. */
export function signed(value: number): string {
  const text = spoken(value);
  return value > 0 ? `+${text}` : text;
}

/** A whole number from 0 as a small index: "₁₂". */
export function subscript(value: number): string {
  return [...String(value)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? "").join("");
}

function read(text: string): Shown {
  return { text: tidy(text), exact: parseFraction(text) };
}

/** A real minus sign, the decimal mark of the language, no trailing zeros behind it, no "−0". */
export function tidy(text: string): string {
  const [mantissa = "", exponent] = text.split("e");
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  const body = trimmed === "-0" ? "0" : marked(trimmed.replace("-", "−"));
  return exponent === undefined ? body : `${body}e${exponent.replace("-", "−")}`;
}

/** The value of a displayed text, for linking and for tests. */
export function valueOf(shown: Shown): number {
  return shown.exact === null
    ? Number(shown.text.replace("−", "-").replace("∞", "Infinity"))
    : toNumber(shown.exact);
}
