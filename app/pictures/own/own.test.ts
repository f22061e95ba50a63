/** Pictures of one's own: read as they are, refused with the place, mixed and held out. */
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { LabError } from "../../../engine/core/errors";
import { readDataset } from "../../../engine/data/dataset";
import { classesOfPaths } from "./classes-of";
import { readCsv } from "./csv";
import { readIdxPair } from "./idx";
import { readNpyPair, readNpz } from "./npy";
import { ownSetOf } from "../../pages/lab/train/own/own-set";
import {
  checkRoom,
  type OwnPictures,
  type OwnSet,
  ownSet,
  partedAgain,
  splitOf,
  STANDARD_SPLIT,
} from "./pictures";

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
    [
      [file(8, [2, 2, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]), file(8, [2], [0, 1])],
      "one or three channels",
    ],
  ])("that are no such pair are refused (%#)", async (files, message) => {
    await expect(readIdxPair(files)).rejects.toThrow(message);
  });
});

describe("files of NumPy", () => {
  const npy = (descr: string, shape: readonly number[], numbers: ArrayLike<number>): Uint8Array => {
    const list = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
    const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${list}, }`;
    const padded = header.padEnd(64 * Math.ceil((11 + header.length) / 64) - 11) + "\n";
    const width = descr === "<f4" ? 4 : 1;
    const view = new DataView(new ArrayBuffer(10 + padded.length + width * numbers.length));
    for (const [at, code] of [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0].entries())
      view.setUint8(at, code);
    view.setUint16(8, padded.length, true);
    for (let at = 0; at < padded.length; at++) view.setUint8(10 + at, padded.charCodeAt(at));
    for (let at = 0; at < numbers.length; at++) {
      const place = 10 + padded.length + width * at;
      if (width === 4) view.setFloat32(place, numbers[at] ?? 0, true);
      else view.setUint8(place, numbers[at] ?? 0);
    }
    return new Uint8Array(view.buffer);
  };
  const labels = npy("|u1", [2], [4, 1]);

  test("are read with the channels first, last or left out, in either order", () => {
    const of = (at: readonly number[]): number =>
      at.reduce((all, one, axis) => all + one * 10 ** axis, 0) % 251;
    const [first, last]: [number[], number[]] = [[], []];
    for (const picture of [0, 1])
      for (const one of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
        const [a, b, c] = [Math.floor(one / 4), Math.floor(one / 2) % 2, one % 2];
        first.push(of([picture, a, b, c]));
        const [row, column, channel] = [Math.floor(one / 6), Math.floor(one / 3) % 2, one % 3];
        last.push(of([picture, channel, row, column]));
      }
    const read = readNpyPair([npy("|u1", [2, 3, 2, 2], first), labels]);
    expect(readNpyPair([labels, npy("|u1", [2, 2, 2, 3], last)])).toEqual(read);
    expect(read.shape).toEqual([3, 2, 2]);
    expect([...read.pixels]).toEqual(first);
    const grey = readNpyPair([npy("|u1", [2, 1, 2], [1, 2, 3, 255]), npy("|u1", [2, 1], [4, 1])]);
    expect([grey.shape, [...grey.pixels], [...grey.labels]]).toEqual([
      [1, 1, 2],
      [1, 2, 3, 255],
      [4, 1],
    ]);
  });

  test("with pixels from 0 to 1 become bytes, and that is said", () => {
    const read = readNpyPair([npy("<f4", [2, 1, 2], [0, 1, 0.5, 0.25]), labels]);
    expect([...read.pixels]).toEqual([0, 255, 128, 64]);
    expect(read.remarks?.join(" ")).toContain("from 0 to 1");
  });

  test("in one npz are the two there are, or x_train and y_train", () => {
    const x = npy("|u1", [2, 1, 2], [1, 2, 3, 4]);
    expect(readNpz(zipSync({ "a.npy": x, "b.npy": labels })).labels).toEqual(Uint8Array.of(4, 1));
    const keras = { "x_train.npy": x, "y_train.npy": labels, "x_test.npy": x, "y_test.npy": x };
    expect([...readNpz(zipSync(keras)).pixels]).toEqual([1, 2, 3, 4]);
    expect(refusal(() => readNpz(zipSync({ "a.npy": x, "b.npy": x, "c.npy": labels })))).toContain(
      "3 arrays",
    );
  });

  test("that are no such pair are refused", () => {
    const x = npy("|u1", [2, 1, 2], [1, 2, 3, 4]);
    expect(refusal(() => readNpyPair([x]))).toContain("not one file of pictures");
    expect(refusal(() => readNpyPair([x, npy("|u1", [3], [1, 2, 3])]))).toContain(
      "2 pictures and 3",
    );
    expect(
      refusal(() => readNpyPair([npy("|u1", [2, 2, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]), labels])),
    ).toContain("one or three channels");
    expect(refusal(() => readNpyPair([npy("<f4", [2, 1, 2], [0, -1, 0.5, 2]), labels]))).toContain(
      "a pixel is -1",
    );
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

  test("is refused before the memory is taken, where it is too large", () => {
    expect(refusal(() => checkRoom([3, 1024, 1024], 100))).toContain(
      "take 300.0 MB; at most 256.0",
    );
    expect(refusal(() => checkRoom([1, 1, 1025], 1))).toContain("at most 1024×1024");
    expect(refusal(() => checkRoom([3, 224, 224], 1500))).toBe("accepted");
  });

  test("is refused where there is too little to learn from", () => {
    expect(refusal(() => ownSet(made(0), "mine"))).toContain("no pictures");
    expect(refusal(() => ownSet(made(9, 1), "mine"))).toContain("one class");
    expect(refusal(() => ownSet(made(1, 2), "mine"))).toContain("one class");
  });

  test("is parted anew by share and seed without a loss, also from what the device kept", () => {
    const set = ownSet(made(60), "mine");
    const other = partedAgain(set, { held: 0.5, seed: 2, balanced: false });
    expect([other.training, other.heldOut]).toEqual([30, 30]);
    expect(splitOf(other)).toEqual({ held: 0.5, seed: 2, balanced: false });
    expect(partedAgain(other, splitOf(set)).provided.file).toEqual(set.provided.file);
    const kept = ownSetOf({
      title: "mine",
      classes: [...set.classes],
      remarks: [],
      file: set.provided.file.slice(0),
    });
    expect(kept === null ? null : splitOf(kept).held).toBe(1 / 6);
    const pixels = (file: ArrayBuffer) => [...readDataset("own", new Uint8Array(file)).pixels];
    const again = kept === null ? null : partedAgain(kept, splitOf(other));
    expect(pixels(again?.provided.file ?? new ArrayBuffer()).toSorted()).toEqual(
      pixels(set.provided.file).toSorted(),
    );
  });

  test("balanced it learns as many of each class, and holds out the same pictures", () => {
    const uneven = { ...made(60), labels: Uint8Array.from({ length: 60 }, (_, at) => +(at > 49)) };
    const read = (set: OwnSet) => readDataset("own", new Uint8Array(set.provided.file));
    const plain = read(ownSet(uneven, "mine"));
    const set = ownSet(uneven, "mine", { ...STANDARD_SPLIT, balanced: true });
    const { labels, pixels, training } = read(set);
    const counts = [0, 1].map(
      (label) => labels.subarray(0, training).filter((one) => one === label).length,
    );
    const least = plain.labels.subarray(0, 50).filter((one) => one === 1).length;
    expect(counts).toEqual([least, least]);
    expect(pixels.subarray(2 * training)).toEqual(plain.pixels.subarray(100));
    expect(partedAgain(set, STANDARD_SPLIT).training).toBe(50);
  });
});

describe("a set that the device kept", () => {
  const pictures: OwnPictures = {
    shape: [1, 2, 2],
    pixels: Uint8Array.from({ length: 4 * 9 }, (_, at) => at),
    labels: Uint8Array.from([0, 1, 2, 0, 1, 2, 0, 1, 2]),
    classes: ["cat", "dog", "cow"],
    remarks: ["One picture could not be opened."],
  };
  const set = ownSet(pictures, "animals");
  const stored = {
    title: set.provided.title,
    classes: [...set.classes],
    remarks: [...set.remarks],
    file: set.provided.file,
  };

  test("is the set that was opened", () => {
    expect(ownSetOf(structuredClone(stored))).toEqual(set);
  });

  test("is left alone when it is damaged, cut off, or has a label without a class", () => {
    const damaged = new Uint8Array(set.provided.file.slice(0));
    damaged[40] = (damaged[40] ?? 0) ^ 1;
    expect(ownSetOf({ ...stored, file: damaged.buffer })).toBeNull();
    expect(ownSetOf({ ...stored, file: set.provided.file.slice(0, 60) })).toBeNull();
    expect(ownSetOf({ ...stored, classes: ["cat", "dog"] })).toBeNull();
  });
});
