/**
 * Every op over random uses against the reference (engine/conformance/agreement.ts), with the kernels for the processor and
 * those for a real GPU: both run on any adapter, only their speed differs.
 */
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { disagreement } from "../../conformance/agreement";
import { ops } from "../../ops/index";
import { createWebGpu } from "./index";

const backends = { processor: await createWebGpu({ software: true }), "real GPU": await createWebGpu({ software: false }) };
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe.each(Object.entries(backends))(
  "the kernels for a %s agree with the reference, as near as single precision allows",
  (_kind, backend) => {
    afterAll(() => backend.dispose());

    it.each(Object.keys(ops))("on %s", { timeout: 60_000 }, async (op) => {
      await fc.assert(
        fc.asyncProperty(seeds, async (seed) => {
          expect(await disagreement(backend, op, seed)).toBeNull();
        }),
        { numRuns: 8 },
      );
      expect(backend.bytesInUse()).toBe(0);
    });
  },
);
