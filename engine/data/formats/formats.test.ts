/**
 * npy, IDX, gzip, pictures and JSON as hostile bytes: each limit, and thousands of damaged files.
 */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../../core/errors";
import { isObject, parseJson } from "../../core/json";
import { gunzip } from "./gzip";
import { readIdx } from "./idx";
import { pictureSize, planes, readImage } from "./image";
import { readNpy } from "./npy";
import { readSafetensors } from "./safetensors";

async function outcome(work: () => unknown): Promise<string> {
  try {
    await work();
    return "accepted";
  } catch (error) {
    if (error instanceof LabError) return error.code;
    throw error;
  }
}

function bytesOf(...parts: readonly (string | readonly number[] | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part],
    ),
  );
}

function npy(header: string, payload: Uint8Array, version = 1): Uint8Array {
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + "\n";
  const size =
    version === 1
      ? [padded.length & 255, padded.length >> 8]
      : [padded.length & 255, padded.length >> 8, 0, 0];
  return bytesOf([0x93], "NUMPY", [version, 0], size, padded, payload);
}

const head = (descr: string, shape: string, order = "False"): string =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
const eight = new Uint8Array(Float32Array.of(1.5, -2).buffer);

describe("npy", () => {
  it("reads what numpy.save writes", () => {
    expect(readNpy(npy(head("<f4", "(2,)"), eight))).toEqual({
      shape: [2],
      data: Float32Array.of(1.5, -2),
    });
    expect(readNpy(npy(head("<f4", "(1, 2)"), eight, 2)).shape).toEqual([1, 2]);
    expect(readNpy(npy(head("<f4", "()"), eight.subarray(0, 4))).shape).toEqual([]);
    expect(readNpy(npy(head("|u1", "(3,)"), Uint8Array.of(1, 2, 255))).data).toEqual(
      Int32Array.of(1, 2, 255),
    );
  });

  it.each([
    ["another order", "{'shape': (2,), 'fortran_order': False, 'descr': '<f4'}"],
    ["double quotes", `{"descr": "<f4", "fortran_order": False, "shape": (2,), }`],
    ["no spaces", "{'descr':'<f4','fortran_order':False,'shape':(2,)}"],
    ["more spaces", "{ 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 2 , ) , }"],
    ["the lengths of Python 2", "{'descr': '<f4', 'fortran_order': False, 'shape': (2L,), }"],
  ])("reads a header with %s", (_, header) => {
    expect(readNpy(npy(header, eight))).toEqual({ shape: [2], data: Float32Array.of(1.5, -2) });
  });

  it.each([
    ["a key twice", "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}"],
    ["a key missing", "{'descr': '<f4', 'shape': (2,)}"],
    ["a key too many", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 'f4'}"],
    ["a value of another kind", "{'descr': False, 'fortran_order': '<f4', 'shape': (2,)}"],
    ["quotes that differ", `{'descr': '<f4", 'fortran_order': False, 'shape': (2,)}`],
    ["several fields", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}"],
    ["an end too early", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)"],
    ["something behind it", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + {}"],
  ])("refuses a header with %s", (_, header) => {
    expect(() => readNpy(npy(header, eight))).toThrow("header of this npy file cannot be read");
  });

  it.each([
    [
      "Python code",
      npy(`{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,), }`, eight),
      "format",
    ],
    ["objects", npy(head("|O", "(2,)"), eight), "format"],
    ["columns first", npy(head("<f4", "(2,)", "True"), eight), "format"],
    ["big endian", npy(head(">f4", "(2,)"), eight), "format"],
    ["a negative extent", npy(head("<f4", "(-2,)"), eight), "format"],
    ["too many numbers", npy(head("<f4", "(3,)"), eight), "format"],
    ["an axis over 2^24", npy(head("<f4", "(16777217, 0)"), eight), "limit"],
    [
      "a product that overflows",
      npy(head("<f4", "(16777216, 16777216, 16777216)"), eight),
      "limit",
    ],
    ["nine axes", npy(head("<f4", "(1, 1, 1, 1, 1, 1, 1, 1, 2)"), eight), "limit"],
    ["a header past the end", bytesOf([0x93], "NUMPY", [1, 0, 255, 15]), "format"],
    ["a header of 2^32", bytesOf([0x93], "NUMPY", [2, 0, 255, 255, 255, 255]), "limit"],
    ["an empty file", new Uint8Array(0), "format"],
  ])("refuses %s", async (_, bytes, code) => {
    expect(await outcome(() => readNpy(bytes))).toBe(code);
  });
});

const idx = (type: number, shape: readonly number[], payload: readonly number[]): Uint8Array =>
  bytesOf(
    [0, 0, type, shape.length],
    ...shape.map((extent) => [
      extent >>> 24,
      (extent >> 16) & 255,
      (extent >> 8) & 255,
      extent & 255,
    ]),
    payload,
  );

describe("IDX", () => {
  it("reads bytes, plain and gzipped, and big-endian floats", async () => {
    const file = idx(8, [2, 2], [1, 2, 3, 255]);
    expect(await readIdx(file)).toEqual({ shape: [2, 2], data: Int32Array.of(1, 2, 3, 255) });
    expect(await readIdx(gzipSync(file))).toEqual({
      shape: [2, 2],
      data: Int32Array.of(1, 2, 3, 255),
    });
    expect((await readIdx(idx(0x0d, [1], [0x3f, 0xc0, 0, 0]))).data).toEqual(Float32Array.of(1.5));
  });

  it.each([
    ["a count of 2^32−1", idx(8, [4294967295], [1]), "limit"],
    ["too few numbers", idx(8, [2], [1]), "format"],
    ["too many numbers", idx(8, [2], [1, 2, 3]), "format"],
    ["an unknown type", idx(7, [1], [1]), "format"],
    ["200 axes", bytesOf([0, 0, 8, 200]), "format"],
    ["nine axes", idx(8, [1, 1, 1, 1, 1, 1, 1, 1, 1], [1]), "limit"],
    ["damaged gzip", gzipSync(idx(8, [1], [1])).subarray(0, 20), "format"],
    ["nothing", new Uint8Array(0), "format"],
  ])("refuses %s", async (_, bytes, code) => {
    expect(await outcome(() => readIdx(bytes))).toBe(code);
  });
});

describe("gzip", () => {
  it("stops a bomb at the cap and at a hundredfold", async () => {
    const bomb = gzipSync(new Uint8Array(80 * 2 ** 20), { level: 9 });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await outcome(() => gunzip(bomb))).toBe("limit");
    expect(await outcome(() => gunzip(gzipSync(new Uint8Array(2 ** 16))))).toBe("accepted");
    expect(await outcome(() => gunzip(gzipSync(new Uint8Array(2 ** 20))))).toBe("limit"); // a thousandfold, far below the cap
    expect(
      await outcome(() =>
        gunzip(gzipSync(Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) & 255)), 1000),
      ),
    ).toBe("limit");
  });
});

const png = (width: number, height: number): Uint8Array =>
  bytesOf(
    [0x89],
    "PNG\r\n",
    [0x1a],
    "\n",
    [0, 0, 0, 13],
    "IHDR",
    ...[width, height].map((side) => [
      side >>> 24,
      (side >> 16) & 255,
      (side >> 8) & 255,
      side & 255,
    ]),
    [8, 2, 0, 0, 0],
  );

describe("pictures", () => {
  it("tell their size in the first bytes", () => {
    expect(pictureSize(png(640, 480))).toEqual({ kind: "png", width: 640, height: 480 });
    expect(pictureSize(bytesOf("GIF89a", [16, 0, 9, 0]))).toEqual({
      kind: "gif",
      width: 16,
      height: 9,
    });
    const frame = [
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, 0x12, 0x34, 0x0a, 0xbc, 3,
    ];
    expect(pictureSize(bytesOf(frame))).toEqual({ kind: "jpeg", width: 0x0abc, height: 0x1234 });
  });

  it("with a side of 2^31 are known to be so before anything is decoded", () => {
    expect(pictureSize(png(1, 2 ** 31)).height).toBe(2 ** 31);
  });

  it.each([
    [4097, 1],
    [1, 4097],
    [1, 2 ** 31],
  ])("of %i × %i pixels are refused before anything is decoded", async (width, height) => {
    expect(await outcome(() => readImage(png(width, height), { channels: 3 }))).toBe("limit");
  });

  it.each([
    ["text named .png", bytesOf("hello, this is not a picture at all")],
    ["no pixels", png(0, 10)],
    ["a cut-off JPEG", bytesOf([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
    ["nothing", new Uint8Array(0)],
  ])("refuse %s", async (_, bytes) => {
    expect(await outcome(() => pictureSize(bytes))).toBe("format");
  });

  it("become planes of numbers between 0 and 1, grey by the eye's weights", () => {
    expect(planes([255, 0, 0, 255, 0, 0, 255, 255], 2, 1, 3)).toEqual({
      shape: [3, 1, 2],
      data: Float32Array.of(1, 0, 0, 0, 0, 1),
    });
    expect(planes([255, 255, 255, 255, 255, 0, 0, 9], 2, 1, 1).data[1]).toBeCloseTo(0.299, 6);
  });
});

describe("JSON from strangers", () => {
  it("reads what JSON.parse reads", () => {
    const plain = (value: unknown): unknown =>
      value instanceof Map
        ? Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]))
        : Array.isArray(value)
          ? value.map(plain)
          : value;
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (given) => {
        const unique = JSON.stringify(JSON.parse(given));
        expect(JSON.stringify(plain(parseJson(unique)))).toBe(unique);
      }),
    );
  });

  it.each([
    ["a key twice", '{"a":1,"a":2}', "format"],
    ["a key twice, once escaped", '{"a":1,"\\u0061":2}', "format"],
    ["too deep", "[".repeat(17) + "]".repeat(17), "limit"],
    ["too long", `"${"a".repeat(2 ** 20)}"`, "limit"],
    ["a number too large", "1e400", "format"],
    ["something after the end", "1 2", "format"],
    ["a comma too many", "[1,]", "format"],
    ["a line break in quotes", '"a\nb"', "format"],
    ["nothing", "", "format"],
  ])("refuses %s", async (_, given, code) => {
    expect(await outcome(() => parseJson(given))).toBe(code);
  });

  it("keeps __proto__ as a name", () => {
    const value = parseJson('{"__proto__":{"x":1}}');
    expect(isObject(value) && value.has("__proto__")).toBe(true);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe("a file of more than 64 MB", () => {
  const huge = new Uint8Array(64 * 2 ** 20 + 1);

  it.each([
    ["safetensors", () => readSafetensors(huge)],
    ["npy", () => readNpy(huge)],
    ["IDX", () => readIdx(huge)],
    ["a picture", () => pictureSize(huge)],
    ["gzip", () => gunzip(huge)],
  ])("is not read as %s", async (_, read) => {
    expect(await outcome(read)).toBe("limit");
  });
});

describe("damaged files of every kind", () => {
  it("meet a LabError or are read, never anything else", async () => {
    const sound = [
      npy(head("<f4", "(2,)"), eight),
      idx(8, [2, 2], [1, 2, 3, 4]),
      png(3, 4),
      gzipSync(idx(8, [2], [1, 2])),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sound),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        fc.nat(),
        async (file, edits, cut) => {
          const damaged = Uint8Array.from(file);
          for (const [at, value] of edits) damaged[at % damaged.length] = value;
          for (const bytes of [damaged, damaged.subarray(0, cut % damaged.length)]) {
            for (const read of [
              () => readNpy(bytes),
              () => readIdx(bytes),
              () => pictureSize(bytes),
              () => gunzip(bytes),
            ]) {
              expect(["accepted", "format", "limit"]).toContain(await outcome(read));
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
