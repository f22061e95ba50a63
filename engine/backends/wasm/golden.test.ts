/** Every PyTorch reference case that this backend's kernels cover, on both kinds of vector arithmetic that Node offers. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Open } from "../../conformance/cases";
import { runCases } from "../../conformance/run";
import { createWasm } from "./index";

const open: Open = async (file) => {
  const bytes = await readFile(new URL(`../../golden/${file}`, import.meta.url)).catch(() => null);
  return bytes === null ? null : Uint8Array.from(bytes);
};

describe("wasm against PyTorch", () => {
  it("computes every reference case within its tolerance and gives all its memory back", async () => {
    const backend = await createWasm();
    const problems: string[] = [];
    for await (const { id, problem } of runCases(backend, open)) if (problem !== null) problems.push(`${id}: ${problem}`);
    expect(problems).toEqual([]);
    expect(backend.bytesInUse()).toBe(0);
  }, 120_000);
});
