/** What stays left to right in a text that is written right to left. */

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
