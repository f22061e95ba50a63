import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaults } from "../language/properties";
import { generators } from ".";
import type { Exercise, Generator, Input } from "./practice";

const every = Object.values(generators);
const make = (generator: Generator, seed: number, index: number, options = {}): Exercise =>
  generator.make(seed, index, { ...defaults(generator.options), ...options });
const answers = (exercise: Exercise): Input[] => exercise.fields.map(({ value }) => value);
const right = (exercise: Exercise): number[] => answers(exercise).map(Number);
/** The answer alone, and what is said to it. */
const say = (exercise: Exercise, answer: number): string =>
  exercise.check(
    exercise.fields.map((_, at) => (at === exercise.fields.length - 1 ? answer : null)),
  ).message;
const find = (name: string, wanted: (exercise: Exercise) => boolean, options = {}): Exercise => {
  const generator = generators[name] ?? raise();
  for (let index = 0; index < 2000; index++) {
    const exercise = make(generator, 1, index, options);
    if (wanted(exercise)) return exercise;
  }
  throw new Error(`no such exercise of ${name}`);
};
const asks = (text: string) => (exercise: Exercise) => JSON.stringify(exercise.ask).includes(text);

describe.each(every.map((generator) => [generator.name, generator] as const))(
  "practice %s",
  (name, generator) => {
    test("is listed under its own name", () => expect(generators[name]).toBe(generator));

    test("makes the same exercise from the same seed and index, and others from others", () => {
      expect(JSON.stringify(make(generator, 7, 3))).toBe(JSON.stringify(make(generator, 7, 3)));
      const asked = new Set(
        Array.from({ length: 30 }, (_, index) => JSON.stringify(make(generator, 7, index).ask)),
      );
      expect(asked.size).toBeGreaterThan(15);
    });

    test("accepts its answer with and without the steps on the way, and rejects every other number", () => {
      fc.assert(
        fc.property(
          fc.nat(),
          fc.nat(10_000),
          fc.integer({ min: -50, max: 50 }),
          (seed, index, off) => {
            const exercise = make(generator, seed, index);
            const values = answers(exercise);
            expect(exercise.check(values).right).toBe(true);
            const last = values.length - 1;
            expect(
              exercise.check(
                values.map((value, at) => (exercise.fields[at]?.optional === true ? null : value)),
              ).right,
            ).toBe(true);
            expect(exercise.check(values.map(() => null)).right).toBe(false);
            if (off === 0) return;
            const answer = values[last] ?? 0;
            const wrong = exercise.check(
              values.with(last, typeof answer === "number" ? answer + off : `nonsense(${answer})`),
            );
            expect(wrong.right).toBe(false);
            expect(wrong.fields[last]).toBe("wrong");
            expect(wrong.message).not.toMatch(/undefined|NaN|Infinity/);
          },
        ),
        { numRuns: 200 },
      );
    });

    test("names a wrong step on the way even when the answer is right", () => {
      const exercise = make(generator, 5, 5);
      const at = exercise.fields.findIndex(({ optional }) => optional);
      if (at < 0) return;
      const said = exercise.check(right(exercise).with(at, 1234));
      expect(said.right).toBe(false);
      expect(said.message).toContain("1234");
      expect(said.fields[at]).toBe("wrong");
    });

    test("asks, hints and solves in words without gaps, hints from a nudge to the numbers", () => {
      for (let index = 0; index < 200; index++) {
        const exercise = make(generator, 99, index);
        expect(
          JSON.stringify([exercise.ask, exercise.hints, exercise.solution, exercise.fields]),
        ).not.toMatch(/undefined|NaN|Infinity|null|--/);
        expect(exercise.hints.length).toBeGreaterThanOrEqual(3);
        expect(exercise.solution.length).toBeGreaterThan(0);
        expect(exercise.fields.at(-1)?.optional).toBe(false);
      }
    });

    test("works at the ends of every option", () => {
      for (const [option, property] of Object.entries(generator.options)) {
        const ends =
          property.type === "choice"
            ? property.options
            : "min" in property
              ? [property.min, property.max]
              : [];
        for (const end of ends)
          for (let index = 0; index < 40; index++)
            expect(make(generator, 3, index, { [option]: end }).check([]).right).toBe(false);
      }
    });
  },
);

describe("feedback names what went wrong", () => {
  test("output size: the stride that would give the answer", () => {
    const exercise = find(
      "output-size",
      asks("3×3 moves over an input of 9×9 with padding 0 and stride 2"),
    );
    expect(right(exercise)).toEqual([4]);
    expect(say(exercise, 3)).toBe(
      "number of rows is not 3. You divided, but the first place counts as well: add 1.",
    );
    expect(say(exercise, 7)).toBe("number of rows is not 7. You would get that with stride 1.");
    const other = find(
      "output-size",
      asks("2×2 moves over an input of 10×10 with padding 0 and stride 2"),
    );
    expect(say(other, 3)).toBe("number of rows is not 3. With stride 3 you would get 3.");
  });

  test("output cell: the product that is missing, the sign, the neighbour, the turned filter", () => {
    const exercise = find("output-cell", () => true);
    const products = right(exercise).slice(0, -1);
    const sum = right(exercise).at(-1) ?? 0;
    expect(products).toHaveLength(9);
    expect(products.reduce((total, value) => total + value, 0)).toBe(sum);
    const first = products.findIndex((value) => value !== 0);
    const steps = exercise.check([...products.with(first, -(products[first] ?? 0)), sum]);
    expect(steps.fields[first]).toBe("wrong");
    expect(steps.message).toMatch(/product: .* is not/);
    const said = new Set(
      Array.from({ length: 400 }, (_, off) => say(exercise, sum - 200 + off)).map((words) =>
        words.replace(/[−\d·() =.]+/g, " "),
      ),
    );
    expect([...said].some((words) => words.includes("is missing in your sum"))).toBe(true);
    expect([...said].some((words) => words.includes("with the other sign"))).toBe(true);
    expect([...said].some((words) => words.includes("is asked for"))).toBe(true);
  });

  test("volume cell: the channel, the product and the bias that are missing", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(1000),
        fc.integer({ min: 2, max: 4 }),
        (seed, index, channels) => {
          const exercise = make(generators["volume-cell"] ?? raise(), seed, index, { channels });
          const sheets = exercise.ask.flatMap((part) => (part.kind === "matrix" ? [part] : []));
          const bias = Number(
            /bias (−?\d)/.exec(JSON.stringify(exercise.ask))?.[1]?.replace("−", "-"),
          );
          const shares = Array.from({ length: channels }, (_, at) => {
            const filter = sheets[channels + at]?.values.flat() ?? [];
            return (sheets[at]?.marked ?? []).map(
              ([row, column], u) => (sheets[at]?.values[row]?.[column] ?? 0) * (filter[u] ?? 0),
            );
          });
          const totals = shares.map((products) =>
            products.reduce((sum, product) => sum + product, 0),
          );
          const sum = totals.reduce((all, total) => all + total, bias);
          expect(right(exercise)).toEqual([...totals.map((total) => total + 0), sum]);
          expect(say(exercise, sum - bias)).toContain("You left out the bias");
          const at = shares[0]?.findIndex((product) => product !== 0) ?? -1;
          if (at < 0) return;
          const said = exercise.check([
            (totals[0] ?? 0) - (shares[0]?.[at] ?? 0),
            ...right(exercise).slice(1),
          ]);
          expect(said.fields[0]).toBe("wrong");
          expect(said.message).toMatch(
            /^channel 0 is not .*(product of channel 0|sub-total of channel|turned the filter)/,
          );
        },
      ),
    );
  });

  test("parameter count: the lecture's 56 and 280, and the forgotten biases", () => {
    const options = { layer: "conv", channels: 3, filters: 10 };
    const two = find(
      "parameter-count",
      asks("has 2 filters of 3×3, each with a bias. Its input has 3 channels"),
      options,
    );
    expect(right(two)).toEqual([27, 56]);
    const ten = find(
      "parameter-count",
      asks("has 10 filters of 3×3, each with a bias. Its input has 3 channels"),
      options,
    );
    expect(right(ten)).toEqual([27, 280]);
    expect(say(ten, 270)).toBe("number of parameters is not 270. You left out the 10 biases.");
    expect(say(ten, 100)).toBe(
      "number of parameters is not 100. A filter reaches through all 3 channels.",
    );
  });

  test("pooling: the other kind of pooling", () => {
    const exercise = find("pooling", asks("Average pooling with a window of 2×2"), {
      mode: "average",
    });
    const matrix = exercise.ask.find((part) => part.kind === "matrix");
    const cells = matrix?.values.flat() ?? [];
    const said = cells.map((cell) => say(exercise, cell));
    expect(
      said.some((words) => words.includes("That is the largest; the average is asked for.")),
    ).toBe(true);
  });

  test("chain rule: the factor that is missing", () => {
    const entry = (exercise: Exercise): number =>
      Number(exercise.fields.find(({ label }) => label === "y₀ =")?.value ?? 1);
    const exercise = find("chain-rule", (one) => entry(one) !== 1 && right(one).at(-1) !== 0);
    expect(say(exercise, (right(exercise).at(-1) ?? 0) / entry(exercise))).toContain(
      "is missing in your product",
    );
  });

  test("missing stride: what the tried stride would give", () => {
    const exercise = find(
      "missing-stride-padding",
      (one) => one.fields[0]?.id === "stride" && right(one)[0] === 2,
    );
    expect(say(exercise, 3)).toMatch(/^stride is not 3\. With stride 3 you would get \d+\.$/);
  });
});

describe("numbers agree with a count by hand", () => {
  test("output size: the places where the filter fits, counted", () => {
    for (let index = 0; index < 300; index++) {
      const exercise = make(generators["output-size"] ?? raise(), 11, index);
      const [f = 0, , n = 0, , p = 0, s = 1] = (
        JSON.stringify(exercise.ask).match(/\d+/g) ?? []
      ).map(Number);
      let places = 0;
      for (let top = -p; top + f <= n + p; top += s) places++;
      expect(right(exercise)).toEqual([places]);
    }
  });

  test("chain rule: a small change of the first weight changes the loss as the answer says", () => {
    for (let index = 0; index < 200; index++) {
      const exercise = make(generators["chain-rule"] ?? raise(), 12, index, {
        activation: "identity",
        length: 3,
      });
      const words = exercise.ask
        .map((part) => (part.kind === "text" ? part.text : ""))
        .join(" ")
        .replaceAll("−", "-");
      const all = (pattern: RegExp): number[] =>
        [...words.matchAll(pattern)].map((match) => Number(match[1]));
      const [w, b] = [all(/w[₁-₉] = (-?\d+)/g), all(/b[₁-₉] = (-?\d+)/g)];
      const [x = 0] = all(/y₀ = (-?\d+)/g);
      const [t = 0] = all(/t = (-?\d+)/g);
      const loss = (nudge: number): number =>
        (w.reduce((y, weight, at) => (weight + (at === 0 ? nudge : 0)) * y + (b[at] ?? 0), x) -
          t) **
        2;
      expect((loss(1e-4) - loss(-1e-4)) / 2e-4).toBeCloseTo(
        right(exercise).at(-1) ?? Number.NaN,
        3,
      );
    }
  });

  test("the cell that is asked for is counted from 0, as in the figures, and says so", () => {
    for (const name of ["output-cell", "pooling", "gradient-cell", "volume-cell"]) {
      const generator = generators[name] ?? raise();
      const asked = Array.from({ length: 40 }, (_, index) =>
        make(generator, 5, index)
          .ask.map((part) => (part.kind === "text" ? part.text : ""))
          .join(" "),
      );
      for (const words of asked) expect(words).toMatch(/row \d+, column \d+.*count from 0/);
      expect(asked.some((words) => words.includes("row 0, "))).toBe(true);
    }
  });

  test("receptive pixels: changing any pixel outside leaves the cell, and the corners inside reach it", () => {
    for (let index = 0; index < 200; index++) {
      const exercise = make(generators["receptive-pixels"] ?? raise(), 13, index, {
        padding: 1,
        layers: 3,
      });
      const words = JSON.stringify(exercise.ask);
      const layers = [...words.matchAll(/layer \d: (\d)×\d, stride (\d)(?:, padding (\d))?/g)].map(
        ([, f, s, p]) => ({
          f: Number(f),
          s: Number(s),
          p: Number(p ?? 0),
        }),
      );
      const size = Number(/picture of (\d+)/.exec(words)?.[1]);
      const reach = (cell: number): Set<number> => {
        let rows = new Set([cell]);
        for (const { f, s, p } of layers.toReversed())
          rows = new Set(
            [...rows].flatMap((row) => Array.from({ length: f }, (_, u) => row * s - p + u)),
          );
        return new Set([...rows].filter((row) => row >= 0 && row < size));
      };
      const [, row = 0, column = 0] = /row (\d+), column (\d+)\?/.exec(words)?.map(Number) ?? [];
      expect(right(exercise)).toEqual([
        Math.min(...reach(row)),
        Math.max(...reach(row)),
        Math.min(...reach(column)),
        Math.max(...reach(column)),
      ]);
    }
  });
});

function raise(): never {
  throw new Error("no such generator");
}

describe("practice of batch norm", () => {
  test("a variance stored without n − 1, and weights the wrong way round, are told apart", () => {
    const exercise = find("batch-norm-cell", asks("The running variance is 1,"));
    const [mean = 0, unbiased = 0, value = 0] = right(exercise);
    expect(value).toBeCloseTo(0.9 + 0.1 * unbiased, 9);
    expect(say(exercise, 0.9 + 0.08 * unbiased)).toContain("biased variance");
    expect(say(exercise, 0.1 + 0.9 * unbiased)).toContain("swapped");
    expect(mean).not.toBe(value);
  });
});
