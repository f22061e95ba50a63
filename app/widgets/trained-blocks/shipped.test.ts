/** What the page says of the trained nets, on the very weights that come with it. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { createWasm } from "../../../engine/backends/wasm";
import { loadDataset } from "../../../engine/data/dataset";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { transformed } from "../../../engine/data/transform";
import { networkShapes } from "../../../engine/graph/shapes";
import { deepRecipe, type DeepNet, deepWeights } from "../../../engine/train/recipes";
import { weightsFrom } from "../../../engine/train/weights";
import { networkOf, specOf } from "./definition";
import { changesOf, rightOf, type Subject } from "./measure";
import { readOperations, untouched } from "./operations";

/** ms, for a machine with much else to do. */
const PATIENCE = 120_000;

async function subjectOf(net: DeepNet): Promise<Subject> {
  const { network, dataset, transform } = deepRecipe(net);
  const file = readFileSync(`public/${deepWeights(net)}`);
  const pictures = await loadDataset(dataset, async (path) => readFileSync(`public/${path}`));
  return {
    backend: await createWasm({ threads: 1 }),
    weights: weightsFrom(readSafetensors(file), networkShapes(network)),
    dataset: transformed(pictures, transform ?? []),
  };
}

/** The pictures that are right after these operations. */
const after = (subject: Subject, net: DeepNet, done: string): Promise<number> =>
  rightOf(subject, networkOf(net, readOperations(done)));

function medianOf(values: readonly (number | null)[]): number {
  const sorted = values.filter((value) => value !== null).toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

describe("the residual net", () => {
  let subject: Subject;
  let whole = 0;
  beforeAll(async () => {
    subject = await subjectOf("residual");
    whole = await after(subject, "residual", "");
  }, PATIENCE);

  test("gets at least 150 of 200 right", () => {
    expect(whole).toBeGreaterThanOrEqual(150);
  });

  test.each(["1.4", "1.7", "2.3", "2.8", "3.3", "3.8"])(
    "loses little without the layers of block %s",
    async (block) => {
      const left = await after(subject, "residual", `layers ${block}`);
      expect(left).toBeGreaterThanOrEqual(whole - 30);
    },
  );

  test.each(["1.4", "1.6", "2.3", "2.8", "3.3"])(
    "loses most without the wire of block %s",
    async (block) => {
      expect(await after(subject, "residual", `wire ${block}`)).toBeLessThan(whole / 2);
    },
  );
});

/** Some of each stage, with those that the page names. */
const LAYERS = ["1.1", "1.2", "1.4", "1.9", "2.1", "2.5", "3.1", "3.9"];
const WIRES = ["1.2", "1.8", "2.1", "2.6", "3.1", "3.6", "3.9"];

describe("the residual net, each block alone", () => {
  const each = async (tool: string, blocks: readonly string[]): Promise<readonly number[]> => {
    const subject = await subjectOf("residual");
    const left: number[] = [];
    for (const block of blocks) left.push(await after(subject, "residual", `${tool} ${block}`));
    return left;
  };
  test(
    "the first is missed most, and hardly one from 1.4 on",
    async () => {
      const [first = Number.NaN, ...others] = await each("layers", LAYERS);
      expect(first).toBeLessThan(Math.min(...others) - 20);
      expect(Math.min(...others.slice(1))).toBeGreaterThanOrEqual(155);
    },
    PATIENCE,
  );

  test(
    "without its wire nearly each ruins the net, but not the last",
    async () => {
      const left = await each("wire", WIRES);
      expect(Math.max(...left.slice(0, -1))).toBeLessThan(60);
      expect(left.at(-1)).toBeGreaterThanOrEqual(150);
    },
    PATIENCE,
  );

  test(
    "swapped neighbours hardly show; of the stages the first may not be reversed",
    async () => {
      const swaps = await each("swap", ["1.3", "2.4", "3.6"]);
      expect(Math.min(...swaps)).toBeGreaterThanOrEqual(165);
      const [first = Number.NaN, ...others] = await each("reverse", ["1", "2", "3"]);
      expect(first).toBeLessThan(30);
      for (const other of others) expect(Math.abs(other - 100)).toBeLessThan(20);
    },
    PATIENCE,
  );
});

describe("the plain net", () => {
  let subject: Subject;
  let whole = 0;
  beforeAll(async () => {
    subject = await subjectOf("plain");
    whole = await after(subject, "plain", "");
  }, PATIENCE);

  test("gets at least 140 of 200 right", () => {
    expect(whole).toBeGreaterThanOrEqual(140);
  });

  test.each(["1.1", "1.3", "1.5", "2.4", "2.8", "3.5", "3.9"])(
    "is ruined without the layers of block %s",
    async (block) => {
      expect(await after(subject, "plain", `layers ${block}`)).toBeLessThan(40);
    },
  );
});

test(
  "blocks of the residual net change x by less than x, those of the plain net by more",
  async () => {
    const changes = async (net: DeepNet): Promise<number> => {
      const spec = specOf(net);
      return medianOf(await changesOf(await subjectOf(net), spec, untouched(spec).order));
    };
    expect(await changes("residual")).toBeLessThan(0.7);
    expect(await changes("plain")).toBeGreaterThan(1);
  },
  PATIENCE,
);
