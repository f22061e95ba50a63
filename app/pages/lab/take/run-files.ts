/**
 * A run of the lab as files for PyTorch: the script, a notebook, the first weights, the pictures
 * with the batches of every step, and the curves. Pure but for the zip.
 */
import { t } from "../../../language/words";
import { strToU8, zipSync } from "fflate";
import { runScript } from "../../../../engine/code/write/scripts/run";
import { check } from "../../../../engine/core/errors";
import type { Dataset } from "../../../../engine/data/dataset";
import { megabytes } from "../../../../engine/data/formats/limits";
import { writeNpy } from "../../../../engine/data/formats/npy";
import { transformed } from "../../../../engine/data/transform";
import { networkShapes } from "../../../../engine/graph/shapes";
import { batches, unshuffled } from "../../../../engine/train/batches";
import { initialWeights } from "../../../../engine/train/initialisers";
import type { Recipe } from "../../../../engine/train/recipe";
import { toStored } from "../../../../engine/train/weights";
import type { RunView } from "../../../runs/run-view";
import { newProject, type Project, projectFile } from "../project";
import { asNotebook } from "./notebook";

const PRESENT = "present.safetensors";
const FILES = {
  first: "first.safetensors",
  data: "data.npz",
  trained: "trained.safetensors",
} as const;
/** Steps where the run has no end of its own. */
const STEPS = 1000;
/** Numbers of pictures in the list of batches: steps behind it draw their own. */
const MOST_DRAWN = 2 ** 21;
const MOST_BYTES = 256 * 2 ** 20;

export type Recorded = Pick<RunView, "losses" | "scores">;

export interface TakenRun {
  readonly recipe: Recipe;
  readonly title: string;
  /** Of the run; 0: it has no end. */
  readonly steps: number;
  readonly dataset: Dataset;
  readonly recorded: Recorded;
  /** The network with the weights that it has now; null: it has none yet. */
  readonly present: Project | null;
}

/** Throws LabError "limit" where the pictures are too much for one file. */
export function runZip(taken: TakenRun): Uint8Array<ArrayBuffer> {
  const { recipe, title, recorded, present } = taken;
  const steps = Math.max(taken.steps, recorded.losses.at(-1)?.step ?? 0) || STEPS;
  const script = runScript({
    recipe,
    title,
    steps,
    files: { ...FILES, present: present === null ? null : PRESENT },
  });
  return zipSync(
    {
      "train.py": strToU8(script),
      "train.ipynb": strToU8(asNotebook(title, "", [script])),
      "curves.csv": strToU8(curvesCsv(recorded)),
      [FILES.first]: firstWeights(recipe, title),
      ...(present === null ? {} : { [PRESENT]: projectFile(present) }),
      [FILES.data]: dataFile(taken, steps),
    },
    { level: 6 },
  );
}

/** The weights of step 0 under the names of the script. */
function firstWeights({ network, seed }: Recipe, title: string): Uint8Array {
  const shapes = networkShapes(network);
  const weights = toStored(initialWeights(shapes, seed), shapes);
  return projectFile({ ...newProject(title, network), weights, trained: "before training" });
}

/** Pictures as bytes, behind everything but the normalisation; and which ones each step sees. */
function dataFile({ dataset, recipe, recorded }: TakenRun, steps: number): Uint8Array {
  const transform = (recipe.transform ?? []).filter(({ kind }) => kind !== "normalise");
  const set = transformed(dataset, transform);
  const { shape, pixels, labels, training, count } = set;
  check(
    pixels.length <= MOST_BYTES,
    "limit",
    t("the pictures take {bytes}; at most {most} are written", {
      bytes: megabytes(pixels.length),
      most: megabytes(MOST_BYTES),
    }),
    t("Choose fewer pictures to train on."),
  );
  const cells = pixels.length / count;
  const { batch, order: rule, seed } = recipe;
  const drawn = batches(seed, training, batch, unshuffled(rule, set));
  const listed = Math.min(steps, Math.floor(MOST_DRAWN / batch));
  const order = new Int32Array(listed * batch);
  for (let step = 1; step <= listed; step++) order.set(drawn.at(step), (step - 1) * batch);
  const part = (from: number, to: number): Uint8Array =>
    writeNpy([to - from, ...shape], pixels.subarray(from * cells, to * cells));
  return zipSync(
    {
      "x_train.npy": part(0, training),
      "y_train.npy": writeNpy([training], labels.subarray(0, training)),
      "x_test.npy": part(training, count),
      "y_test.npy": writeNpy([count - training], labels.subarray(training)),
      "order.npy": writeNpy([listed, batch], order),
      "losses.npy": writeNpy([recorded.losses.length], lossesOf(recorded)),
    },
    { level: 6 },
  );
}

function lossesOf({ losses }: Recorded): Float32Array {
  return Float32Array.from(losses, ({ value }) => value);
}

/** One line per step: training loss, and held-out loss and accuracy where they were measured. */
export function curvesCsv({ losses, scores }: Recorded): string {
  const scored = new Map(scores.map((score) => [score.step, score]));
  const trained = new Map(losses.map(({ step, value }) => [step, value]));
  const steps = [...new Set([...scored.keys(), ...trained.keys()])].toSorted((a, b) => a - b);
  const lines = steps.map((step) => {
    const score = scored.get(step);
    return [step, trained.get(step) ?? "", score?.loss ?? "", score?.accuracy ?? ""].join(",");
  });
  return ["step,training_loss,held_out_loss,held_out_accuracy", ...lines, ""].join("\n");
}
