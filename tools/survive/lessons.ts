/** Lessons from strangers: mutated ones, and 256 KB of whatever costs most. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileLesson } from "../../app/lesson/compile/compile";
import { faultsOf } from "../../app/lesson/compile/document-check";
import { registry } from "../../app/lesson/language/fixtures/widget";
import { LIMITS } from "../../app/lesson/language/limits";
import { changedText } from "./mutate";
import { type Outcome, pick, trials } from "./promise";

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

---

{% step id="one" /%}

## One

`;

const table = (columns: number, rows: number): string =>
  `${"|a".repeat(columns)}\n${"|-".repeat(columns)}\n${"|\n".repeat(rows)}`;

/** Units that fill a file, and whole texts; each was slow once, or is of a kind with one. */
const UNITS = [
  ..."$x$ |$x$\n\n|$\\foo$\n\n|$a |$$a |**a** |*a_ |[|![a](b)\n\n|](|` |> a\n\n|- a\n|1. a\n\n|<a |<!-- ".split(
    "|",
  ),
  ..."{{ figure }}\n\n|{figure a=b|{% |---\n|## a\n|a\n=\n\n|```\n\n|    a\n\n|a\n\n|a\n|a\\\n|\n|&amp;|<https://a.b> |[a]: b\n".split(
    "|",
  ),
  "|a|\n|-|\n|b|\n\n",
  "|\n",
  "{% callout %}\n",
  "{% /callout %}\n",
  "{% foo %}",
  `$${"\\left(".repeat(140)}x${"\\right)".repeat(140)}$ `,
  `$$\\begin{matrix}${"a&".repeat(980)}\\end{matrix}$$\n\n`,
  `$${"x^{".repeat(480)}x${"}".repeat(480)}$\n\n`,
  `$${"\\iff".repeat(290)}$\n\n`,
];
const fill = (unit: string): string =>
  unit.repeat(Math.floor((LIMITS.bytes - 1000) / new TextEncoder().encode(unit).length));
const ATTACKS: readonly string[] = [
  ...[table(300, 2000), table(1000, 120_000), table(60_000, 10)].map((text) => FRONT + text),
  ...UNITS.map((unit) => FRONT + fill(unit)),
  `---\n${fill("a: b\n")}---\n`,
  `---\n${fill("a: b\n")}`,
  `---\n${"[".repeat(4000)}\n---\n`,
  `---\n${"a: ".repeat(1300)}\n---\n`,
  `---\ngoals:\n${"- a\n".repeat(90)}---\n`,
  `${FRONT}{% figure ${fill("a=1 ")}/%}`,
  `${FRONT}{% figure id="f" kind="window" alt="A" input=[${fill("1,")}1] /%}`,
];

const CPU = 1000;
const HEAP = 200 * 2 ** 20;

/** Each text within a second of processor time, times `patience`, and 200 MB. */
export async function attacks(patience: number): Promise<Outcome> {
  compileLesson(FRONT, { file: "warm", registry });
  return trials(ATTACKS.length, (_, seed) => {
    const text = ATTACKS[seed - 1] ?? "";
    const heap = process.memoryUsage().heapUsed;
    const before = process.cpuUsage();
    const { doc, diagnostics } = compileLesson(text, { file: "attack", registry });
    const spent = process.cpuUsage(before);
    const milliseconds = (spent.user + spent.system) / 1000;
    const grown = process.memoryUsage().heapUsed - heap;
    const name = JSON.stringify(text.slice(-40));
    if (milliseconds > CPU * patience) return `${name} takes ${Math.round(milliseconds)} ms`;
    if (grown > HEAP) return `${name} takes ${Math.round(grown / 2 ** 20)} MB`;
    const broken = diagnostics.find(({ code }) => code === "internal");
    return broken === undefined ? (faultsOf(doc)[0] ?? null) : broken.message;
  });
}

const fixtures = join(import.meta.dirname, "..", "..", "app", "lesson", "language", "fixtures");

export async function mutatedLessons(count: number): Promise<Outcome> {
  const bad = readdirSync(join(fixtures, "bad")).filter((name) => name.endsWith(".mdoc"));
  const sample = readFileSync(join(fixtures, "sample.mdoc"), "utf8");
  const sources = [
    ...bad.map((name) => readFileSync(join(fixtures, "bad", name), "utf8")),
    ...bad.map(() => sample),
  ];
  return trials(count, (from) => {
    let text = pick(from, sources);
    for (let times = 1 + from.below(4); times > 0; times--) text = changedText(text, from);
    const { doc, diagnostics } = compileLesson(text, { file: "mutated", registry });
    const lines = text.split(/\r\n?|\n/).length;
    const lost = diagnostics.find(
      ({ code, line }) => code === "internal" || line < 1 || line > lines,
    );
    if (lost !== undefined) return `${lost.code} on line ${lost.line}: ${lost.message}`;
    return faultsOf(doc)[0] ?? null;
  });
}
