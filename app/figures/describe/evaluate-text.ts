/**
 * A calculator for lines of arithmetic as they are displayed: numbers ("59,872", "1.67 · 10⁻⁵"),
 * + − × /, parentheses and max( , ). Exact. Answers typed as arithmetic are read with it, and the
 * tests read the page with it. Null when it cannot be read.
 */
import { add, compare, divide, multiply, parseFraction, subtract, type Fraction } from "./fraction";
import { lowered } from "./read-number";

/** Thousands stand behind a comma without a space; the numbers of max( , ) have one. */
const NUMBER = /−?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e−?\d+|\s·\s10[⁻⁰¹²³⁴-⁹]+)?/;
const TOKEN = new RegExp(`max\\(|[()+×/,*-]|${NUMBER.source}|\\S`, "g");

export function evaluateText(text: string): Fraction | null {
  const tokens = text.match(TOKEN) ?? [];
  const reader = new Reader(tokens);
  const value = reader.sum();
  return reader.done() ? value : null;
}

class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly string[]) {}

  done(): boolean {
    return this.at === this.tokens.length;
  }

  sum(): Fraction | null {
    let total = this.product();
    for (let sign = this.sign(); sign !== null; sign = this.sign()) {
      const term = this.product();
      if (total === null || term === null) return null;
      total = sign === "+" ? add(total, term) : subtract(total, term);
    }
    return total;
  }

  private sign(): string | null {
    return this.take("+", "-", "−");
  }

  private product(): Fraction | null {
    let total = this.atom();
    for (let sign = this.take("×", "*", "/"); sign !== null; sign = this.take("×", "*", "/")) {
      const factor = this.atom();
      if (total === null || factor === null) return null;
      total = sign === "/" ? divide(total, factor) : multiply(total, factor);
    }
    return total;
  }

  private atom(): Fraction | null {
    if (this.take("(") !== null) return this.closed(this.sum());
    if (this.take("max(") !== null) return this.closed(this.largest());
    const token = this.tokens[this.at];
    this.at += 1;
    return token === undefined ? null : parseFraction(asWritten(token));
  }

  private largest(): Fraction | null {
    let best = this.sum();
    while (this.take(",") !== null) {
      const next = this.sum();
      if (best === null || next === null) return null;
      if (compare(next, best) > 0) best = next;
    }
    return best;
  }

  private closed(value: Fraction | null): Fraction | null {
    return this.take(")") === null ? null : value;
  }

  private take(...wanted: readonly string[]): string | null {
    const token = this.tokens[this.at];
    if (token === undefined || !wanted.includes(token)) return null;
    this.at += 1;
    return token;
  }
}

/** "59,872" as "59872", "1.67 · 10⁻⁵" as "1.67e−5". */
function asWritten(token: string): string {
  const [mantissa = "", raised] = token.split(/\s·\s10/);
  const plain = mantissa.replaceAll(",", "");
  return raised === undefined ? plain : `${plain}e${lowered(raised).replace("-", "−")}`;
}
