import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileForeign } from "../../lesson/compile/shipped";
import { marked } from "../../lesson/compile/translation";
import { stepTagIn, stepsOfSource, translatedSteps } from "./translated-steps";

const lessons = join(import.meta.dirname, "..", "..", "..", "lessons", "convolution");
const source = readFileSync(join(lessons, "lesson.mdoc"), "utf8");
const spanish = readFileSync(join(lessons, "lesson.es.mdoc"), "utf8");
const states = (text: string, original = source): Record<string, string> => {
  const { diagnostics } = compileForeign(text, "lesson.es.mdoc", { original });
  return Object.fromEntries(
    translatedSteps(stepsOfSource(original), { text, diagnostics }).map(({ id, state }) => [
      id,
      state,
    ]),
  );
};

test("a shipped translation fits its original, step by step", () => {
  expect(stepsOfSource(source)).toHaveLength(16);
  expect(stepsOfSource(source)[0]?.text).toContain("title: Convolution");
  expect(new Set(Object.values(states(spanish)))).toEqual(new Set(["fits"]));
});

test("a step that has changed since, and one that is missing, are told", () => {
  const changed = source.replace("## Slide", "## Slide on");
  expect(states(spanish, changed)).toMatchObject({ window: "fits", slide: "stale" });
  const without = spanish.replace(/^---\n\{% step id="gallery"[\s\S]*?(?=^---$)/m, "");
  expect(states(without)).toMatchObject({ gallery: "missing", flip: "fits" });
});

test("a step whose translation fits again is marked so", () => {
  const changed = source.replace("## Slide", "## Slide on");
  const { diagnostics } = compileForeign(spanish, "lesson.es.mdoc", { original: changed });
  const step = translatedSteps(stepsOfSource(changed), { text: spanish, diagnostics }).find(
    ({ id }) => id === "slide",
  );
  const tag = stepTagIn(spanish, "slide") ?? "";
  const now = spanish.replace(tag, marked(tag, new Map([["slide", step?.mark ?? ""]])));
  expect(states(now, changed)["slide"]).toBe("fits");
});
