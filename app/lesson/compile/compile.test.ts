import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Block } from "../document";
import { practices, registry } from "../language/fixtures/widget";
import { compileLesson, type Compiled } from "./compile";
import { faultsOf } from "./document-check";

const fixtures = join(import.meta.dirname, "..", "language", "fixtures");
const sample = readFileSync(join(fixtures, "sample.mdoc"), "utf8");
const FRONT = sample.slice(0, sample.indexOf("{% step"));
const compile = (body: string): Compiled =>
  compileLesson(`${FRONT}{% step id="one" /%}\n\n## One\n\n${body}\n`, {
    file: "test",
    registry,
    generators: practices,
  });
const errors = ({ diagnostics }: Compiled): string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
const blocks = (compiled: Compiled): readonly Block[] => compiled.doc.steps[0]?.blocks ?? [];
const of = <Kind extends Block["kind"]>(
  compiled: Compiled,
  kind: Kind,
): Extract<Block, { kind: Kind }> => {
  const isKind = (block: Block): block is Extract<Block, { kind: Kind }> => block.kind === kind;
  return (
    blocks(compiled).find(isKind) ?? raise(`no ${kind} among ${JSON.stringify(blocks(compiled))}`)
  );
};
const FIGURE = '{% figure id="c1" kind="window" alt="A filter on an input" /%}\n\n';

describe("the sample lesson", () => {
  const { doc, diagnostics } = compileLesson(sample, { file: "sample.mdoc", registry });

  test("has no mistakes and is a valid document of format 1", () => {
    expect(diagnostics).toEqual([]);
    expect(faultsOf(doc)).toEqual([]);
    expect(doc.format).toBe(1);
  });

  test("keeps steps, titles, minutes and notes apart", () => {
    expect(doc.steps.map(({ id, title, minutes }) => [id, title, minutes])).toEqual([
      ["guess", "How many rows come out?", 4],
      ["compute", "One number of it", 5],
      ["check", "Do you have it?", 3],
    ]);
    expect(JSON.stringify(doc.steps[0]?.notes)).toContain("[click]");
    expect(JSON.stringify(doc.steps[0]?.blocks)).not.toContain("[click]");
  });

  test("is plain JSON", () => expect(JSON.parse(JSON.stringify(doc))).toEqual(doc));
});

describe("one mistake, one message", () => {
  const codes = (text: string): string[] =>
    compileLesson(text, { file: "test", registry, generators: practices }).diagnostics.map(
      ({ line, code }) => `${line} ${code}`,
    );

  test("a misspelt tag is named where it stands, and what depends on it is not", () => {
    expect(codes(sample.replace("{% figure", "{% figur"))).toEqual(["23 tag-unknown"]);
    expect(
      codes(sample.replace("{% figure", "{% figur").replace("{% /figure", "{% /figur")),
    ).toEqual(["23 tag-unknown"]);
    expect(codes(sample.replace("{% /predict", "{% /predikt"))).toEqual(["30 tag-unknown"]);
  });

  test("a figure with a mistake, and the questions about it", () => {
    expect(codes(sample.replace('kind="window" stride=2', 'kind="windo" stride=2'))).toEqual([
      "23 figure-kind",
    ]);
  });

  test("a tab in the front matter", () => {
    expect(codes(sample.replace("\nlevel:", "\n\tlevel:"))).toEqual(["7 front-matter-syntax"]);
  });

  test("a file that is not a text in UTF-8", () => {
    for (const text of [
      "PK\u0003\u0004\u0014 word/document.xml",
      "{\\rtf1 Hello",
      "Gr\uFFFD\uFFFDe",
    ])
      expect(codes(text)).toEqual(["1 file-text"]);
    expect(codes(`${sample}\n\nOne \uFFFD in a long text.\n`)).toEqual([]);
  });
});

describe("text that other programs read otherwise", () => {
  test("a | in a formula does not end the cell of a table", () => {
    const table = of(compile("| a | b |\n|---|---|\n| $|x|$ | 1 |\n"), "table");
    expect(table.rows[0]).toHaveLength(2);
    expect(table.rows[0]?.[0]?.[0]).toMatchObject({ kind: "math", tex: "|x|" });
    expect(table.rows[0]?.[1]).toEqual([{ kind: "text", text: "1" }]);
  });

  test("prices, code and formulas that are read are left alone", () => {
    const fine = compile(
      "It costs $5 and $6, or $ 7. See `\\( x $a [^1]` and $a\nb$.\n\n```\n$x\n–\n```\n\n$$a\nb$$\n",
    );
    expect(fine.diagnostics.filter(({ code }) => code !== "goal-untested")).toEqual([]);
  });

  test("an image of a web page says where images come from", () => {
    const { diagnostics } = compile('See <img src="https://example.org/a.png"> here.');
    expect(diagnostics.map(({ message }) => message).join()).toContain(
      "Images from the web are not loaded: save the image into assets/.",
    );
  });
});

describe("a number in a sentence", () => {
  const written = (body: string): string =>
    JSON.stringify(of(compile(`${FIGURE}${body}`), "paragraph").content);

  test("is read from the engine, and joins the text around it", () => {
    expect(
      written('It is {% value from="c1.y[0][2]" /%}, of {% value from="c1.y.shape[0]" /%}.'),
    ).toBe(JSON.stringify([{ kind: "text", text: "It is 0, of 4." }]));
  });

  test("follows the figure through the lesson, and is rounded as the author says", () => {
    const large = '{% set figure="c1" kernel="99 0 0; 0 99 0; 0 0 99" /%}\n\n';
    expect(written(`${large}{% value from="c1.y[0][0]" /%}`)).toContain('"990"');
    expect(written(`${large}{% value from="c1.y[0][2]" /%}`)).toContain("1,089");
    expect(written(`${large}{% value from="c1.y[0][2]" digits=2 /%}`)).toContain("1,100");
  });

  test("a wrong reference is an error with its place", () => {
    expect(errors(compile(`${FIGURE}It is {% value from="c1.z[0]" /%}.`))).toEqual([
      'The figure c1 has no numbers called "z". Did you mean x? It has x, w, y and total.',
    ]);
    expect(errors(compile(`${FIGURE}It is {% value from="c1.y[0][0]" %}7{% /value %}.`))).toEqual([
      "{% value %} has no body: end it with /%}. The number comes from the figure.",
    ]);
  });
});

describe("answer keys come from the engine", () => {
  const key = (attributes: string, before = ""): Compiled =>
    compile(
      `${FIGURE}${before}{% numeric id="n" ${attributes} %}{% ask %}Which?{% /ask %}{% /numeric %}`,
    );

  test("the lecture's first number, and its 4 by 4 output", () => {
    expect(of(key('from="c1.y[0][0]"'), "numeric").value).toBe(-5);
    expect(of(key('from="c1.y.shape[0]"'), "numeric").value).toBe(4);
    expect(of(key('from="c1.total"'), "numeric").tolerance).toBe(0);
  });

  test("with the figure as it stands at this point of the lesson", () => {
    expect(
      of(key('from="c1.y.shape[0]"', '{% set figure="c1" stride=2 /%}\n\n'), "numeric").value,
    ).toBe(2);
    const later = compile(
      `${FIGURE}{% numeric id="n" from="c1.y.shape[0]" %}{% ask %}Which?{% /ask %}{% /numeric %}\n\n{% set figure="c1" stride=2 /%}`,
    );
    expect(of(later, "numeric").value).toBe(4);
  });

  test("a typed key is compared within its tolerance, as a number or a fraction", () => {
    expect(errors(key('from="c1.y[0][0]" value=-5'))).toEqual([]);
    expect(errors(key('from="c1.y[0][0]" value="-10/2"'))).toEqual([]);
    expect(errors(key('from="c1.y[0][0]" value=-4'))).toEqual([
      "The key says -4, the figure computes -5 (c1.y[0][0]).",
    ]);
    expect(errors(key('from="c1.y[0][0]" value=-4 tolerance=1'))).toEqual([]);
  });

  test("a figure that stands later in the lesson can be asked about, one with a mistake of its own cannot", () => {
    expect(
      errors(
        compile(
          `{% numeric id="n" from="c1.y[0][0]" %}{% ask %}Which?{% /ask %}{% /numeric %}\n\n${FIGURE}`,
        ),
      ),
    ).toEqual([]);
    const broken = compile(
      `${FIGURE.replace("window", "windo")}{% cell id="k" from="c1.y[0][0]" %}{% ask %}Which?{% /ask %}{% /cell %}`,
    );
    expect(errors(broken)).toHaveLength(1);
    expect(JSON.stringify(blocks(broken).at(-1))).toContain(
      "The figure c1 has a mistake of its own, so its numbers are not known.",
    );
  });

  test("a bound figure has the numbers of its owner", () => {
    const bound = compile(
      `${FIGURE}{% figure id="c2" kind="window" bind="c1" alt="Again" /%}\n\n{% set figure="c2" stride=3 /%}\n\n{% numeric id="n" from="c2.y.shape[0]" %}{% ask %}Which?{% /ask %}{% /numeric %}`,
    );
    expect(errors(bound)).toEqual([]);
    expect(of(bound, "numeric").value).toBe(2);
    expect(of(bound, "set").figure).toBe("c1");
  });
});

test("a figure bound to one whose own binding is wrong says nothing of it", () => {
  const compiled = compile(
    `${FIGURE}{% figure id="c2" kind="window" alt="Second" bind="No id" /%}\n\n{% figure id="c3" kind="window" alt="Third" bind="c2" /%}`,
  );
  expect(errors(compiled)).toHaveLength(1);
  expect(faultsOf(compiled.doc)).toEqual([]);
});

describe("set", () => {
  const state = (attributes: string): unknown =>
    of(compile(`${FIGURE}{% set figure="c1" ${attributes} /%}`), "set").state;

  test("holds only what it sets, in fields of the state", () => {
    expect(state("")).toEqual({});
    expect(state("stride=2 padding=1")).toEqual({ stride: 2, padding: 1 });
    expect(state("step=3")).toEqual({ step: 3 });
    expect(state('view="gradient"')).toEqual({ view: "gradient" });
    expect(state('kernel="1 2; 3 4"')).toEqual({
      kernel: [
        [1, 2],
        [3, 4],
      ],
    }); // prettier-ignore
  });

  test("also holds what it sets back to the beginning", () => {
    expect(state("step=0 stride=1")).toEqual({ step: 0, stride: 1 });
  });
});

describe("the same block in every way of writing it", () => {
  const expected = JSON.stringify(
    blocks(compile('{% callout tone="note" %}\nSome *text*.\n{% /callout %}')),
  );
  test.each([
    ["on one line", '{% callout tone="note" %}Some *text*.{% /callout %}'],
    ["with empty lines", '{% callout tone="note" %}\n\nSome *text*.\n\n{% /callout %}'],
    [
      "with the attribute on a line of its own",
      '{% callout\n   tone="note"\n%}\nSome *text*.\n{% /callout %}',
    ],
    [
      "with a comment",
      '{% callout tone="note" %}\nSome <!-- no --> *text*.\n{% /callout %}'.replace(
        " <!-- no -->",
        "",
      ),
    ],
    ["with Windows line ends", '{% callout tone="note" %}\r\nSome *text*.\r\n{% /callout %}'],
  ])("%s", (_, body) => expect(JSON.stringify(blocks(compile(body)))).toBe(expected));

  test("text before and after a tag on one line stays text", () => {
    expect(
      blocks(compile('Before {% callout tone="note" %}inside{% /callout %} after.')).map(
        ({ kind }) => kind,
      ),
    ).toEqual(["paragraph", "callout", "paragraph"]);
  });

  test("short choices on lines of their own are separate choices", () => {
    const quiz = of(
      compile(
        '{% quiz id="q" several=true %}\n{% ask %}Which?{% /ask %}\n{% choice correct=true %}¼{% /choice %}\n{% choice feedback="No." %}½{% /choice %}\n{% choice feedback="No." %}1{% /choice %}\n{% /quiz %}',
      ),
      "quiz",
    );
    expect(quiz.choices.map(({ content }) => content)).toEqual([
      [{ kind: "text", text: "¼" }],
      [{ kind: "text", text: "½" }],
      [{ kind: "text", text: "1" }],
    ]);
  });
});

describe("a mistake costs one block", () => {
  test("a tag that is not closed keeps what stands after it, and ends with its step", () => {
    const compiled = compile(
      '{% callout tone="note" %}\nKept.\n\n---\n\n{% step id="two" /%}\n\n## Two\n\nAlso kept.',
    );
    expect(errors(compiled)).toEqual([
      "{% callout %} is still open where the next step begins (line 24).",
    ]);
    expect(blocks(compiled).map(({ kind }) => kind)).toEqual(["problem", "paragraph"]);
    expect(JSON.stringify(compiled.doc.steps[1])).toContain("Also kept.");
  });

  test.each(["–", "———", " — "])("a step after %j begins, and one message says so", (dashes) => {
    const compiled = compile(`Kept.\n\n${dashes}\n\n{% step id="two" /%}\n\n## Two\n\nText.`);
    expect(compiled.diagnostics.filter(({ code }) => code !== "goal-untested")).toMatchObject([
      { code: "step-dash", severity: "warning" },
    ]);
    expect(compiled.doc.steps.map(({ id }) => id)).toEqual(["one", "two"]);
    expect(blocks(compiled).map(({ kind }) => kind)).toEqual(["paragraph"]);
  });

  test("the other choices, steps and figures go on", () => {
    const compiled = compile(
      `${FIGURE}{% figure id="c2" kind="nothing" alt="x" /%}\n\nText after.`,
    );
    expect(blocks(compiled).map(({ kind }) => kind)).toEqual(["figure", "problem", "paragraph"]);
  });

  test("a question inside a callout is boxed inside it", () => {
    const callout = of(
      compile(
        '{% callout tone="tip" %}\nText.\n\n{% numeric id="n" %}{% ask %}Which?{% /ask %}{% /numeric %}\n{% /callout %}',
      ),
      "callout",
    );
    expect(callout.blocks.map(({ kind }) => kind)).toEqual(["paragraph", "problem"]);
  });
});

describe("links", () => {
  const href = (target: string): string | undefined =>
    /"href":"([^"]*)"/.exec(JSON.stringify(blocks(compile(`[a](${target})`))))?.[1];
  test("go to https, to a lesson, to a step, to a file of the lesson", () => {
    expect(href("https://example.org/x?y=1#z")).toBe("https://example.org/x?y=1#z");
    expect(href("#/lesson/stride/work")).toBe("#/lesson/stride/work");
    expect(href("#one")).toBe("#/lesson/sample/one");
    expect(href("assets/data.csv")).toBe("assets/data.csv");
  });
});

test("text from right to left is known by its language", () => {
  const arabic = compileLesson(
    readFileSync(join(fixtures, "translated", "lesson.ar.mdoc"), "utf8"),
    { file: "ar", registry },
  );
  expect(arabic.diagnostics).toEqual([]);
  expect(arabic.doc.dir).toBe("rtl");
  expect(arabic.doc.steps[0]?.title).toBe("خمّن");
});

function raise(message: string): never {
  throw new Error(message);
}
