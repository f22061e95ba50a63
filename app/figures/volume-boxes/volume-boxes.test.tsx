/**
 * The drawing of volumes: to one scale, everything inside, nothing over anything else, and the back
 * of a block drags exactly.
 */
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { LayerBoxes } from "./LayerBoxes";
import type { BoxVolume } from "./drawing";
import { channelsAfter, drawn, lengthOf } from "./layout";
import { VolumeBoxes } from "./VolumeBoxes";

const volume = (
  layer: string | null,
  shape: readonly number[],
  made: readonly string[] = [],
): BoxVolume => {
  const [channels, height, width] = shape;
  return {
    layer,
    shape,
    size: height === undefined ? `${channels}` : `${height}×${width}×${channels}`,
    made,
  };
};

const conv = ["10 filters", "f=3, s=1", "p=0", "ReLU"];
const sample = [
  volume(null, [3, 39, 39]),
  volume("conv1", [10, 37, 37], conv),
  volume("conv2", [20, 17, 17], conv),
  volume("conv3", [40, 7, 7], conv),
  volume("flatten", [1960], ["flatten"]),
  volume("fc1", [10], ["dense", "softmax"]),
];

test("a block that stands alone in its row is not wider than the room", () => {
  const turned = [
    volume(null, [39, 3, 39]),
    volume("conv1", [10, 1, 37], ["10 filters", "f=3, s=1", "p=0"]),
  ];
  for (const width of [330, 440, 700]) {
    const { placed } = drawn(turned, width, 1.2);
    for (const { block } of placed)
      expect(block.left + block.across + block.right).toBeLessThanOrEqual(width);
  }
});

const solid = fc.record({
  height: fc.integer({ min: 1, max: 224 }),
  width: fc.integer({ min: 1, max: 224 }),
  channels: fc.integer({ min: 1, max: 512 }),
});
const networks = fc
  .array(solid, { minLength: 1, maxLength: 9 })
  .chain((solids) =>
    fc
      .array(fc.integer({ min: 1, max: 5000 }), { maxLength: 3 })
      .map((vectors) => [
        ...solids.map(({ channels, height, width }, at) =>
          volume(at === 0 ? null : `c${at}`, [channels, height, width], at === 0 ? [] : conv),
        ),
        ...vectors.map((count, at) => volume(`f${at}`, [count], ["dense"])),
      ]),
  );

describe("a network as blocks", () => {
  test("the lecture's sample network: faces and depths in the proportion of the numbers, in one row where there is room", () => {
    const drawing = drawn(sample, 800, 1);
    expect(drawing.rows).toBe(1);
    expect(drawing.scale.power).toBe(1);
    const [input, conv1, , conv3] = drawing.placed.map(({ block }) => block);
    expect((input?.up ?? 0) / (conv3?.up ?? 1)).toBeCloseTo(39 / 7, 9);
    expect((input?.across ?? 0) / (conv1?.across ?? 1)).toBeCloseTo(39 / 37, 9);
    expect((conv3?.right ?? 0) / (conv1?.right ?? 1)).toBeCloseTo(40 / 10, 9);
    expect(input?.up).toBeGreaterThan(56);
  });

  test("on a phone it takes rows rather than become too small to see", () => {
    const drawing = drawn(sample, 350, 1);
    expect(drawing.rows).toBeGreaterThan(1);
    expect(drawing.placed[0]?.block.up).toBeGreaterThan(55);
  });

  test("any network at any width and type: blocks stay inside the drawing and clear of one another, and keep their proportion", () => {
    fc.assert(
      fc.property(
        networks,
        fc.integer({ min: 320, max: 1600 }),
        fc.constantFrom(1, 1.375, 2),
        (volumes, width, type) => {
          const drawing = drawn(volumes, width, type);
          expect(drawing.placed).toHaveLength(volumes.length);
          for (const [at, { block, label, slot }] of drawing.placed.entries()) {
            const [channels = 1, height] = volumes[at]?.shape ?? [];
            if (height !== undefined) {
              expect(block.up).toBeCloseTo(lengthOf(height, drawing.scale), 6);
              expect(block.right).toBeCloseTo(0.45 * lengthOf(channels, drawing.scale), 6);
            }
            expect(block.top - block.rise).toBeGreaterThanOrEqual(-1e-6);
            expect(block.top + block.up).toBeLessThan(label);
            expect(label).toBeLessThanOrEqual(drawing.height);
            expect(block.left).toBeGreaterThanOrEqual(slot.left - 1e-6);
            const next = drawing.placed[at + 1]?.slot;
            if (next?.top === slot.top)
              expect(slot.left + slot.width).toBeLessThanOrEqual(next.left + 1e-6);
          }
        },
      ),
    );
  });

  test("dragging the back by nothing changes nothing, and by a length adds the channels of that length", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 512 }),
        fc.integer({ min: 1, max: 512 }),
        fc.double({ min: 0.2, max: 9, noNaN: true }),
        fc.constantFrom(1, 0.5),
        (from, to, factor, power) => {
          const scale = { factor, power };
          expect(channelsAfter(from, 0, scale)).toBe(from);
          expect(
            channelsAfter(from, 0.45 * (lengthOf(to, scale) - lengthOf(from, scale)), scale),
          ).toBe(to);
        },
      ),
    );
    expect(channelsAfter(10, -1e6, { factor: 2, power: 1 })).toBe(1);
  });

  test("each number of neurons up to the room is drawn as so many circles, more with some left out", () => {
    const circles = (count: number): number =>
      renderToStaticMarkup(<VolumeBoxes label="n" volumes={[volume(null, [count])]} />).split(
        "<circle",
      ).length - 1;
    expect([1, 2, 3, 4].map(circles)).toEqual([1, 2, 3, 4]);
    expect(circles(1000)).toBe(circles(2000));
  });

  test("what can be chosen is a button with one tab stop; what cannot is a picture", () => {
    const live = renderToStaticMarkup(
      <VolumeBoxes
        label="n"
        volumes={sample}
        chosen="conv2"
        onChoose={() => {}}
        onChannels={() => {}}
      />,
    );
    expect(live.match(/role="button"/g)).toHaveLength(6);
    expect(live.match(/tabindex="0"/gi)).toHaveLength(1);
    expect(live).toContain(
      "conv2: 10 filters, f=3, s=1, p=0, ReLU, 17×17×20. Up and Down change the number of channels.",
    );
    const still = renderToStaticMarkup(<VolumeBoxes label="a network" volumes={sample} />);
    expect(still).toContain('role="img" aria-label="a network"');
    expect(still).not.toContain("button");
    const boxes = renderToStaticMarkup(
      <LayerBoxes
        label="boxes"
        boxes={[{ layer: null, title: "INPUT", lines: [], size: "6×6×3" }]}
        chosen={null}
        onChoose={() => {}}
      />,
    );
    expect(boxes).toContain('aria-pressed="true"');
  });
});
