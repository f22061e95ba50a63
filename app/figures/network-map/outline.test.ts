/**
 * However a network is folded: every layer once, in order, and the edges that the graph induces.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { networks } from "../../../engine/graph/networks";
import { type NetworkShapes, networkShapes } from "../../../engine/graph/shapes";
import type { LayerSpec } from "../../../engine/graph/spec";
import { flowsOf } from "./flow";
import { foldable, type Outline } from "./item";
import { outline } from "./outline";
import { depths, type Opened, revealed, toggled, visibleEdges, visibleItems } from "./visible";

const zoo = Object.entries(networks).map(([name, make]) => [name, networkShapes(make())] as const);

/** Any graph of layers that keep 4×6×6: some add two earlier layers, some put several together. */
const anyNetwork: fc.Arbitrary<NetworkShapes> = fc
  .array(fc.tuple(fc.nat(9), fc.nat(1000), fc.nat(1000), fc.constantFrom("", "a.", "a.0.", "b.")), {
    minLength: 1,
    maxLength: 24,
  })
  .map((choices) => {
    const layers: LayerSpec[] = [];
    const names = ["input"];
    for (const [at, [kind, one, other, prefix]] of choices.entries()) {
      const [first = "input", second = "input"] = [
        names[names.length - 1 - (one % Math.min(3, names.length))],
        names[other % names.length],
      ];
      const name = `${prefix}n${at}`;
      const convolution = { op: "conv2d", out_channels: 4, kernel_size: 3, padding: 1 };
      if (kind < 4) layers.push({ name, inputs: [first], ...convolution });
      else if (kind < 6) layers.push({ name, op: "relu", inputs: [first] });
      else if (kind < 8 && first !== second)
        layers.push({ name, op: "add", inputs: [first, second] });
      else {
        layers.push({ name: `${name}.cat`, op: "concat", inputs: [first, second] });
        layers.push({ name, inputs: [`${name}.cat`], ...convolution });
      }
      names.push(name);
    }
    return networkShapes({ format: 1, name: "any", input: [4, 6, 6], layers });
  });

const anyFolding = (whole: Outline): fc.Arbitrary<Opened> =>
  fc
    .subarray([...whole.items.values()].filter(foldable).map(({ id }) => id))
    .map((ids) => new Set(ids));

function expectWhole(whole: Outline, opened: Opened): void {
  const seen = visibleItems(whole, opened);
  const names = seen.flatMap(({ first, last }) =>
    first < 0 ? ["input"] : whole.network.layers.slice(first, last + 1).map(({ name }) => name),
  );
  expect(names).toEqual(["input", ...whole.network.layers.map(({ name }) => name)]);
  const owner = (place: number): string =>
    seen.find(({ first, last }) => first <= place && place <= last)?.id ?? "";
  const place = new Map(whole.network.layers.map(({ name }, at) => [name, at]));
  const induced = new Set<string>();
  for (const [at, { inputs }] of whole.network.layers.entries())
    for (const input of inputs) {
      const from = place.get(input) ?? -1;
      if (owner(from) !== owner(at)) induced.add(`${owner(from)} > ${owner(at)}, ${from}`);
    }
  const drawn = visibleEdges(whole, opened).map(
    ({ from, to, tensor }) => `${from} > ${to}, ${tensor}`,
  );
  expect(new Set(drawn)).toEqual(induced);
  expect(drawn.length).toBe(induced.size);
  const carried = [...flowsOf(whole, opened).values()]
    .flat()
    .flatMap(({ carries }) => carries.map(({ from, to, tensor }) => `${from} > ${to}, ${tensor}`));
  expect(new Set(carried)).toEqual(induced);
}

test.each(zoo)("%s: folding and unfolding any item keeps layers, order and edges", (_, network) => {
  const whole = outline(network);
  for (const { opened } of depths(whole)) expectWhole(whole, opened);
  fc.assert(
    fc.property(anyFolding(whole), (opened) => expectWhole(whole, opened)),
    { numRuns: 8 },
  );
});

test("any graph keeps its layers, order and edges, folded and unfolded item by item", () => {
  fc.assert(
    fc.property(anyNetwork, (network) => {
      const whole = outline(network);
      let opened: Opened = new Set();
      expectWhole(whole, opened);
      for (const item of whole.items.values())
        if (foldable(item)) {
          opened = toggled(opened, item.id);
          expectWhole(whole, opened);
        }
    }),
    { numRuns: 150 },
  );
});

test("an item's id is its own, and what is inside lies within it", () => {
  for (const [, network] of zoo) {
    const whole = outline(network);
    for (const item of whole.items.values())
      for (const [at, child] of item.children.entries()) {
        expect(whole.items.get(child.id)).toBe(child);
        expect(whole.around.get(child.id)?.id).toBe(item.id);
        expect(child.first).toBe(at === 0 ? item.first : (item.children[at - 1]?.last ?? 0) + 1);
        if (at === item.children.length - 1) expect(child.last).toBe(item.last);
      }
  }
});

describe("what a person calls the parts", () => {
  const said = (id: string): readonly string[] =>
    outline(
      networkShapes(networks[id]?.() ?? { format: 1, name: "", input: [1], layers: [] }),
    ).root.children.map(({ name, says }) => `${name}: ${says.replaceAll("\u00A0", " ")}`);

  test("ResNet-152 has four stages of bottleneck blocks", () => {
    expect(said("resnet152").slice(3, 7)).toEqual([
      "layer1: bottleneck block × 3",
      "layer2: bottleneck block × 8",
      "layer3: bottleneck block × 36",
      "layer4: bottleneck block × 3",
    ]);
    const stage = outline(networkShapes(networks["resnet152"]?.() ?? never())).items.get(
      "stage:layer3",
    );
    expect(stage?.children.map(({ level, last, first }) => [level, last - first + 1])).toEqual([
      ["block", 12],
      ["group", 350],
    ]);
  });

  test("GoogLeNet's modules are stages by resolution, and an auxiliary head does not split one", () => {
    expect(said("googlenet_paper_aux").slice(4, 6)).toEqual([
      "Stage 2: inception module × 2, 3×3 maxpool",
      "Stage 3: inception module × 5, auxiliary head × 2, 3×3 maxpool",
    ]);
  });

  test("VGG-16, whose names say nothing, has five stages that end with their pooling", () => {
    expect(said("vgg16").filter((words) => words.startsWith("Stage"))).toEqual([
      "Stage 1: 3×3 conv × 2, 2×2 maxpool",
      "Stage 2: 3×3 conv × 2, 2×2 maxpool",
      "Stage 3: 3×3 conv × 3, 2×2 maxpool",
      "Stage 4: 3×3 conv × 3, 2×2 maxpool",
      "Stage 5: 3×3 conv × 3, 2×2 maxpool",
    ]);
  });

  test("a small network has no stages: LeNet's eight parts are all there is to fold", () => {
    expect(said("lenet5").map((words) => words.split(":")[0])).toEqual([
      "input",
      "conv1",
      "pool1",
      "conv2",
      "pool2",
      "fc1",
      "fc2",
      "fc3",
    ]);
  });
});

test("a layer that is looked for is seen: everything around it opens, and nothing else", () => {
  const whole = outline(networkShapes(networks["resnet152"]?.() ?? never()));
  const opened = revealed(whole, new Set(), "layer3.22.conv2");
  expect([...opened].toSorted()).toEqual([
    "block:layer3.22",
    "group:layer3.1 to layer3.35",
    "module:layer3.22.conv2",
    "stage:layer3",
  ]);
  expect(visibleItems(whole, opened).map(({ id }) => id)).toContain("layer3.22.conv2");
});

function never(): never {
  throw new Error("the network is not in the catalogue");
}
