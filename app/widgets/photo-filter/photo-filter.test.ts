/**
 * Photos: what files are believed to be, grey values, and the engine's filter against a plain
 * convolution.
 */
import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FILTERS } from "../../explorer/matrices";
import { sceneOf } from "../../explorer/scene";
import { numbersOf } from "../../explorer/setup";
import { photoFilter } from "./definition";
import { greyOf, pattern } from "../../pictures/grey";
import { readHeader, refusal } from "../../pictures/header";
import { PHOTOS, SOURCES } from "../../pictures/photos";
import { pixelSetup } from "./pixel";
import { FilterRunner } from "./runner";
import { fields } from "./state";

const START = fields.standard;

describe("what a file is", () => {
  test("no two pictures have one name: a photo of a camera is not the camera", () => {
    expect(new Set(SOURCES).size).toBe(SOURCES.length);
  });

  test("the lab's photos are WebP of 256 × 256 and every one is listed", () => {
    const folder = new URL("../../../public/photos/", import.meta.url);
    expect(readdirSync(folder).toSorted()).toEqual(
      PHOTOS.map((photo) => `${photo.name}.webp`).toSorted(),
    );
    for (const photo of PHOTOS)
      expect(readHeader(readFileSync(new URL(`${photo.name}.webp`, folder)))).toEqual({
        kind: "webp",
        width: 256,
        height: 256,
      });
  });

  test("a text named .png, a HEIC photo, an SVG, an empty file and a giant are refused in words", () => {
    const text = new TextEncoder().encode("hello, I am not a picture at all");
    expect(refusal("cat.png", text.length, readHeader(text))).toContain(
      "“cat.png” is not a picture, whatever its name says",
    );
    const heic = Uint8Array.from([0, 0, 0, 24, ...new TextEncoder().encode("ftypheic")]);
    expect(refusal("IMG_1.HEIC", 12, readHeader(heic))).toContain("Save or send it as JPEG");
    const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>");
    expect(refusal("a.svg", svg.length, readHeader(svg))).toContain("drawing (SVG)");
    expect(refusal("none.png", 0, readHeader(new Uint8Array(0)))).toContain("is empty");
    expect(refusal("big.png", 9e6, { kind: "png", width: 12000, height: 9000 })).toContain(
      "12000 × 9000 = 108 million pixels",
    );
    expect(refusal("fifty.jpg", 2e7, { kind: "jpeg", width: 8660, height: 5773 })).toBeNull();
  });

  test("sizes are read from PNG, GIF, BMP and JPEG headers", () => {
    const png = new Uint8Array(24);
    png.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
    new DataView(png.buffer).setUint32(16, 640);
    new DataView(png.buffer).setUint32(20, 480);
    expect(readHeader(png)).toEqual({ kind: "png", width: 640, height: 480 });
    const jpeg = Uint8Array.from([
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 17, 8, 1, 224, 2, 128, 3, 0, 0,
    ]);
    expect(readHeader(jpeg)).toEqual({ kind: "jpeg", width: 640, height: 480 });
  });

  test("no bytes at all make the header reader throw", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.constantFrom(
          [],
          [0xff, 0xd8],
          [0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0, 0x57, 0x45, 0x42, 0x50],
          [0x42, 0x4d],
          [0x47, 0x49, 0x46, 0x38],
        ),
        (bytes, start) => {
          expect(typeof readHeader(Uint8Array.from([...start, ...bytes])).kind).toBe("string");
        },
      ),
    );
  });
});

describe("filtering", () => {
  test("brightness is whole, from 0 to 255, and white is 255", () => {
    expect([
      ...greyOf(Uint8ClampedArray.from([255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255]), 1, 3)
        .data,
    ]).toEqual([255, 0, 76]);
    for (const name of ["stripes", "rings"])
      for (const value of pattern(name, 32).data)
        expect(Number.isInteger(value) && value >= 0 && value <= 255).toBe(true);
  });

  test("every filter of the gallery gives what a plain sum of products gives, with zeros or without, at any stride, and with a bias what ReLU leaves of it", async () => {
    const runner = await FilterRunner.start();
    const picture = pattern("rings", 24);
    for (const { matrix } of FILTERS)
      for (const padding of ["zero", "none"] as const)
        for (const stride of [1, 2, 3]) {
          const bias = stride === 2 ? -40 : null;
          const { after } = await runner.run(picture, [{ filter: matrix, stride, padding, bias }]);
          const pad = padding === "zero" ? 1 : 0;
          expect([after.rows, after.columns]).toEqual([
            Math.floor((24 + 2 * pad - 3) / stride) + 1,
            Math.floor((24 + 2 * pad - 3) / stride) + 1,
          ]);
          for (let i = 0; i < after.rows; i++)
            for (let j = 0; j < after.columns; j++) {
              let total = 0;
              matrix.forEach((row, u) => {
                row.forEach((weight, v) => {
                  const [r, c] = [i * stride + u - pad, j * stride + v - pad];
                  total +=
                    weight *
                    (r >= 0 && r < 24 && c >= 0 && c < 24 ? (picture.data[r * 24 + c] ?? 0) : 0);
                });
              });
              expect(after.data[i * after.columns + j]).toBeCloseTo(
                bias === null ? total : Math.max(0, total + bias),
                2,
              );
            }
        }
    runner.dispose();
  });

  test("ten blurs with nothing round the picture take ten rings away; with zeros they darken the border", async () => {
    const runner = await FilterRunner.start();
    const blur = FILTERS.find((filter) => filter.name === "blur")?.matrix ?? [];
    const white = { rows: 32, columns: 32, data: new Float32Array(1024).fill(255) };
    const passes = (padding: "zero" | "none") =>
      Array.from({ length: 10 }, () => ({ filter: blur, stride: 1, padding, bias: null }));
    expect((await runner.run(white, passes("none"))).after.rows).toBe(12);
    const dark = (await runner.run(white, passes("zero"))).after;
    expect(dark.data[0]).toBeLessThan(100);
    expect(dark.data[16 * 32 + 16]).toBeCloseTo(255, 2);
    runner.dispose();
  });
});

test("any pixel is worked out from what lies under the filter, counted as in the photo, padding at the edge", async () => {
  const runner = await FilterRunner.start();
  const picture = pattern("rings", 12);
  for (const size of [1, 2, 3, 5])
    for (const padding of ["zero", "none"] as const)
      for (const stride of [1, 3]) {
        const filter = Array.from({ length: size }, (_, u) =>
          Array.from({ length: size }, (__, v) => ((3 * u + v) % 5) - 2),
        );
        const pass = { filter, stride, padding, bias: stride === 3 ? -60 : null };
        const { after } = await runner.run(picture, [pass]);
        for (let at = 0; at < after.data.length; at++) {
          const [row, column] = [Math.floor(at / after.columns), at % after.columns];
          const { view, ...setup } = pixelSetup(picture, pass, { row, column });
          const numbers = numbersOf({ ...setup, view });
          const { worked, panels } = sceneOf(numbers, view, setup.at);
          expect(worked?.value).toBeCloseTo(after.data[at] ?? Number.NaN, 2);
          expect(worked?.title).toBe(`result row ${row}, column ${column}`);
          const frame = panels[0]?.frame?.sliding.rows;
          expect((frame?.before ?? 0) + (frame?.size ?? 0) + (frame?.after ?? 0)).toBe(size);
        }
      }
  runner.dispose();
});

test("anything at all is repaired into a state that can be drawn: 1,000 garbage values", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.record(
          Object.fromEntries(
            Object.keys(START).map((key) => [
              key,
              fc.oneof(fc.anything(), fc.integer(), fc.constantFrom("own", "zero")),
            ]),
          ),
          { requiredKeys: [] },
        ),
      ),
      (value) => {
        const state = photoFilter.restore(value, START);
        expect(photoFilter.restore(state, START)).toEqual(state);
        expect(photoFilter.describe(state).length).toBeGreaterThan(10);
        expect(photoFilter.initial(photoFilter.toProperties(state))).toEqual(state);
        expect(photoFilter.values(state)["w"]?.data.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 1000 },
  );
});
