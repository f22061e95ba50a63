/** Pictures and their labels as MNIST and its relatives have them: two files of IDX. Pure. */
import { check, LabError } from "../../../../../engine/core/errors";
import { readIdx } from "../../../../../engine/data/formats/idx";
import { MOST_CLASSES, MOST_PICTURES, type OwnPictures } from "./pictures";

/** The files may be in either order. Rejects with LabError "format" or "limit". */
export async function readIdxPair(files: readonly Uint8Array[]): Promise<OwnPictures> {
  const read = await Promise.all(files.map(readIdx));
  const one = read.find(({ shape }) => shape.length === 3);
  const named = read.find(({ shape }) => shape.length === 1);
  if (one === undefined || named === undefined || read.length !== 2)
    throw new LabError(
      "format",
      "these are not one file of pictures and one file of labels",
      "Choose both together: train-images-idx3-ubyte and train-labels-idx1-ubyte.",
    );
  const [count = 0, rows = 0, columns = 0] = one.shape;
  check(
    named.data.length === count,
    "format",
    `there are ${count} pictures and ${named.data.length} labels`,
  );
  const kept = Math.min(count, MOST_PICTURES);
  return {
    shape: [1, rows, columns],
    pixels: bytesOf(one.data.subarray(0, kept * rows * columns), 255, "a pixel"),
    labels: bytesOf(named.data.subarray(0, kept), MOST_CLASSES - 1, "a label"),
    classes: [],
    remarks: kept === count ? [] : [`Only the first ${kept} of ${count} pictures are taken.`],
  };
}

function bytesOf(numbers: Float32Array | Int32Array, most: number, what: string): Uint8Array {
  const wrong = numbers.findIndex((one) => !(Number.isInteger(one) && one >= 0 && one <= most));
  check(
    wrong < 0,
    "format",
    `${what} is ${numbers[wrong]}; it must be a whole number from 0 to ${most}`,
  );
  return Uint8Array.from(numbers);
}
