/** Finds the texts of the page in its source: `t("…")` and `rich("…")`, a literal each. */

export interface Literal {
  readonly message: string;
  /** Where the literal stands, its quotes included. */
  readonly start: number;
  readonly end: number;
}

const CALL = /(?<![\w.$])(?:t|rich)\(\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/g;

export function literalsIn(code: string): Literal[] {
  return [...code.matchAll(CALL)].map((match) => {
    const quoted = match[1] ?? "";
    const end = match.index + match[0].length;
    return { message: unquoted(quoted), start: end - quoted.length, end };
  });
}

function unquoted(quoted: string): string {
  const inside = quoted.slice(1, -1).replaceAll("\\'", "'");
  const text: unknown = JSON.parse(
    `"${quoted.startsWith("'") ? inside.replaceAll('"', '\\"') : inside}"`,
  );
  return String(text);
}

/** Whether a text has values or tags in it; others are keys as they stand. */
export function isWithValues(message: string): boolean {
  return message.includes("{") || message.includes("</");
}
