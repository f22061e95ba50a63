/**
 * What is done to all pictures of a data set before anybody sees them: plain data in the recipe,
 * applied once.
 *
 *   average_pool  every window of size × size pixels becomes their mean, as
 * torch.nn.functional.avg_pool2d; rows and columns that fill no window are left out. A pixel is a
 * byte: the mean is rounded to the nearest.
 *   normalise     x becomes (x − mean) / std, where x is a pixel from 0 to 1, as
 * torchvision.transforms.Normalize
 *   first         only the first `count` pictures to train on; those held out stay
 *
 * Errors: LabError "shape" where a picture is smaller than a window.
 */
import { check } from "../core/errors";
import type { Dataset } from "./dataset";

export type TransformSpec =
  /** `size`: pixels of a window's side, from 2. */
  | { readonly kind: "average_pool"; readonly size: number }
  | { readonly kind: "normalise"; readonly mean: number; readonly std: number }
  | { readonly kind: "first"; readonly count: number };

const known = new WeakMap<Dataset, Map<string, Dataset>>();

/** The data set behind all transforms, in order. The same again for the same arguments. */
export function transformed(dataset: Dataset, transforms: readonly TransformSpec[]): Dataset {
  if (transforms.length === 0) return dataset;
  const key = JSON.stringify(transforms);
  const made = known.get(dataset) ?? new Map<string, Dataset>();
  known.set(dataset, made);
  const found = made.get(key);
  if (found !== undefined) return found;
  const result = transforms.reduce(applied, dataset);
  made.set(key, result);
  return result;
}

function applied(dataset: Dataset, spec: TransformSpec): Dataset {
  switch (spec.kind) {
    case "average_pool":
      return averagePooled(dataset, spec.size);
    case "normalise":
      return { ...dataset, scale: { mean: spec.mean, std: spec.std } };
    case "first":
      return firstOf(dataset, spec.count);
    default:
      spec satisfies never;
      return dataset;
  }
}

function firstOf(dataset: Dataset, count: number): Dataset {
  const { training, shape } = dataset;
  if (count >= training) return dataset;
  const cells = shape[0] * shape[1] * shape[2];
  const without = (data: Uint8Array, each: number): Uint8Array => {
    const kept = new Uint8Array(data.length - (training - count) * each);
    kept.set(data.subarray(0, count * each));
    kept.set(data.subarray(training * each), count * each);
    return kept;
  };
  return {
    ...dataset,
    count: dataset.count - training + count,
    training: count,
    pixels: without(dataset.pixels, cells),
    labels: without(dataset.labels, 1),
  };
}

function averagePooled(dataset: Dataset, size: number): Dataset {
  const [channels, height, width] = dataset.shape;
  const [rows, columns] = [Math.floor(height / size), Math.floor(width / size)];
  check(
    rows >= 1 && columns >= 1,
    "shape",
    `the pictures of ${dataset.title} are ${height}×${width}: windows of ${size}×${size} do not fit`,
  );
  const pixels = new Uint8Array(dataset.count * channels * rows * columns);
  const area = size * size;
  let into = 0;
  for (let plane = 0; plane < dataset.count * channels; plane++) {
    const from = plane * height * width;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++, into++) {
        let total = 0;
        for (let u = 0; u < size; u++) {
          const row = from + (i * size + u) * width + j * size;
          for (let v = 0; v < size; v++) total += dataset.pixels[row + v] ?? 0;
        }
        pixels[into] = Math.round(total / area);
      }
    }
  }
  return { ...dataset, shape: [channels, rows, columns], pixels };
}
