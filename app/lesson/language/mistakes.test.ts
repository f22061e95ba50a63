import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileLesson, type Compiled } from "../compile/compile";
import { faultsOf } from "../compile/document-check";
import { reportText } from "../compile/report";
import type { Block } from "../document";
import { CODES } from "./codes";
import { practices, registry } from "./fixtures/widget";

const folder = join(import.meta.dirname, "fixtures", "bad");
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".mdoc"))
  .map((name) => name.replace(".mdoc", ""));
/**
 * Mistakes that need several files, a very large one, or a fault of the compiler; tested in
 * course.test.ts and limits.test.ts.
 */
const ELSEWHERE = [
  "file-text",
  "limit-size",
  "limit-steps",
  "limit-figures",
  "limit-work",
  "internal",
  "image-large",
  "id-folder",
  "lesson-duplicate",
  "requires-unknown",
  "requires-cycle",
  "translation-lang",
  "translation-steps",
  "translation-ids",
  "translation-differs",
  "translation-stale",
];

const read = (name: string): string => readFileSync(join(folder, `${name}.mdoc`), "utf8");
const compile = (name: string): Compiled =>
  compileLesson(read(name), {
    file: `${name}.mdoc`,
    registry,
    generators: practices,
    assets: { "assets/photo.png": "photo.png" },
  });

test("there are at least 40 kinds of mistake, and every one has a fixture", () => {
  expect(Object.keys(CODES).length).toBeGreaterThanOrEqual(40);
  expect([...names, ...ELSEWHERE].toSorted()).toEqual(Object.keys(CODES).toSorted());
});

test("each mistake is reported at its line and column in these words", async () => {
  const reports = names.map((name) =>
    compile(name)
      .diagnostics.map((one) => reportText(one, read(name)))
      .join("\n"),
  );
  await expect(`${reports.join("\n\n")}\n`).toMatchFileSnapshot(join(folder, "messages.txt"));
});

describe.each(names)("%s", (name) => {
  const { doc, diagnostics } = compile(name);

  test("is found, and nothing else is", () => {
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set([name]));
  });

  test("boxes its block, and the rest of the lesson lives", () => {
    expect(faultsOf(doc)).toEqual([]);
    const boxes = problems(doc.steps.flatMap(({ blocks, notes }) => [...blocks, ...notes]));
    const errors = diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message);
    expect(boxes.toSorted()).toEqual(errors.toSorted());
    if (name !== "front-matter-missing")
      expect(JSON.stringify(doc)).toContain("Which number stands first?");
  });

  test("a fix that is offered takes the mistake away", () => {
    for (const { fix } of diagnostics) {
      if (fix === undefined) continue;
      const lines = read(name).split("\n");
      const line = lines[fix.line - 1] ?? "";
      lines[fix.line - 1] =
        line.slice(0, fix.column - 1) + fix.text + line.slice(fix.endColumn - 1);
      const mended = compileLesson(lines.join("\n"), {
        file: name,
        registry,
        generators: practices,
      });
      expect(mended.diagnostics).toEqual([]);
    }
  });
});

function problems(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === "problem") return [block.message];
    if (block.kind === "list") return block.items.flatMap((item) => problems(item));
    return "blocks" in block
      ? problems(block.blocks)
      : "ask" in block
        ? problems([...block.ask, ...("hints" in block ? block.hints.flat() : [])])
        : [];
  });
}
