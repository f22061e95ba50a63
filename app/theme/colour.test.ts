import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  ENTRIES,
  type Palette,
  labelOn,
  rgbAt,
  signedColour,
  signedIndex,
  table,
  unsignedIndex,
} from "./colour";
import { contrast, luminance, type Rgb } from "./oklab";
import { SCHEMES, type Scheme } from "./scheme";

const PALETTES: readonly Palette[] = ["diverging", "sequential", "grey"];
const each = SCHEMES.flatMap((scheme) => PALETTES.map((palette) => ({ scheme, palette })));
const parse = (hex: string): Rgb =>
  [0, 2, 4].map((at) => Number.parseInt(hex.slice(1 + at, 3 + at), 16)) as unknown as Rgb;

describe("palettes", () => {
  it.each(each)(
    "every entry of $palette in $scheme carries a label at 4.6:1",
    ({ scheme, palette }) => {
      for (let at = 0; at < ENTRIES; at++) {
        const fill = rgbAt(palette, scheme, at);
        expect(contrast(fill, parse(labelOn(fill)))).toBeGreaterThanOrEqual(4.6);
      }
    },
  );

  it.each(["projector", "contrast"] as const)("labels of numbers reach 7:1 in %s", (scheme) => {
    for (const palette of ["diverging", "sequential"] as const)
      for (let at = 0; at < ENTRIES; at++) {
        const fill = rgbAt(palette, scheme, at);
        expect(contrast(fill, parse(labelOn(fill)))).toBeGreaterThanOrEqual(7);
      }
  });

  it("minus is blue, plus is orange, zero is neutral, in every scheme", () => {
    for (const scheme of SCHEMES) {
      const [minusRed, , minusBlue] = rgbAt("diverging", scheme, signedIndex(-1, 1));
      const [plusRed, , plusBlue] = rgbAt("diverging", scheme, signedIndex(1, 1));
      const zero = rgbAt("diverging", scheme, signedIndex(0, 1));
      expect(minusBlue).toBeGreaterThan(minusRed + 60);
      expect(plusRed).toBeGreaterThan(plusBlue + 60);
      expect(Math.max(...zero) - Math.min(...zero)).toBeLessThanOrEqual(2);
    }
  });

  it("equal sizes of either sign are about equally light", () => {
    for (const scheme of SCHEMES)
      for (const size of [0.25, 0.5, 1]) {
        const lightness = (value: number): number =>
          Math.cbrt(luminance(rgbAt("diverging", scheme, signedIndex(value, 1))));
        expect(Math.abs(lightness(size) - lightness(-size))).toBeLessThan(0.06);
      }
  });

  it("lightness changes in one direction from zero outwards", () => {
    for (const scheme of SCHEMES) {
      const light = (at: number): number => luminance(rgbAt("diverging", scheme, at));
      const sign = Math.sign(light(255) - light(128));
      for (let at = 128; at < 250; at += 5)
        expect(sign * (light(at + 5) - light(at))).toBeGreaterThan(-0.002);
    }
  });

  it("NaN, and a range without numbers, are drawn neutral", () => {
    expect(signedIndex(Number.NaN, 1)).toBe(128);
    expect(signedIndex(3, 0)).toBe(128);
    expect(unsignedIndex(3, 5, 5)).toBe(0);
    expect(signedIndex(Number.POSITIVE_INFINITY, 1)).toBe(255);
    expect(signedColour(-1e9, 1, "light")).toBe(signedColour(-1, 1, "light"));
    expect(table("grey", "light").slice(-3)).toEqual(new Uint8ClampedArray([255, 255, 255]));
  });
});

describe("tokens", () => {
  const text = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
  const tokens = (scheme: Scheme): Map<string, Rgb> => {
    const block = new RegExp(`\\[data-theme="${scheme}"\\]\\s*\\{([^}]*)\\}`).exec(text)?.[1] ?? "";
    return new Map(
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [
        name ?? "",
        parse(hex ?? ""),
      ]),
    );
  };
  const INKS = ["ink", "ink-soft", "positive", "negative", "good", "bad", "accent"];
  const ROLES = ["role-input", "role-weight", "role-bias", "role-output", "role-gradient"];

  it.each(SCHEMES)(
    "all text of %s reads on every surface: 4.5:1, and 7:1 on the projector and in high contrast",
    (scheme) => {
      const from = tokens(scheme);
      const least = scheme === "projector" || scheme === "contrast" ? 7 : 4.5;
      for (const surface of ["surface", "surface-raised", "surface-sunk"])
        for (const ink of [...INKS, ...ROLES]) {
          const ratio = contrast(from.get(ink) ?? [0, 0, 0], from.get(surface) ?? [0, 0, 0]);
          expect(ratio, `${ink} on ${surface}`).toBeGreaterThanOrEqual(least);
        }
      expect(
        contrast(from.get("accent-ink") ?? [0, 0, 0], from.get("accent") ?? [0, 0, 0]),
      ).toBeGreaterThanOrEqual(least);
      expect(
        contrast(from.get("line-strong") ?? [0, 0, 0], from.get("surface") ?? [0, 0, 0]),
      ).toBeGreaterThanOrEqual(3);
    },
  );
});
