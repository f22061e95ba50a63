/** What is done to the pictures on their way into the network, step by step, on real ones. Pure. */
import { t } from "../../../../language/words";
import { size } from "../../../../../engine/core/shape";
import { type Dataset, pixelsAsFloats } from "../../../../../engine/data/dataset";
import { transformed } from "../../../../../engine/data/transform";
import { type AugmentSpec, augmenter } from "../../../../../engine/train/augment";
import { batches, unshuffled } from "../../../../../engine/train/batches";
import type { Recipe } from "../../../../../engine/train/recipe";

export interface DataStep {
  readonly name: string;
  readonly shape: Dataset["shape"];
  /** Of each sample. */
  readonly pictures: readonly Float32Array[];
  readonly labels: readonly number[];
  /** Of all numbers of the samples. */
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  readonly deviation: number;
}

const SAMPLES = 8;

/** The first pictures of the run's first batch, as they are and after each step of the recipe. */
export function stepsOf(
  dataset: Dataset,
  recipe: Pick<Recipe, "transform" | "augment" | "batch" | "order" | "seed">,
): readonly DataStep[] {
  const { transform = [], augment = [], batch, order, seed } = recipe;
  const parts = transform.filter(({ kind }) => kind === "first");
  const base = transformed(dataset, parts);
  const taken = Math.min(batch, base.training);
  const samples = batches(seed, base.training, taken, unshuffled(order, base))
    .at(1)
    .slice(0, SAMPLES);
  const labels = Array.from(samples, (at) => base.labels[at] ?? 0);
  const step = (name: string, shape: Dataset["shape"], numbers: Float32Array): DataStep => ({
    name,
    shape,
    labels,
    pictures: splitUp(numbers, size(shape)),
    ...spread(numbers),
  });
  const bytes = { ...base, scale: { mean: 0, std: 1 / 255 } };
  const steps = [step(t("As they are, bytes"), base.shape, pixelsAsFloats(bytes, samples))];
  const rest = transform.filter(({ kind }) => kind !== "first");
  const last = transformed(base, rest);
  steps.push(step(transformName(rest), last.shape, pixelsAsFloats(last, samples)));
  for (let upTo = 1; upTo <= augment.length; upTo++) {
    const numbers = pixelsAsFloats(last, samples);
    augmenter(augment.slice(0, upTo), seed, last.shape)(numbers, 1);
    steps.push(step(augmentName(augment[upTo - 1]), last.shape, numbers));
  }
  return steps;
}

function transformName(specs: NonNullable<Recipe["transform"]>): string {
  const names = specs.flatMap((spec) => {
    switch (spec.kind) {
      case "average_pool":
        return t("means of {side}×{side} pixels", { side: spec.size });
      case "normalise":
        return spec.mean === 0
          ? []
          : t("minus {mean}, divided by {deviation}, the same for all parts", {
              mean: String(spec.mean),
              deviation: String(spec.std),
            });
      default:
        return [];
    }
  });
  const isBytes = specs.some((spec) => spec.kind === "normalise" && spec.mean === 0);
  return [isBytes ? t("As numbers from 0 to 255") : t("As numbers from 0 to 1"), ...names].join(
    "; ",
  );
}

function augmentName(spec: AugmentSpec | undefined): string {
  if (spec?.kind === "shift")
    return t("Shifted by up to {pixels}, at every step anew", { pixels: spec.pixels });
  return spec?.kind === "flip" ? t("Half of them flipped, at every step anew") : t("Changed");
}

function splitUp(numbers: Float32Array, cells: number): readonly Float32Array[] {
  return Array.from({ length: numbers.length / cells }, (_, at) =>
    numbers.subarray(at * cells, (at + 1) * cells),
  );
}

function spread(numbers: Float32Array): Pick<DataStep, "least" | "most" | "mean" | "deviation"> {
  const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const squares = numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / numbers.length;
  return {
    least: numbers.reduce((a, b) => Math.min(a, b), Infinity),
    most: numbers.reduce((a, b) => Math.max(a, b), -Infinity),
    mean,
    deviation: Math.sqrt(squares),
  };
}
