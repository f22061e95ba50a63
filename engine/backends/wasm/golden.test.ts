/** Every PyTorch reference case, on both kinds of vector arithmetic. */
import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { describe, expect, it } from "vitest";
import type { Open } from "../../conformance/cases";
import { runCases } from "../../conformance/run";
import { createWasm } from "./index";

setFlagsFromString("--experimental-wasm-relaxed-simd"); // older Nodes have fused multiply-add behind a flag

const open: Open = async (file) => {
  const bytes = await readFile(new URL(`../../golden/${file}`, import.meta.url)).catch(() => null);
  return bytes === null ? null : Uint8Array.from(bytes);
};

describe.each([
  { name: "with SIMD", relaxed: false },
  { name: "with relaxed SIMD", relaxed: true },
])("wasm against PyTorch $name", ({ relaxed }) => {
  it("computes every reference case within its tolerance and gives all its memory back", async () => {
    const backend = await createWasm({ relaxed });
    const problems: string[] = [];
    for await (const { id, problem } of runCases(backend, open))
      if (problem !== null) problems.push(`${id}: ${problem.slice(0, 200)}`);
    expect(problems).toEqual([]);
    expect(backend.bytesInUse()).toBe(0);
  }, 120_000);
});
