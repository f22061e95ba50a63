/** Which way a language is written, and what stays left to right in it. */

const RIGHT_TO_LEFT = new Set("ar arc ckb dv fa he ks ps sd syr ug ur yi".split(" "));

export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}

/** A number with a sign, or several with signs between them: −30, 3×3, 31 / 2.1 = 14.8. */
const ARITHMETIC =
  /(?<![\p{L}\d])(?:[−+]\(?)?\d(?:[\d.,]*\d)?(?:\s?[×·/+−=≈]\s?[(−]{0,2}\d(?:[\d.,]*\d)?\)?)*(?:\s?%)?/gu;

/**
 * Text of a language that is written right to left, with its arithmetic left to right: without the
 * marks "−3" is drawn as "3−" and "1 / 2" as "2 / 1".
 */
export function isolated(text: string): string {
  return text
    .replace(/[\u2066\u2069]/g, "")
    .replace(ARITHMETIC, (run) => (/[^\d.,]/.test(run) ? `\u2066${run}\u2069` : run));
}
