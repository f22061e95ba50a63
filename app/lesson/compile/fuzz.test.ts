/**
 * Mutated lessons: whatever is typed, cut or pasted gives diagnostics or a valid lesson, never an
 * exception, never markup.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { random, type Random } from "../../../engine/core/random";
import { practices, registry } from "../language/fixtures/widget";
import { compileLesson } from "./compile";
import { faultsOf } from "./document-check";

const COUNT = Number(process.env["FUZZ"] ?? 2000);
const SEED = Number(process.env["FUZZ_SEED"] ?? 20260101);
const fixtures = join(import.meta.dirname, "..", "language", "fixtures");
const bad = readdirSync(join(fixtures, "bad")).filter((name) => name.endsWith(".mdoc"));
const sources = [
  ...[1, 2, 3, 4, 5].map(() => "sample.mdoc"),
  ...bad
    .filter((name) => !name.startsWith("math-long") && !name.startsWith("step-long"))
    .map((name) => join("bad", name)),
].map((name) => readFileSync(join(fixtures, name), "utf8"));
const SCRAPS = [
  "{%",
  "%}",
  "/%}",
  "{% /",
  '"',
  "'",
  "“",
  "=",
  "[",
  "]",
  "[[",
  "$",
  "$$",
  "\\",
  "`",
  "```",
  "---\n",
  "\n\n",
  "\n> ",
  "\n- ",
  "\n1. ",
  "|",
  "<!--",
  "-->",
  "<script>",
  "<b onclick=x>",
  "](javascript:x)",
  "![",
  "*",
  "**",
  "&lt;",
  "\u0000",
  "\uE000",
  "\u202E",
  "😀",
  "\t",
  "\r\n",
  "{% callout %}",
  "{% /quiz %}",
  "{% figure",
  "id=",
  'from="c1.y',
  "constructor",
  "__proto__",
  "toString",
  "\\frac{",
  "\\T{",
  "}",
  "\\\\",
  "1e999",
  "-",
  ".5",
  "&a",
  "*a",
  "? ",
  ": ",
  "{% t0 %}",
  "{% /t1 %}",
  "#",
  "## ",
  "~~~",
  "    ",
]; // prettier-ignore

function mutated(text: string, from: Random): string {
  let result = text;
  for (let count = 1 + from.below(6); count > 0; count--) {
    const at = from.below(result.length + 1);
    const end = Math.min(result.length, at + from.below([4, 40, 400][from.below(3)] ?? 4));
    const other = sources[from.below(sources.length)] ?? "";
    const slice = other.slice(from.below(other.length), from.below(other.length));
    const scrap = SCRAPS[from.below(SCRAPS.length)] ?? "";
    const middle =
      [
        "",
        scrap,
        scrap + scrap,
        slice.slice(0, 300),
        result.slice(at, end).repeat(2),
        result.slice(at, end).toUpperCase(),
      ][from.below(6)] ?? "";
    result = result.slice(0, at) + middle + result.slice(from.below(2) === 0 ? at : end);
  }
  return result;
}

test(`${COUNT} mutated lessons give diagnostics or a valid lesson (seed ${SEED})`, {
  timeout: 600_000,
}, () => {
  const from = random(SEED);
  for (let count = 0; count < COUNT; count++) {
    const text = mutated(sources[from.below(sources.length)] ?? "", from);
    const { doc, diagnostics } = compileLesson(text, {
      file: "fuzz",
      registry,
      generators: practices,
    });
    const where = `mutation ${count} of seed ${SEED}:\n${text}`;
    expect(
      diagnostics.filter(({ code }) => code === "internal"),
      where,
    ).toEqual([]);
    const faults = faultsOf(doc);
    if (faults.length > 0) expect(faults, where).toEqual([]);
    const lines = text.split(/\r\n?|\n/).length;
    for (const one of diagnostics) {
      if (
        one.line < 1 ||
        one.line > lines ||
        one.endLine < one.line ||
        (one.column ?? 1) < 1 ||
        /undefined|\[object/.test(one.message.replaceAll(/"[^"]*"|shape\[.*/g, ""))
      )
        expect(one, where).toBe("a diagnostic with a place in the file and whole words");
    }
  }
});
