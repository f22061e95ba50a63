/** A 1×1 convolution is a dense layer at every pixel: the mixed photo is the matrix product, pixel by pixel. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../engine/core/expression";
import { tensor } from "../../../engine/core/tensor";
import { linear } from "../../../engine/ops/linear/linear";
import { channelMixer, MIXES } from "./definition";
import { bytesOf, explainPixel, mixed, tensorOf } from "./mixing";

const weight = fc.integer({ min: -20, max: 20 }).map((tenths) => tenths / 10 + 0);
const triple = fc.array(weight, { minLength: 3, maxLength: 3 });
const photos = fc.uint8ClampedArray({ minLength: 64, maxLength: 64 }).map((bytes) => tensorOf(bytes, 4));

describe("mixing a photo's channels", () => {
  test("it is the engine's linear layer applied to every pixel's three channels", () => {
    fc.assert(
      fc.property(photos, fc.array(triple, { minLength: 3, maxLength: 3 }), triple, (photo, w, b) => {
        const y = mixed(photo, { w, b });
        for (let at = 0; at < 16; at++) {
          const pixel = tensor(
            [1, 3],
            Float64Array.from([0, 16, 32], (channel) => photo.data[channel + at] ?? 0),
          );
          const dense = linear.forward(
            { x: pixel, w: tensor([3, 3], Float64Array.from(w.flat())), b: tensor([3], Float64Array.from(b)) },
            linear.normalise({ out_features: 3 }),
          )["y"];
          for (let channel = 0; channel < 3; channel++)
            expect(y.data[channel * 16 + at]).toBeCloseTo(dense?.data[channel] ?? Number.NaN, 12);
        }
      }),
    );
  });

  test("the explanation of a pixel adds up to it", () => {
    fc.assert(
      fc.property(
        photos,
        fc.array(triple, { minLength: 3, maxLength: 3 }),
        triple,
        fc.nat({ max: 3 }),
        fc.nat({ max: 3 }),
        (photo, w, b, row, column) => {
          const state = { w, b, row, column };
          const y = mixed(photo, state);
          for (let channel = 0; channel < 3; channel++)
            expect(evaluate(explainPixel(photo, state, channel))).toBeCloseTo(y.data[channel * 16 + row * 4 + column] ?? Number.NaN, 12);
        },
      ),
    );
  });

  test("as it is, nothing changes; in the negative, every byte is its complement", () => {
    fc.assert(
      fc.property(photos, (photo) => {
        const same = MIXES["same"];
        const negative = MIXES["negative"];
        if (same === undefined || negative === undefined) throw new Error("mixes are missing");
        expect(bytesOf(mixed(photo, same))).toEqual(bytesOf(photo));
        bytesOf(mixed(photo, negative)).forEach((byte, at) => expect(byte).toBe(at % 4 === 3 ? 255 : 255 - (bytesOf(photo)[at] ?? 0)));
      }),
    );
  });

  test("any value restores, and a state survives the round trip through a lesson block", () => {
    fc.assert(
      fc.property(fc.anything(), (garbage) => {
        expect(channelMixer.describe(channelMixer.restore(garbage, channelMixer.initial({})))).toContain("1×1 filters");
      }),
    );
    fc.assert(
      fc.property(fc.array(triple, { minLength: 3, maxLength: 3 }), triple, (w, b) => {
        const state = { ...channelMixer.initial({}), w, b };
        expect(channelMixer.initial(channelMixer.toProperties(state))).toEqual(state);
      }),
    );
  });
});
