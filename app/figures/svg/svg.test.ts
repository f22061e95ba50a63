/**
 * What is written down: XML that cannot be broken by its words, gradients where CSS has them,
 * shadows that are rings.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradient, plain, rings, split } from "./paint";
import { fileOf, node, short } from "./tree";

const BOX = { x: 10, y: 20, width: 30, height: 40 };

describe("the file", () => {
  test("words come back out of it as they went in, whatever signs they have", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const file = fileOf(node("svg", { id: text }, [node("text", {}, [text])]));
        const [, attribute = "", words = ""] =
          /<svg xmlns="[^"]*" id="([^"]*)"><text>([^<]*)<\/text>/.exec(file) ?? [];
        const kept = [...text]
          .filter((sign) => /[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(sign))
          .join("");
        expect(unescaped(words)).toBe(kept);
        expect(unescaped(attribute)).toBe(kept);
      }),
    );
  });

  test("numbers are short and never minus zero", () => {
    expect([short(1 / 3), short(-0.001), short(7)]).toEqual(["0.33", "0", "7"]);
  });
});

describe("paint", () => {
  test("colours that browsers compute", () => {
    expect(plain("rgb(1, 2, 255)")).toEqual({ colour: "#0102ff", alpha: 1 });
    expect(plain("rgba(0, 0, 0, 0)")).toEqual({ colour: "#000000", alpha: 0 });
    expect(plain("color(srgb 1 0 0)")).toBeNull();
    expect(split("rgb(1, 2, 3) 0px, red 2px", ",")).toEqual(["rgb(1, 2, 3) 0px", "red 2px"]);
  });

  test("hatching is a gradient that repeats with its own period, along its own direction", () => {
    const made = gradient(
      "repeating-linear-gradient(135deg, rgb(0, 0, 0) 0px, rgb(0, 0, 0) 1.5px, rgba(0, 0, 0, 0) 1.5px, rgba(0, 0, 0, 0) 7px)",
      BOX,
      "h",
    );
    const { x1, y1, x2, y2, spreadMethod } = made?.attributes ?? {};
    expect(spreadMethod).toBe("repeat");
    expect(Math.hypot(Number(x2) - Number(x1), Number(y2) - Number(y1))).toBeCloseTo(7, 1);
    expect(Number(x2) - Number(x1)).toBeCloseTo(Number(y2) - Number(y1), 1);
    expect(
      made?.children.map((stop) => (typeof stop === "string" ? "" : stop.attributes["offset"])),
    ).toEqual(["0", "0.2143", "0.2143", "1"]);
  });

  test("towards a corner, the middle of a gradient joins the two others", () => {
    const made = gradient(
      "linear-gradient(to right top, rgb(0, 0, 0) 50%, rgba(0, 0, 0, 0) 50%)",
      BOX,
      "c",
    );
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => Number(made?.attributes[name]));
    const along = (x: number, y: number) =>
      (x - (x1 ?? 0)) * ((x2 ?? 0) - (x1 ?? 0)) + (y - (y1 ?? 0)) * ((y2 ?? 0) - (y1 ?? 0));
    expect(
      Math.abs(along(BOX.x, BOX.y) - along(BOX.x + BOX.width, BOX.y + BOX.height)),
    ).toBeLessThan(1);
    expect(along(BOX.x, BOX.y + BOX.height)).toBeLessThan(along(BOX.x + BOX.width, BOX.y));
  });

  test("rings are shadows without blur", () => {
    expect(
      rings("rgb(1, 2, 3) 0px 0px 0px 2px inset, rgba(0, 0, 0, 0.2) 0px 4px 16px 0px"),
    ).toEqual([{ colour: "rgb(1, 2, 3)", width: 2, inset: true }]);
    expect(rings("none")).toEqual([]);
  });
});

function unescaped(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}
