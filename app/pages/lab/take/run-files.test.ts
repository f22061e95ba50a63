/** A run that is taken away: its pictures, batches, weights and curves are those of the lab. */
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { createWasm } from "../../../../engine/backends/wasm";
import { readNpy } from "../../../../engine/data/formats/npy";
import { readSafetensors, writeSafetensors } from "../../../../engine/data/formats/safetensors";
import { networkShapes } from "../../../../engine/graph/shapes";
import { initialWeights } from "../../../../engine/train/initialisers";
import { batches } from "../../../../engine/train/batches";
import { Trainer } from "../../../../engine/train/trainer";
import { toStored, weightsFrom } from "../../../../engine/train/weights";
import { training } from "../../../widgets/training/definition";
import { recipeOf } from "../../../widgets/training/recipe";
import { settingOf } from "../../../widgets/training/settings";
import { shippedData } from "../../../widgets/training/trained.testing";
import { openFile } from "../open/open-file";
import { newProject } from "../project";
import { curvesCsv, runZip } from "./run-files";

const STEPS = 12;
const NOTHING = { losses: [], scores: [] };
const setting = settingOf(
  training.initial({
    network: "conv 4, batchnorm, relu, pool 2, linear 10",
    side: "14",
    pixels: "standard",
    batch: 32,
    examples: 640,
    schedule: "cosine",
    seed: 5,
  }),
);
const recipe = recipeOf(setting, STEPS);

async function run() {
  const dataset = await shippedData("mnist");
  const trainer = await Trainer.open(await createWasm({ threads: 1 }), recipe, dataset, {});
  while (trainer.step < STEPS) await trainer.advance();
  const losses = (await trainer.losses()).map(({ step, loss }) => ({ step, value: loss }));
  const score = await trainer.evaluate();
  trainer.free();
  const recorded = { losses, scores: [{ step: STEPS, ...score }] };
  return {
    dataset,
    recorded,
    zip: runZip({ recipe, title: "My run", steps: STEPS, dataset, recorded, present: null }),
  };
}

describe("the files of a run", () => {
  test("hold the pictures and the batches of every step, the first weights and the losses", async () => {
    const { dataset, recorded, zip } = await run();
    const files = unzipSync(zip);
    const data = unzipSync(files["data.npz"] ?? new Uint8Array());
    const array = (name: string) => readNpy(data[`${name}.npy`] ?? new Uint8Array());
    expect(array("x_train").shape).toEqual([640, 1, 14, 14]);
    expect(array("x_test").shape).toEqual([dataset.count - dataset.training, 1, 14, 14]);
    expect([...array("y_train").data]).toEqual([...dataset.labels.subarray(0, 640)]);
    const drawn = batches(5, 640, 32);
    const wanted = Array.from({ length: STEPS }, (_, at) => [...drawn.at(at + 1)]).flat();
    expect([...array("order").data]).toEqual(wanted);
    expect([...array("losses").data]).toEqual(recorded.losses.map(({ value }) => value));
    const shapes = networkShapes(recipe.network);
    const first = readSafetensors(files["first.safetensors"] ?? new Uint8Array());
    expect(weightsFrom(first, shapes)).toEqual(initialWeights(shapes, 5));
    expect([...first.keys()].some((name) => name.endsWith(".num_batches_tracked"))).toBe(true);
    const script = new TextDecoder().decode(files["train.py"]);
    expect(script).toContain("STEPS, BATCH, SEED = 12, 32, 5");
    expect(script).toContain("pictures = (pictures - 0.1307) / 0.3081");
    const { cells } = JSON.parse(new TextDecoder().decode(files["train.ipynb"]));
    expect(cells[1].source.join("")).toBe(script.trim());
    if (process.env["RUN_OUT"] !== undefined) {
      const { writeFileSync } = await import("node:fs");
      writeFileSync(process.env["RUN_OUT"], zip);
    }
  });

  test("hold the weights that the network has now, and PyTorch's file of them opens in the lab", async () => {
    const dataset = await shippedData("mnist");
    const shapes = networkShapes(recipe.network);
    const weights = toStored(initialWeights(shapes, 77), shapes);
    const present = { ...newProject("My run", recipe.network), weights, trained: "in the lab" };
    const taken = { recipe, title: "My run", steps: STEPS, dataset, recorded: NOTHING, present };
    const files = unzipSync(runZip(taken));
    const file = files["present.safetensors"] ?? new Uint8Array();
    const script = new TextDecoder().decode(files["train.py"]);
    expect(script).toContain('load_file("first.safetensors"))  # or "present.safetensors"');
    expect(weightsFrom(readSafetensors(file), shapes)).toEqual(initialWeights(shapes, 77));
    // As safetensors.torch.save_file writes a state dict: the same names, no description.
    const trained = Uint8Array.from(writeSafetensors(readSafetensors(file)));
    const there = newProject("My run", recipe.network);
    const opened = await openFile(new File([trained], "trained.safetensors"), there);
    expect("project" in opened && opened.project.weights).toEqual(weights);
    expect(opened).toMatchObject({ project: { trained: "from trained.safetensors" } });
  });

  test("the curves are one line per step, with what was held out where it was measured", () => {
    const losses = [1, 2, 3].map((step) => ({ step, value: 1 / step }));
    const scores = [
      { step: 0, loss: 2.3, accuracy: 0.1 },
      { step: 2, loss: 2, accuracy: 0.5 },
    ];
    expect(curvesCsv({ losses, scores }).split("\n")).toEqual([
      "step,training_loss,held_out_loss,held_out_accuracy",
      "0,,2.3,0.1",
      "1,1,,",
      "2,0.5,2,0.5",
      `3,${1 / 3},,`,
      "",
    ]);
  });
});
