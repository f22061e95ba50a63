/**
 * The files that docs/adding-an-op.md shows are those of a pointwise op today: except for the lines that say what silu is, they
 * are sigmoid's, letter for letter. Who changes how an op is written changes the page.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../../docs/adding-an-op.md");
const listings = [...page.matchAll(/```(?:ts|wgsl)\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

/** The lines that would be the same in every pointwise op: no comments, no formula. */
function frame(text: string): readonly string[] {
  const isFormula = (line: string): boolean => /logistic|^\s+return f32x4/.test(line);
  const isComment = (line: string): boolean => /^\s*(\/\/|\/?\*)/.test(line);
  const [file = ""] = text.split("\nexport function logistic(");
  return file.split("\n").filter((line) => line.trim() !== "" && !isFormula(line) && !isComment(line));
}

describe("docs/adding-an-op.md", () => {
  it.each([...["silu.ts", "silu.wgsl", "silu.backward.wgsl", "silu.webgpu.ts", "silu.as.ts", "silu.wasm.ts"].entries()])(
    "listing %i shows %s as a pointwise op is written",
    (at, file) => {
      const sigmoid = read(`./sigmoid/${file.replace("silu", "sigmoid")}`).replaceAll("sigmoid", "silu");
      expect(frame(listings[at] ?? "").length).toBeGreaterThan(1);
      expect(frame(listings[at] ?? "")).toEqual(frame(sigmoid).map((line) => line.replace("nn.Sigmoid", "nn.SiLU")));
    },
  );

  it("names only files and folders that exist", () => {
    const paths = [...page.matchAll(/`((?:engine|docs)\/[\w./-]+)`/g)]
      .map(([, path = ""]) => path)
      .filter((path) => !path.includes("silu"));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
  });
});
