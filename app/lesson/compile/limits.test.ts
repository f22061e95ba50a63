import { describe, expect, test } from "vitest";
import { registry } from "../language/fixtures/widget";
import { LIMITS } from "../language/limits";
import { compileLesson, type Compiled } from "./compile";
import { faultsOf } from "./document-check";

const FRONT = `---
format: 1
id: large
title: Large
summary: A lesson that asks for too much.
lang: en
level: intro
minutes: 5
goals: [See the limit]
license: CC-BY-4.0
---
`;
const step = (id: string, body: string): string =>
  `---\n\n{% step id="${id}" /%}\n\n## ${id}\n\n${body}\n\n`;
const compile = (body: string): Compiled =>
  compileLesson(FRONT + body, { file: "large.mdoc", registry });
const reasons = ({ diagnostics }: Compiled, code: string): string[] =>
  diagnostics.filter((one) => one.code === code).map(({ message }) => message);

describe("a lesson that asks for too much is refused with the reason", () => {
  test("bytes", () => {
    const compiled = compile(step("one", "ä".repeat(LIMITS.bytes / 2)));
    expect(reasons(compiled, "limit-size")).toEqual([
      "A lesson may have 256 KB; this file has 257 KB.",
    ]);
    expect(faultsOf(compiled.doc)).toEqual([]);
  });

  test("tags", () => {
    const compiled = compile(step("one", "{% x /%}\n".repeat(LIMITS.tags + 1)));
    expect(reasons(compiled, "limit-size")).toEqual([
      `A lesson may have ${LIMITS.tags} tags; this one has more.`,
    ]);
  });

  test("steps", () => {
    const compiled = compile(
      Array.from({ length: LIMITS.steps + 3 }, (_, at) => step(`s${at}`, "Text.")).join(""),
    );
    expect(reasons(compiled, "limit-steps")).toEqual([
      "A lesson may have 200 steps; this one has 203.",
    ]);
    expect(compiled.doc.steps).toHaveLength(LIMITS.steps);
  });

  test("figures", () => {
    const figures = Array.from(
      { length: LIMITS.figures + 5 },
      (_, at) => `{% figure id="f${at}" kind="window" alt="A figure" /%}\n`,
    ).join("\n");
    const compiled = compile(step("one", figures));
    expect(reasons(compiled, "limit-figures")).toEqual([
      "A lesson may have 200 figures; this one has 205.",
    ]);
    expect(compiled.doc.steps[0]?.blocks.filter(({ kind }) => kind === "figure")).toHaveLength(
      LIMITS.figures,
    );
  });

  test("states computed for answer keys", () => {
    const asks = Array.from(
      { length: LIMITS.states + 1 },
      (_, at) =>
        `{% set figure="f" input="${at % 90} 1 1; 1 1 ${Math.floor(at / 90)}; 1 1 1" /%}\n\n{% numeric id="n${at}" from="f.total" %}{% ask %}How much?{% /ask %}{% /numeric %}\n`,
    );
    const compiled = compile(
      step("one", `{% figure id="f" kind="window" alt="A figure" /%}\n\n${asks.join("\n")}`),
    );
    expect(reasons(compiled, "limit-work")).toHaveLength(1);
  });

  test("depth, of every kind of nesting, without running out of stack", () => {
    const deep: Record<string, string> = {
      quotes: `${">".repeat(5000)} text`,
      lists: Array.from({ length: 500 }, (_, at) => `${"  ".repeat(at)}- item`).join("\n"),
      callouts: `${'{% callout tone="note" %}\n'.repeat(400)}text\n${"{% /callout %}\n".repeat(400)}`,
      inline: `a ${'{% term name="weight" %}'.repeat(2000)}b${"{% /term %}".repeat(2000)}`,
      emphasis: `${"*a ".repeat(5000)}${"b*".repeat(5000)}`,
      links: `${"[".repeat(5000)}a${"](#one)".repeat(5000)}`,
      braces: `$${"{".repeat(900)}x${"}".repeat(900)}$`,
      crossed: '[a {% /term %} b](#one) *c* [d {% term name="x" %} e](#one) *f*',
      prototype: "{% constructor %}a{% /constructor %} {% __proto__ /%} {% toString %}",
      definitions: "[a]: b\n".repeat(30_000),
      list: `{% figure id="f" kind="window" alt="A" input=${"[".repeat(2000)}1${"]".repeat(2000)} /%}`,
    };
    for (const [name, body] of Object.entries(deep)) {
      const compiled = compile(step("one", body));
      expect(faultsOf(compiled.doc), name).toEqual([]);
      expect(
        compiled.diagnostics.filter(({ code }) => code === "internal"),
        name,
      ).toEqual([]);
    }
    expect(reasons(compile(step("one", deep["callouts"] ?? "")), "limit-depth")).toHaveLength(1);
  });

  test("a bomb of YAML aliases", () => {
    const bomb = `---\na: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\ntitle: *c\n---\n\n${step("one", "Text.")}`;
    expect(
      reasons(compileLesson(bomb, { file: "bomb", registry }), "front-matter-alias"),
    ).toHaveLength(1);
  });

  test("a bomb of TeX macros", () => {
    expect(reasons(compile(step("one", "$\\def\\a{xx}\\a$")), "math-command")).toHaveLength(1);
  });

  test("a matrix beyond what the figure takes", () => {
    const compiled = compile(
      step("one", `{% figure id="f" kind="window" alt="A" input="${"1 ".repeat(20000)}" /%}`),
    );
    expect(reasons(compiled, "matrix-extent")).toEqual([
      "input is 1×20000; each side may be from 1 to 12.",
    ]);
  });
});

/** As many of `unit` as a lesson file may hold. */
const full = (unit: string): string =>
  unit.repeat(Math.floor((LIMITS.bytes - 1000) / new TextEncoder().encode(unit).length));
const table = (columns: number, rows: number): string =>
  `${"|a".repeat(columns)}\n${"|-".repeat(columns)}\n${"|\n".repeat(rows)}`;

describe("what a text becomes is counted before it is built", () => {
  test.each([
    ["a small table of many cells", table(300, 2000), "2000 table cells"],
    ["a table that fills the file", table(1000, 120_000), "2000 table cells"],
    ["one long row of a table", table(40_000, 3), "2000 table cells"],
    ["formulas in one line", "$x$ ".repeat(2000), "1000 formulas"],
    ["formulas in paragraphs", full("$x$\n\n"), "20000 pieces of text"],
    ["long formulas", full(`$${"x".repeat(1990)}$\n\n`), "32000 characters in its formulas"],
    ["rows of \\hline", full(`$${"\\iff".repeat(300)}$\n\n`), "in its formulas"],
    ["items of a list", full("- a\n"), "20000 pieces of text"],
    ["quotations", full("> a\n\n"), "20000 pieces of text"],
    ["paragraphs", full("a\n\n"), "20000 pieces of text"],
    ["unknown commands", full("$\\foo$\n\n"), "20000 pieces of text"],
  ])("%s", (_, body, most) => {
    const compiled = compile(step("one", body));
    expect(compiled.diagnostics.map(({ code }) => code)).toContain("limit-size");
    expect(reasons(compiled, "limit-size").join(" ")).toContain(most);
    expect(faultsOf(compiled.doc)).toEqual([]);
    expect(JSON.stringify(compiled.doc).length).toBeLessThan(5000);
  });

  test.each([
    ["unclosed formulas", "$a "],
    ["opened brackets", "["],
    ["emphasis that is never closed", "*a_ "],
    ["opened comments", "<!-- "],
    ["a word without end", "a"],
  ])("a paragraph of %s is refused by its length", (_, unit) => {
    const compiled = compile(step("one", full(unit)));
    expect(reasons(compiled, "limit-size").join(" ")).toMatch(
      /A paragraph may have 10000 characters; this one has 2\d{5}\./,
    );
  });

  test("formulas in attributes count as those in the text do", () => {
    const choice = `{% choice feedback="${"$x$ ".repeat(200)}" %}a{% /choice %}\n`;
    const compiled = compile(
      step("one", `{% quiz id="q" %}\n{% ask %}Which?{% /ask %}\n${choice.repeat(8)}{% /quiz %}`),
    );
    expect(reasons(compiled, "limit-size")).toEqual([
      "A lesson may have 1000 formulas; this one has more.",
    ]);
  });

  test("lines of front matter", () => {
    const many = `---\n${"a:\n".repeat(LIMITS.frontLines + 1)}---\n\n${step("one", "Text.")}`;
    expect(reasons(compileLesson(many, { file: "many", registry }), "front-matter-syntax")).toEqual(
      ["The front matter may have 100 lines; this has 101."],
    );
  });
});

describe("nothing that a stranger writes becomes markup, script or a request", () => {
  test.each([
    ["a script", "<script>alert(1)</script>"],
    ["an image with a handler", '<img src=x onerror="alert(1)">'],
    [
      "a link that runs",
      "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](&#106;avascript:alert(1))",
    ],
    [
      "a link to a plain or foreign host",
      "[a](http://example.org) [b](//example.org) [c](\\\\example.org) [d](/\\example.org) <javascript:alert(1)>",
    ],
    [
      "an image from elsewhere",
      "![x](https://example.org/x.png) ![y](data:image/svg+xml,x) ![z](../../secret.png)",
    ],
    [
      "TeX that links or styles",
      "$\\href{javascript:alert(1)}{x}$ $\\htmlStyle{color:red}{x}$ $\\includegraphics{x}$ $\\url{x}$",
    ],
    ["a role that is an address", '$\\T{weight" onclick="alert(1)}{x}$ $\\T{javascript}{x}$'],
  ])("%s", (_, body) => {
    const { doc } = compile(step("one", body));
    expect(faultsOf(doc)).toEqual([]);
    const links = JSON.stringify(doc).match(/"(href|source)":"[^"]*"/g) ?? [];
    expect(links.filter((link) => !/^"href":"(https:\/\/|#|[\w.-]+")/.test(link))).toEqual([]);
    expect(JSON.stringify(doc)).not.toMatch(/"(onerror|onclick|style|src|href)":(?!"(https|#))/);
  });
});
