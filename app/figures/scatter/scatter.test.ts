/** Labels of a scatter: inside the picture, and none over another. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { textWidth } from "../marks/text-metrics";
import { placed, type ScatterPoint } from "./Scatter";

const WIDTH = 360;
const TEXT = 15;

test("labels do not lie over each other or over points, whatever the points", () => {
  const point = fc.record({
    label: fc.constantFrom("VGG-16", "AlexNet", "GoogLeNet", "ResNet-152", "LeNet-5"),
    x: fc.integer({ min: 20, max: WIDTH - 20 }),
    y: fc.integer({ min: 0, max: 300 }),
  });
  const plane = { x: (at: number) => at, y: (at: number) => at, width: WIDTH, text: TEXT };
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 8 }), (points) => {
      const labels = placed(points satisfies readonly ScatterPoint[], plane);
      expect(labels.length).toBe(points.length);
      for (const [at, one] of labels.entries()) {
        expect(one.left).toBeGreaterThanOrEqual(0);
        const long = textWidth(one.point.label, { size: TEXT, bold: true });
        for (const { x, y } of points.filter((other) => other !== one.point))
          if (x > one.left && x < one.left + long)
            expect(Math.abs(y - one.label)).toBeGreaterThanOrEqual(0.5 * TEXT);
        for (const other of labels.slice(at + 1)) {
          const [first, last] = one.left <= other.left ? [one, other] : [other, one];
          const ends = first.left + textWidth(first.point.label, { size: TEXT, bold: true });
          const across = last.left < ends;
          if (across) expect(Math.abs(one.label - other.label)).toBeGreaterThanOrEqual(TEXT);
        }
      }
    }),
  );
});
