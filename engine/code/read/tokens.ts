/**
 * Python source -> tokens with their place. Prompts (`>>>`) of a session are left out; brackets
 * join lines; indentation becomes tokens of its own.
 */
import { LabError } from "../../core/errors";

type TokenKind = "name" | "number" | "text" | "sign" | "line" | "indent" | "dedent" | "end";

export interface Token {
  readonly kind: TokenKind;
  /** As written; of a text what stands between the quotes. */
  readonly text: string;
  /** Offset in the source. */
  readonly at: number;
  /** An f-string, whose braces are expressions. */
  readonly isFormatted?: boolean;
}

const SIGN =
  /\*\*=|\/\/=|<<=|>>=|\.\.\.|->|:=|\*\*|\/\/|<<|>>|[-+*/%@&|^<>=!]=|[-+*/%@&|^~<>()[\]{},:.;=]/y;
const NUMBER = /0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?/y;
const NAME = /[\p{L}_][\p{L}\p{N}\p{M}_]*/uy;
const QUOTE = /([rRbBuUfF]{0,2})("""|'''|"|')/y;
const LONGEST = 100_000;

/** "line 3, column 7" of an offset. */
export function placeIn(source: string, at: number): string {
  const before = source.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

export function problemAt(source: string, at: number, what: string, hint = ""): LabError {
  const said = /[.?]$/.test(what) ? what : `${what}.`;
  return new LabError("format", `${placeIn(source, at)}: ${said}`, hint);
}

export function tokensOf(source: string): readonly Token[] {
  if (source.length > LONGEST)
    throw new LabError("limit", `The code is longer than ${LONGEST} characters.`);
  return new Tokenizer(source).all();
}

class Tokenizer {
  private readonly tokens: Token[] = [];
  private readonly indents = [0];
  private readonly open: { readonly sign: string; readonly at: number }[] = [];
  private at = 0;

  constructor(private readonly source: string) {}

  all(): readonly Token[] {
    this.startLine();
    while (this.at < this.source.length) this.next();
    const unclosed = this.open.at(-1);
    if (unclosed !== undefined)
      throw problemAt(this.source, unclosed.at, `“${unclosed.sign}” is never closed`);
    if (this.tokens.at(-1)?.kind !== "line") this.push("line", "", this.at);
    for (let level = this.indents.length; level > 1; level--) this.push("dedent", "", this.at);
    this.push("end", "", this.at);
    return this.tokens;
  }

  private push(kind: TokenKind, text: string, at: number): void {
    this.tokens.push({ kind, text, at });
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.source);
  }

  private next(): void {
    const sign = this.source[this.at] ?? "";
    if (sign === "\n") return this.endLine();
    if (/[ \t\r\f\u00a0\ufeff]/.test(sign)) {
      this.at++;
      return;
    }
    if (sign === "#") {
      this.at = lineEnd(this.source, this.at);
      return;
    }
    if (sign === "\\" && /^\\[ \t\r]*(\n|$)/.test(this.source.slice(this.at, this.at + 80))) {
      this.at = lineEnd(this.source, this.at) + 1;
      return;
    }
    const quote = this.match(QUOTE);
    if (quote !== null) return this.quoted(quote[1] ?? "", quote[2] ?? "", quote[0].length);
    for (const [kind, pattern] of [
      ["name", NAME],
      ["number", NUMBER],
      ["sign", SIGN],
    ] as const) {
      const found = this.match(pattern);
      if (found === null) continue;
      if (kind === "number" && found[0] === ".") continue;
      if (kind === "sign") this.bracket(found[0]);
      this.push(kind, found[0], this.at);
      this.at += found[0].length;
      return;
    }
    throw problemAt(this.source, this.at, strange(sign));
  }

  private quoted(prefix: string, quote: string, length: number): void {
    const from = this.at + length;
    let end = from;
    while (!this.source.startsWith(quote, end)) {
      const sign = this.source[end];
      if (sign === undefined || (sign === "\n" && quote.length === 1))
        throw problemAt(this.source, this.at, "this text has no closing quote");
      end += sign === "\\" ? 2 : 1;
    }
    const raw = this.source.slice(from, end);
    const text = /r/i.test(prefix) ? raw : unescaped(raw);
    this.tokens.push({ kind: "text", text, at: this.at, isFormatted: /f/i.test(prefix) });
    this.at = end + quote.length;
  }

  private bracket(sign: string): void {
    if ("([{".includes(sign)) this.open.push({ sign, at: this.at });
    if (!")]}".includes(sign)) return;
    const last = this.open.pop();
    if (last === undefined) throw problemAt(this.source, this.at, `“${sign}” closes nothing`);
    if ("([{".indexOf(last.sign) !== ")]}".indexOf(sign))
      throw problemAt(this.source, this.at, `“${sign}” does not close “${last.sign}”`);
  }

  private endLine(): void {
    const at = this.at++;
    if (this.open.length > 0) {
      this.skipPrompt();
      return;
    }
    if (this.tokens.at(-1)?.kind !== "line") this.push("line", "", at);
    this.startLine();
  }

  /** Behind a line's end: blank lines and comments are passed over, then the indentation counts. */
  private startLine(): void {
    for (;;) {
      this.skipPrompt();
      const from = this.at;
      let width = 0;
      for (; /[ \t\f\u00a0\ufeff]/.test(this.source[this.at] ?? ""); this.at++)
        width = this.source[this.at] === "\t" ? (Math.floor(width / 8) + 1) * 8 : width + 1;
      const sign = this.source[this.at];
      if (sign === undefined) return;
      if (sign === "\n" || sign === "\r" || sign === "#") {
        this.at = lineEnd(this.source, this.at) + 1;
        continue;
      }
      this.indentTo(width, from);
      return;
    }
  }

  private indentTo(width: number, at: number): void {
    const first = this.tokens.length === 0;
    if (first) this.indents[0] = width;
    if (width > (this.indents.at(-1) ?? 0)) {
      this.indents.push(width);
      this.push("indent", "", this.at);
    }
    while (width < (this.indents.at(-1) ?? 0)) {
      if (this.indents.length === 1) {
        this.indents[0] = width;
        break;
      }
      this.indents.pop();
      this.push("dedent", "", this.at);
      if (width > (this.indents.at(-1) ?? 0))
        throw problemAt(this.source, at, "this line is indented like none before it");
    }
  }

  /** `>>> ` and `... ` of an interactive session, `In [3]: ` of a notebook. */
  private skipPrompt(): void {
    const found = this.match(/[ \t]*(?:>>>|\.\.\.|In \[\d*\]:)(?: |(?=\n)|$)/y);
    if (found !== null) this.at += found[0].length;
  }
}

function lineEnd(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end === -1 ? source.length : end;
}

function unescaped(raw: string): string {
  return raw.replaceAll(/\\(?:\n|([\\'"nt]))/g, (_all, sign: string | undefined) =>
    sign === undefined ? "" : sign === "n" ? "\n" : sign === "t" ? "\t" : sign,
  );
}

function strange(sign: string): string {
  if (/[“”„‟«»‘’‚]/.test(sign))
    return `“${sign}” is a typographic quote; Python's quotes are " and '`;
  const plain = sign.normalize("NFKC");
  if (plain !== sign) return `“${sign}” is not Python's; it writes “${plain}”`;
  return `“${sign}” is not understood here`;
}
