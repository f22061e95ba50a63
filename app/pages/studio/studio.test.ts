/**
 * Lessons from links and files: they come back as they were, and what is too large, damaged or no
 * text is refused with a reason.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileLesson } from "../../lesson/compile/compile";
import { practices, registry } from "../../lesson/language/fixtures/widget";
import { LIMITS } from "../../lesson/language/limits";
import { widgets } from "../../widgets";
import { changeBetween, extentOf, insertion, positionOf, rangeOf } from "./edits";
import { pack, readLessonFile, unpack } from "../../course/lesson-text";
import { STARTER } from "./starter";

describe("a lesson in a link", () => {
  test("any text comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 400 }), async (text) => {
        expect(await unpack(await pack(text))).toEqual({ text });
      }),
    );
  });

  test("a small link that unpacks to more than a lesson may have is refused before it fills the memory", async () => {
    const bomb = await pack("a".repeat(40 * LIMITS.bytes));
    expect(bomb.length).toBeLessThan(LIMITS.bytes);
    expect(await unpack(bomb)).toEqual({
      problem: expect.stringContaining("KB; there is more in here"),
    });
  });

  test("any nonsense in place of a lesson is refused with a reason, never an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (nonsense) => {
        const result = await unpack(nonsense);
        expect(
          "problem" in result ? result.problem.length : result.text.length,
        ).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test("a picture named .mdoc, and a file that is too large, are refused with a reason", async () => {
    expect(
      await readLessonFile(new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe)])),
    ).toEqual({
      problem: expect.stringContaining("not UTF-8"),
    });
    expect(await readLessonFile(new Blob(["a".repeat(LIMITS.bytes + 1)]))).toEqual({
      problem: expect.stringContaining("257 KB"),
    });
  });
});

describe("the studio", () => {
  test("begins with a lesson that nothing is wrong with", () => {
    expect(compileLesson(STARTER, { file: "lesson.mdoc", registry: widgets }).diagnostics).toEqual(
      [],
    );
  });

  test("places are found, and blocks go in with air around them", () => {
    const text = "one\ntwo three\nfour";
    expect(text.slice(positionOf(text, 2, 5))).toBe("three\nfour");
    expect(positionOf(text, 99)).toBe(text.length);
    const range = rangeOf(text, { line: 2, column: 1, endLine: 2, endColumn: 4, text: "2" });
    expect(text.slice(range.from, range.to)).toBe("two");
    const { edit, block } = insertion(text, 3, "{% x /%}");
    const made = put(text, edit);
    expect(made).toBe("one\n\n{% x /%}\n\ntwo three\nfour");
    expect(made.slice(block.from, block.to)).toBe("{% x /%}");
    expect(put("", insertion("", 0, "{% x /%}").edit)).toBe("{% x /%}\n");
  });

  test("a text from elsewhere goes in as one edit, the smallest", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string(),
        fc.string(),
        (start, before, after, end) => {
          const edit = changeBetween(start + before + end, start + after + end);
          expect(put(start + before + end, edit)).toBe(start + after + end);
          expect(edit.insert.length).toBeLessThanOrEqual(after.length);
        },
      ),
    );
  });

  test("every mistake is underlined within its own line, on something that can be seen", () => {
    for (const name of readdirSync(BAD).filter((file) => file.endsWith(".mdoc"))) {
      const text = readFileSync(`${BAD}/${name}`, "utf8");
      for (const one of compileLesson(text, { file: name, registry: widgets }).diagnostics) {
        const { from, to } = extentOf(text, one);
        const line = {
          from: positionOf(text, one.line),
          to: positionOf(text, one.line, Number.MAX_SAFE_INTEGER),
        };
        const inLine = from >= line.from && (to <= line.to || one.fix !== undefined);
        expect(inLine, `${name} ${one.code}`).toBe(true);
        if (text.slice(line.from, line.to).trim() !== "")
          expect(text.slice(from, to).trim(), `${name} ${one.code}`).not.toBe("");
      }
    }
  });

  test("every fix, applied, mends the mistake that it is for", () => {
    for (const name of readdirSync(BAD).filter((file) => file.endsWith(".mdoc"))) {
      const text = readFileSync(`${BAD}/${name}`, "utf8");
      const of = (source: string) =>
        compileLesson(source, { file: name, registry, generators: practices }).diagnostics;
      for (const one of of(text)) {
        if (one.fix === undefined) continue;
        const mended = put(text, { ...rangeOf(text, one.fix), insert: one.fix.text });
        expect(
          of(mended).map(({ message }) => message),
          `${name} ${one.code}`,
        ).not.toContain(one.message);
      }
    }
  });
});

const BAD = "app/lesson/language/fixtures/bad";

function put(
  text: string,
  { from, to, insert }: { readonly from: number; readonly to: number; readonly insert: string },
): string {
  return text.slice(0, from) + insert + text.slice(to);
}

test("a block that is put into the front matter goes to the end of the text", () => {
  const text = "---\nid: a\n---\n\n# A\n";
  for (const wanted of [0, 8]) {
    const { edit } = insertion(text, wanted, "BLOCK");
    expect(text.slice(0, edit.from) + edit.insert + text.slice(edit.to)).toBe(
      "---\nid: a\n---\n\n# A\n\nBLOCK\n",
    );
  }
});
