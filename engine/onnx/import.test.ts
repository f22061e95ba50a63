/**
 * ONNX files as PyTorch writes them give PyTorch's numbers; damaged ones are refused in words.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import type { Open } from "../conformance/cases";
import { runOnnx } from "../conformance/onnx-files";
import type { Verdict } from "../conformance/run";
import { LabError } from "../core/errors";
import { networkShapes } from "../graph/shapes";
import { weightsFrom } from "../train/weights";
import { importOnnx } from "./import";

const folder = fileURLToPath(new URL("../golden/onnx", import.meta.url));
const bytesOf = (file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(folder, basename(file))));
const open: Open = async (file) => bytesOf(file);

describe("an ONNX file", () => {
  it.each([
    ["reference", async () => createReference()],
    ["wasm", async () => createWasm()],
  ] as const)("computes what PyTorch computes, or is refused, on %s", async (_, create) => {
    const backend = await create();
    const verdicts: Verdict[] = [];
    for await (const verdict of runOnnx(backend, open)) verdicts.push(verdict);
    expect(
      verdicts.flatMap(({ id, problem }) => (problem === null ? [] : `${id}: ${problem}`)),
    ).toEqual([]);
    expect(verdicts).toHaveLength(5);
    backend.dispose();
  });

  it("keeps PyTorch's names and writes settings as a person does", () => {
    const { spec, batch, layout } = importOnnx(bytesOf("inception-tiny.onnx"));
    expect([batch, layout]).toEqual([1, "NCHW"]);
    expect(spec.layers.slice(0, 3)).toEqual([
      { name: "conv1.0", op: "conv2d", out_channels: 16, kernel_size: 5, stride: 2, padding: 2 },
      { name: "conv1.2", op: "relu" },
      { name: "pool1", op: "maxpool2d", kernel_size: 3, stride: 2, ceil_mode: true },
    ]);
  });

  it("is damaged in any way: read or refused with a LabError, never anything else", () => {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith(".onnx"))
      .map(bytesOf);
    const damage = fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        byte: fc.integer({ min: 0, max: 255 }),
      }),
      { maxLength: 8 },
    );
    const cut = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.constantFrom(...files), damage, cut, (file, changes, part) => {
        const bytes = file.slice(0, Math.ceil(file.length * part));
        // most of a file is weights: half of the changes fall into its first 2 KB
        for (const [turn, { at, byte }] of changes.entries())
          bytes[Math.floor(at * (turn % 2 === 0 ? bytes.length : 2048))] = byte;
        let why: unknown = null;
        try {
          const { spec, weights } = importOnnx(bytes);
          weightsFrom(weights, networkShapes(spec));
        } catch (error) {
          why = error;
        }
        expect(why === null || why instanceof LabError, String(why)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
