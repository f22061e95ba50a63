/**
 * What looks like a part of the language and is plain text here: formulas as other programs write
 * them, footnotes, dashes instead of `---`. Each would change what a reader sees without a word.
 */
import type { Code } from "./codes";
import type { Reporter } from "./diagnostics";
import { Source } from "./source";

/** A line that looks like `---` and is not. */
export const DASHES = /^[ \t]*[–—][–—-]*[ \t]*$/;

const LOOKALIKES: readonly {
  readonly code: Code;
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
}[] = [
  {
    code: "math-brackets",
    pattern: /\\[([](?=[^\n]*[a-zA-Z0-9])/g,
    message: (found) =>
      `${found} does not begin a formula here. Write $…$, or $$…$$ for a formula on its own line.`,
  },
  {
    code: "footnote",
    pattern: /\[\^[\w-]+\]/g,
    message: (found) =>
      `${found} is text here: lessons have no footnotes. Put the remark into a callout.`,
  },
  {
    code: "math-spaces",
    pattern: /(?<![\\$\w])\$ (?!\d)[^$\n]{1,60}? \$(?!\d)/g,
    message: (found) =>
      `${found} is text here. A formula has no spaces inside its dollar signs: $${found.slice(1, -1).trim()}$.`,
  },
  {
    code: "math-dollar",
    pattern: /(?<![\\$\w])\$(?=[a-zA-Z\\])/g,
    message: () =>
      "The formula that this $ opens is not closed in its paragraph. Close it with $, or write \\$ for a dollar sign.",
  },
  {
    code: "step-dash",
    pattern: new RegExp(DASHES.source, "gm"),
    message: (found) =>
      `"${found.trim()}" is a line of text. A step begins with three hyphens, ---.`,
  },
];

/** Reports them; `source` has its front matter blanked out. */
export function reportLookalikes(source: Source, reporter: Reporter): void {
  const prose = withoutFormulas(withoutCode(source.text));
  for (const { code, pattern, message } of LOOKALIKES)
    for (const found of prose.matchAll(pattern))
      reporter.report(code, source.place(found.index), message(found[0]));
}

/** Fences, code spans, tags and comments become spaces. */
function withoutCode(text: string): string {
  return text
    .replace(/^[ \t]*(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^[ \t]*\1[^\n]*$|(?![\s\S]))/gm, blank)
    .replace(/<!--[\s\S]*?-->|\{%[^\n]*?%\}|`[^`\n]*`/g, blank);
}

/** Formulas that are read become spaces, paragraph by paragraph. */
function withoutFormulas(text: string): string {
  return text.replace(
    /(?<!\\)\$\$(?:(?!\n[ \t]*\n)[\s\S])*?\$\$|(?<!\\)\$(?! )(?:\\.|(?!\n[ \t]*\n)[^$\\])+?(?<!\s)\$/g,
    blank,
  );
}

function blank(found: string): string {
  return found.replace(/[^\n]/g, " ");
}

/** `title: CNN #1` loses its end to YAML, in which a # after a space begins a comment. */
export function reportComments(lines: readonly string[], reporter: Reporter): void {
  for (const [at, line] of lines.entries()) {
    const [, start = "", kept = "", comment = ""] =
      /^(\s*(?:[\w-]+:|-)\s+)([^"'[{#\s][^#]*?)(\s+#.*)$/.exec(line) ?? [];
    if (comment === "") continue;
    reporter.report(
      "front-matter-comment",
      { line: at + 2, column: start.length + kept.length + comment.search(/\S/) + 1 },
      `"${comment.trim()}" is a comment and is left out. A text with # stands in quotes: ${JSON.stringify(kept + comment)}.`,
      { suggestion: JSON.stringify(kept + comment) },
    );
  }
}
