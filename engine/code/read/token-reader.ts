/** A list of tokens and the place in it. */
import { problemAt, type Token } from "./tokens";

export class TokenReader {
  protected at = 0;
  /** Whether the arguments of a call are being read: there a printed model has its children. */
  protected inCall = false;

  constructor(
    protected readonly source: string,
    protected readonly tokens: readonly Token[],
  ) {}

  protected get token(): Token {
    return this.tokens[this.at] ?? { kind: "end", text: "", at: this.source.length };
  }

  protected isA(kind: Token["kind"]): boolean {
    return this.token.kind === kind;
  }

  protected is(text: string): boolean {
    const { kind, text: found } = this.token;
    return found === text && (kind === "sign" || kind === "name");
  }

  protected take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  protected expect(text: string, what = `“${text}”`): Token {
    const token = this.token;
    if (!this.take(text)) throw this.problem(`${what} was expected, not ${this.found()}`);
    return token;
  }

  protected found(): string {
    const { kind, text } = this.token;
    if (kind === "line" || kind === "dedent") return "the end of the line";
    if (kind === "end") return "the end";
    return kind === "indent" ? "an indented line" : `“${text.slice(0, 30)}”`;
  }

  protected problem(what: string, at = this.token.at): Error {
    return problemAt(this.source, at, what);
  }

  protected name(): string {
    const { kind, text } = this.token;
    if (kind !== "name") throw this.problem(`a name was expected, not ${this.found()}`);
    this.at++;
    return text;
  }

  /** `(0): ` or `(conv1): ` before a child, as `print(model)` writes it. */
  protected printedName(): string | null {
    const name = this.tokens[this.at + 1];
    if (!this.isPrinted() || name === undefined) return null;
    this.at += 4;
    return name.text;
  }

  protected isPrinted(): boolean {
    const [open, name, close, colon] = this.tokens.slice(this.at, this.at + 4);
    return (
      this.inCall &&
      open?.text === "(" &&
      open.kind === "sign" &&
      (name?.kind === "number" || name?.kind === "name") &&
      close?.text === ")" &&
      colon?.text === ":"
    );
  }
}
