/**
 * WebAssembly against the reference: every op in the index, over random uses. WebGPU: npm run
 * conformance -- --random N.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import { ops } from "../ops/index";
import { disagreement } from "./agreement";

const wasm = await createWasm();
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe("WebAssembly agrees with the reference, as near as single precision allows", () => {
  it.each(Object.keys(ops))("on %s", async (op) => {
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        expect(await disagreement(wasm, op, seed)).toBeNull();
      }),
      { numRuns: 30 },
    );
  });
});

describe("the comparison", () => {
  it.each(["conv2d", "softmax", "batchnorm", "tanh"])(
    "notices when one number of %s is off by one part in ten thousand",
    async (op) => {
      const backend = createReference();
      const bent = {
        ...backend,
        async compile(program: Parameters<typeof backend.compile>[0]) {
          const run = await backend.compile(program);
          return {
            ...run,
            async read(names: readonly string[]) {
              const read = new Map(await run.read(names));
              const y = Float32Array.from(read.get("op.y") ?? []);
              const largest = y.reduce(
                (best, value, at) => (Math.abs(value) > Math.abs(y[best] ?? 0) ? at : best),
                0,
              );
              y[largest] = (y[largest] ?? 0) * 1.0001;
              return read.set("op.y", y);
            },
          };
        },
      };
      expect(await disagreement(backend, op, 4)).toBeNull();
      expect(await disagreement(bent, op, 4)).toMatch(/^y\[/);
    },
  );
});
