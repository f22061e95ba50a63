/**
 * The files that docs/adding-an-op.md and docs/adding-a-figure.md show are those of the op and the
 * figure that they add, letter for letter. Who changes how one is written changes the page.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

const PAGES = {
  "docs/adding-an-op.md": {
    folder: "engine/ops/silu",
    files: [
      "silu.ts",
      "silu.wgsl",
      "silu.backward.wgsl",
      "silu.webgpu.ts",
      "silu.as.ts",
      "silu.wasm.ts",
    ],
  },
  "docs/adding-a-figure.md": {
    folder: "app/widgets/prelu-learning",
    files: ["definition.ts", "PreluLearning.tsx", "index.ts"],
  },
};

describe.each(Object.entries(PAGES))("%s", (path, { folder, files }) => {
  const page = read(path);
  const listings = [...page.matchAll(/```(?:tsx?|wgsl)\n([\s\S]*?)```/g)].map(([, text]) => text);

  it.each([...files.entries()])("listing %i is the file %s", (at, file) => {
    expect(listings[at]).toBe(read(join(folder, file)));
  });

  it("names only files and folders that exist", () => {
    const named = /`((?:app|engine|docs|tools)\/[\w./-]+)`/g;
    const paths = [...page.matchAll(named)].map(([, one = ""]) => one);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((one) => !existsSync(join(root, one)))).toEqual([]);
  });
});
