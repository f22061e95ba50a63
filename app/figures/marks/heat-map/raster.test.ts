/** Every pixel has its number's colour, whatever part of the matrix is drawn. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { rgbAt, signedIndex, table, unsignedIndex } from "../../../theme/colour";
import { coloured } from "./raster";

const value = fc.oneof(fc.double({ min: -300, max: 300, noNaN: true }), fc.constant(Number.NaN));

test("a pixel is the table's colour of its number, opaque; not-a-number is a checkerboard", () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 36, maxLength: 36 }),
      fc.nat(3),
      fc.nat(3),
      fc.constantFrom("diverging" as const, "grey" as const),
      (data, row, column, palette) => {
        const view = { row, column, rows: 6 - row, columns: 6 - column };
        const into = new Uint8ClampedArray(4 * view.rows * view.columns);
        coloured(
          data,
          6,
          view,
          { palette, low: palette === "grey" ? 0 : -255, high: 255 },
          table(palette, "light"),
          into,
        );
        for (let at = 0; at < view.rows * view.columns; at++) {
          const [y, x] = [row + Math.floor(at / view.columns), column + (at % view.columns)];
          const number = data[6 * y + x] ?? Number.NaN;
          const index =
            palette === "grey" ? unsignedIndex(number, 0, 255) : signedIndex(number, 255);
          const wanted = Number.isNaN(number)
            ? (x + y) % 2 === 0
              ? [255, 255, 255]
              : [160, 0, 160]
            : rgbAt(palette, "light", index);
          expect([...into.subarray(4 * at, 4 * at + 4)]).toEqual([...wanted, 255]);
        }
      },
    ),
  );
});
