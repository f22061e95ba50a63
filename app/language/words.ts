/**
 * What the page says, in the language that it speaks. English stands where it is used and needs no
 * catalogue; the build compiles texts with values in them (tools/vite-words.ts).
 */
import format from "icu-minify/format";
import type { CompiledMessage, FormatOptions, FormatValues } from "icu-minify/format";
import { numbersIn } from "./numerals";

export interface Catalogue {
  /** Texts of one language by their English. */
  readonly words: Record<string, CompiledMessage>;
  /** What is done to a text before it is shown: arithmetic stays left to right. */
  readonly finish?: (text: string) => string;
  /** A sentence of the engine, said again. */
  readonly echo?: (english: string) => string;
}

export const ENGLISH: Catalogue = { words: {} };

let language = "en";
let catalogue = ENGLISH;

/** From now on everything is said in this language; numbers are written as in `numbers`. */
export function speak(spoken: string, known: Catalogue, numbers: string = spoken): void {
  language = spoken;
  catalogue = known;
  numbersIn(numbers);
}

export function spokenLanguage(): string {
  return language;
}

/**
 * A text of the page. `message` is a literal in ICU MessageFormat, so that the check finds it, such
 * as "{count, plural, one {# step} other {# steps}}".
 */
export function t(message: string | CompiledMessage, values?: FormatValues<string>): string {
  return pieces(message, values).join("");
}

/** A text and what its tags make of their content: "<link>Begin</link> with one". */
export function pieces<Piece>(
  message: string | CompiledMessage,
  values?: FormatValues<Piece>,
): (string | Piece)[] {
  const said = catalogue === ENGLISH ? undefined : catalogue.words[keyOf(message)];
  return said === undefined ? formatted(message, "en", values) : finished(said, values);
}

function keyOf(message: string | CompiledMessage): string {
  return typeof message === "string" ? message : JSON.stringify(message);
}

/** A text of the page's language, with its values. */
export function filled(said: CompiledMessage, values: FormatValues<string>): string {
  return finished(said, values).join("");
}

function finished<Piece>(said: CompiledMessage, values?: FormatValues<Piece>): (string | Piece)[] {
  const { finish } = catalogue;
  const parts = formatted(said, locale(), values);
  if (finish === undefined) return parts;
  return parts.map((part) => (typeof part === "string" ? finish(part) : part));
}

function formatted<Piece>(
  text: string | CompiledMessage,
  numbers: string,
  values?: FormatValues<Piece>,
): (string | Piece)[] {
  const made = format<Piece>(text, numbers, values, OPTIONS);
  return Array.isArray(made) ? made : [made];
}

/** What the engine says, an error or a reason, as far as the page's language knows it. */
export function echo(english: string): string {
  return catalogue.echo?.(english) ?? english;
}

/** A word that is no literal: the label of a field, the name of an example. */
export function word(english: string): string {
  return t(english);
}

function locale(): string {
  return `${language}-u-nu-latn`;
}

type Formatters = FormatOptions["formatters"];

/**
 * One for each language and way to write that the texts ask for: to make it takes longer than to
 * say a sentence.
 */
function once<Given extends readonly unknown[], Made>(make: (...given: Given) => Made) {
  const made = new Map<string, Made>();
  return (...given: Given): Made => {
    const key = JSON.stringify(given);
    const known = made.get(key) ?? make(...given);
    made.set(key, known);
    return known;
  };
}

const OPTIONS: FormatOptions = {
  formatters: {
    getNumberFormat: once(
      (...given: Parameters<Formatters["getNumberFormat"]>) => new Intl.NumberFormat(...given),
    ),
    getPluralRules: once(
      (...given: Parameters<Formatters["getPluralRules"]>) => new Intl.PluralRules(...given),
    ),
    getDateTimeFormat: (...given: Parameters<Formatters["getDateTimeFormat"]>) =>
      new Intl.DateTimeFormat(...given),
  },
};
