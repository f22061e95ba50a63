/**
 * A 1×1 convolution is a dense layer at every pixel: the mixed photo is the matrix product, pixel
 * by pixel.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../engine/core/expression";
import { type Tensor, tensor } from "../../../engine/core/tensor";
import { present } from "../../../engine/explain/numbers";
import { linear } from "../../../engine/ops/linear/linear";
import { sceneOf } from "../../explorer/scene";
import { numbersOf } from "../../explorer/setup";
import { layOut } from "../../figures/describe/arithmetic";
import { COLOURS } from "../../pictures/colour-pictures";
import { bytesOf, tensorOf } from "../../pictures/rgba";
import { channelMixer } from "./definition";
import { fields, MIXES, type MixerState, setupOf } from "./state";

const weight = fc.integer({ min: -20, max: 20 }).map((tenths) => tenths / 10 + 0);
const triple = fc.array(weight, { minLength: 3, maxLength: 3 });
const photos = fc
  .uint8ClampedArray({ minLength: 64, maxLength: 64 })
  .map((bytes) => tensorOf(bytes, 4));
const states = fc
  .record({
    w: fc.array(triple, { minLength: 3, maxLength: 3 }),
    b: triple,
    row: fc.nat({ max: 3 }),
    column: fc.nat({ max: 3 }),
    channel: fc.constantFrom(...COLOURS),
  })
  .map((given): MixerState => ({ ...fields.standard, ...given }));

const mixed = (photo: Tensor, state: MixerState): Tensor =>
  present(numbersOf(setupOf(state, photo)), "mix.y");

describe("mixing a photo's channels", () => {
  test("it is the engine's linear layer applied to every pixel's three channels", () => {
    fc.assert(
      fc.property(photos, states, (photo, state) => {
        const y = mixed(photo, state);
        for (let at = 0; at < 16; at++) {
          const pixel = Float64Array.from([0, 16, 32], (plane) => photo.data[plane + at] ?? 0);
          const dense = linear.forward(
            {
              x: tensor([1, 3], pixel),
              w: tensor([3, 3], Float64Array.from(state.w.flat())),
              b: tensor([3], Float64Array.from(state.b)),
            },
            linear.normalise({ out_features: 3 }),
          )["y"];
          for (let channel = 0; channel < 3; channel++)
            expect(y.data[channel * 16 + at]).toBeCloseTo(dense?.data[channel] ?? Number.NaN, 12);
        }
      }),
    );
  });

  test("the arithmetic of the pixel is by colour, adds up to it, and both pictures show where it is", () => {
    fc.assert(
      fc.property(photos, states, (photo, state) => {
        const { view, at } = setupOf(state, photo);
        const scene = sceneOf(numbersOf(setupOf(state, photo)), view, at);
        const { row, column } = state;
        const y = mixed(photo, state).data[COLOURS.indexOf(state.channel) * 16 + row * 4 + column];
        expect(scene.worked?.value).toBe(y);
        if (scene.worked === null) throw new Error("nothing is worked out");
        expect(evaluate(scene.worked.expression)).toBeCloseTo(y ?? Number.NaN, 12);
        const labels = layOut(scene.worked.expression).lines.map(({ label }) => label);
        expect(labels).toEqual([...COLOURS, ""]);
        const pictures = scene.panels.flatMap(({ picture }) => picture ?? []);
        expect(pictures.map((picture) => picture.at)).toEqual([
          { row, column },
          { row, column },
        ]);
      }),
      { numRuns: 30 },
    );
  });

  test("as it is, nothing changes; in the negative, every byte is its complement", () => {
    fc.assert(
      fc.property(photos, (photo) => {
        const by = (name: string): Uint8ClampedArray =>
          bytesOf(mixed(photo, { ...fields.standard, ...MIXES[name] }));
        expect(by("same")).toEqual(bytesOf(photo));
        by("negative").forEach((byte, at) =>
          expect(byte).toBe(at % 4 === 3 ? 255 : 255 - (bytesOf(photo)[at] ?? 0)),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("weights of one's own count where the author says so", () => {
    const w = [
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ];
    expect(channelMixer.initial({ w, mix: "own" }).w).toEqual(w);
    expect(channelMixer.initial({ w }).w).toEqual(MIXES["same"]?.w);
    expect(channelMixer.initial({ w, mix: "grey" }).w).toEqual(MIXES["grey"]?.w);
  });
});
