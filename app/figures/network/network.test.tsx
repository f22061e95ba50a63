/** What stands in the picture of a network is what was given, whatever the network. */
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { barAxis, describeBars, LayerBars } from "./LayerBars";
import { LayerColumns } from "./LayerColumns";
import { describeHistogram, heights } from "./LayerHistograms";
import { moduleNumbers } from "./modules";
import { bestOf, describeProbabilities, ProbabilityBars } from "./ProbabilityBars";

test("an activation alone behind its layer joins its module; one that is read twice does not", () => {
  const modules = moduleNumbers([
    { name: "conv1", op: "conv2d", inputs: ["input"] },
    { name: "relu1", op: "relu", inputs: ["conv1"] },
    { name: "conv2", op: "conv2d", inputs: ["relu1"] },
    { name: "act2", op: "relu", inputs: ["relu1"] },
    { name: "add1", op: "add", inputs: ["conv2", "act2"] },
  ]);
  expect([...modules.values()]).toEqual([0, 0, 1, 2, 3]);
});

test("every bar is as long as its probability says", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 }),
      (shares) => {
        const labels = shares.map((_, at) => String(at));
        const html = renderToStaticMarkup(
          <ProbabilityBars title="Digit" labels={labels} probabilities={shares} />,
        );
        const drawn = [...html.matchAll(/--share:([\d.e-]+)/g)].map((match) => Number(match[1]));
        expect(drawn).toEqual(shares);
        expect(shares[bestOf(shares)]).toBe(Math.max(...shares));
      },
    ),
  );
  expect(describeProbabilities("Digit", ["a", "b"], [0.25, 0.75])).toBe(
    "Digit: b 75.0 %, a 25.0 %",
  );
});

test("a bar's place on the logarithmic axis gives the value back; zero has none and NaN is written", () => {
  const values = { a: 3e-8, b: 0.4, c: 0, d: Number.NaN };
  const runs = [{ label: "run", values }];
  const axis = barAxis(runs);
  const html = renderToStaticMarkup(
    <LayerBars title="Gradient norm" layers={Object.keys(values)} runs={runs} />,
  );
  const bars = [...html.matchAll(/data-value="([^"]+)" style="--share:([\d.e-]+)"/g)];
  expect(bars.map((bar) => Number(bar[1]))).toEqual([3e-8, 0.4, 0, Number.NaN]);
  expect(axis.invert(Number(bars[0]?.[2])) / 3e-8).toBeCloseTo(1, 6);
  expect(axis.invert(Number(bars[1]?.[2])) / 0.4).toBeCloseTo(1, 6);
  expect(Number(bars[2]?.[2])).toBe(0);
  expect(html).toContain("NaN");
  expect(describeBars("Gradient norm", ["a", "b"], runs)).toBe(
    "Gradient norm by layer. run: a 3\u00A0·\u00A010⁻⁸, b 0.4, 1.33\u00A0·\u00A010⁷ times.",
  );
});

test("a histogram's columns are in the proportion of its counts, and it is said in words", () => {
  expect(heights([0, 5, 10])).toEqual([0, 0.5, 1]);
  const counts = Array.from({ length: 32 }, (_, at) => (at === 20 ? 30 : at === 21 ? 10 : 0));
  expect(describeHistogram({ layer: "relu1", counts, zeros: 40, notANumber: 0 })).toBe(
    "relu1: middle size about 2 to the power -4, 50.0 % zero",
  );
});

test("a deep network's columns give their values back, and NaN stands to the top", () => {
  const layers = Array.from({ length: 40 }, (_, at) => `fc${at + 1}`);
  const values = Object.fromEntries(
    layers.map((layer, at) => [layer, at === 3 ? Number.NaN : 10 ** (at / 4 - 8)]),
  );
  const html = renderToStaticMarkup(
    <LayerColumns
      title="Gradient"
      layers={layers}
      runs={[{ label: "run", values }]}
      at={5}
      onAt={() => {}}
      width={800}
    />,
  );
  const columns = [
    ...html.matchAll(
      /data-layer="(\w+)" data-value="([^"]+)" x="[^"]+" y="([\d.]+)" width="[^"]+" height="([\d.]+)"/g,
    ),
  ];
  expect(columns.map((column) => column[1])).toEqual(layers);
  const axis = barAxis([{ label: "run", values }]);
  for (const [, layer = "", value, top, height] of columns) {
    expect(Number(value)).toBe(values[layer]);
    expect(Number(top) + Number(height)).toBeCloseTo(150, 1);
    if (layer !== "fc4")
      expect(axis.invert(Number(height) / 140) / Number(value)).toBeCloseTo(1, 1);
  }
  expect(columns[3]?.[3]).toBe("10");
  expect(html).toContain("in fc6");
});
