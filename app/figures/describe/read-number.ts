/**
 * What a reader means by a typed number: the one reader of numbers for questions, cells, fields and
 * answer keys. It understands every number that the lab prints, and what other countries print:
 *
 * - thousands separators: comma, point, space (thin and no-break too), apostrophe, underscore
 * - a decimal point or a decimal comma; ASCII, Arabic or full-width digits; a real minus sign
 * - fractions (`2/3`), powers (`2^9`, `10⁻⁵`), powers of ten (`1e-3`, `4 × 10^3`), per cent
 *
 * Some texts have two readings: "44,950" is 44950 with a thousands separator and 44.95 with a
 * decimal comma. Both are returned, the one that the lab itself would print first.
 */

import { decimalMark } from "../../language/numerals";

/** Every value that `text` can mean, the likeliest first; empty when it is not a number. */
export function readings(text: string): readonly number[] {
  const parts = plain(text).split("/");
  if (parts.length > 2 || text.length > LONGEST) return [];
  const [above = [], below] = parts.map(readTerm);
  if (below === undefined) return [...new Set(above)];
  const quotients = above.flatMap((upper) =>
    below.filter((lower) => lower !== 0).map((lower) => upper / lower),
  );
  return [...new Set(quotients)];
}

/**
 * The reading of `text` that `isMeant` accepts, else the likeliest one; null when it is not a
 * number. Infinite when it is too large to hold.
 */
export function parseNumber(
  text: string,
  isMeant: (value: number) => boolean = () => true,
): number | null {
  const values = readings(text);
  return values.find(isMeant) ?? values[0] ?? null;
}

/** Of two readings of a text ("1,500") the one that a field allows; otherwise the likeliest. */
export function numberIn(
  text: string,
  { min, max, whole = false }: { min: number; max: number; whole?: boolean },
): number | null {
  return parseNumber(
    text,
    (value) => value >= min && value <= max && (!whole || Number.isInteger(value)),
  );
}

const LONGEST = 60;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Invisible marks of direction that stand round numbers in right-to-left text. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const NOT_ASCII = /[\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]/g;

/** The same text with ASCII digits and signs, one kind of space and apostrophe, `^` for powers. */
function plain(text: string): string {
  return text
    .replace(/[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (run) => `^${lowered(run)}`)
    .replace(DIRECTION, "")
    .replace(NOT_ASCII, (digit) => String(digitOf(digit)))
    .replaceAll("٫", ".")
    .replaceAll("٬", ",")
    .replace(/[−–‐‑]/g, "-")
    .replace(/[’ʼ‘`]/g, "'")
    .replace(/\s/g, " ")
    .replaceAll("**", "^")
    .replace(/[×·⋅∙*]|(?<=[\d ])[xX](?= *10\b)/g, "*")
    .trim();
}

/** "⁻⁵" as "-5". */
export function lowered(run: string): string {
  return [...run]
    .map((sign) => (sign === "⁻" ? "-" : sign === "⁺" ? "" : String(SUPERSCRIPTS.indexOf(sign))))
    .join("");
}

/** Digits of these scripts stand in blocks of ten, in order. */
function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  return code - (code >= 0xff10 ? 0xff10 : code >= 0x06f0 ? 0x06f0 : 0x0660);
}

const TERM =
  /^([+-]?) *([\d.,' _]+?) *(?:e *([+-]?\d{1,4})|\^ *([+-]?\d{1,4})|\* *(10) *\^ *([+-]?\d{1,4}))? *(%?)$/i;

/** A number without a division: a sign, digits, and a power or per cent behind them. */
function readTerm(text: string): readonly number[] {
  const match = TERM.exec(text.trim());
  if (match === null) return [];
  const [, sign, digits = "", exponent, power, ten, powerOfTen, percent] = match;
  const signed = (value: number): number => (sign === "-" && value !== 0 ? -value : value);
  const values = decimals(digits.trim()).map((decimal) => {
    if (power !== undefined) return signed(raised(decimal, power));
    const scale = exponent ?? (ten === undefined ? "0" : (powerOfTen ?? "0"));
    return signed(Number(`${decimal}e${scale}`));
  });
  return percent === "%" ? values.flatMap((value) => [value / 100, value]) : values;
}

/** Powers of ten are read as a decimal, because `10 ** -5` is not quite 1e-5. */
function raised(base: string, power: string): number {
  return base === "10" ? Number(`1e${power}`) : Number(base) ** Number(power);
}

/** The digits as plain decimals, in each of the ways in which points and commas can be meant. */
function decimals(digits: string): readonly string[] {
  const found: string[] = [];
  const comma = decimalMark() === ",";
  for (const point of comma ? [",", "."] : [".", ","])
    for (const separator of SEPARATORS)
      if (separator !== point && WRITTEN[point + separator]?.test(digits) === true)
        found.push(digits.replaceAll(separator, "").replace(point, "."));
  if (/^\d+[.,]?$|^\d*[.,]\d+$/.test(digits)) {
    const decimal = digits.replace(",", ".");
    if (digits.includes(comma ? "." : ",")) found.push(decimal);
    else found.unshift(decimal);
  }
  return [...new Set(found)];
}

const SEPARATORS = [",", ".", " ", "'", "_"] as const;

/** Groups of three behind a first one that does not begin with 0, by point and separator. */
const WRITTEN: Readonly<Record<string, RegExp>> = Object.fromEntries(
  [".", ","].flatMap((point) =>
    SEPARATORS.filter((separator) => separator !== point).map((separator) => [
      point + separator,
      new RegExp(`^[1-9]\\d{0,2}(?:[${separator}]\\d{3})+(?:[${point}]\\d*)?$`),
    ]),
  ),
);
