import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Source } from "./source";
import { scan } from "./spans";
import type { Span } from "./tag-reader";
import type { Value } from "./tag-value";

const spans = (text: string): readonly Span[] => scan(new Source(text)).spans;
const only = (text: string): Span => spans(text)[0] ?? raise();
const values = (text: string): Record<string, Value> =>
  Object.fromEntries(only(text).attributes.map(({ name, value }) => [name, value]));

describe("a tag", () => {
  test("gives names, values and places", () => {
    const span = only('a\n  {% figure id="c1"\n    stride=-2.5 on=true list=[1, [2, "x"]] /%}');
    expect(span).toMatchObject({
      form: "self",
      name: "figure",
      place: { line: 2, column: 3 },
      problems: [],
    });
    expect(
      span.attributes.map(({ name, value, place, valuePlace }) => [name, value, place, valuePlace]),
    ).toEqual([
      ["id", "c1", { line: 2, column: 13 }, { line: 2, column: 16 }],
      ["stride", -2.5, { line: 3, column: 5 }, { line: 3, column: 12 }],
      ["on", true, { line: 3, column: 17 }, { line: 3, column: 20 }],
      ["list", [1, [2, "x"]], { line: 3, column: 25 }, { line: 3, column: 30 }],
    ]);
  });

  test("keeps backslashes in quotes, so that TeX can be written there", () => {
    expect(values(String.raw`{% a t="$\frac{a}{b}$ \theta \"x\" \\" /%}`)).toEqual({
      t: String.raw`$\frac{a}{b}$ \theta "x" ` + "\\",
    });
  });

  test("is found in text only: not in code, fences, comments or behind a backslash", () => {
    expect(
      spans("`{% a %}` ``{% a ` %}`` \\{% a %} <!-- {% a %}\n{% b %} --> {% c %}").map(
        ({ name }) => name,
      ),
    ).toEqual(["c"]);
    expect(
      spans("```\n{% a %}\n```\n{% b %}\n~~~~\n{% c %}\n~~~\n{% d %}\n~~~~\n{% e %}").map(
        ({ name }) => name,
      ),
    ).toEqual(["b", "e"]);
  });

  test("may hold %} in quotes, and a quote that is not closed does not hide its end", () => {
    expect(values('{% a t="50 %} off" /%}')).toEqual({ t: "50 %} off" });
    expect(only('{% a t="open /%} "text"')).toMatchObject({
      form: "self",
      problems: [{ code: "value-unclosed" }],
    });
  });

  test("never throws, and never claims more than the text", () => {
    const piece = fc.constantFrom(
      "{%",
      "%}",
      "/",
      "=",
      '"',
      "'",
      "[",
      "]",
      ",",
      " ",
      "\n",
      "a",
      "id",
      "1",
      ".5",
      "-",
      "$",
      "\\",
      "`",
      "<!--",
      "-->",
      "{",
      "}",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        const { spans: found, masked } = scan(new Source(text));
        for (const { start, end, raw } of found) expect(text.slice(start, end)).toBe(raw);
        expect(masked.split("\n").length).toBeLessThanOrEqual(text.split("\n").length);
      }),
      { numRuns: 2000 },
    );
  });
});

function raise(): never {
  throw new Error("no tag");
}
