import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { writeSafetensors } from "../../../engine/data/formats/safetensors";
import { networkShapes } from "../../../engine/graph/shapes";
import { initialWeights } from "../../../engine/train/initialisers";
import { toStored } from "../../../engine/train/weights";
import { readOwnFile } from "../../pictures/own/read-file";
import { digestOf } from "../../shell/digest";
import { isOwnFile, ownFile, putFile } from "../fields/own-files";
import { ownWeights } from "../fields/own-weights";
import { training } from "./definition";
import { networkOf } from "./network";
import { datasetOf, inputOf } from "./own-set";
import { recipeOf } from "./recipe";
import { settingOf } from "./settings";

const LEAVES = ["birch", "maple", "oak"];
const zip = zipSync(
  Object.fromEntries(
    LEAVES.flatMap((name) => [1, 2].map((at) => [`leaves/${name}/${at}.png`, Uint8Array.of(at)])),
  ),
);

function put(path: string, bytes: Uint8Array): string {
  const file = ownFile(path, digestOf(bytes));
  putFile(file, readOwnFile(path, bytes));
  return file;
}

test("a family learns the classes of a lesson's own set, under a name of its own", () => {
  const data = put("assets/leaves.zip", zip);
  const state = training.initial({ data, network: "conv", depth: 3, width: 4 });
  const { output } = networkShapes(networkOf(settingOf(state)));
  expect(output.shape).toEqual([3]);
  expect(inputOf(settingOf(state))).toEqual([1, 28, 28]);
  expect(recipeOf(settingOf(state), 0).dataset).toBe(`leaves-${digestOf(zip)}-1x28x28`);
  expect(training.describe(state)).toContain("the pictures of leaves.zip");
  // A network of the catalogue says itself what it reads.
  expect(datasetOf({ ...settingOf(state), network: "residual20" })).toContain("3x32x32");
});

test("the state holds the name, and a lesson block the name in the text", () => {
  const data = put("assets/leaves.zip", zip);
  const state = training.initial({ data });
  expect(training.restore({ data }, training.initial({})).data).toBe(data);
  expect(training.toProperties(state)["data"]).toBe("assets/leaves.zip");
  for (const odd of ["assets/leaves.zip", "assets/../a.zip@1", "assets/a.png@1", "a.zip@1", 3])
    expect(training.restore({ data: odd }, training.initial({})).data).toBe("mnist");
  // A file that is not here stays named, and nothing is computed from another one.
  const gone = training.restore({ data: "assets/gone.zip@1a" }, training.initial({}));
  expect([gone.data, training.describe(gone)]).toEqual([
    "assets/gone.zip@1a",
    expect.stringContaining("the pictures of gone.zip"),
  ]);
});

const problemsOf = (properties: Readonly<Record<string, unknown>>) =>
  training.problems?.(properties, training.initial(properties)) ?? {};

test("a network that does not fit the pictures, and a file that holds none", () => {
  const data = put("assets/leaves.zip", zip);
  expect(problemsOf({ data, batch: 5, network: "conv 4, gap, linear 3" })).toEqual({});
  expect(problemsOf({ data, network: "conv 4, gap, linear 10" })["network"]).toMatchObject({
    message: "the network gives 10 numbers, the pictures are of 3 classes (birch, maple, oak)",
  });
  expect(recipeOf(settingOf(training.initial({ data })), 0).batch).toBe(5);
  expect(problemsOf({ data, batch: 8 })["batch"]?.suggestion).toBe("5");
  const flat = put("assets/flat.zip", zipSync({ "a/1.png": Uint8Array.of(1) }));
  expect(problemsOf({ data: flat })["data"]?.message).toContain("all pictures stand in one folder");
  const lines = put("assets/two.csv", new TextEncoder().encode("0,1,2,3,4\n1,5,6,7\n"));
  expect(problemsOf({ data: lines })["data"]?.message).toContain(
    "line 2 does not have 4 numbers behind its label",
  );
});

test("weights of a lesson: by name, in the file's order, or what does not fit", () => {
  const made = { network: "conv 4, gap, linear 10" };
  const shapes = networkShapes(networkOf(settingOf(training.initial(made))));
  const own = initialWeights(shapes, 7);
  const stored = toStored(own, shapes);
  const weights = put("assets/net.safetensors", writeSafetensors(stored));
  expect(problemsOf({ ...made, weights })).toEqual({});
  const renamed = new Map(
    [...stored].map(([name, value]) => [
      name.replace("conv1", "stem").replace("fc1", "head"),
      value,
    ]),
  );
  const other = put("assets/other.safetensors", writeSafetensors(renamed));
  const state = training.initial({ ...made, weights: other });
  const found = isOwnFile(state.weights) ? ownWeights(state.weights, shapes) : null;
  expect(found instanceof Map ? [...found] : found).toEqual([...own]);
  expect(problemsOf({ network: "conv 5, gap, linear 10", weights })["weights"]?.message).toContain(
    "conv1.w: the file has 4×1×3×3, the network needs 5×1×3×3",
  );
});
