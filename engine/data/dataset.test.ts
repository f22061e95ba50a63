import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../core/errors";
import {
  datasetNames,
  loadDataset,
  pixelsAsFloats,
  readDataset,
  writeDataset,
  type FetchBytes,
} from "./dataset";

const fromDisk: FetchBytes = async (path) => readFileSync(`public/${path}`);

const small = writeDataset({
  shape: [1, 2, 2],
  count: 3,
  training: 2,
  classes: ["a", "b"],
  pixels: Uint8Array.of(0, 51, 102, 255, 1, 2, 3, 4, 5, 6, 7, 8),
  labels: Uint8Array.of(0, 1, 1),
});

describe("data sets", () => {
  it.each(datasetNames())(
    "%s is there: 8,000 pictures to train on, 2,000 held out, every class in both",
    async (name) => {
      const set = await loadDataset(name, fromDisk);
      expect([set.count, set.training, ...set.shape]).toEqual([10_000, 8000, 1, 28, 28]);
      const classes = (from: number, to: number): number =>
        new Set(set.labels.subarray(from, to)).size;
      expect([classes(0, 8000), classes(8000, 10_000)]).toEqual([10, 10]);
      expect(set.pixels.some((value) => value > 250)).toBe(true);
    },
  );

  it("come back as they were written, gzipped or not", async () => {
    for (const file of [small, gzipSync(small)]) {
      const set = await loadDataset("mnist", async () => file);
      expect([...set.labels]).toEqual([0, 1, 1]);
      expect(
        [...pixelsAsFloats(set, Int32Array.of(0))].map((value) => Number(value.toFixed(6))),
      ).toEqual([0, 0.2, 0.4, 1]);
    }
  });

  it("do not exist under other names, not even a prototype's", async () => {
    for (const name of ["cifar", "__proto__", "../secret", "toString"])
      await expect(loadDataset(name, fromDisk)).rejects.toThrow("there is no data set");
  });

  it("notice any damaged byte", () => {
    fc.assert(
      fc.property(fc.nat(small.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Uint8Array.from(small);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        const inTraining = at >= 24 && at < 28;
        const inClasses = at >= 20 && at < 24;
        if (!inTraining && !inClasses)
          expect(() => readDataset("mnist", damaged)).toThrow(LabError);
      }),
      { numRuns: 500 },
    );
    expect(() => readDataset("mnist", small.subarray(0, 40))).toThrow(
      "should have 47 bytes, not 40",
    );
  });
});
