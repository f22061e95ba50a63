/** Held-out pictures are read by the network's own rule, as one picture that is asked about. */
import { expect, test } from "vitest";
import { type Dataset, pixelsAsFloats } from "../../../../engine/data/dataset";
import { numbersOf, PIXEL_RULES } from "../pixels";
import { asRead } from "./as-read";

const [ROWS, COLUMNS, COUNT] = [3, 4, 3];
const area = ROWS * COLUMNS;

function noise(channels: 1 | 3): Dataset {
  return {
    name: "noise",
    title: "noise",
    shape: [channels, ROWS, COLUMNS],
    count: COUNT,
    training: 1,
    classes: ["a", "b"],
    pixels: Uint8Array.from({ length: COUNT * channels * area }, (_, at) => (at * 37 + 11) % 256),
    labels: new Uint8Array(COUNT),
  };
}

test.each(Object.entries(PIXEL_RULES))("by the rule %s, grey and in colour", (_, { pixels }) => {
  for (const channels of [1, 3] as const) {
    const set = noise(channels);
    const numbers = pixelsAsFloats(asRead(set, pixels), Int32Array.of(2, 0));
    for (const [row, picture] of [2, 0].entries()) {
      const bytes = set.pixels.subarray(picture * channels * area, (picture + 1) * channels * area);
      const rgba = Uint8Array.from({ length: 4 * area }, (__, at) =>
        at % 4 === 3 ? 255 : (bytes[(channels === 1 ? 0 : at % 4) * area + (at >> 2)] ?? 0),
      );
      const wanted = numbersOf(rgba, [channels, ROWS, COLUMNS], pixels);
      for (const [at, value] of wanted.entries())
        expect(numbers[row * channels * area + at]).toBeCloseTo(value, 4);
    }
    expect(pixelsAsFloats(asRead(set, pixels))).toHaveLength(COUNT * channels * area);
  }
});
