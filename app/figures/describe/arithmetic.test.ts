/**
 * The promise of the arithmetic strip: what is displayed evaluates to what is displayed. Parsed
 * from its text, not its data.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as build from "../../../engine/core/build";
import type { Expression } from "../../../engine/core/expression";
import { evaluate } from "../../../engine/core/expression";
import { layOut, lineText } from "./arithmetic";
import { compare, round } from "./fraction";
import { evaluateText } from "./evaluate-text";
import { parseFraction } from "./fraction";
import { readings } from "./read-number";
import { printed, showSignificant, valueOf } from "./number";

const cell = (value: number, tensor = "x"): Expression => ({
  kind: "cell",
  tensor,
  index: [0, 0, 0, 0],
  role: "input",
  value,
});
const product = (...factors: number[]): Expression => ({
  kind: "product",
  factors: factors.map((factor) => cell(factor)),
});
const small = fc.integer({ min: -99, max: 99 });
const short = fc.integer({ min: -9999, max: 9999 }).map((value) => value / 100);
const real = fc.double({ min: -300, max: 300, noNaN: true });
const tiny = fc.double({ min: -1e-5, max: 1e-5, noNaN: true });
const huge = fc.double({ min: -1e12, max: 1e12, noNaN: true });
const numbers = fc.oneof(small, short, real, tiny, huge, fc.constant(0));

/** Every line, read back from its text, evaluates to the result in its text. */
function addsUp(expression: Expression): void {
  for (const line of layOut(expression).lines) {
    const text = lineText(line);
    const [left = "", right = ""] = text.split(/ [=≈] /);
    const drawn = parseFraction(right);
    const evaluated = evaluateText(left);
    if (drawn === null || evaluated === null) throw new Error(`cannot read "${text}"`);
    if (line.relation === "=") expect(compare(evaluated, drawn), text).toBe(0);
    else if (!right.includes("e"))
      expect(compare(round(evaluated, right.split(".")[1]?.length ?? 0), drawn), text).toBe(0);
  }
}

/** The last line's result is the engine's number, to the digits displayed. */
function agrees(expression: Expression): void {
  const value = evaluate(expression);
  const text = layOut(expression).lines.at(-1)?.result.text ?? "";
  const shown = Number(text.replaceAll("−", "-"));
  const largest = Math.max(Math.abs(value), ...termsOf(expression));
  expect(Math.abs(shown - value), `${text} for ${value}`).toBeLessThanOrEqual(0.005 * largest);
}

function termsOf(expression: Expression): number[] {
  return expression.kind === "sum"
    ? expression.terms.flatMap(termsOf)
    : [Math.abs(evaluate(expression))];
}

describe("the arithmetic of one number", () => {
  test("integers are written whole and add up with an equals sign", () => {
    const lines = layOut({
      kind: "sum",
      terms: [product(4, 1), product(9, 0), product(2, -1)],
    }).lines;
    expect(lines.map(lineText)).toEqual(["4 × 1 + 9 × 0 + 2 × (−1) = 2"]);
  });

  test("labelled groups have sub-totals, and the whole is the sum of the sub-totals", () => {
    const row = (label: string, ...terms: Expression[]): Expression => ({
      kind: "sum",
      label,
      terms,
    });
    const expression: Expression = {
      kind: "sum",
      terms: [row("row 1", product(4, 1), product(2, -1)), row("row 2", product(-5, 3)), cell(7)],
    };
    expect(layOut(expression).lines.map((line) => `${line.label}|${lineText(line)}`)).toEqual([
      "row 1|4 × 1 + 2 × (−1) = 2",
      "row 2|−5 × 3 = −15",
      "|2 + (−15) + 7 = −6",
    ]);
  });

  test("an average of integers that is no short decimal is marked as rounded", () => {
    const mean: Expression = {
      kind: "quotient",
      numerator: { kind: "sum", terms: [cell(4), cell(9), cell(5)] },
      denominator: { kind: "constant", value: 7 },
    };
    expect(lineText(layOut(mean).lines[0] ?? fail())).toBe("(4 + 9 + 5) / 7 ≈ 2.571");
    addsUp(mean);
  });

  test("tenths add up without the dust of binary fractions", () => {
    expect(
      lineText(layOut({ kind: "sum", terms: [cell(0.1), cell(0.2)] }).lines[0] ?? fail()),
    ).toBe("0.1 + 0.2 = 0.3");
  });

  test("a line that cannot be written in few digits shows its remainder", () => {
    const lines = layOut({ kind: "sum", terms: [cell(1 / 3), cell(-0.33333)] }, {}).lines;
    expect(lines[0]?.remainder?.note ?? lines[0]?.relation).toBeDefined();
    addsUp({ kind: "sum", terms: [cell(1 / 3), cell(-0.33333)] });
  });

  test("NaN and infinity are shown, never hidden", () => {
    expect(
      lineText(
        layOut({ kind: "sum", terms: [product(Number.NaN, 0), cell(1)] }).lines[0] ?? fail(),
      ),
    ).toBe("NaN × 0 + 1 = NaN");
    expect(
      lineText(
        layOut({ kind: "sum", terms: [cell(Number.POSITIVE_INFINITY), cell(1)] }).lines[0] ??
          fail(),
      ),
    ).toBe("∞ + 1 = ∞");
  });

  test("every sum of products adds up as displayed and shows the value that it has", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(numbers, numbers), { minLength: 1, maxLength: 49 }),
        numbers,
        (pairs, bias) => {
          const expression: Expression = {
            kind: "sum",
            terms: [...pairs.map(([a, b]) => product(a, b)), cell(bias, "b")],
          };
          addsUp(expression);
          agrees(expression);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("every grouped sum adds up line by line", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(real, real), { minLength: 1, maxLength: 7 }), {
          minLength: 1,
          maxLength: 7,
        }),
        (rows) => {
          const terms = rows.map(
            (row, at): Expression => ({
              kind: "sum",
              label: `row ${at}`,
              terms: row.map(([a, b]) => product(a, b)),
            }),
          );
          addsUp({ kind: "sum", terms });
          agrees({ kind: "sum", terms });
        },
      ),
    );
  });

  test("a rounded result has the four digits that its number has elsewhere, and adds up with the operands beside it", () => {
    const factor = fc.double({ min: 0.011, max: 90, noNaN: true });
    let [lines, whole] = [0, 0];
    fc.assert(
      fc.property(fc.array(fc.tuple(factor, factor), { minLength: 1, maxLength: 3 }), (pairs) => {
        const expression: Expression = {
          kind: "sum",
          terms: pairs.map(([a, b]) => product(a, b)),
        };
        addsUp(expression);
        const { relation, result } = layOut(expression).lines.at(-1) ?? fail();
        if (relation === "=") return;
        lines += 1;
        if (result.text === showSignificant(evaluate(expression), 4).text) whole += 1;
      }),
      { numRuns: 500, seed: 13 },
    );
    expect(lines).toBeGreaterThan(400);
    expect(whole / lines).toBeGreaterThan(0.9);
    expect(lineText(layOut(product(0.03511903, 0.70538451)).lines[0] ?? fail())).toBe(
      "0.03512 × 0.7054 ≈ 0.02477",
    );
  });

  test("every average and every maximum adds up as displayed", () => {
    fc.assert(
      fc.property(
        fc.array(numbers, { minLength: 1, maxLength: 16 }),
        fc.integer({ min: 1, max: 49 }),
        (values, count) => {
          addsUp({
            kind: "quotient",
            numerator: { kind: "sum", terms: values.map((value) => cell(value)) },
            denominator: { kind: "constant", value: count },
          });
          const largest = values.indexOf(Math.max(...values));
          addsUp({ kind: "maximum", among: values.map((value) => cell(value)), chosen: largest });
        },
      ),
    );
  });
});

function fail(): never {
  throw new Error("no line");
}

describe("significant digits", () => {
  test("a plain decimal from a ten-thousandth up, however many digits are asked for; a power of ten below and above", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -12, max: 12, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        (exponent, digits) => {
          const value = 10 ** exponent;
          const shown = showSignificant(value, digits);
          expect(shown.text.includes("e")).toBe(value < 1e-4 || value >= 1e7);
          expect(Math.abs(valueOf(shown) - value)).toBeLessThanOrEqual(
            0.5000001 * 10 ** (Math.floor(exponent) + 1 - digits),
          );
        },
      ),
    );
    expect(showSignificant(0.0237681, 6).text).toBe("0.0237681");
    expect(showSignificant(-0.00012345, 3).text).toBe("−0.000123");
  });
});

describe("a printed number", () => {
  test("has a comma at its thousands and a power of ten in the page's words, and keeps its value", () => {
    expect(["59872", "-3", "1234.5678", "999", "−1960"].map(printed)).toEqual([
      "59,872",
      "-3",
      "1,234.5678",
      "999",
      "−1,960",
    ]);
    expect(printed("1.67e−5")).toBe("1.67\u00A0·\u00A010⁻⁵");
    expect(printed("−2.5e12")).toBe("−2.5\u00A0·\u00A010¹²");
    fc.assert(
      fc.property(numbers, (value) => {
        const { text } = showSignificant(value, 5);
        expect(readings(printed(text))).toContain(Number(text.replaceAll("−", "-")));
      }),
    );
  });
});

describe("differences", () => {
  test("are written with a minus sign, and what is subtracted in parentheses where it is a sum or negative", () => {
    const { minus, sum, constant } = build;
    const text = (expression: Expression): string =>
      layOut(expression).lines.map(lineText).join("; ");
    const [six, five] = [constant(6), constant(5)];
    expect(text(sum([six, minus(five)]))).toBe("6 − 5 = 1");
    expect(text(sum([six, minus(constant(-5))]))).toBe("6 − (−5) = 11");
    expect(text(sum([six, minus(sum([five, five]))]))).toBe("6 − (5 + 5) = −4");
    expect(text(sum([six, minus(build.product(five, five))]))).toBe("6 − 5 × 5 = −19");
    expect(text(sum([minus(five), six]))).toBe("−1 × 5 + 6 = 1");
  });
});

test("printed numbers are read back: thousands, powers of ten, and max's own commas", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["59,872 + 1", "59873"],
    ["−1,234.5 × 2", "−2469"],
    ["1.5 · 10⁻³ × 2", "0.003"],
    ["0 × (−4.941 · 10⁻³²⁴)", "0"],
    ["max(1, 234, 1,000)", "1000"],
  ];
  for (const [text, value] of cases)
    expect(evaluateText(text.replaceAll(" · 10", "\u00A0·\u00A010")), text).toEqual(
      parseFraction(value),
    );
});
