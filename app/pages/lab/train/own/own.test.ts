/** Pictures of one's own: read as they are, refused with the place, mixed and held out. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LabError } from "../../../../../engine/core/errors";
import { readDataset } from "../../../../../engine/data/dataset";
import { classesOfPaths } from "./classes-of";
import { readCsv } from "./csv";
import { readIdxPair } from "./idx";
import { checkRoom, type OwnPictures, ownSet } from "./pictures";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const names = `label,${Array.from({ length: 4 }, (_, at) => `pixel${at}`).join(",")}`;

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof LabError) return error.message;
    throw error;
  }
  return "accepted";
}

describe("a CSV file", () => {
  test("is read with and without a line of names, whatever ends its lines", () => {
    const rows = fc.array(fc.array(fc.nat(255), { minLength: 5, maxLength: 5 }), {
      minLength: 1,
      maxLength: 9,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom("\n", "\r\n"), fc.boolean(), (given, end, named) => {
        const text = [...(named ? [names] : []), ...given.map((row) => row.join(","))].join(end);
        const read = readCsv(bytes(text + end));
        expect(read.shape).toEqual([1, 2, 2]);
        expect([...read.labels]).toEqual(given.map(([label]) => label));
        expect([...read.pixels]).toEqual(given.flatMap((row) => row.slice(1)));
      }),
    );
  });

  test("is refused with the line", () => {
    expect(refusal(() => readCsv(bytes(`${names}\n1,2,3,4,5\n1,2,3,4\n`)))).toContain("line 3");
    expect(refusal(() => readCsv(bytes("1,2,3,4,5\n1,2,3,4,5,6\n")))).toContain("line 2 has more");
    expect(refusal(() => readCsv(bytes("1,2,3,4,256\n")))).toContain("from 0 to 255");
    expect(refusal(() => readCsv(bytes("1,2,3,4,\n")))).toContain("a pixel");
    expect(refusal(() => readCsv(bytes("1,2,3\n")))).toContain("no square picture");
  });
});

describe("two files of IDX", () => {
  const file = (type: number, shape: readonly number[], numbers: readonly number[]): Uint8Array => {
    const width = type === 0x0c ? 4 : 1;
    const view = new DataView(new ArrayBuffer(4 + 4 * shape.length + width * numbers.length));
    view.setUint16(2, type * 256 + shape.length);
    for (const [axis, extent] of shape.entries()) view.setUint32(4 + 4 * axis, extent);
    for (const [at, number] of numbers.entries()) {
      const place = 4 + 4 * shape.length + width * at;
      if (width === 4) view.setInt32(place, number);
      else view.setUint8(place, number);
    }
    return new Uint8Array(view.buffer);
  };
  const pictures = file(8, [2, 1, 2], [1, 2, 3, 255]);

  test("are read in either order", async () => {
    for (const files of [
      [pictures, file(8, [2], [7, 0])],
      [file(0x0c, [2], [7, 0]), pictures],
    ]) {
      const read = await readIdxPair(files);
      expect([read.shape, [...read.pixels], [...read.labels]]).toEqual([
        [1, 1, 2],
        [1, 2, 3, 255],
        [7, 0],
      ]);
    }
  });

  test.each([
    [[pictures], "not one file of pictures"],
    [[pictures, pictures], "not one file of pictures"],
    [[pictures, file(8, [3], [1, 2, 3])], "2 pictures and 3 labels"],
    [[pictures, file(0x0c, [2], [300, 1])], "a label is 300; it must be"],
    [[file(0x0c, [2, 1, 1], [-1, 256]), file(8, [2], [0, 1])], "a pixel is -1; it must be"],
    [[file(8, [2, 1, 1, 3], [1, 2, 3, 4, 5, 6]), file(8, [2], [0, 1])], "not one file of pictures"],
  ])("that are no such pair are refused (%#)", async (files, message) => {
    await expect(readIdxPair(files)).rejects.toThrow(message);
  });
});

describe("a folder", () => {
  test("names the classes; what a system adds and what is no picture is left out", () => {
    const { classes, files } = classesOfPaths([
      "pets/dog/1.jpg",
      "pets/cat/2.PNG",
      "pets/cat/.DS_Store",
      "__MACOSX/pets/cat/2.png",
      "pets/notes.txt",
    ]);
    expect(classes).toEqual(["cat", "dog"]);
    expect(files).toEqual([
      { at: 0, label: 1 },
      { at: 1, label: 0 },
    ]);
  });

  test("without classes is refused with what to do", () => {
    expect(refusal(() => classesOfPaths(["a/1.txt"]))).toContain("no pictures");
    expect(refusal(() => classesOfPaths(["a/1.png", "a/2.png"]))).toContain("one folder, “a”");
  });
});

describe("the data set", () => {
  const made = (count: number, classes = 3): OwnPictures => ({
    shape: [1, 1, 2],
    pixels: Uint8Array.from({ length: 2 * count }, (_, at) => at >> 1),
    labels: Uint8Array.from({ length: count }, (_, at) => at % classes),
    classes: [],
  });

  test("holds every picture once, with its label, a sixth of them held out", () => {
    const { provided, training, heldOut } = ownSet(made(60), "mine");
    const set = readDataset("own", new Uint8Array(provided.file));
    expect([training, heldOut, set.training, set.count]).toEqual([50, 10, 50, 60]);
    const seen = [...set.labels].map((label, at) => [set.pixels[2 * at], label] as const);
    expect(seen.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, at) => [at, at % 3]),
    );
    expect(ownSet(made(60), "mine").provided.file).toEqual(provided.file);
  });

  test("says how many held-out pictures are among those to learn from as well", () => {
    expect(ownSet(made(60), "mine").remarks).toEqual([]);
    const twice = {
      ...made(60),
      pixels: Uint8Array.from({ length: 120 }, (_, at) => (at >> 1) % 30),
    };
    const { provided, remarks } = ownSet(twice, "mine");
    const { pixels, training, count } = readDataset("own", new Uint8Array(provided.file));
    const learned = new Set(pixels.filter((_, at) => at % 2 === 0).subarray(0, training));
    const known = Array.from({ length: count - training }, (_, at) =>
      learned.has(pixels[2 * (training + at)] ?? 0),
    ).filter(Boolean).length;
    expect(known).toBeGreaterThan(0);
    expect(remarks[0]).toContain(`${known} of the 10 held-out pictures`);
  });

  test("is refused before the memory is taken, where it is too large", () => {
    expect(refusal(() => checkRoom([3, 1024, 1024], 100))).toContain(
      "take 300.0 MB; at most 256.0",
    );
    expect(refusal(() => checkRoom([1, 1, 1025], 1))).toContain("at most 1024×1024");
    expect(refusal(() => checkRoom([3, 224, 224], 1500))).toBe("accepted");
  });

  test("says when classes are uneven, and refuses too little", () => {
    const uneven = { ...made(30), labels: Uint8Array.from({ length: 30 }, (_, at) => +(at > 27)) };
    expect(ownSet(uneven, "mine").remarks[0]).toContain("28 pictures of 0 and only 2 of 1");
    expect(refusal(() => ownSet(made(0), "mine"))).toContain("no pictures");
    expect(refusal(() => ownSet(made(9, 1), "mine"))).toContain("one class");
  });
});
