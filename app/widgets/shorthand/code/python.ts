/**
 * The little Python that model code is made of: calls with positional and named arguments, numbers, strings, True, False,
 * None, tuples and lists, comments, an assignment in front. Nothing is ever run. Errors carry line and column.
 */
import { LabError } from "../../../../engine/core/errors";

export type Value =
  | { readonly kind: "number"; readonly value: number; readonly at: number }
  | { readonly kind: "text"; readonly value: string; readonly at: number }
  | { readonly kind: "truth"; readonly value: boolean | null; readonly at: number }
  | { readonly kind: "list"; readonly items: readonly Value[]; readonly at: number }
  | Call;

export interface Call {
  readonly kind: "call";
  /** The last word: `Conv2d` of `torch.nn.Conv2d`. */
  readonly name: string;
  readonly full: string;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** Where each argument's name stands. */
  readonly namedAt: ReadonlyMap<string, number>;
  readonly at: number;
}

interface Token {
  readonly kind: "name" | "number" | "text" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

const LONGEST = 20_000;
const DEEPEST = 12;
const PATTERN =
  /\s+|#[^\n]*|(?<name>[A-Za-z_][\w.]*)|(?<number>-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<text>"[^"\n]*"|'[^'\n]*')|(?<sign>[()[\],=])/gy;

/** The calls of the text, a statement each. Throws LabError "format" with line and column. */
export function parsePython(text: string): readonly Call[] {
  if (text.length > LONGEST) throw new LabError("limit", `The code has ${text.length} characters; at most ${LONGEST} are read.`);
  const reader = new Reader(text, tokensOf(withoutAsides(text)));
  const calls: Call[] = [];
  while (!reader.atEnd()) {
    const value = reader.statement();
    if (value.kind === "call") calls.push(value);
  }
  return calls;
}

/** Lines that say nothing of the layers (imports, asserts, prints), blanked out so that places stay what they are. */
function withoutAsides(text: string): string {
  return text.replace(/^[ \t]*(import|from|assert|print)\b.*$/gm, (line) => " ".repeat(line.length));
}

/** "line 2, column 5". */
export function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(text);
    if (match === null)
      throw new LabError(
        "format",
        `${placeIn(text, at)}: “${text[at] ?? ""}” is not understood here.`,
        "Only layers, numbers, names and quoted words are read.",
      );
    for (const kind of ["name", "number", "text", "sign"] as const) {
      const found = match.groups?.[kind];
      if (found !== undefined) tokens.push({ kind, text: found, at });
    }
    at = PATTERN.lastIndex;
  }
  return [...tokens, { kind: "end", text: "the end", at: text.length }];
}

class Reader {
  private next = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
  ) {}

  atEnd(): boolean {
    return this.peek().kind === "end";
  }

  statement(): Value {
    if (this.peek().kind === "name" && this.tokens[this.next + 1]?.text === "=") this.next += 2;
    return this.value(0);
  }

  private value(depth: number): Value {
    const token = this.take();
    if (depth > DEEPEST) throw this.problem(token, "brackets inside brackets go too deep");
    if (token.kind === "number") return { kind: "number", value: Number(token.text), at: token.at };
    if (token.kind === "text") return { kind: "text", value: token.text.slice(1, -1), at: token.at };
    if (token.text === "(" || token.text === "[") return this.list(token, depth);
    if (token.kind !== "name") throw this.problem(token, `a layer or a number was expected, not ${quoted(token)}`);
    const literal: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };
    if (Object.hasOwn(literal, token.text)) return { kind: "truth", value: literal[token.text] ?? null, at: token.at };
    if (this.peek().text !== "(") return { kind: "text", value: token.text, at: token.at };
    return this.call(token, depth);
  }

  /** `(3)` is 3; `(3,)` and `[3]` are lists. */
  private list(open: Token, depth: number): Value {
    const items = this.items(open.text === "(" ? ")" : "]", depth);
    const comma = this.tokens[this.next - 2]?.text === ",";
    const [only] = items;
    return open.text === "(" && items.length === 1 && only !== undefined && !comma ? only : { kind: "list", items, at: open.at };
  }

  private call(name: Token, depth: number): Call {
    const open = this.take();
    const positional: Value[] = [];
    const named = new Map<string, Value>();
    const namedAt = new Map<string, number>();
    while (this.peek().text !== ")") {
      if (this.atEnd()) throw this.problem(open, `the bracket of ${name.text} is never closed`);
      const word = this.peek();
      if (word.kind === "name" && this.tokens[this.next + 1]?.text === "=") {
        this.next += 2;
        if (named.has(word.text)) throw this.problem(word, `${word.text} is given twice`);
        namedAt.set(word.text, word.at);
        named.set(word.text, this.value(depth + 1));
      } else {
        if (named.size > 0) throw this.problem(word, "an argument without a name cannot follow one with a name");
        positional.push(this.value(depth + 1));
      }
      this.separator(")");
    }
    this.take();
    return { kind: "call", name: name.text.split(".").at(-1) ?? name.text, full: name.text, positional, named, namedAt, at: name.at };
  }

  private items(end: string, depth: number): Value[] {
    const items: Value[] = [];
    while (this.peek().text !== end) {
      if (this.atEnd()) throw this.problem(this.peek(), `a “${end}” is missing`);
      items.push(this.value(depth + 1));
      this.separator(end);
    }
    this.take();
    return items;
  }

  private separator(end: string): void {
    const token = this.peek();
    if (token.text === ",") this.take();
    else if (token.text !== end && token.kind !== "end")
      throw this.problem(token, `a comma or “${end}” was expected, not ${quoted(token)}`);
  }

  private peek(): Token {
    return this.tokens[this.next] ?? { kind: "end", text: "the end", at: this.text.length };
  }

  private take(): Token {
    const token = this.peek();
    this.next++;
    return token;
  }

  private problem(token: Token, what: string): LabError {
    return new LabError("format", `${placeIn(this.text, token.at)}: ${what}.`);
  }
}

function quoted(token: Token): string {
  return token.kind === "end" ? "the end" : `“${token.text}”`;
}
