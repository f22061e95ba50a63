/**
 * Whole networks from a formula, on the two backends that Node has, and the runner itself: a number
 * that is off, and anything that it does not understand, must fail. WebGPU: npm run conformance.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Backend } from "../backends/backend";
import { createReference } from "../backends/reference/index";
import { createWasm } from "../backends/wasm/index";
import { record, type Open, type Settings } from "./cases";
import { filledTensor, fnv1a, noise, picture } from "./formula";
import type { Verdict } from "./run";
import { runZoo } from "./zoo-cases";
import { list } from "./zoo-compare";

const text = readFileSync(new URL("../golden/zoo.json", import.meta.url), "utf8");

function opener(file: unknown): Open {
  return async () => new TextEncoder().encode(JSON.stringify(file));
}

const zoo = record(JSON.parse(text), "the zoo");

/** The zoo with only LeNet-5, changed. */
function changed(change: Settings): Open {
  const lenet = record(list(zoo["cases"], "cases")[0], "a case");
  return opener({ ...zoo, cases: [{ ...lenet, ...change }] });
}

async function verdicts(open: Open, backend: Backend = wasm): Promise<readonly Verdict[]> {
  const found: Verdict[] = [];
  for await (const verdict of runZoo(backend, open)) found.push(verdict);
  return found;
}

async function problems(open: Open): Promise<string> {
  return (await verdicts(open)).flatMap(({ problem }) => problem ?? []).join("; ");
}

const wasm = await createWasm();

describe("whole networks", () => {
  it.each([createReference(), wasm])("agree with PyTorch on $name", async (backend) => {
    const found = await verdicts(opener(zoo), backend);
    expect(found.map(({ id }) => id)).toEqual(
      ["lenet5", "residual20"].flatMap((id) =>
        ["layers", "logits", "top5"].map((what) => `zoo/${id}/${what}`),
      ),
    );
    for (const verdict of found) expect(verdict).toMatchObject({ problem: null });
    expect(backend.bytesInUse()).toBe(0);
  });

  it("are left out when they cost more than allowed, and that is said", async () => {
    const said: string[] = [];
    const found: string[] = [];
    const choice = { most: 1e6, skip: (words: string) => said.push(words) };
    for await (const { id } of runZoo(wasm, opener(zoo), choice)) found.push(id);
    expect(found.every((id) => id.startsWith("zoo/lenet5/"))).toBe(true);
    expect(found).toHaveLength(3);
    expect(said).toEqual([expect.stringMatching(/zoo\/residual20: 41 million/)]);
  });
});

describe("the runner", () => {
  const lenet = record(list(zoo["cases"], "cases")[0], "a case");
  const layers = record(lenet["layers"], "layers");
  const withLayer = (name: string, change: Settings): Open =>
    changed({ layers: { ...layers, [name]: { ...record(layers[name], name), ...change } } });

  it("fails one logit, one order, one statistic and one sample that are off", async () => {
    const logits = list(lenet["logits"], "logits").map(Number);
    const bent = logits.map((value, at) => (at === 7 ? value + 2e-4 : value));
    expect(await problems(changed({ logits: bent }))).toMatch(/^logits\[7\]/);
    expect(await problems(changed({ top5: [9, 3, 5, 0, 8] }))).toMatch(/^the five largest are 3,9/);
    expect(await problems(withLayer("conv2", { std: 1.4546 }))).toMatch(/^conv2 std is 1\.454/);
    expect(await problems(withLayer("pool1", { samples: [[35, 0.001]] }))).toMatch(/^pool1 \[35\]/);
  });

  it("fails where a number or a tolerance is missing", async () => {
    expect(await problems(withLayer("fc1", { mean: undefined }))).toMatch(/^fc1 mean/);
    expect(await problems(withLayer("fc1", { tolerance: {} }))).toMatch(/^fc1 mean/);
    expect(await problems(changed({ logits_tolerance: {} }))).toMatch(/^logits\[0\]/);
  });

  it.each([
    ["a mode", { mode: "train" }, /the mode train/],
    ["a network", { network: "lenet6" }, /the network lenet6/],
    ["a field", { seed: 4 }, /the field "seed"/],
    ["a builder", { build: { mobileNet: {} } }, /the builder "mobileNet"/],
    ["a layer", { layers: { ...layers, conv9: {} } }, /the layer "conv9"/],
    ["a missing layer", { layers: { conv1: layers["conv1"] } }, /relu1/],
    ["a count", { parameters: 61707 }, /has 61706 parameters/],
    ["a picture", { input: { name: "x", shape: [1, 3, 28, 28], scale: 1 } }, /reads 1×28×28/],
    ["a batch", { input: { name: "x", shape: [2, 1, 28, 28], scale: 1 } }, /one example/],
  ])("fails %s that it does not understand", async (_, change, message) => {
    expect(await problems(changed(change))).toMatch(message);
  });

  it("builds what the catalogue does not have", async () => {
    const residual = record(list(zoo["cases"], "cases")[1], "a case");
    const open = opener({ ...zoo, cases: [{ ...residual, network: null }] });
    expect(await problems(open)).toBe("");
  });

  it("refuses a folder of another format", async () => {
    await expect(verdicts(opener({ format: "other/2", cases: [] }))).rejects.toThrow(/other\/2/);
  });
});

describe("the formula", () => {
  it("gives the numbers that are known of it", () => {
    expect(fnv1a("lenet5/conv1.weight")).toBe(0x6d590a74);
    const u = noise("lenet5/conv1.weight");
    expect([0, 1, 2, 149].map(u)).toEqual([
      0.7133456524461508, 0.04157934105023742, -0.20195590611547232, -0.7032138970680535,
    ]);
    const weights = filledTensor("lenet5", "conv1", "w", [6, 1, 5, 5]);
    expect([...weights.subarray(0, 3)]).toEqual(
      [0.349466562, 0.020369634, -0.0989377871].map(Math.fround),
    );
    const image = picture("lenet5/input", [1, 1, 28, 28], 1);
    expect([0, 1, 783].map((cell) => image[cell])).toEqual(
      [-1.37056315, -1.05643415, -0.920360386].map(Math.fround),
    );
  });

  it("has no numbers for a slot that it does not name", () => {
    expect(() => filledTensor("net", "act", "slope", [1])).toThrow(/act\.slope/);
  });
});
