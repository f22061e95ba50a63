/** Every PyTorch reference case on the GPU of this browser. */
import { describe, expect, it } from "vitest";
import type { Open } from "../../conformance/cases";
import { runCases } from "../../conformance/run";
import { createWebGpu } from "./index";

const files = import.meta.glob<string>("../../golden/*.{json,safetensors}", {
  query: "?url",
  import: "default",
  eager: true,
});

const open: Open = async (file) => {
  const address = files[`../../golden/${file}`];
  if (address === undefined) return null;
  return new Uint8Array(await (await fetch(address)).arrayBuffer());
};

describe("WebGPU against PyTorch", () => {
  it("computes every reference case within its tolerance and gives all its memory back", async () => {
    const backend = await createWebGpu();
    const problems: string[] = [];
    for await (const { id, problem } of runCases(backend, open))
      if (problem !== null) problems.push(`${id}: ${problem.slice(0, 200)}`);
    expect(problems).toEqual([]);
    expect(backend.bytesInUse()).toBe(0);
    backend.dispose();
  }, 240_000);
});
