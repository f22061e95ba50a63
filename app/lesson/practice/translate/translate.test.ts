/**
 * Translating networks: keys held against the engine, wrong choices that are really wrong, code
 * compared by what it means.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../../../../engine/core/errors";
import { networkShapes } from "../../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { readCode } from "../../../../engine/code/read/read";
import { type Dialect, writeCode } from "../../../../engine/code/write";
import { generators } from "..";
import { defaults } from "../../language/properties";
import type { Exercise, Part } from "../practice";
import { described } from "./network";
import { problemIn } from "./write-code";

function make(name: string, index: number, options = {}): Exercise {
  const generator = generators[name];
  if (generator === undefined) throw new Error(`no generator ${name}`);
  return generator.make(5, index, { ...defaults(generator.options), ...options });
}

const codeOf = (parts: readonly Part[]): string =>
  parts.flatMap((part) => (part.kind === "code" ? [part.text] : [])).join("\n");
const wordsOf = (parts: readonly Part[]): string =>
  parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join(" ");
const sizeIn = (words: string): number[] => {
  const [, height = "1", width = "1", channels = "1"] = /(\d+)×(\d+)×(\d+)/.exec(words) ?? [];
  return [Number(channels), Number(height), Number(width)];
};
/** What a piece of code means on an input of that size; null where it means nothing. */
const meaning = (code: string, input: readonly number[]): string | null => {
  try {
    const spec = readCode(code, input);
    return JSON.stringify([
      spec.input,
      networkShapes(spec).layers.map(({ kind, attributes }) => [kind, attributes]),
    ]);
  } catch (error) {
    if (error instanceof LabError) return null;
    throw error;
  }
};
const indexes = Array.from({ length: 150 }, (_, index) => index);

describe("filling in", () => {
  test("the table's key is what the engine makes of the code that is shown", () => {
    for (const index of indexes) {
      const exercise = make("fill-table", index, {
        from: index % 2 === 0 ? "pytorch" : "keras",
        layers: 3,
      });
      const { layers } = networkShapes(
        readCode(codeOf(exercise.ask), sizeIn(wordsOf(exercise.ask))),
      );
      const wanted = layers
        .filter(({ kind }) => kind === "conv2d" || kind === "maxpool2d")
        .flatMap(({ shape, parameterCount }) => [shape[1], shape[0], parameterCount]);
      expect(exercise.fields.map(({ value }) => value)).toEqual(wanted);
    }
  });

  test("the boxes' key makes the sizes of the drawing, and no other padding does", () => {
    for (const index of indexes) {
      const exercise = make("fill-boxes", index, { from: "drawing", layers: 2 });
      const drawing = exercise.ask.find((part) => part.kind === "drawing");
      const sizes = drawing?.kind === "drawing" ? drawing.volumes.map(({ shape }) => shape) : [];
      for (let layer = 0; 4 * layer < exercise.fields.length; layer++) {
        const [filters, f = 1, s = 1, p = 0] = exercise.fields
          .slice(4 * layer, 4 * layer + 4)
          .map(({ value }) => Number(value));
        const n = sizes[layer]?.[1] ?? 0;
        const rows = sizes[layer + 1]?.[1] ?? 0;
        expect(sizes[layer + 1]?.[0]).toBe(filters);
        const made = (padding: number): number => Math.floor((n + 2 * padding - f) / s) + 1;
        expect([0, 1, 2, 3, 4].filter((padding) => made(padding) === rows)).toEqual([p]);
      }
    }
  });

  test("feedback says what the wrong setting would give", () => {
    const exercise = make("fill-boxes", 3, { from: "pytorch" });
    const values = exercise.fields.map(({ value }) => Number(value));
    const said = exercise.check(values.with(3, (values[3] ?? 0) + 1));
    expect(said.fields[3]).toBe("wrong");
    expect(said.message).toMatch(
      /^conv1: p is not \d+\. With padding \d+ (you would get \d+ rows, not \d+|the size is the same here)/,
    );
  });
});

describe("choosing", () => {
  test("one line of code means what is drawn; every other one means something else, and its mistake is told", () => {
    for (const index of indexes) {
      const exercise = make("choose-code", index, { from: "drawing" });
      const [field] = exercise.fields;
      const drawing = exercise.ask.find((part) => part.kind === "drawing");
      if (field?.kind !== "choice" || drawing?.kind !== "drawing")
        throw new Error("a choice and a drawing were expected");
      const [input = [], output = []] = drawing.volumes.map(({ shape }) => shape);
      const meanings = field.options.map((option) => meaning(codeOf([option]), input));
      expect(new Set(field.options.map((option) => codeOf([option]))).size).toBe(4);
      const mine = meanings[field.value];
      const spec = readCode(codeOf(field.options.slice(field.value, field.value + 1)), input);
      expect(spec.input).toEqual(input);
      expect(networkShapes(spec).output.shape).toEqual(output);
      for (const [at, other] of meanings.entries()) {
        if (at === field.value) continue;
        expect(other).not.toBe(mine);
        expect(exercise.check([at]).message.length).toBeGreaterThan(25);
      }
    }
  });

  test("one drawing has the size that the engine computes; the others have not, and say why", () => {
    for (const index of indexes) {
      const exercise = make("choose-drawing", index, { from: "pytorch" });
      const [field] = exercise.fields;
      if (field?.kind !== "choice") throw new Error("a choice was expected");
      const { output, layers } = networkShapes(
        readCode(codeOf(exercise.ask), sizeIn(wordsOf(exercise.ask))),
      );
      expect(layers.length).toBeLessThanOrEqual(2);
      const ends = field.options.map((option) =>
        option.kind === "drawing" ? (option.volumes[1]?.shape ?? []) : [],
      );
      expect(
        ends.flatMap((shape, at) => (String(shape) === String(output.shape) ? [at] : [])),
      ).toEqual([field.value]);
      expect(ends.length).toBeGreaterThan(2);
      for (const at of ends.keys())
        if (at !== field.value) expect(exercise.check([at]).message.length).toBeGreaterThan(20);
    }
  });
});

describe("writing", () => {
  const net = (code: string, input: readonly number[]): ReturnType<typeof described> =>
    described(readCode(code, input));
  const asked = net("nn.Conv2d(3, 10, 3, padding=1)", [3, 39, 39]);

  test("any spelling of the same layer is right", () => {
    for (const code of [
      "nn.Conv2d(3, 10, 3, padding=1)",
      "conv = torch.nn.Conv2d(in_channels=3, out_channels=10, kernel_size=(3, 3), stride=1, padding='same')",
      "nn.Sequential(\n  nn.Conv2d(3, 10, 3, 1, 1),\n)",
    ])
      expect(problemIn(code, asked, "pytorch")).toBeNull();
    expect(problemIn('layers.Conv2D(10, (3, 3), padding="same")', asked, "keras")).toBeNull();
  });

  test("the very term that is wrong is named, with what it would give", () => {
    const said = (code: string, dialect: Dialect = "pytorch") => problemIn(code, asked, dialect);
    expect(said("nn.Conv2d(3, 10, 3)")).toBe(
      "conv1: padding is 0 in your code, but should be 1. With padding 0 you would get 37 rows, not 39.",
    );
    expect(said("nn.Conv2d(10, 3, 3, padding=1)")).toBe(
      "10 channels come in, in your code. In 39×39×3 the last number counts them: 3.",
    );
    expect(said("nn.Conv2d(3, 8, 3, padding=1)")).toBe(
      "conv1: filters is 8 in your code, but should be 10.",
    );
    expect(said("nn.Conv2d(3, 10, 3, padding=1), nn.ReLU()")).toContain("line 1, column 33");
    expect(said("nn.Conv2d(3, 10, 3, padding=1)\nnn.ReLU()")).toBe(
      "ReLU at the end is one layer too many.",
    );
    expect(said("nn.Conv2d(3, 10, 3, paddin=1)")).toContain("did you mean padding?");
    expect(said("layers.Conv2D(10, 3)")).toBe("“layers.” is Keras's. Write it in PyTorch.");
    expect(said("nn.Conv2d(3, 10, 3)", "keras")).toBe("“nn.” is PyTorch's. Write it in Keras.");
    expect(said("layers.Conv2D(10, 3)", "keras")).toContain(
      "With padding 0 you would get 37 rows, not 39.",
    );
  });

  test("code of any other network is refused in words, code of the same network never", () => {
    const layer = fc.record({
      op: fc.constant("conv2d"),
      out_channels: fc.integer({ min: 1, max: 4 }),
      kernel_size: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 2 }),
      padding: fc.integer({ min: 0, max: 1 }),
    });
    const spec = fc.array(layer, { minLength: 1, maxLength: 2 }).map(
      (layers): NetworkSpec => ({
        format: 1,
        name: "n",
        input: [2, 12, 12],
        layers: layers.map((one, at) => ({ name: `conv${at + 1}`, ...one })),
      }),
    );
    fc.assert(
      fc.property(
        spec,
        spec,
        fc.constantFrom<Dialect>("pytorch", "keras"),
        (mine, wanted, dialect) => {
          const same = JSON.stringify(mine.layers) === JSON.stringify(wanted.layers);
          const problem = problemIn(writeCode(mine, dialect), described(wanted), dialect);
          expect(problem === null).toBe(same);
          expect(problemIn(writeCode(wanted, dialect), described(wanted), dialect)).toBeNull();
        },
      ),
    );
  });
});
