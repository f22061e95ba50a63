/**
 * Every op over random uses against the reference (engine/conformance/agreement.ts). Kernels for real GPUs run on the software
 * adapter too, only slowly: those that differ from the ones for the processor are tested here as well.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { disagreement } from "../../conformance/agreement";
import { ops } from "../../ops/index";
import { createWebGpu, type WebGpuBackend } from "./index";

const processor = await createWebGpu({ software: true });
const plain = await createWebGpu({ software: true, quads: false });
const hardware = await createWebGpu({ software: false });
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

afterAll(() => {
  processor.dispose();
  plain.dispose();
  hardware.dispose();
});

async function agree(backend: WebGpuBackend, op: string, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(seeds, async (seed) => {
    expect(await disagreement(backend, op, seed)).toBeNull();
  });
  await fc.assert(property, { numRuns });
  expect(backend.bytesInUse()).toBe(0);
}

describe("WebGPU agrees with the reference, as near as single precision allows", () => {
  it.each(Object.keys(ops))("on %s", { timeout: 60_000 }, (op) => agree(processor, op, 8));

  it.each(["conv2d", "linear", "maxpool2d", "batchnorm", "prelu", "mse"])(
    "on %s with the kernels for a real GPU",
    { timeout: 120_000 },
    (op) => agree(hardware, op, 6),
  );

  it.each(["conv2d", "linear"])("on %s on a software adapter without subgroups", { timeout: 120_000 }, (op) => agree(plain, op, 6));
});
