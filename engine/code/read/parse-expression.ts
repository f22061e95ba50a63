/** Tokens -> expressions of Python, by precedence. */
import type { Clause, Expression, Given, Parameter } from "./syntax";
import { numberOf, wordOf } from "./literals";
import { TokenReader } from "./token-reader";

/** Operators from the loosest to the tightest; all are read from left to right. */
const LEVELS: readonly (readonly string[])[] = [
  ["or"],
  ["and"],
  ["<", ">", "==", "!=", "<=", ">=", "in", "is", "not in", "is not"],
  ["|"],
  ["^"],
  ["&"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "//", "%", "@"],
];
const COMPARISONS = 2;
const KEYWORDS = /^(def|class|return|for|while|if|else|elif|in|is|and|or|import|from|as|with)$/;
const DEEPEST = 200;

export class ExpressionParser extends TokenReader {
  private depth = 0;

  /** Expressions with commas between them are a tuple. */
  expressions(): Expression {
    const { at } = this.token;
    const first = this.starred();
    if (!this.is(",")) return first;
    const items = [first];
    while (this.take(",")) {
      if (this.endsList()) break;
      items.push(this.starred());
    }
    return { kind: "list", form: "tuple", items, at };
  }

  private endsList(): boolean {
    return (
      ["line", "end"].includes(this.token.kind) ||
      [")", "]", "}", "=", ":", ";", "in"].some((sign) => this.is(sign))
    );
  }

  private starred(): Expression {
    const { at } = this.token;
    return this.take("*") ? { kind: "star", operand: this.expression(), at } : this.expression();
  }

  expression(): Expression {
    if (++this.depth > DEEPEST) throw this.problem("this is nested too deeply");
    const value = this.is("lambda") ? this.lambda() : this.conditional();
    this.depth--;
    return value;
  }

  private lambda(): Expression {
    const { at } = this.expect("lambda");
    const parameters = this.parameters(":");
    return { kind: "lambda", parameters, body: this.expression(), at };
  }

  /** Up to `end`, which is taken too. Annotations are passed over. */
  protected parameters(end: string): readonly Parameter[] {
    const found: Parameter[] = [];
    while (!this.take(end)) {
      const star = this.take("**") ? "**" : this.take("*") ? "*" : "";
      if (star === "" && this.take("/")) {
        this.take(",");
        continue;
      }
      if (star !== "*" || !this.is(",")) {
        const name = this.name();
        if (end === ")" && this.take(":")) this.expression();
        found.push({ name, star, otherwise: this.take("=") ? this.expression() : null });
      }
      if (!this.is(end)) this.expect(",", `a comma or “${end}”`);
    }
    return found;
  }

  private conditional(): Expression {
    const whenTrue = this.level(0);
    const { at } = this.token;
    if (this.take(":=")) return this.expression();
    if (!this.take("if")) return whenTrue;
    const condition = this.level(0);
    this.expect("else");
    return { kind: "either", condition, whenTrue, otherwise: this.expression(), at };
  }

  private level(depth: number): Expression {
    const signs = LEVELS[depth];
    if (signs === undefined) return this.unary();
    const { at: start } = this.token;
    if (depth === COMPARISONS && this.take("not"))
      return { kind: "unary", sign: "not", operand: this.level(COMPARISONS), at: start };
    let left = this.level(depth + 1);
    for (;;) {
      const { at } = this.token;
      const sign = this.operator(signs);
      if (sign === undefined) return left;
      left = { kind: "binary", sign, left, right: this.level(depth + 1), at };
    }
  }

  private operator(signs: readonly string[]): string | undefined {
    const found = signs.find((sign) => this.is(sign));
    if (found !== undefined) {
      this.at++;
      return found === "is" && this.take("not") ? "is not" : found;
    }
    if (!signs.includes("not in") || !this.is("not")) return undefined;
    this.at++;
    this.expect("in");
    return "not in";
  }

  private unary(): Expression {
    const { at } = this.token;
    if (this.take("await")) return this.unary();
    for (const sign of ["-", "+", "~"])
      if (this.take(sign)) return { kind: "unary", sign, operand: this.unary(), at };
    const base = this.trailed(this.atom());
    const { at: place } = this.token;
    if (!this.take("**")) return base;
    return { kind: "binary", sign: "**", left: base, right: this.unary(), at: place };
  }

  /** Calls, attributes and indices behind a value. */
  private trailed(start: Expression): Expression {
    let value = start;
    for (;;) {
      const { at } = this.token;
      if (this.take(".")) value = { kind: "attribute", of: value, name: this.name(), at: value.at };
      else if (!this.isPrinted() && this.take("("))
        value = { kind: "call", callee: value, given: this.given(), at: value.at };
      else if (this.take("[")) value = { kind: "index", of: value, items: this.indices(), at };
      else return value;
    }
  }

  private given(): readonly Given[] {
    const all: Given[] = [];
    const before = this.inCall;
    while (!this.take(")")) {
      this.inCall = true;
      const one = this.oneGiven();
      this.inCall = before;
      all.push(one);
      if (this.is("for") && one.star === "" && one.name === null) {
        all[all.length - 1] = { ...one, value: this.comprehension(one.value, null) };
        continue;
      }
      if (this.is(")") || (one.isPrinted && !this.is(","))) continue;
      this.expect(",", "a comma or “)”");
    }
    return all;
  }

  private oneGiven(): Given {
    const { at } = this.token;
    const printed = this.printedName();
    if (printed !== null)
      return { at, name: printed, star: "", isPrinted: true, value: this.expression() };
    const star = this.take("**") ? "**" : this.take("*") ? "*" : "";
    const [name, equals] = [this.token, this.tokens[this.at + 1]];
    const isNamed = name.kind === "name" && equals?.kind === "sign" && equals.text === "=";
    if (isNamed) this.at += 2;
    return {
      at,
      name: isNamed ? name.text : null,
      star,
      isPrinted: false,
      value: this.expression(),
    };
  }

  private indices(): readonly Expression[] {
    const items: Expression[] = [];
    while (!this.take("]")) {
      items.push(this.oneIndex());
      if (!this.is("]")) this.expect(",", "a comma or “]”");
    }
    return items;
  }

  private oneIndex(): Expression {
    const { at } = this.token;
    const parts: (Expression | null)[] = [null];
    for (;;) {
      if (this.take(":")) parts.push(null);
      else if (this.is("]") || this.is(",")) break;
      else parts[parts.length - 1] = this.starred();
    }
    const [only] = parts;
    if (parts.length === 1 && only !== null && only !== undefined) return only;
    return { kind: "slice", parts, at };
  }

  private comprehension(element: Expression, value: Expression | null): Expression {
    const clauses: Clause[] = [];
    while (this.take("for")) {
      const target = this.targets();
      this.expect("in");
      const items = this.level(0);
      const conditions: Expression[] = [];
      while (this.take("if")) conditions.push(this.level(0));
      clauses.push({ target, items, conditions });
    }
    return { kind: "each", element, value, clauses, at: element.at };
  }

  /** Names to assign to, without taking the word "in". */
  protected targets(): Expression {
    const { at } = this.token;
    const items = [this.trailed(this.atom())];
    while (this.take(",")) if (!this.is("in")) items.push(this.trailed(this.atom()));
    const [only] = items;
    if (items.length === 1 && only !== undefined) return only;
    return { kind: "list", form: "tuple", items, at };
  }

  private atom(): Expression {
    const { kind, text, at } = this.token;
    this.at++;
    if (kind === "number") return numberOf(text, at);
    if (kind === "text") return this.texts(at);
    if (kind === "name" && !KEYWORDS.test(text)) return wordOf(text, at);
    if (text === "(") return this.bracketed(")", "tuple", at);
    if (text === "[") return this.bracketed("]", "list", at);
    if (text === "{") return this.braces(at);
    if (text === "*") return { kind: "star", operand: this.trailed(this.atom()), at };
    if (text === "...") return { kind: "constant", value: null, at };
    this.at--;
    throw this.problem(`a value was expected, not ${this.found()}`);
  }

  /** Texts side by side are one. */
  private texts(at: number): Expression {
    this.at--;
    let value = "";
    let isFormatted = false;
    for (; this.token.kind === "text"; this.at++) {
      value += this.token.text;
      isFormatted ||= this.token.isFormatted === true;
    }
    return { kind: "text", value, isFormatted, at };
  }

  private bracketed(end: ")" | "]", form: "tuple" | "list", at: number): Expression {
    if (this.take(end)) return { kind: "list", form, items: [], at };
    if (this.take("yield")) return { kind: "constant", value: null, at };
    const items = [this.starred()];
    const [first] = items;
    if (this.is("for") && first !== undefined) {
      const all = this.comprehension(first, null);
      this.expect(end);
      return all;
    }
    const isAlone = this.is(end);
    while (!this.take(end)) {
      this.expect(",", `a comma or “${end}”`);
      if (!this.is(end)) items.push(this.starred());
    }
    return isAlone && form === "tuple" && first !== undefined && first.kind !== "star"
      ? first
      : { kind: "list", form, items, at };
  }

  private braces(at: number): Expression {
    this.inCall = false;
    const entries: [Expression, Expression][] = [];
    const items: Expression[] = [];
    while (!this.take("}")) {
      const key = this.take("**") ? this.expression() : this.starred();
      if (this.take(":")) {
        const value = this.expression();
        if (this.is("for")) {
          const all = this.comprehension(key, value);
          this.expect("}");
          return all;
        }
        entries.push([key, value]);
      } else items.push(key);
      if (!this.is("}")) this.expect(",", "a comma or “}”");
    }
    return items.length > 0
      ? { kind: "list", form: "set", items, at }
      : { kind: "dict", entries, at };
  }
}
