/**
 * Every network of the course against the published layer tables: shapes, parameters,
 * multiply-adds, layer by layer.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isObject, parseJson, type Json, type JsonObject } from "../../core/json";
import { listing, specFromListing, type Listing } from "../listing";
import { parseSpec } from "../parse-spec";
import { layerNamed, networkShapes } from "../shapes";
import { patchAt } from "../receptive";
import { networkMemory } from "../memory";
import { squeezenet } from "./squeezenet";
import { networks } from ".";

const file = parseJson(
  readFileSync(new URL("../../golden/networks.json", import.meta.url), "utf8"),
  { depth: 16 },
);
const published = isObject(file) ? file.get("networks") : null;
const cases: readonly JsonObject[] = Array.isArray(published)
  ? published.filter((item: Json) => isObject(item))
  : [];

const plain = (value: Json): unknown => {
  if (isObject(value))
    return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  return Array.isArray(value) ? value.map((inner: Json) => plain(inner)) : value;
};

/**
 * The table without what a spec does not say; the trace calls the third relu of a bottleneck "#2"
 * again.
 */
function table(given: JsonObject): unknown {
  const kept = new Map(
    [...given].filter(([key]) => key !== "source" && key !== "mode" && key !== "published"),
  );
  return JSON.parse(JSON.stringify(plain(kept)), (key, value) =>
    key === "attrs" ? undefined : value,
  );
}

function renamed(given: Listing, rename: (name: string) => string): unknown {
  const layers = given.layers.map((layer) => ({
    ...layer,
    name: rename(layer.name),
    inputs: layer.inputs.map(rename),
  }));
  return JSON.parse(JSON.stringify({ ...given, layers }));
}

describe("networks", () => {
  it("has all thirteen of the published tables", () => {
    expect(cases.length).toBe(13);
  });

  it.each(cases.map((item) => [String(item.get("name")), item] as const))(
    "%s comes out exactly",
    (name, item) => {
      const spec = networks[name]?.();
      if (spec === undefined) throw new Error(`there is no network ${name}`);
      expect(renamed(listing(spec), (layer) => layer.replace("relu#3", "relu#2"))).toEqual(
        table(item),
      );
    },
  );

  it.each(cases.map((item) => [String(item.get("name")), item] as const))(
    "%s comes out exactly when read from its own table",
    (_, item) => {
      expect(
        renamed(listing(specFromListing(item)), (layer) => layer.replace(/-\d+$/, "")),
      ).toEqual(table(item));
    },
  );

  it.each(Object.entries(networks))("%s is a valid spec that survives JSON", (_, build) => {
    const spec = build();
    expect(parseSpec(JSON.stringify(spec))).toEqual(JSON.parse(JSON.stringify(spec)));
  });

  it("draws the lecture's sample network with the lecture's shapes", () => {
    const shapes = networkShapes(
      networks["sample"]?.() ?? { format: 1, name: "", input: [], layers: [] },
    );
    const at = (name: string): readonly number[] | undefined => layerNamed(shapes, name)?.shape;
    expect([at("conv1"), at("conv2"), at("conv3"), at("flatten"), at("fc1")]).toEqual([
      [10, 37, 37],
      [20, 17, 17],
      [40, 7, 7],
      [1960],
      [10],
    ]);
  });

  it("has SqueezeNet as published: 1,248,424 parameters, 1,000 numbers from 15×15 maps", () => {
    const { parameterCount, output, layers } = networkShapes(squeezenet());
    const shapes = new Map(layers.map(({ name, shape }) => [name, shape]));
    expect(parameterCount).toBe(1_248_424);
    expect(output.shape).toEqual([1000]);
    expect(shapes.get("features.2")).toEqual([96, 55, 55]);
    expect(shapes.get("features.12")).toEqual([512, 13, 13]);
    expect(shapes.get("classifier.1")).toEqual([1000, 15, 15]);
  });

  it("makes plain and residual twins with the same parameters", () => {
    const [plain20, residual20] = [networks["plain20"], networks["residual20"]].map((build) =>
      networkShapes(build?.() ?? { format: 1, name: "", input: [], layers: [] }),
    );
    expect(plain20?.parameterCount).toBe(residual20?.parameterCount);
    expect(residual20?.parameterCount).toBe(269_722);
  });
});

describe("receptive fields", () => {
  it("of two 3×3 convolutions are 5×5, of three 7×7, and padding lets them start outside", () => {
    const layers = [1, 2, 3].map((at) => ({
      name: `c${at}`,
      op: "conv2d",
      out_channels: 1,
      kernel_size: 3,
      padding: 1,
    }));
    const shapes = networkShapes({ format: 1, name: "stack", input: [1, 9, 9], layers });
    expect(shapes.layers.map((layer) => layer.field.size)).toEqual([
      [3, 3],
      [5, 5],
      [7, 7],
    ]);
    const last = shapes.output.field;
    expect(last.start).toEqual([-3, -3]);
    expect(patchAt(last, 0, 4, 9, 9)).toEqual({ top: 0, left: 1, bottom: 4, right: 8 });
  });

  it("of LeNet's second pooling layer is 16×16 with steps of 4; the dense layers see the whole digit", () => {
    const shapes = networkShapes(
      networks["lenet5"]?.() ?? { format: 1, name: "", input: [], layers: [] },
    );
    expect(layerNamed(shapes, "pool2")?.field).toEqual({
      size: [16, 16],
      jump: [4, 4],
      start: [-2, -2],
    });
    expect(layerNamed(shapes, "fc1")?.field.size).toEqual([32, 32]);
  });

  it("of a sum is the union of its branches", () => {
    const shapes = networkShapes({
      format: 1,
      name: "block",
      input: [1, 8, 8],
      layers: [
        { name: "c", op: "conv2d", out_channels: 1, kernel_size: 5, padding: 2 },
        { name: "sum", op: "add", inputs: ["c", "input"] },
      ],
    });
    expect(shapes.output.field).toEqual({ size: [5, 5], jump: [1, 1], start: [-2, -2] });
  });
});

describe("memory", () => {
  const spec = networks["lenet5"]?.() ?? { format: 1 as const, name: "", input: [], layers: [] };

  it("of LeNet in use is its weights and the two largest neighbours, in training far more", () => {
    const { use, training, layers } = networkMemory(spec, 64);
    const parameters = 61_706 * 4;
    const neighbours = 64 * (4704 + 1176) * 4;
    expect(use).toBeGreaterThanOrEqual(parameters + neighbours);
    expect(use).toBeLessThan(1.6 * (parameters + neighbours));
    expect(training).toBeGreaterThan(1.5 * use);
    expect(layers.find(({ name }) => name === "conv1")).toEqual({
      name: "conv1",
      parameters: 156 * 4,
      output: 64 * 4704 * 4,
    });
  });

  it("grows with the batch, and with the optimiser's memory", () => {
    expect(networkMemory(spec, 32).training).toBeLessThan(networkMemory(spec, 64).training);
    const adam = networkMemory(spec, 64, { kind: "adam" }).training;
    expect(adam - networkMemory(spec, 64, { kind: "sgd" }).training).toBeGreaterThan(
      2 * 61_706 * 4,
    );
  });
});

describe("LeNet-5 as of 1998", () => {
  const network = networkShapes(parseSpec(networks["lenet5_1998"]?.()));
  const count = (pattern: RegExp): number =>
    network.layers
      .filter(({ name }) => pattern.test(name))
      .reduce((total, { parameterCount }) => total + parameterCount, 0);

  it("has the paper's parameters, layer by layer: 60,000 up to F6", () => {
    expect([/^c1/, /^s2/, /^c3/, /^s4/, /^c5/, /^f6/].map(count)).toEqual([
      156, 12, 1516, 32, 48_120, 10_164,
    ]);
    expect(network.parameterCount - count(/^out/)).toBe(60_000);
  });

  it("has the paper's table: six filters see three maps, nine four, one all six", () => {
    const seen = network.layers
      .filter(({ kind, name }) => kind === "conv2d" && name.startsWith("c3."))
      .map(({ parameters }) => [parameters["w"]?.[0], parameters["w"]?.[1]]);
    expect(seen).toEqual([
      [6, 3],
      [6, 4],
      [3, 4],
      [1, 6],
    ]);
  });
});

describe("strides of a bottleneck", () => {
  const made = (name: string) =>
    networkShapes(networks[name]?.() ?? { format: 1, name: "", input: [], layers: [] });

  it("stand on the 3×3 as in torchvision, or on the first 1×1 as in the paper, at less work", () => {
    const strideOf = (name: string, layer: string): unknown =>
      layerNamed(made(name), layer)?.attributes["stride"];
    expect(["conv1", "conv2"].map((one) => strideOf("resnet50", `layer2.0.${one}`))).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(["conv1", "conv2"].map((one) => strideOf("resnet50_paper", `layer2.0.${one}`))).toEqual([
      [2, 2],
      [1, 1],
    ]);
    const [modern, paper] = [made("resnet50"), made("resnet50_paper")];
    expect(paper.parameterCount).toBe(modern.parameterCount);
    expect([modern.multiplyAdds, paper.multiplyAdds]).toEqual([4_089_184_256, 3_857_973_248]);
  });
});
