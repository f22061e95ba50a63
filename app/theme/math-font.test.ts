/** Every formula of the course is written with the small font: the whole one costs a slow link. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lessonFiles } from "../../tools/lesson-files";
import { compileShipped } from "../lesson/compile/shipped";

const css = readFileSync(new URL("math.css", import.meta.url), "utf8");
const [, declared = ""] = /unicode-range:([^;]*);/.exec(css) ?? [];
const ranges = [...declared.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(
  ([, first = "", last = first]) =>
    [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const,
);
const isCommon = (sign: string): boolean => {
  const code = sign.codePointAt(0) ?? 0;
  return ranges.some(([first, last]) => first <= code && code <= last);
};

/** The signs of all formulas below a part of a document. */
function signsOf(part: unknown, isMath = false): readonly string[] {
  if (typeof part === "string") return isMath ? [...part] : [];
  if (typeof part !== "object" || part === null) return [];
  if ("tag" in part && "children" in part) return signsOf(part.children, true);
  return Object.values(part).flatMap((one: unknown) => signsOf(one, isMath));
}

test("every sign of every lesson's formulas is in the font that is fetched first", () => {
  const signs = new Set(
    compileShipped(lessonFiles(new URL("../..", import.meta.url).pathname)).flatMap(({ doc }) =>
      signsOf(doc),
    ),
  );
  expect(signs.size).toBeGreaterThan(80);
  // Words of these scripts inside a formula are in the system's font: the whole math font has none.
  const isForeign = (sign: string): boolean => /[\p{Script=Arabic}\p{Script=Han}]/u.test(sign);
  expect([...signs].filter((sign) => !isCommon(sign) && !isForeign(sign))).toEqual([]);
});
