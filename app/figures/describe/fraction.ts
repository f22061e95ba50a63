/**
 * Exact arithmetic on what is written: a number as displayed is a fraction of two integers, so that
 * "adds up as shown" is decided without rounding. Used only to choose digits and to check them,
 * never to compute a network's values. `denominator` is always positive; fractions are kept in
 * lowest terms.
 */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator < 0n) return fraction(-numerator, -denominator);
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { numerator: -b.numerator, denominator: b.denominator });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** Null when `b` is zero. */
export function divide(a: Fraction, b: Fraction): Fraction | null {
  return b.numerator === 0n
    ? null
    : fraction(a.numerator * b.denominator, a.denominator * b.numerator);
}

export function compare(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Rounded to `decimals` places, halves away from zero; the result is exact again. */
export function round(a: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals);
  const magnitude = (a.numerator < 0n ? -a.numerator : a.numerator) * scale;
  const whole = (2n * magnitude + a.denominator) / (2n * a.denominator);
  return fraction(a.numerator < 0n ? -whole : whole, scale);
}

/** The nearest double, whatever the size of the two integers. */
export function toNumber(a: Fraction): number {
  const power = 20 + a.denominator.toString().length - a.numerator.toString().length;
  const scaled =
    power >= 0
      ? (a.numerator * 10n ** BigInt(power)) / a.denominator
      : a.numerator / (a.denominator * 10n ** BigInt(-power));
  return Number(`${scaled}e${-power}`);
}

/**
 * The places after the point that write it exactly, or null when no finite number of them does
 * (1/3).
 */
export function decimalsOf(a: Fraction): number | null {
  let rest = a.denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? Math.max(twos, fives) : null;
}

/**
 * "12", "-3.25", "-3,25" or "1.5e-7" (a real minus sign is read too). Null when `text` is not a
 * plain number.
 */
export function parseFraction(text: string): Fraction | null {
  const match = /^([+-]?)(\d+)(?:[.,](\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(
    text.trim().replaceAll("−", "-"),
  );
  if (match === null) return null;
  const [, sign = "", whole = "0", decimals = "", exponent = "0"] = match;
  const digits = BigInt(`${sign === "-" ? "-" : ""}${whole}${decimals}`);
  const power = Number(exponent) - decimals.length;
  return power >= 0
    ? fraction(digits * 10n ** BigInt(power))
    : fraction(digits, 10n ** BigInt(-power));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger === 0n ? 1n : larger;
}
