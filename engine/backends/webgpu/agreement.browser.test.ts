/**
 * Every op over random uses against the reference (engine/conformance/agreement.ts). Kernels for
 * real GPUs run on the software adapter too, only slowly: those that differ from the ones for the
 * processor are tested here as well.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { disagreement } from "../../conformance/agreement";
import { Tape } from "../../conformance/tape";
import { FIRST_STEP } from "../../conformance/trial";
import { ops } from "../../ops/index";
import type { Backend } from "../backend";
import { createReference } from "../reference/index";
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

/**
 * A tensor joined with itself: on the GPU a dispatch may bind it only once, so that the kernels
 * take another way.
 */
async function joined(
  backend: Backend,
  op: string,
  slots: readonly string[],
): Promise<ArrayLike<number> | undefined> {
  const tape = new Tape();
  const x = tape.tensor("x", [2, 3, 4, 5]);
  const y = tape.apply(
    op,
    "join",
    Object.fromEntries(slots.map((slot) => [slot, x])),
    op === "concat" ? { count: slots.length } : {},
  );
  const executable = await backend.compile(tape.program("join"));
  executable.write(
    "x",
    Float32Array.from({ length: 120 }, (_, at) => at / 8 - 3),
  );
  await executable.run("train", FIRST_STEP);
  const read = await executable.read([tape.nameOf(y)]);
  executable.free();
  return read.get(tape.nameOf(y));
}

describe("WebGPU agrees with the reference, as near as single precision allows", () => {
  it.each(Object.keys(ops))("on %s", { timeout: 60_000 }, (op) => agree(processor, op, 8));

  it.each([
    ["add", ["a", "b"]],
    ["mul", ["a", "b"]],
    ["concat", ["x0", "x1", "x2"]],
  ])("on %s of a tensor with itself", async (op, slots) => {
    expect(await joined(processor, op, slots)).toEqual(await joined(createReference(), op, slots));
  });

  it.each(["conv2d", "linear", "maxpool2d", "batchnorm", "prelu", "mse"])(
    "on %s with the kernels for a real GPU",
    { timeout: 120_000 },
    (op) => agree(hardware, op, 6),
  );

  it.each(["conv2d", "linear"])(
    "on %s on a software adapter without subgroups",
    { timeout: 120_000 },
    (op) => agree(plain, op, 6),
  );
});
