/**
 * Numbers that a lesson says in its own words, where no `value` can stand: each is computed again.
 * The sentence must be there, and its last number must be what the engine gives, rounded as it is
 * written.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { architecture } from "./architecture/definition";
import { descent } from "./descent/definition";

/** A number of a figure with these properties. */
type Computed = () => number;

const counts = new Map<string, Readonly<Record<string, { readonly data: ArrayLike<number> }>>>();

function of(network: string, name: string): number {
  const found =
    counts.get(network) ?? architecture.values?.(architecture.initial({ network })) ?? {};
  counts.set(network, found);
  return found[name]?.data[0] ?? Number.NaN;
}

function ofDescent(
  properties: Parameters<typeof descent.initial>[0],
  name: string,
  at = 0,
): number {
  const values = descent.values?.(descent.initial(properties)) ?? {};
  return values[name]?.data[at] ?? Number.NaN;
}

const FOUR = [
  [3, 100, -3],
  [3, 300, -1],
  [7, 100, 1],
  [7, 300, 3],
];
const PAIRS = [
  [1, 10, -1],
  [1, -10, 5],
  [-1, 10, -5],
  [-1, -10, 1],
];
const start = { w1: -1, w2: 2 };
const share = (network: string, layer: string, what: string): Computed => {
  return () => of(network, `${layer}.${what}`) / of(network, `all.${what}`);
};
const dense = (what: string): number =>
  ["0", "3", "6"].reduce((sum, at) => sum + of("vgg16", `classifier.${at}.${what}`), 0);

const SAID: Readonly<Record<string, readonly (readonly [string, Computed])[]>> = {
  "feature-scaling": [
    ["it takes 116 steps", () => ofDescent({ factor: 10, w2: 1 }, "fastest")],
    ["The steps grow with it: 1", () => ofDescent({ factor: 1, w2: 1 }, "fastest")],
    [
      "and 116 steps, at the best rate",
      () => ofDescent({ ...start, data: PAIRS, scaling: "standard", over: "all" }, "fastest"),
    ],
    ["As it is, it was 100", () => ofDescent({ ...start, data: PAIRS }, "condition")],
    ["the largest about 11;", () => ofDescent({ data: FOUR, scaling: "largest" }, "condition")],
    ["min–max 3;", () => ofDescent({ data: FOUR, scaling: "range" }, "condition")],
    ["standardised 1.", () => ofDescent({ data: FOUR, scaling: "standard" }, "condition")],
    [
      "cannot fall below 2.8",
      () => ofDescent({ data: PAIRS, scaling: "range", over: "all" }, "least"),
    ],
    ["read as 0.45", () => ofDescent({ data: PAIRS, scaling: "range", over: "all" }, "x", 4)],
  ],
  "batch-norm-test": [
    ["{% mistake value=0.04", () => 0.9 ** 30],
    ["\\approx 0.74", () => 0.99 ** 30],
    ["average is still 74 %", () => 0.99 ** 30],
    ["The last 22 batches have 90 %", () => 1 - 0.9 ** 22],
  ],
  lenet: [
    ["of {all}, 78 %", share("lenet5", "fc1", "parameters")],
    ["conv2 has 4 %", share("lenet5", "conv2", "parameters")],
    ["and 58 % of the multiply-adds", share("lenet5", "conv2", "multiplyAdds")],
    ["= 2{,}416", () => of("lenet5", "conv2.parameters")],
    ["has 61,706 parameters", () => of("lenet5", "all.parameters")],
    ["its table adds to 60,850", () => of("lenet5_1998", "all.parameters")],
  ],
  alexnet: [
    ["one tower and 61,100,840", () => of("alexnet_torchvision", "all.parameters")],
    [
      "later paper (Krizhevsky 2014): 61,100,840",
      () => of("alexnet_torchvision", "all.parameters"),
    ],
    ["= 307{,}456", () => of("alexnet_two_tower", "conv2.parameters")],
  ],
  vgg16: [
    ["About 74 %", share("vgg16", "classifier.0", "parameters")],
    [
      "11 % of the parameters remain",
      () => 1 - dense("parameters") / of("vgg16", "all.parameters"),
    ],
    [
      "99 % of the multiply-adds",
      () => 1 - dense("multiplyAdds") / of("vgg16", "all.multiplyAdds"),
    ],
    [
      "computes 18 times as much",
      () => of("vgg16", "features.2.multiplyAdds") / of("vgg16", "classifier.0.multiplyAdds"),
    ],
    ["1.85 billion against", () => of("vgg16", "features.2.multiplyAdds")],
    ["against 103 million", () => of("vgg16", "classifier.0.multiplyAdds")],
    ["15.5 billion multiply-adds are many", () => of("vgg16", "all.multiplyAdds")],
    ["12.8 million bytes", () => of("vgg16", "features.0.memory")],
    ["128 times the", () => of("vgg16", "features.0.memory") / of("vgg16", "features.30.memory")],
    ["the 100,352 bytes", () => of("vgg16", "features.30.memory")],
    ["batch: 822 million", () => 64 * of("vgg16", "features.0.memory")],
    ["takes 411 MB", () => 4e-6 * of("vgg16", "classifier.0.parameters")],
    ["a file of 553 MB", () => 4e-6 * of("vgg16", "all.parameters")],
  ],
  googlenet: [
    ["{% solution %}13,378,280", () => of("googlenet_paper_aux", "all.parameters")],
    [
      "They have 6.4 million parameters",
      () =>
        of("googlenet_paper_aux", "all.parameters") -
        of("googlenet_paper_no_aux", "all.parameters"),
    ],
    [
      "libraries GoogLeNet has 6.6 million",
      () => of("googlenet_torchvision_no_aux", "all.parameters"),
    ],
    ["so the 7.0 million", () => of("googlenet_paper_no_aux", "all.parameters")],
    ["With heads it is 13 million", () => of("googlenet_torchvision_aux", "all.parameters")],
  ],
  resnet: [
    ["VGG-16 computes 15.5 billion", () => of("vgg16", "all.multiplyAdds")],
    ["{% solution %}3.66", () => of("resnet34", "all.multiplyAdds") / 1e9],
    ["to 4.09 billion", () => of("resnet50", "all.multiplyAdds")],
    ["{% solution %}171.", () => of("resnet152", "layer3.0.conv3.sees")],
    ["The lab computes 60.2 million", () => of("resnet152", "all.parameters")],
  ],
  summary: [
    ["The lab counts 7.0 million", () => of("googlenet_paper_no_aux", "all.parameters")],
    ['feedback="60,965,224', () => of("alexnet_two_tower", "all.parameters")],
    ['feedback="138,357,544', () => of("vgg16", "all.parameters")],
    ["VGG-16 keeps 74 %", share("vgg16", "classifier.0", "parameters")],
  ],
};

test.each(Object.entries(SAID))("%s says what the engine computes", (lesson, sentences) => {
  const text = readFileSync(join("lessons", lesson, "lesson.mdoc"), "utf8").replaceAll(
    /\{% value from="[^"]*all\.parameters"[^%]*%\}/g,
    "{all}",
  );
  for (const [words, computed] of sentences) {
    expect(text).toContain(words);
    expect(`${words}: ${written(words, computed())}`).toBe(`${words}: ${numberIn(words).text}`);
  }
});

/** The last number of the words, with what its unit makes of it. */
function numberIn(words: string): { readonly text: string; readonly unit: number } {
  const plain = words.replaceAll("{,}", ",");
  const text = (plain.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []).at(-1) ?? "";
  const unit = plain.includes(" billion")
    ? 1e9
    : plain.includes(" million")
      ? 1e6
      : / %(?!\})/.test(plain)
        ? 0.01
        : 1;
  return { text, unit };
}

/** The computed number with as many decimals as the words have. */
function written(words: string, value: number): string {
  const { text, unit } = numberIn(words);
  const decimals = text.split(".")[1]?.length ?? 0;
  return (value / unit).toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}
