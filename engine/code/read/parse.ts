/** Python source -> statements. */
import { ExpressionParser } from "./parse-expression";
import type { Block, Expression, Statement } from "./syntax";
import { tokensOf } from "./tokens";

export function parsePython(source: string): Block {
  return new StatementParser(source, tokensOf(source)).all();
}

/** One expression by itself, as it stands in the braces of an f-string. */
export function parseExpression(text: string): Expression {
  return new StatementParser(text, tokensOf(text)).alone();
}

const UPDATES = ["+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^="];

class StatementParser extends ExpressionParser {
  all(): Block {
    const found: Statement[] = [];
    while (this.token.kind !== "end") {
      if (this.token.kind === "line") this.at++;
      else if (this.token.kind === "indent" || this.token.kind === "dedent") {
        if (this.token.kind === "indent" && found.length > 0)
          throw this.problem("this line is indented without a reason");
        this.at++;
      } else found.push(...this.statement());
    }
    return found;
  }

  alone(): Expression {
    const found = this.expressions();
    if (this.token.kind !== "line") throw this.problem(`the end was expected`);
    return found;
  }

  private statement(): readonly Statement[] {
    const { at, text, kind } = this.token;
    if (kind === "sign" && text === "@") return [this.decorated()];
    if (kind === "name") {
      const compound = this.compound(text, at);
      if (compound !== null) return [compound];
    }
    const line = [this.simple()];
    while (this.take(";")) if (this.token.kind !== "line") line.push(this.simple());
    this.endOfLine();
    return line;
  }

  private endOfLine(): void {
    const { kind } = this.token;
    if (kind === "line") this.at++;
    else if (kind !== "end")
      throw this.problem(`the end of the line was expected, not ${this.found()}`);
  }

  private compound(word: string, at: number): Statement | null {
    switch (word) {
      case "if":
        return this.conditionals(at);
      case "for":
        return this.loop(at);
      case "while": {
        this.at++;
        const condition = this.expression();
        return { kind: "while", condition, body: this.bodyAndElse(), at };
      }
      case "with":
        return this.context(at);
      case "try":
        return this.attempt(at);
      case "def":
        return this.definition(at, []);
      case "class":
        return this.classes(at);
      case "async":
        this.at++;
        return this.compound(this.token.text, at);
      default:
        return null;
    }
  }

  private conditionals(at: number): Statement {
    this.at++;
    const condition = this.expression();
    const whenTrue = this.block();
    const next = this.token.at;
    if (this.is("elif"))
      return { kind: "if", condition, whenTrue, otherwise: [this.conditionals(next)], at };
    return {
      kind: "if",
      condition,
      whenTrue,
      otherwise: this.take("else") ? this.block() : [],
      at,
    };
  }

  private loop(at: number): Statement {
    this.at++;
    const target = this.targets();
    this.expect("in");
    const items = this.expressions();
    return { kind: "for", target, items, body: this.bodyAndElse(), at };
  }

  private bodyAndElse(): Block {
    const body = this.block();
    if (this.take("else")) this.block();
    return body;
  }

  private context(at: number): Statement {
    this.at++;
    do {
      this.expression();
      if (this.take("as")) this.targets();
    } while (this.take(","));
    return { kind: "with", body: this.block(), at };
  }

  /** What is tried counts; what would follow a failure does not. */
  private attempt(at: number): Statement {
    this.at++;
    const body = [...this.block()];
    while (this.take("except")) {
      if (!this.is(":")) this.expressions();
      if (this.take("as")) this.name();
      this.block();
    }
    if (this.take("else")) body.push(...this.block());
    if (this.take("finally")) body.push(...this.block());
    return { kind: "with", body, at };
  }

  private decorated(): Statement {
    const decorators: Expression[] = [];
    const { at } = this.token;
    while (this.take("@")) {
      decorators.push(this.expression());
      this.endOfLine();
    }
    return this.is("class") ? this.classes(at) : this.definition(at, decorators);
  }

  private definition(at: number, decorators: readonly Expression[]): Statement {
    this.take("async");
    this.expect("def");
    const name = this.name();
    this.expect("(");
    const parameters = this.parameters(")");
    if (this.take("->")) this.expression();
    return { kind: "def", name, parameters, decorators, body: this.block(), at };
  }

  private classes(at: number): Statement {
    this.expect("class");
    const name = this.name();
    const bases: Expression[] = [];
    if (this.take("("))
      while (!this.take(")")) {
        const isNamed = this.tokens[this.at + 1]?.text === "=";
        if (isNamed) this.at += 2;
        const base = this.expression();
        if (!isNamed) bases.push(base);
        if (!this.is(")")) this.expect(",", "a comma or “)”");
      }
    return { kind: "class", name, bases, body: this.block(), at };
  }

  private block(): Block {
    this.expect(":");
    if (this.token.kind !== "line") return this.statement();
    this.at++;
    if (!this.isA("indent"))
      throw this.problem(`an indented line was expected, not ${this.found()}`);
    this.at++;
    const found: Statement[] = [];
    while (!this.isA("dedent") && !this.isA("end")) {
      if (this.isA("indent")) throw this.problem("this line is indented without a reason");
      found.push(...this.statement());
    }
    if (this.isA("dedent")) this.at++;
    return found;
  }

  private simple(): Statement {
    const { at, text, kind } = this.token;
    if (kind === "name") {
      const found = this.keyword(text, at);
      if (found !== null) return found;
    }
    return this.assignment(at);
  }

  private keyword(text: string, at: number): Statement | null {
    switch (text) {
      case "pass":
      case "break":
      case "continue":
        this.at++;
        return { kind: "leave", word: text, at };
      case "return":
        this.at++;
        return { kind: "return", value: this.isEnd() ? null : this.expressions(), at };
      case "raise":
        this.at++;
        if (!this.isEnd()) this.expression();
        if (this.take("from")) this.expression();
        return { kind: "raise", at };
      case "import":
        this.at++;
        return { kind: "import", names: this.imports(""), at };
      case "from":
        return this.fromImport(at);
      case "assert":
      case "del":
      case "global":
      case "nonlocal":
        this.at++;
        this.expressions();
        return { kind: "leave", word: "pass", at };
      case "yield":
        this.at++;
        return { kind: "expression", value: this.expressions(), at };
      default:
        return null;
    }
  }

  private isEnd(): boolean {
    return ["line", "end"].includes(this.token.kind) || this.is(";");
  }

  private dotted(): string {
    let path = "";
    while (this.is(".") || this.is("...")) path += this.tokens[this.at++]?.text;
    if (this.token.kind === "name" && !this.is("import")) path += this.name();
    while (this.take(".")) path += `.${this.name()}`;
    return path;
  }

  private imports(from: string): (readonly [string, string])[] {
    const names: (readonly [string, string])[] = [];
    do {
      if (this.take("*")) return [["*", from]];
      const path = this.dotted();
      const whole = from === "" ? path : `${from}.${path}`;
      if (this.take("as")) names.push([this.name(), whole]);
      else
        names.push([
          from === "" ? (path.split(".")[0] ?? path) : path,
          from === "" ? (path.split(".")[0] ?? path) : whole,
        ]);
    } while (this.take(",") && !this.is(")"));
    return names;
  }

  private fromImport(at: number): Statement {
    this.expect("from");
    const from = this.dotted();
    this.expect("import");
    const isBracketed = this.take("(");
    const names = this.imports(from);
    if (isBracketed) this.expect(")");
    return { kind: "import", names, at };
  }

  private assignment(at: number): Statement {
    const first = this.expressions();
    const sign = UPDATES.find((one) => this.is(one));
    if (sign !== undefined) {
      this.at++;
      return {
        kind: "update",
        target: first,
        sign: sign.slice(0, -1),
        value: this.expressions(),
        at,
      };
    }
    if (this.take(":")) {
      this.expression();
      const value = this.take("=") ? this.expressions() : null;
      return { kind: "assign", targets: [first], value, at };
    }
    const targets = [first];
    while (this.take("=")) targets.push(this.expressions());
    const value = targets.pop() ?? first;
    if (targets.length === 0) return { kind: "expression", value: first, at };
    return { kind: "assign", targets, value, at };
  }
}
