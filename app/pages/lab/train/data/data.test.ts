/** Warnings about pictures are said where the fault is, with its numbers, and nowhere else. */
import { describe, expect, test } from "vitest";
import { pixelsAsFloats } from "../../../../../engine/data/dataset";
import { transformed } from "../../../../../engine/data/transform";
import { augmenter } from "../../../../../engine/train/augment";
import { batches } from "../../../../../engine/train/batches";
import { lenetRecipe } from "../../../../../engine/train/recipes";
import { shippedData } from "../../../../widgets/training/trained.testing";
import { stepsOf } from "./steps";
import { dataWarnings, type Learned } from "./warnings";

const names = ["cat", "dog", "cow", "hen"];
const plain = { batch: 8, order: "shuffled", seed: 1, examples: 0 } as const;

/** 80 pictures of 2 pixels, each another one; the last 20 are held out. */
function made(
  labelOf = (at: number): number => at % 4,
  pictureOf = (at: number): number => at,
): Learned {
  const count = 80;
  return {
    shape: [1, 1, 2],
    count,
    training: 60,
    labels: Uint8Array.from({ length: count }, (_, at) => labelOf(at)),
    pixels: Uint8Array.from({ length: 2 * count }, (_, at) =>
      at % 2 === 0 ? pictureOf(at / 2) : 9,
    ),
  };
}

const idsOf = (set: Learned, setting: Parameters<typeof dataWarnings>[2] = plain) =>
  dataWarnings(set, names, setting).map(({ id }) => id);

describe("warnings about the pictures", () => {
  test("nothing is said of pictures that are even, shuffled and of which none is there twice", () => {
    expect(idsOf(made())).toEqual([]);
  });

  test("pictures class after class are said not to be shuffled, with the classes of a batch", () => {
    const sorted = { ...plain, order: "sorted" } as const;
    const [found] = dataWarnings(made(), names, sorted);
    expect(found?.id).toBe("order");
    // 7 batches of 8 out of four times 15: those at 15, 30 and 45 have two classes.
    expect(found?.text).toContain("has 1.43 classes on average");
    const expected = 4 * (1 - 0.75 ** 8);
    expect(found?.text).toContain(`it would have ${expected.toPrecision(2)}`);
  });

  test("half of the classes of a shuffled batch is too few, three quarters are not", () => {
    const sorted = { ...plain, order: "sorted" } as const;
    // Class after class, 15 of each: batches of 20 have two of four classes, one of 40 has three.
    expect(idsOf(made(), { ...sorted, batch: 20 })).toEqual(["order"]);
    expect(idsOf(made(), { ...sorted, batch: 40 })).toEqual([]);
  });

  test("a class with more than four times the pictures of another is said, with its share", () => {
    const uneven = (few: number) => made((at) => (at < few ? 1 : at % 4 === 1 ? 0 : at % 4));
    expect(idsOf(made((at) => (at < 30 ? 0 : at % 4)))).toEqual(["imbalance"]);
    expect(idsOf(uneven(15))).toEqual([]);
    const [found] = dataWarnings(uneven(3), names, plain);
    expect(found?.text).toMatch(/^There are \d+ pictures of 0: cat to learn from and 3 of 1: dog/);
    const most = Number(/are (\d+)/.exec(found?.text ?? "")?.[1]);
    expect(found?.text).toContain(`right for ${((100 * most) / 60).toFixed(1)} %`);
  });

  test("a class without a picture is uneven, too", () => {
    const [found] = dataWarnings(
      made((at) => at % 3),
      names,
      plain,
    );
    expect(found?.text).toContain("and 0 of 3: hen");
  });

  test("held-out pictures that are learned are counted, byte for byte", () => {
    // 60 to 69 are those of 0 to 9; they are held out.
    const twice = made(undefined, (at) => (at >= 60 && at < 70 ? at - 60 : at));
    const [found] = dataWarnings(twice, names, plain);
    expect(found?.id).toBe("leak");
    expect(found?.text).toContain("10 of the 20 held-out pictures (50.0 %)");
    const [fewer] = dataWarnings(twice, names, { ...plain, examples: 4 });
    expect(fewer?.text).toContain("4 of the 20 held-out pictures");
  });

  test("nothing is said of the lab's own sets", async () => {
    for (const name of ["mnist", "fashion"] as const) {
      const set = await shippedData(name);
      const found = dataWarnings(set, set.classes, { ...plain, batch: 64 });
      expect(found.map(({ text }) => text)).toEqual([]);
    }
  });
});

test("samples of a run are those of its first batch, each step as the engine does it", async () => {
  const mnist = await shippedData("mnist");
  const recipe = {
    ...lenetRecipe,
    transform: [
      { kind: "first", count: 500 },
      { kind: "average_pool", size: 2 },
      { kind: "normalise", mean: 0.1307, std: 0.3081 },
    ],
    augment: [{ kind: "shift", pixels: 2 }, { kind: "flip" }],
    batch: 16,
    seed: 3,
  } as const;
  const steps = stepsOf(mnist, recipe);
  expect(steps.map(({ shape }) => shape.join("×"))).toEqual([
    "1×28×28",
    "1×14×14",
    "1×14×14",
    "1×14×14",
  ]);
  const last = transformed(mnist, recipe.transform);
  const order = batches(3, 500, 16).at(1);
  const numbers = pixelsAsFloats(last, order);
  expect(steps[1]?.pictures).toEqual(cut(numbers));
  augmenter(recipe.augment, 3, last.shape)(numbers, 1);
  expect(steps[3]?.pictures).toEqual(cut(numbers));
  const shown = [...numbers.subarray(0, 8 * 196)];
  const mean = shown.reduce((sum, one) => sum + one, 0) / shown.length;
  const square = shown.reduce((sum, one) => sum + one * one, 0) / shown.length;
  expect(steps[3]?.mean).toBeCloseTo(mean, 6);
  expect(steps[3]?.deviation).toBeCloseTo(Math.sqrt(square - mean * mean), 6);
  expect(steps[0]?.most).toBe(255);
  expect(steps[1]?.least).toBeCloseTo(-0.1307 / 0.3081, 5);

  function cut(all: Float32Array): readonly Float32Array[] {
    return Array.from({ length: 8 }, (_, at) => all.slice(at * 196, (at + 1) * 196));
  }
});
