/** Pictures of the camera: counted by class, kept apart, made as a network reads them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { examined } from "../../../../../engine/graph/examined";
import { misfit } from "../fit";
import { ownSet } from "../../../../pictures/own/pictures";
import {
  type Collected,
  countOf,
  emptied,
  missing,
  MOST_CLASSES,
  MOST_COLLECTED,
  nothingCollected,
  picturesOf,
  renamed,
  withClass,
  withoutClass,
  withoutPicture,
  withPicture,
} from "./collected";
import { READY_SHAPE, readyNetwork } from "./ready";

const SIDE = 4;
const plain = (value: number, side = SIDE): Uint8ClampedArray =>
  new Uint8ClampedArray(4 * side * side).fill(value);

function filled(counts: readonly number[]): Collected {
  let all: Collected = { side: SIDE, classes: [] };
  for (const [at, count] of counts.entries()) {
    all = withClass(all);
    for (let one = 0; one < count; one++) all = withPicture(all, at + 1, plain(20 * at));
  }
  return all;
}

describe("what is collected", () => {
  test("is counted by class; a picture, a class and all of a class can be taken away", () => {
    const all = filled([7, 9]);
    expect(all.classes.map(({ pictures }) => pictures.length)).toEqual([7, 9]);
    expect(countOf(withoutPicture(all, 2, 3))).toBe(15);
    expect(withoutPicture(all, 2, 3).classes[1]?.pictures.map(({ id }) => id)).not.toContain(3);
    expect(countOf(emptied(all, 1))).toBe(9);
    expect(withoutClass(all, 1).classes.map(({ name }) => name)).toEqual(["Class 2"]);
    expect(withPicture(all, 5, plain(0))).toEqual(all);
    expect(withPicture(all, 1, plain(0, SIDE + 1))).toBe(all);
  });

  test("has an end: classes and pictures", () => {
    let all = nothingCollected(1);
    for (let more = 0; more < 20; more++) all = withClass(all);
    expect(all.classes).toHaveLength(MOST_CLASSES);
    const one = all.classes[0];
    if (one === undefined) throw new Error("no class");
    const pictures = Array.from({ length: MOST_COLLECTED }, (_, id) => ({ id, rgba: plain(1, 1) }));
    all = { ...all, classes: [{ ...one, pictures }] };
    expect(withPicture(all, one.id, plain(1, 1))).toBe(all);
  });

  test("says what is missing before it can be learned", () => {
    expect(missing(filled([9]))).toContain("Two classes");
    expect(missing(filled([9, 2]))).toBe(
      "“Class 2” has 2 of the 6 pictures that a class needs at least.",
    );
    expect(missing(renamed(filled([9, 9]), 2, " "))).toBe("Class 2 has no name.");
    expect(missing(renamed(filled([9, 9]), 2, "Class 1 "))).toContain("called “Class 1”");
    expect(missing(filled([6, 6, 6]))).toBeNull();
    expect(() => picturesOf(filled([9, 2]), [1, 2, 2])).toThrow("“Class 2” has 2");
  });
});

describe("as a network reads them", () => {
  test("a smaller picture has the mean of the areas, a larger one the same values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(255), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE }),
        fc.constantFrom(1, 2, 4, 8, 12),
        (grey, wanted) => {
          const rgba = Uint8ClampedArray.from(grey.flatMap((one) => [one, one, one, 255]));
          const all = withPicture(filled([6, 6]), 1, rgba);
          const { pixels } = picturesOf(all, [3, wanted, wanted]);
          const area = wanted * wanted;
          const made = pixels.subarray(6 * 3 * area, 7 * 3 * area);
          expect(made.subarray(0, area)).toEqual(made.subarray(2 * area));
          const mean = (of: ArrayLike<number>): number =>
            Array.from(of).reduce((sum, one) => sum + one, 0) / of.length;
          // Every pixel is rounded by at most a half.
          expect(Math.abs(mean(made) - mean(grey))).toBeLessThanOrEqual(0.5 + 1e-9);
          if (wanted === SIDE) expect([...made.subarray(0, area)]).toEqual(grey);
          if (wanted === 8) expect(made[0]).toBe(grey[0]);
        },
      ),
    );
  });

  test("grey is made of the colours, and labels follow the classes", () => {
    const red = Uint8ClampedArray.from({ length: 64 }, (_, at) => (at % 4 === 0 ? 200 : 0));
    const { pixels, labels, classes } = picturesOf(withPicture(filled([6, 6]), 2, red), [1, 2, 2]);
    expect(Array.from(pixels.subarray(-4))).toEqual([60, 60, 60, 60]);
    expect([...labels]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(classes).toEqual(["Class 1", "Class 2"]);
  });

  test("the network that is ready for them fits any number of classes", () => {
    for (const count of [2, 3, MOST_CLASSES]) {
      const set = ownSet(
        picturesOf(filled(Array.from({ length: count }, () => 6)), READY_SHAPE),
        "camera",
      );
      const { network } = examined(readyNetwork(count));
      expect(network && misfit(network, set.shape, set.classes.length)).toBeNull();
    }
  });
});
