/**
 * Checkpoints of PyTorch: read as they were saved; never run; whatever the bytes, read or refused.
 */
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { LabError } from "../../../core/errors";
import { type Random, random } from "../../../core/random";
import { readCheckpoint } from "./checkpoint";
import {
  checkpointOf,
  floats,
  globalOp,
  type Ops,
  pickleOf,
  savedStateDict,
  type SavedTensor,
  stateDictOps,
  unicode,
  whole,
} from "./files.testing";

const WEIGHT: SavedTensor = { type: "Float", shape: [2, 3], bytes: floats(1, 2, 3, 4, 5, 6) };
const SAVED: Readonly<Record<string, SavedTensor>> = {
  "fc.weight": WEIGHT,
  "fc.bias": { type: "Half", shape: [2], bytes: Uint8Array.of(0, 0x3c, 0, 0xc0) },
  "bn.num_batches_tracked": {
    type: "Long",
    shape: [],
    bytes: Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0),
  },
};

const plain = (bytes: Uint8Array) =>
  Object.fromEntries(
    [...readCheckpoint(bytes)].map(([name, { shape, data }]) => [name, [shape, [...data]]]),
  );
const holding = (ops: Ops) =>
  checkpointOf(
    pickleOf(ops),
    Object.values(SAVED).map(({ bytes }) => bytes),
  );

describe("a state dict", () => {
  test("is read with its names, shapes and numbers", () => {
    expect(plain(savedStateDict(SAVED))).toEqual({
      "fc.weight": [
        [2, 3],
        [1, 2, 3, 4, 5, 6],
      ],
      "fc.bias": [[2], [1, -2]],
      "bn.num_batches_tracked": [[], [7]],
    });
  });

  test.each([
    ["Float", floats(-1.5)],
    ["Double", new Uint8Array(Float64Array.of(-1.5).buffer)],
    ["Half", Uint8Array.of(0, 0xbe)],
    ["BFloat16", Uint8Array.of(0xc0, 0xbf)],
  ])("of %s numbers is read", (type, bytes) => {
    expect(plain(savedStateDict({ a: { type, shape: [1], bytes } }))).toEqual({ a: [[1], [-1.5]] });
  });

  test.each([
    ["Long", [0xfe, 255, 255, 255, 255, 255, 255, 255], -2],
    ["Int", [0xfe, 255, 255, 255], -2],
    ["Short", [0xfe, 255], -2],
    ["Char", [0xfe], -2],
    ["Byte", [0xfe], 254],
    ["Bool", [1], 1],
  ])("of %s numbers is read", (type, bytes, value) => {
    const saved = savedStateDict({ a: { type, shape: [1], bytes: Uint8Array.from(bytes) } });
    expect(plain(saved)).toEqual({ a: [[1], [value]] });
  });

  test("may have tensors that share a storage, lie across it, or repeat a number", () => {
    const shared = { storage: "0", type: "Float", bytes: WEIGHT.bytes };
    const read = plain(
      savedStateDict({
        whole: WEIGHT,
        turned: { ...shared, shape: [3, 2], strides: [1, 3] },
        part: { ...shared, shape: [2], offset: 4 },
        column: { ...shared, shape: [2], strides: [3], offset: 1 },
        same: { ...shared, shape: [2, 2], strides: [0, 1] },
        none: { ...shared, shape: [0, 4] },
        cube: { ...shared, shape: [1, 3, 1, 2], strides: [9, 1, 9, 3] },
      }),
    );
    expect(read).toMatchObject({
      turned: [
        [3, 2],
        [1, 4, 2, 5, 3, 6],
      ],
      part: [[2], [5, 6]],
      column: [[2], [2, 5]],
      same: [
        [2, 2],
        [1, 2, 1, 2],
      ],
      none: [[0, 4], []],
      cube: [
        [1, 3, 1, 2],
        [1, 4, 2, 5, 3, 6],
      ],
    });
  });

  test("is found beside the epoch and the optimiser", () => {
    const dict = stateDictOps(SAVED);
    const open: Ops = [[0x7d], [0x28]];
    const rate = [0x47, 63, 185, 153, 153, 153, 153, 153, 154];
    const groups: Ops = [[0x5d], [0x28], whole(0), whole(70_000), [0x65]];
    const optimiser: Ops = [...open, unicode("lr"), rate, unicode("params"), ...groups, [0x75]];
    const ops: Ops = [
      ...open,
      unicode("epoch"),
      whole(300),
      unicode("best"),
      [0x4e],
      unicode("model_state_dict"),
      ...dict,
      unicode("optimizer"),
      ...optimiser,
      [0x75],
    ];
    expect(Object.keys(plain(holding(ops)))).toEqual(Object.keys(SAVED));
  });

  test("may be compressed", () => {
    const pickle = pickleOf(stateDictOps({ a: WEIGHT }));
    const zip = zipSync(
      { "archive/data.pkl": pickle, "archive/data/0": WEIGHT.bytes },
      { level: 9 },
    );
    expect(plain(zip)["a"]).toEqual([
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ]);
  });
});

describe("a checkpoint is refused", () => {
  const reading = (ops: Ops) => () => readCheckpoint(holding(ops));

  test.each([
    ["os", "system"],
    ["builtins", "eval"],
    ["__main__", "Net"],
    ["torch.nn.modules.conv", "Conv2d"],
    ["constructor", "prototype"],
  ])("where it names %s.%s", (module, name) => {
    const call: Ops = [globalOp(module, name), unicode("echo"), [0x85], [0x52]];
    expect(reading(call)).toThrow(
      `holds ${module}.${name}, not only weights; nothing of it was run`,
    );
  });

  test.each([
    [0x81, "the opcode NEWOBJ (0x81)"],
    [0x69, "the opcode INST (0x69)"],
    [0x82, "the opcode EXT1 (0x82)"],
    [0x32, "the opcode DUP (0x32)"],
    [0xff, "the byte 0xff as an opcode"],
  ])("where it uses the opcode %i", (code, name) => {
    expect(reading([[0x7d], [code]])).toThrow(`uses ${name}`);
  });

  test.each<[string, Readonly<Record<string, SavedTensor>>, string]>([
    ["beyond its storage", { a: { ...WEIGHT, offset: 1 } }, "a: the checkpoint does not hold all"],
    [
      "of a storage that is not there",
      { a: { ...WEIGHT, storage: "9" } },
      "a: the checkpoint does",
    ],
    ["with strides beyond it", { a: { ...WEIGHT, strides: [3, 2] } }, "a: the checkpoint does not"],
    ["without end", { a: { ...WEIGHT, shape: [2 ** 24, 2 ** 24], strides: [0, 0] } }, "too large"],
    ["with a shape of another length", { a: { ...WEIGHT, strides: [1] } }, "a tensor is wrong"],
    ["of unknown numbers", { a: { ...WEIGHT, type: "QInt8" } }, "torch.QInt8Storage"],
  ])("for a tensor %s", (_, tensors, message) => {
    expect(() => readCheckpoint(savedStateDict(tensors))).toThrow(message);
  });

  test("where it is no checkpoint, big endian, or without weights", () => {
    expect(() => readCheckpoint(zipSync({ "a.txt": Uint8Array.of(1) }))).toThrow("no data.pkl");
    expect(() => readCheckpoint(Uint8Array.of(1, 2, 3))).toThrow(
      "this zip is damaged: it could not be unpacked",
    );
    const big = { "net/byteorder": new TextEncoder().encode("big") };
    const pickle = pickleOf(stateDictOps(SAVED));
    expect(() => readCheckpoint(checkpointOf(pickle, [], big))).toThrow("big endian");
    expect(reading([[0x7d]])).toThrow("no named weights");
    expect(reading([whole(3)])).toThrow("no named weights");
  });

  test("before more is unpacked than the largest file has", () => {
    const zip = zipSync({ "n/data.pkl": new Uint8Array(1000) }, { level: 1 });
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    const entry = zip.findIndex((_, at) => view.getUint32(Math.min(at, zip.length - 4)) === ENTRY);
    view.setUint32(entry + 24, 65 * 2 ** 20, true);
    expect(() => readCheckpoint(zip)).toThrow("unpacks to more than 64.0 MB");
  });
});

/** How an entry of a zip's list of files begins. */
const ENTRY = 0x50_4b_01_02;

/** One opcode left out, said twice, moved, changed in a byte, or put in at random. */
function changed(ops: Ops, from: Random): Ops {
  const at = from.below(ops.length);
  const op = ops[at] ?? [];
  switch (from.below(6)) {
    case 0:
      return ops.toSpliced(at, 1);
    case 1:
      return ops.toSpliced(at, 0, op);
    case 2:
      return ops.toSpliced(at, 1).toSpliced(from.below(ops.length), 0, op);
    case 3:
      return ops.with(at, op.with(from.below(op.length), from.below(256)));
    case 4:
      return ops.with(at, ops[from.below(ops.length)] ?? op);
    default:
      return ops.toSpliced(at, 0, [from.below(256)]);
  }
}

test("thousands of changed checkpoints are read or refused with a reason, and nothing else", () => {
  const from = random(7);
  const sound = stateDictOps(SAVED);
  let [read, refused] = [0, 0];
  for (let trial = 0; trial < 2000; trial++) {
    let ops = changed(sound, from);
    while (from.below(3) === 0) ops = changed(ops, from);
    let bytes = holding(ops);
    if (from.below(4) === 0) bytes = bytes.with(from.below(bytes.length), from.below(256));
    try {
      for (const { data } of readCheckpoint(bytes).values())
        expect(data.length).toBeLessThanOrEqual(2 ** 20);
      read += 1;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      expect(error.message).not.toBe("");
      refused += 1;
    }
  }
  expect(read).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});
