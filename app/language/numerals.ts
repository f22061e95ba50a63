/**
 * How the country of the page's language writes numbers: "1.5" or "1,5", "1,234" or "1.234". The
 * one place that knows. Digits are 0 to 9 in every language, as in formulas and code.
 */
let locale = "en-US";
let mark = ".";

/** From now on numbers are written as this language does. */
export function numbersIn(language: string): void {
  locale = language === "en" ? "en-US" : `${language}-u-nu-latn`;
  mark = decimalMarkOf(language);
}

/** Runs `write` with the numbers of a language, whatever the page's is. */
export function writtenIn<T>(language: string, write: () => T): T {
  const before = { locale, mark };
  numbersIn(language);
  try {
    return write();
  } finally {
    ({ locale, mark } = before);
  }
}

export function decimalMark(): string {
  return mark;
}

const marks = new Map<string, string>([["en", "."]]);

export function decimalMarkOf(language: string): string {
  let known = marks.get(language);
  if (known === undefined) {
    const parts = new Intl.NumberFormat(`${language}-u-nu-latn`).formatToParts(0.5);
    known = parts.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
    marks.set(language, known);
  }
  return known;
}

/** A plain decimal ("-1.5") with the mark of the page's language. */
export function marked(text: string): string {
  return mark === "." ? text : text.replace(".", mark);
}

/** By country; a page has one or two. To make one takes as long as to write a hundred numbers. */
const wholes = new Map<string, Intl.NumberFormat>();

/** A whole number with its thousands apart. */
export function counted(count: number): string {
  const whole = wholes.get(locale) ?? new Intl.NumberFormat(locale);
  wholes.set(locale, whole);
  return whole.format(count).replace("-", "−");
}
