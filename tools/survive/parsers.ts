/**
 * Every parser of foreign files with sound files of its kind. Half of what it is given is changed
 * in its structure, half in its bytes; it may read it or refuse it with a LabError, nothing else,
 * and a fifth of the former has to reach the next stage.
 */
import { getHeapStatistics } from "node:v8";
import { gzipSync } from "fflate";
import { readCode } from "../../engine/code/read/read";
import { LabError } from "../../engine/core/errors";
import type { Random } from "../../engine/core/random";
import { gunzip } from "../../engine/data/formats/gzip";
import { readIdx } from "../../engine/data/formats/idx";
import { pictureSize } from "../../engine/data/formats/image";
import { readNpy } from "../../engine/data/formats/npy";
import { readSafetensors } from "../../engine/data/formats/safetensors";
import { lenet5 } from "../../engine/graph/networks/lenet";
import { parseSpec } from "../../engine/graph/parse-spec";
import { importOnnx } from "../../engine/onnx/import";
import { networkShapes } from "../../engine/graph/shapes";
import { node, onnxFile, tensor, type TestModel } from "../../engine/onnx/files.testing";
import { readHeader } from "../../app/pictures/header";
import { changedBytes, changedText, changedValue } from "./mutate";
import { type Outcome, together, trials } from "./promise";

interface Parser {
  readonly name: string;
  /** A file whose structure was changed. */
  readonly sound: (from: Random) => Uint8Array;
  readonly read: (bytes: Uint8Array) => unknown;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const words = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function npy(from: Random): Uint8Array {
  const [rows, columns] = [1 + from.below(4), 1 + from.below(4)];
  const type = ["<f4", "<f2", "<i4", "|u1", "<f8", ">f4", "|O"][from.below(7)] ?? "<f4";
  const width = Number(/\d/.exec(type)?.[0] ?? 8);
  const head = changedText(
    `{'descr': '${type}', 'fortran_order': ${from.below(4) === 0 ? "True" : "False"}, 'shape': (${rows}, ${columns}), }`,
    from.below(2) === 0 ? from : { ...from, below: () => 0 },
  );
  const sound =
    from.below(2) === 0
      ? head
      : `{'descr': '${type}', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  return Uint8Array.from([
    0x93,
    0x4e,
    0x55,
    0x4d,
    0x50,
    0x59,
    1,
    0,
    sound.length & 255,
    sound.length >> 8,
    ...utf8(sound),
    ...new Uint8Array(rows * columns * width),
  ]);
}

function idx(from: Random): Uint8Array {
  const sides = Array.from({ length: 1 + from.below(3) }, () => 1 + from.below(4));
  const count = sides.reduce((product, side) => product * side, 1);
  const kind = [8, 8, 8, 9, 13, 0][from.below(6)] ?? 8;
  const width = kind === 13 ? 4 : 1;
  const more = from.below(4) === 0 ? 1 : 0;
  return Uint8Array.from([
    0,
    0,
    kind,
    sides.length,
    ...sides.flatMap((side) => [0, 0, 0, side]),
    ...new Uint8Array(count * width + more),
  ]);
}

function safetensors(from: Random): Uint8Array {
  const header = {
    "a.w": { dtype: "F32", shape: [2, 2], data_offsets: [0, 16] },
    b: { dtype: "F32", shape: [3], data_offsets: [16, 28] },
    __metadata__: { made: "here" },
  };
  const text = JSON.stringify(from.below(3) === 0 ? header : changedValue(header, from));
  const head = utf8(text.replaceAll("\\ud800", "x"));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, head.length, true);
  return Uint8Array.from([...length, ...head, ...new Uint8Array(28)]);
}

function picture(from: Random): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, from.below(5000));
  view.setUint32(20, from.below(5000));
  bytes.set([[8, 16][from.below(2)] ?? 8, from.below(7)], 24);
  return bytes;
}

const ONNX: TestModel = {
  nodes: [
    node("Conv", ["x", "w", "b"], "c", { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
    node("Relu", ["c"], "r"),
    node("MaxPool", ["r"], "p", { kernel_shape: [2, 2], strides: [2, 2] }),
    node("Flatten", ["p"], "f"),
    node("Gemm", ["f", "v", "d"], "y", { transB: 1 }),
  ],
  tensors: { w: tensor(2, 1, 3, 3), b: tensor(2), v: tensor(3, 8), d: tensor(3) },
  inputs: { x: [1, 1, 4, 4] },
  outputs: ["y"],
};

function onnx(from: Random): Uint8Array {
  try {
    return onnxFile(changedValue(ONNX, from) as TestModel);
  } catch {
    return onnxFile(ONNX); // no file can say what was changed
  }
}

const TORCH = `nn.Sequential(
    nn.Conv2d(3, 8, 3, stride=1, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(2048, 10),
)`;
const KERAS = `keras.Sequential([
    keras.Input(shape=(32, 32, 3)),
    layers.Conv2D(8, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(2),
    layers.Flatten(),
    layers.Dense(10),
])`;

const code = (bytes: Uint8Array): unknown => networkShapes(readCode(words(bytes), [3, 32, 32]));

export const PARSERS: readonly Parser[] = [
  { name: "safetensors", sound: safetensors, read: readSafetensors },
  { name: "npy", sound: npy, read: readNpy },
  { name: "idx", sound: idx, read: (bytes) => readIdx(bytes) },
  { name: "gzip", sound: (from) => gzipSync(idx(from)), read: (bytes) => gunzip(bytes) },
  { name: "picture size", sound: picture, read: pictureSize },
  { name: "picture header", sound: picture, read: readHeader },
  {
    name: "network",
    sound: (from) => utf8(JSON.stringify(changedValue(lenet5(), from))),
    read: (bytes) => networkShapes(parseSpec(words(bytes))),
  },
  { name: "onnx", sound: onnx, read: importOnnx },
  { name: "pytorch", sound: (from) => utf8(changedText(TORCH, from)), read: code },
  { name: "keras", sound: (from) => utf8(changedText(KERAS, from)), read: code },
];

const FIFTH = 0.2;
/**
 * Milliseconds for 99 of 100 files; a sample runs beside other tests, and is neither timed nor
 * weighed.
 */
const WITHIN = 50;
const SAMPLE = 200;
/** Bytes that reading a file may take, garbage among them. */
const most = (file: Uint8Array): number => 2 * file.length + 2 ** 20;

/** `count` files for each parser. */
export async function mutatedFiles(count: number): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  const notes: string[] = [];
  for (const parser of PARSERS) {
    const { outcome, note } = await mutatedFilesOf(parser, count);
    outcomes.push(outcome);
    notes.push(note);
  }
  return together(outcomes, `valid to the next stage: ${notes.join(", ")}`);
}

async function mutatedFilesOf(parser: Parser, count: number) {
  let [structured, valid, largest] = [0, 0, 0];
  const times: number[] = [];
  const outcome = await trials(count, async (from, seed) => {
    const inStructure = seed % 2 === 0;
    const sound = parser.sound(from);
    const file = inStructure ? sound : changedBytes(sound, from);
    const { result, milliseconds, bytes } = await tried(parser, file);
    times.push(milliseconds);
    largest = Math.max(largest, bytes - most(file));
    if (inStructure) structured++;
    if (inStructure && result === "read") valid++;
    return result === "read" || result === "refused" ? null : `${parser.name}: ${result}`;
  });
  const share = valid / Math.max(1, structured);
  const slow = times.toSorted((a, b) => a - b)[Math.floor(0.99 * times.length)] ?? 0;
  const failure =
    share < FIFTH
      ? "too few files reach the next stage"
      : slow > WITHIN && count > SAMPLE
        ? `99 of 100 files take up to ${slow.toFixed(0)} ms`
        : largest > 0 && count > SAMPLE
          ? `a file takes ${largest} bytes more than twice itself and 1 MB`
          : null;
  return {
    outcome:
      failure === null ? outcome : { ...outcome, held: 0, failure: `${parser.name}: ${failure}` },
    note: `${parser.name} ${Math.round(100 * share)} % (${slow.toFixed(1)} ms)`,
  };
}

/** What came of it, in how long, and in how many bytes: 0 where a collection came in between. */
async function tried({ read }: Parser, bytes: Uint8Array) {
  const [began, before] = [performance.now(), usedBytes()];
  const result = await readOrNot(read, bytes);
  return { result, milliseconds: performance.now() - began, bytes: usedBytes() - before };
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  return heap + outside;
}

async function readOrNot(read: Parser["read"], bytes: Uint8Array): Promise<string> {
  try {
    await read(bytes);
    return "read";
  } catch (error) {
    if (error instanceof LabError) return "refused";
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
