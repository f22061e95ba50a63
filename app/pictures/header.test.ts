import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readHeader, refusal } from "./header";

const letters = (text: string): number[] => [...new TextEncoder().encode(text)];
const u32 = (value: number): number[] => [
  value >>> 24,
  (value >> 16) & 255,
  (value >> 8) & 255,
  value & 255,
];
const box = (name: string, ...inside: number[][]): number[] => {
  const body = inside.flat();
  return [...u32(8 + body.length), ...letters(name), ...body];
};
const ispe = (width: number, height: number): number[] =>
  box("ispe", u32(0), u32(width), u32(height));
const avif = (brand: string, ...properties: number[][]): Uint8Array =>
  Uint8Array.from([
    ...box("ftyp", letters(brand), u32(0), letters("mif1avif")),
    ...box("meta", u32(0), box("hdlr", u32(0)), box("iprp", box("ipco", ...properties))),
  ]);
const chunk = (name: string, ...data: number[]): number[] => [
  ...u32(data.length),
  ...letters(name),
  ...data,
  0,
  0,
  0,
  0,
];
const png = (bits: number, colour: number, ...chunks: number[][]): Uint8Array =>
  Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    13,
    10,
    26,
    10,
    ...chunk("IHDR", ...u32(640), ...u32(480), bits, colour, 0, 0, 0),
    ...chunks.flat(),
    ...chunk("IDAT"),
    ...chunk("tEXt", ...letters("acTL")),
  ]);
const frame = (components: number): number[] => [
  0xff,
  0xc0,
  0,
  17,
  8,
  0x13,
  0x88,
  0x1f,
  0x40,
  components,
  0,
  0,
];

describe("what a picture's header says", () => {
  test("AVIF: the size of the largest picture in it, transparency and animation", () => {
    expect(readHeader(avif("avif", ispe(512, 512), ispe(8000, 6000)))).toEqual({
      kind: "avif",
      width: 8000,
      height: 6000,
    });
    const alpha = box("auxC", u32(0), letters("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"));
    expect(readHeader(avif("avis", ispe(10, 20), alpha)).remarks).toEqual([
      "only the first picture of its animation is used",
      "what is transparent stands on white",
    ]);
    expect(readHeader(avif("mif1", ispe(10, 20))).kind).toBe("avif");
    expect(refusal("big.avif", 1e6, readHeader(avif("avif", ispe(12000, 9000))))).toContain(
      "108 million pixels",
    );
    expect(refusal("none.avif", 1e6, readHeader(avif("avif")))).toContain(
      "does not say how many pixels it has",
    );
  });

  test("JPEG: its size behind long segments, fill bytes and markers without length", () => {
    const segment = [0xff, 0xe2, 0xff, 0xff, ...Array.from({ length: 65533 }, () => 0)];
    const long = Uint8Array.from([
      0xff,
      0xd8,
      ...Array.from({ length: 6 }, () => segment).flat(),
      0xff,
      0xff,
      0xff,
      0xd0,
      ...frame(3),
    ]);
    expect(long.length).toBeGreaterThan(256 * 1024);
    expect(readHeader(long)).toEqual({ kind: "jpeg", width: 8000, height: 5000 });
    expect(readHeader(Uint8Array.from([0xff, 0xd8, ...frame(4)])).remarks).toEqual([
      "its colours for print (CMYK) are converted",
    ]);
    expect(refusal("cut.jpg", 2, readHeader(Uint8Array.from([0xff, 0xd8])))).toContain("damaged");
  });

  test("PNG: 16 bits, transparency and animation, told from what stands before the picture", () => {
    expect(readHeader(png(8, 2)).remarks).toBeUndefined();
    expect(readHeader(png(16, 6, chunk("acTL"))).remarks).toHaveLength(3);
    expect(readHeader(png(8, 3, chunk("tRNS", 0))).remarks).toEqual([
      "what is transparent stands on white",
    ]);
  });

  test("WebP and GIF: transparency and animation", () => {
    const webp = Uint8Array.from([
      ...letters("RIFF"),
      ...u32(0),
      ...letters("WEBPVP8X"),
      10,
      0,
      0,
      0,
      0x12,
      0,
      0,
      0,
      9,
      0,
      0,
      19,
      0,
      0,
    ]);
    expect(readHeader(webp)).toMatchObject({ width: 10, height: 20 });
    expect(readHeader(webp).remarks).toHaveLength(2);
    const gif = Uint8Array.from([...letters("GIF89a"), 10, 0, 20, 0, 0, ...letters("NETSCAPE2.0")]);
    expect(readHeader(gif)).toMatchObject({ width: 10, height: 20, remarks: [expect.any(String)] });
  });

  test("no change of a valid header makes the reader throw or run on", () => {
    const whole = [avif("avif", ispe(3, 4)), png(8, 6), Uint8Array.from([0xff, 0xd8, ...frame(3)])];
    fc.assert(
      fc.property(
        fc.constantFrom(...whole),
        fc.array(fc.tuple(fc.nat({ max: 200 }), fc.nat({ max: 255 })), { maxLength: 8 }),
        fc.nat({ max: 200 }),
        (bytes, changes, cut) => {
          const changed = bytes.slice(0, cut);
          for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
          const { kind, width } = readHeader(changed);
          expect(kind.length > 0 && (width === null || width >= 0)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
