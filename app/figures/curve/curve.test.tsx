/** What the curve draws is what it was given: parsed back from the picture, over random data. */
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Curve } from "./Curve";
import { spaced } from "./CurveTable";
import { describeCurve } from "./describe";
import { decade, percent } from "./format";
import { fitted, linear, log } from "./scale";
import {
  nearestStep,
  neighbour,
  pathOf,
  pointAt,
  spanOf,
  thin,
  type Point,
  type Series,
} from "./series";

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 1e-6, max: 1e6, noNaN: true }) },
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 0, -3),
);
const points = fc
  .array(value, { minLength: 1, maxLength: 400 })
  .map((values) => values.map((one, at): Point => ({ step: at + 1, value: one })));
const series = (of: readonly Point[]): Series => ({
  id: "a",
  label: "loss",
  points: of,
  tone: "first",
  mark: "line",
});

describe("the path", () => {
  test("goes through every point that the scale can place, in order, and breaks at every other", () => {
    fc.assert(
      fc.property(points, fc.constantFrom("linear" as const, "log" as const), (of, kind) => {
        const x = linear(0, of.length, 60, 700);
        const y = fitted(
          of.map((point) => point.value),
          kind,
          150,
          10,
        );
        const drawn = [...pathOf(of, x, y).matchAll(/([ML])(-?[\d.]+),(-?[\d.]+)/g)];
        const placed = of.filter((point) => Number.isFinite(y.at(point.value)));
        expect(drawn.length).toBe(placed.length);
        for (const [at, [, pen, across, up]] of drawn.entries()) {
          const point = placed[at];
          if (point === undefined) throw new Error("more drawn than given");
          expect(x.invert(Number(across))).toBeCloseTo(point.step, 1);
          expect(Math.abs(Number(up) - y.at(point.value))).toBeLessThanOrEqual(0.0051);
          const follows = at > 0 && placed[at - 1]?.step === point.step - 1;
          expect(pen).toBe(follows ? "L" : "M");
        }
      }),
    );
  });

  test("is found in the figure as drawn", () => {
    const of = [2.3, 1.1, Number.NaN, 0.5].map((one, at) => ({ step: at + 1, value: one }));
    const html = renderToStaticMarkup(
      <Curve
        title="Loss"
        series={[series(of)]}
        scale="linear"
        cursor={2}
        width={400}
        height={200}
      />,
    );
    const path = / d="(M[^"]+)"/.exec(html)?.[1] ?? "";
    expect([...path.matchAll(/M/g)].length).toBe(2);
    expect(html).toContain("NaN");
    expect(html).toContain('data-broken="3"');
    expect(html).toMatch(/loss <b>1\.1<\/b>/);
  });
});

describe("thinning", () => {
  test("keeps only points that were given, every value that is not finite, and the extremes", () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 60 }), (of, columns) => {
        const kept = thin(of, columns);
        const given = new Set(of);
        expect(kept.every((point) => given.has(point))).toBe(true);
        expect(kept.filter((point) => !Number.isFinite(point.value)).length).toBe(
          of.filter((point) => !Number.isFinite(point.value)).length,
        );
        const finite = (list: readonly Point[]) =>
          list.map((point) => point.value).filter(Number.isFinite);
        expect(Math.max(...finite(kept))).toBe(Math.max(...finite(of)));
        expect(Math.min(...finite(kept))).toBe(Math.min(...finite(of)));
        expect(kept.map((point) => point.step)).toEqual(
          kept.map((point) => point.step).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  test("shortens a long run", () => {
    const long = Array.from({ length: 20_000 }, (_, at) => ({ step: at, value: Math.sin(at) }));
    expect(thin(long, 400).length).toBeLessThanOrEqual(1600);
  });
});

describe("scales", () => {
  test("invert what they place", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 1e8, noNaN: true }), (at) => {
        expect(log(1e-9, 1e9, 0, 1000).invert(log(1e-9, 1e9, 0, 1000).at(at)) / at).toBeCloseTo(
          1,
          6,
        );
      }),
    );
  });

  test("a fitted axis holds all its values and has at least two marks", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (values) => {
          for (const kind of ["linear", "log"] as const) {
            const axis = fitted(values, kind, 100, 0);
            for (const one of values) {
              expect(axis.at(one)).toBeGreaterThanOrEqual(-1e-6);
              expect(axis.at(one)).toBeLessThanOrEqual(100 + 1e-6);
            }
            expect(axis.ticks(4).length).toBeGreaterThanOrEqual(2);
          }
        },
      ),
    );
  });
});

test("reading at a step gives the last point at or before it", () => {
  const of = [10, 20, 40].map((step) => ({ step, value: step }));
  expect(pointAt(of, 5)?.step).toBe(10);
  expect(pointAt(of, 39)?.step).toBe(20);
  expect(pointAt(of, 99)?.step).toBe(40);
  expect(pointAt([], 1)).toBeNull();
  expect(nearestStep([series(of)], 31)).toBe(40);
  expect(nearestStep([series([])], 31)).toBeNull();
});

test("walking by neighbours visits every point of every series once, both ways", () => {
  const steps = fc
    .uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 40 })
    .map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(steps, steps, (a, b) => {
      const both = [
        series(a.map((step) => ({ step, value: 1 }))),
        series(b.map((step) => ({ step, value: 2 }))),
      ];
      const all = [...new Set([...a, ...b])].toSorted((one, other) => one - other);
      for (const [direction, wanted] of [
        [1, all],
        [-1, all.toReversed()],
      ] as const) {
        const walked = [wanted[0] ?? 0];
        for (let at = 1; at < all.length; at++)
          walked.push(neighbour(both, walked.at(-1) ?? 0, direction));
        expect(walked).toEqual(wanted);
        expect(neighbour(both, wanted.at(-1) ?? 0, direction)).toBe(wanted.at(-1));
      }
      expect(spanOf(both)).toEqual([all[0], all.at(-1)]);
    }),
  );
});

test("the description says where it began, ended, was lowest, and where it broke", () => {
  const of = [3, 1, 2, Number.NaN].map((one, at) => ({ step: at + 1, value: one }));
  expect(describeCurve("Loss", [series(of)])).toBe(
    "Loss. loss: from 3 at step 1 to NaN at step 4, lowest 1 at step 2. NaN at step 4.",
  );
  expect(describeCurve("Loss", [series([])])).toBe("Loss: nothing measured yet.");
});

test("numbers read well", () => {
  expect([decade(0.1), decade(1e-5), decade(2e-4), decade(1000), decade(1e6)]).toEqual([
    "0.1",
    "10⁻⁵",
    "2 × 10⁻⁴",
    "1000",
    "10⁶",
  ]);
  expect(percent(0.9731)).toBe("97.3 %");
  expect(spaced([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
});
