import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../../core/errors";
import { readSafetensors, writeSafetensors, type StoredTensor } from "./safetensors";

const floats = (...values: number[]): Float32Array => Float32Array.from(values);

/** A file with this header text and these numbers. */
function file(header: string, payload = new Uint8Array(0), announced?: bigint): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + payload.length);
  new DataView(bytes.buffer).setBigUint64(0, announced ?? BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(payload, 8 + text.length);
  return bytes;
}

function refusal(bytes: Uint8Array): string {
  try {
    readSafetensors(bytes);
  } catch (error) {
    if (error instanceof LabError) return error.code;
    throw error;
  }
  return "accepted";
}

const entry = (shape: unknown, begin: number, end: number, dtype = "F32"): string =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });

const tensorOf = (data: Float32Array): StoredTensor => ({ shape: [data.length], data });

describe("safetensors", () => {
  it("reads back exactly what it wrote, names, shapes, order and bits", () => {
    const name = fc.stringMatching(/^[a-z][\w.\-/:]{0,20}$/);
    const data = fc
      .array(fc.float(), { maxLength: 12 })
      .map((list) => ({ shape: [list.length], data: Float32Array.from(list) }));
    const whole = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 5 });
    const ints = whole.map((list) => ({ shape: [1, list.length], data: Int32Array.from(list) }));
    const stored: fc.Arbitrary<StoredTensor> = fc.oneof(data, ints);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, stored), { maxLength: 6 }), (pairs) => {
        const given = new Map(pairs);
        const back = readSafetensors(writeSafetensors(given));
        expect([...back.keys()]).toEqual([...given.keys()]);
        for (const [key, { shape, data: numbers }] of given) {
          expect(back.get(key)?.shape).toEqual(shape);
          expect(new Uint8Array(back.get(key)?.data.buffer ?? new ArrayBuffer(0))).toEqual(
            new Uint8Array(numbers.buffer),
          );
        }
      }),
    );
  });

  it("writes floats in 16 bits: what fits comes back, all else is the nearest, and what has no room stays", () => {
    const bits = Uint16Array.from({ length: 2 ** 16 }, (_, at) => at);
    const header = `{"all":${entry([2 ** 16], 0, 2 ** 17, "F16")}}`;
    const all = readSafetensors(file(header, new Uint8Array(bits.buffer))).get("all");
    const halves = Float32Array.from(all?.data ?? []);
    const back = readSafetensors(writeSafetensors(new Map([["all", tensorOf(halves)]]), {}, true));
    expect(back.get("all")?.data).toEqual(halves);
    fc.assert(
      fc.property(fc.double({ min: -70_000, max: 70_000, noNaN: true }), (double) => {
        const value = Math.fround(double);
        const one = new Map([["x", tensorOf(Float32Array.of(value))]]);
        const [written = Number.NaN] =
          readSafetensors(writeSafetensors(one, {}, true)).get("x")?.data ?? [];
        const off = Math.abs(written - value);
        if (Math.abs(value) >= 65_520) expect(written).toBe(value);
        else expect(off).toBeLessThanOrEqual(Math.max(2 ** -25, Math.abs(value) * 2 ** -11));
      }),
    );
  });

  it("takes names with spaces and letters of any script, and spaces behind the header", () => {
    const header = `{"my layer.größe 1":${entry([1], 0, 4)}}   `;
    const [[name, value] = []] = readSafetensors(file(header, new Uint8Array(4)));
    expect([name, value?.shape]).toEqual(["my layer.größe 1", [1]]);
    const back = new Map([["größe", { shape: [1], data: floats(2) }]]);
    expect(readSafetensors(writeSafetensors(back))).toEqual(back);
  });

  it.each([
    ["torch.save", [0x50, 0x4b, 3, 4], "PyTorch"],
    ["an old torch.save", [0x80, 2, 0x8a, 0x0a], "pickle"],
    ["Keras", [0x89, 0x48, 0x44, 0x46], "HDF5"],
    ["numpy.save", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "NumPy"],
  ])("names what %s wrote", (_, beginning, word) => {
    const bytes = new Uint8Array(64);
    bytes.set(beginning);
    expect(() => readSafetensors(bytes)).toThrow(word);
  });

  it("reads half, brain-float, double and byte numbers at any position", () => {
    const payload = new Uint8Array([1, 0x00, 0x3c, 0x80, 0x3f, 0, 0, 0, 0, 0, 0, 0x04, 0x40]);
    const header = `{"u":${entry([1], 0, 1, "U8")},"h":${entry([1], 1, 3, "F16")},"b":${entry([1], 3, 5, "BF16")},"d":${entry([], 5, 13, "F64")}}`;
    const read = readSafetensors(file(header, payload));
    expect(Object.fromEntries([...read].map(([key, value]) => [key, value.data[0]]))).toEqual({
      u: 1,
      h: 1,
      b: 1,
      d: 2.5,
    });
  });

  const four = new Uint8Array(4);
  const hostile: readonly (readonly [string, Uint8Array, string])[] = [
    ["an empty file", new Uint8Array(0), "format"],
    ["seven bytes", new Uint8Array(7), "format"],
    ["a header length of 2^63", file("{}", four, 2n ** 63n), "format"],
    ["a header length whose low half reads 0", file("{}", four, 2n ** 32n), "format"],
    ["a header length of 0", file("{}", four, 0n), "format"],
    ["a header that ends past the file", file("{}", four, 7n), "format"],
    ["a header over 1 MB", file(`{"__metadata__":{"a":"${"x".repeat(2 ** 20)}"}}`), "limit"],
    ["a million opening brackets", file(`{"a":${"[".repeat(1e6)}`), "limit"],
    ["a key twice", file(`{"a":${entry([1], 0, 4)},"a":${entry([1], 0, 4)}}`, four), "format"],
    [
      "a stray UTF-8 byte",
      file('{"a\u00ff":0}').map((value) => (value === 0xc3 ? 0xff : value)),
      "format",
    ],
    [
      "an overlong UTF-8 sequence",
      file(`{"a\u00ff":0}`).map((value) => (value === 0xc3 ? 0xc0 : value === 0xbf ? 0x80 : value)),
      "format",
    ],
    ["half a surrogate pair", file('{"\\ud800":{}}'), "format"],
    ["lines that end in CR LF, and then nothing", file("{\r\n"), "format"],
    ["a byte-order mark", file("\ufeff{}"), "format"],
    ["spaces before the header", file(`  {"a":${entry([1], 0, 4)}}`, four), "format"],
    ["a list for a header", file("[]"), "format"],
    ["a name with a line break", file(`{"a\\nb":${entry([1], 0, 4)}}`, four), "format"],
    ["a name that turns the writing", file(`{"a\u202eb":${entry([1], 0, 4)}}`, four), "format"],
    ["a name of 300 characters", file(`{"${"a".repeat(300)}":${entry([1], 0, 4)}}`, four), "limit"],
    ["an unknown type", file(`{"a":${entry([1], 0, 4, "F4")}}`, four), "format"],
    ["a type from the prototype", file(`{"a":${entry([1], 0, 4, "toString")}}`, four), "format"],
    [
      "an endless extent",
      file('{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,4]}}', four),
      "format",
    ],
    ["a negative extent", file(`{"a":${entry([-1, -1], 0, 4)}}`, four), "format"],
    ["half an extent", file(`{"a":${entry([0.5], 0, 4)}}`, four), "format"],
    ["an extent in quotes", file(`{"a":${entry(["1"], 0, 4)}}`, four), "format"],
    ["an extent over 2^24", file(`{"a":${entry([2 ** 24 + 1, 0], 0, 0)}}`), "limit"],
    [
      "a product that wraps to 4 in 32 bits",
      file(`{"a":${entry([4194305, 4194305, 16777216], 0, 4)}}`, four),
      "limit",
    ],
    ["nine axes", file(`{"a":${entry([1, 1, 1, 1, 1, 1, 1, 1, 1], 0, 4)}}`, four), "limit"],
    [
      "overlapping tensors",
      file(`{"a":${entry([1], 0, 4)},"b":${entry([1], 0, 4)}}`, four),
      "format",
    ],
    ["a gap", file(`{"a":${entry([1], 4, 8)}}`, new Uint8Array(8)), "format"],
    ["numbers past the end", file(`{"a":${entry([2], 0, 8)}}`, four), "format"],
    ["reversed offsets", file(`{"a":${entry([1], 4, 0)}}`, four), "format"],
    ["bytes left over", file(`{"a":${entry([1], 0, 4)}}`, new Uint8Array(5)), "format"],
    [
      "F16 with an odd number of bytes",
      file(`{"a":${entry([1], 0, 3, "F16")}}`, new Uint8Array(3)),
      "format",
    ],
    [
      "1,025 tensors",
      file(
        `{${Array.from({ length: 1025 }, (_, at) => `"t${at}":${entry([0], 0, 0)}`).join(",")}}`,
      ),
      "limit",
    ],
    [
      "an I64 that does not fit",
      file(`{"a":${entry([1], 0, 8, "I64")}}`, new Uint8Array(8).fill(0x7f)),
      "limit",
    ],
  ];
  it.each(hostile)("refuses %s", (_, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });

  it("takes __proto__ and constructor as names and touches no prototype", () => {
    const read = readSafetensors(
      file(`{"__proto__":${entry([1], 0, 4)},"constructor":${entry([0], 4, 4)}}`, four),
    );
    expect([...read.keys()]).toEqual(["__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "dtype")).toBe(false);
  });

  it("meets 2,000 damaged files with a LabError or a tensor list, never with anything else", () => {
    const sound = writeSafetensors(
      new Map([
        ["a.w", { shape: [2, 2], data: floats(1, 2, 3, 4) }],
        ["b", { shape: [3], data: floats(5, 6, 7) }],
      ]),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(sound.length),
        (edits, cut) => {
          const damaged = Uint8Array.from(sound);
          for (const [at, value] of edits) damaged[at] = value;
          expect(["accepted", "format", "limit"]).toContain(refusal(damaged));
          expect(["accepted", "format", "limit"]).toContain(refusal(damaged.subarray(0, cut)));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
