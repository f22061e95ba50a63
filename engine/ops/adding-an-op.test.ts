/**
 * The files that docs/adding-an-op.md shows are those of the op that it adds, letter for letter.
 * Who changes how an op is written changes the page.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const page = read("../../docs/adding-an-op.md");
const listings = [...page.matchAll(/```(?:ts|wgsl)\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

describe("docs/adding-an-op.md", () => {
  it.each([
    ...[
      "silu.ts",
      "silu.wgsl",
      "silu.backward.wgsl",
      "silu.webgpu.ts",
      "silu.as.ts",
      "silu.wasm.ts",
    ].entries(),
  ])("listing %i is the file %s", (at, file) => {
    expect(listings[at]).toBe(read(`./silu/${file}`));
  });

  it("names only files and folders that exist", () => {
    const paths = [...page.matchAll(/`((?:engine|docs)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths)
      expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
  });
});
