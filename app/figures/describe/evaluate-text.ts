/**
 * A calculator for lines of arithmetic as they are displayed: numbers, + − × /, parentheses and
 * max( , ). Exact. Answers typed as arithmetic are read with it, and the tests read the page with
 * it. Null when it cannot be read.
 */
import { add, compare, divide, multiply, parseFraction, subtract, type Fraction } from "./fraction";

export function evaluateText(text: string): Fraction | null {
  const tokens = text.match(/max\(|[()+×/,*-]|[−]?\d+(?:\.\d+)?(?:e−?\d+)?|\S/g) ?? [];
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
    return token === undefined ? null : parseFraction(token);
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
