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
  compileLesson(`${FRONT}{% step id="one" /%}\n\n## One\n\n${body}\n`, { file: "test", registry, generators: practices });
const errors = ({ diagnostics }: Compiled): string[] =>
  diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
const blocks = (compiled: Compiled): readonly Block[] => compiled.doc.steps[0]?.blocks ?? [];
const of = <Kind extends Block["kind"]>(compiled: Compiled, kind: Kind): Extract<Block, { kind: Kind }> => {
  const isKind = (block: Block): block is Extract<Block, { kind: Kind }> => block.kind === kind;
  return blocks(compiled).find(isKind) ?? raise(`no ${kind} among ${JSON.stringify(blocks(compiled))}`);
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

describe("answer keys come from the engine", () => {
  const key = (attributes: string, before = ""): Compiled =>
    compile(`${FIGURE}${before}{% numeric id="n" ${attributes} %}{% ask %}Which?{% /ask %}{% /numeric %}`);

  test("the lecture's first number, and its 4 by 4 output", () => {
    expect(of(key('from="c1.y[0][0]"'), "numeric").value).toBe(-5);
    expect(of(key('from="c1.y.shape[0]"'), "numeric").value).toBe(4);
    expect(of(key('from="c1.total"'), "numeric").tolerance).toBe(0);
  });

  test("with the figure as it stands at this point of the lesson", () => {
    expect(of(key('from="c1.y.shape[0]"', '{% set figure="c1" stride=2 /%}\n\n'), "numeric").value).toBe(2);
    const later = compile(
      `${FIGURE}{% numeric id="n" from="c1.y.shape[0]" %}{% ask %}Which?{% /ask %}{% /numeric %}\n\n{% set figure="c1" stride=2 /%}`,
    );
    expect(of(later, "numeric").value).toBe(4);
  });

  test("a typed key is compared within its tolerance, as a number or a fraction", () => {
    expect(errors(key('from="c1.y[0][0]" value=-5'))).toEqual([]);
    expect(errors(key('from="c1.y[0][0]" value="-10/2"'))).toEqual([]);
    expect(errors(key('from="c1.y[0][0]" value=-4'))).toEqual(["The key says -4, the figure computes -5 (c1.y[0][0])."]);
    expect(errors(key('from="c1.y[0][0]" value=-4 tolerance=1'))).toEqual([]);
  });

  test("a figure that stands later in the lesson can be asked about, one with a mistake of its own cannot", () => {
    expect(errors(compile(`{% numeric id="n" from="c1.y[0][0]" %}{% ask %}Which?{% /ask %}{% /numeric %}\n\n${FIGURE}`))).toEqual([]);
    const broken = compile(`${FIGURE.replace("window", "windo")}{% cell id="k" from="c1.y[0][0]" %}{% ask %}Which?{% /ask %}{% /cell %}`);
    expect(errors(broken)[1]).toBe("The figure c1 has a mistake of its own, so its numbers are not known.");
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
  const state = (attributes: string): unknown => of(compile(`${FIGURE}{% set figure="c1" ${attributes} /%}`), "set").state;

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
  const expected = JSON.stringify(blocks(compile('{% callout tone="note" %}\nSome *text*.\n{% /callout %}')));
  test.each([
    ["on one line", '{% callout tone="note" %}Some *text*.{% /callout %}'],
    ["with empty lines", '{% callout tone="note" %}\n\nSome *text*.\n\n{% /callout %}'],
    ["with the attribute on a line of its own", '{% callout\n   tone="note"\n%}\nSome *text*.\n{% /callout %}'],
    ["with a comment", '{% callout tone="note" %}\nSome <!-- no --> *text*.\n{% /callout %}'.replace(" <!-- no -->", "")],
    ["with Windows line ends", '{% callout tone="note" %}\r\nSome *text*.\r\n{% /callout %}'],
  ])("%s", (_, body) => expect(JSON.stringify(blocks(compile(body)))).toBe(expected));

  test("text before and after a tag on one line stays text", () => {
    expect(blocks(compile('Before {% callout tone="note" %}inside{% /callout %} after.')).map(({ kind }) => kind)).toEqual([
      "paragraph",
      "callout",
      "paragraph",
    ]);
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
    const compiled = compile('{% callout tone="note" %}\nKept.\n\n---\n\n{% step id="two" /%}\n\n## Two\n\nAlso kept.');
    expect(errors(compiled)).toEqual(["{% callout %} is still open where the next step begins (line 24)."]);
    expect(blocks(compiled).map(({ kind }) => kind)).toEqual(["problem", "paragraph"]);
    expect(JSON.stringify(compiled.doc.steps[1])).toContain("Also kept.");
  });

  test("the other choices, steps and figures go on", () => {
    const compiled = compile(`${FIGURE}{% figure id="c2" kind="nothing" alt="x" /%}\n\nText after.`);
    expect(blocks(compiled).map(({ kind }) => kind)).toEqual(["figure", "problem", "paragraph"]);
  });

  test("a question inside a callout is boxed inside it", () => {
    const callout = of(
      compile('{% callout tone="tip" %}\nText.\n\n{% numeric id="n" %}{% ask %}Which?{% /ask %}{% /numeric %}\n{% /callout %}'),
      "callout",
    );
    expect(callout.blocks.map(({ kind }) => kind)).toEqual(["paragraph", "problem"]);
  });
});

describe("links", () => {
  const href = (target: string): string | undefined => /"href":"([^"]*)"/.exec(JSON.stringify(blocks(compile(`[a](${target})`))))?.[1];
  test("go to https, to a lesson, to a step, to a file of the lesson", () => {
    expect(href("https://example.org/x?y=1#z")).toBe("https://example.org/x?y=1#z");
    expect(href("#/lesson/stride/work")).toBe("#/lesson/stride/work");
    expect(href("#one")).toBe("#/lesson/sample/one");
    expect(href("assets/data.csv")).toBe("assets/data.csv");
  });
});

test("text from right to left is known by its language", () => {
  const arabic = compileLesson(readFileSync(join(fixtures, "translated", "lesson.ar.mdoc"), "utf8"), { file: "ar", registry });
  expect(arabic.diagnostics).toEqual([]);
  expect(arabic.doc.dir).toBe("rtl");
  expect(arabic.doc.steps[0]?.title).toBe("خمّن");
});

function raise(message: string): never {
  throw new Error(message);
}
