import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { registry } from "../language/fixtures/widget";
import { CURRENT_FORMAT } from "../language/limits";
import { compileLesson } from "./compile";
import { loadLesson, migrate, migrateSource, type Steps } from "./migrate";

const released = join(import.meta.dirname, "..", "language", "fixtures", "released");
const read = (name: string): string => readFileSync(join(released, name), "utf8");
const reason = (untrusted: unknown): string => {
  try {
    loadLesson(untrusted);
  } catch (error) {
    return error instanceof LabError ? error.message : "not a LabError";
  }
  return "accepted";
};

test("every released lesson file still compiles without a mistake", () => {
  for (let format = 1; format <= CURRENT_FORMAT; format++)
    expect(
      compileLesson(read(`format-${format}.mdoc`), { file: "released", registry }).diagnostics,
    ).toEqual([]);
});

test("every released compiled lesson still loads, with its steps, questions and answers", () => {
  for (let format = 1; format <= CURRENT_FORMAT; format++) {
    const lesson = loadLesson(JSON.parse(read(`format-${format}.json`)));
    expect(lesson.steps.map(({ id }) => id)).toEqual(["guess", "compute", "check"]);
    expect(lesson.steps[1]?.blocks.find((block) => block.kind === "numeric")).toMatchObject({
      value: -4,
    });
  }
});

test("the released file compiles to the released document: the format has not changed without a new number", () => {
  const { doc } = compileLesson(read(`format-${CURRENT_FORMAT}.mdoc`), {
    file: "released",
    registry,
  });
  expect(JSON.parse(JSON.stringify(doc))).toEqual(
    JSON.parse(read(`format-${CURRENT_FORMAT}.json`)),
  );
});

test("what is no lesson of this or an older format is refused with the reason", () => {
  expect(reason(null)).toBe("this is not a compiled lesson");
  expect(reason([])).toBe("this is not a compiled lesson");
  expect(reason({})).toBe("this lesson does not say which format it has");
  expect(reason({ format: 99 })).toBe("this lesson has format 99; this ConvLab reads up to 1");
  expect(reason({ format: 1, id: "x" })).toBe("this is not a compiled lesson");
});

test("documents are brought up one format at a time, in order", () => {
  const steps: Steps = {
    1: (old) => ({ ...old, trail: "1" }),
    2: (old) => ({ ...old, trail: `${String(old["trail"])}2` }),
  };
  expect(migrate({ format: 1 }, steps, 3)).toEqual({ format: 3, trail: "12" });
  expect(migrate({ format: 3 }, steps, 3)).toEqual({ format: 3 });
  expect(() => migrate({ format: 1 }, { 2: (old) => old }, 3)).toThrow(
    "lessons of format 1 can no longer be read",
  );
});

test("files of an older format are rewritten line by line before they are read", () => {
  const steps = { 1: (text: string) => text.replace("{% figur ", "{% figure ") };
  expect(migrateSource("---\nformat: 1\nid: x\n---\n{% figur /%}", steps, 2)).toBe(
    "---\nformat: 1\nid: x\n---\n{% figure /%}",
  );
  expect(migrateSource("---\nid: x\nformat: 2\n---\n{% figur /%}", steps, 2)).toContain("figur ");
});
