/** What is wrong with a lesson, in the language of the page. */
import { spokenLanguage, word } from "../../language/words";
import { CODES } from "../../lesson/language/codes";
import type { Diagnostic } from "../../lesson/language/diagnostics";

/**
 * The kind of the mistake; null in English, where the message says all. What stands there, and what
 * would be right, is written by the compiler, which speaks English.
 */
export function kindOf({ code }: Diagnostic): string | null {
  return spokenLanguage() === "en" ? null : word(CODES[code].about);
}
