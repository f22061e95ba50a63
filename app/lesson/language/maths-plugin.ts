/**
 * `$…$` and `$$…$$` for markdown-it. A `$` opens a formula when no space follows it, and closes one
 * when no space stands before it and no digit after it: "costs $5 and $6" stays text. `\$` is a
 * dollar sign. Inside a formula nothing else is Markdown, so `a_{i}*b*c` needs no escapes.
 */
import type MarkdownIt from "markdown-it";
import type StateBlock from "markdown-it/lib/rules_block/state_block";
import type StateInline from "markdown-it/lib/rules_inline/state_inline";

export function maths(parser: MarkdownIt): void {
  parser.inline.ruler.before("escape", "maths", inline);
  parser.block.ruler.before("fence", "maths", block, { alt: ["paragraph", "blockquote", "list"] });
}

function inline(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== "$") return false;
  const display = state.src.startsWith("$$", state.pos);
  const mark = display ? "$$" : "$";
  const from = state.pos + mark.length;
  const to = display ? state.src.indexOf("$$", from) : closing(state.src, from);
  if (to < 0 || state.src.slice(from, to).trim() === "") return false;
  if (!silent) {
    const token = state.push(display ? "math_display" : "math_inline", "math", 0);
    token.content = state.src.slice(from, to);
    token.markup = mark;
  }
  state.pos = to + mark.length;
  return true;
}

/** Offset of the `$` that closes a formula opened before `from`, or -1. */
function closing(text: string, from: number): number {
  if (/[\s$]/.test(text[from] ?? " ")) return -1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith("{%", at)) return -1;
    else if (text[at] === "$")
      return /\s/.test(text[at - 1] ?? " ") || /\d/.test(text[at + 1] ?? "") ? -1 : at;
  }
  return -1;
}

/**
 * A display formula that begins its line with `$$` and ends one with `$$`; not closed, it is an
 * error token.
 */
function block(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineAt = (line: number): string =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
  const first = lineAt(startLine).trimEnd();
  if (!first.startsWith("$$")) return false;
  const single = /^\$\$(.+)\$\$$/.exec(first);
  if (single === null && first.slice(2).includes("$$")) return false;
  if (silent) return true;
  const content: string[] = [single?.[1] ?? first.slice(2)];
  let line = startLine;
  let closed = single !== null;
  while (
    !closed &&
    line + 1 < endLine &&
    lineAt(line + 1).trim() !== "" &&
    !lineAt(line + 1).startsWith("{%")
  ) {
    line++;
    const text = lineAt(line).trimEnd();
    closed = text.endsWith("$$");
    content.push(closed ? text.slice(0, -2) : text);
  }
  state.line = line + 1;
  const token = state.push(closed ? "math_display" : "math_unclosed", "math", 0);
  token.content = content.join("\n");
  token.markup = "$$";
  token.map = [startLine, line + 1];
  token.block = true;
  return true;
}
