/**
 * What goes wrong with the pictures of a run, each with the numbers that it is read from. Pure.
 *
 *   no shuffle   the classes that a batch has, on average over an epoch, against those that so many
 *                pictures drawn at random have: Σ over classes of 1 − (1 − share)^batch
 *   imbalance    the training pictures of the largest class against those of the smallest
 *   leak         held-out pictures that are, byte for byte, among those to learn from
 */
import { t } from "../../../../language/words";
import { size } from "../../../../../engine/core/shape";
import { type Dataset, fnv } from "../../../../../engine/data/dataset";
import { batches, unshuffled } from "../../../../../engine/train/batches";
import { percent, readable } from "../../../../figures/curve/format";
import { counted } from "../../../../language/numerals";
import type { Setting } from "../../../../widgets/training/settings";
import { numberedClass } from "../../ask/classes";

export interface DataWarning {
  readonly id: "order" | "imbalance" | "leak";
  /** Full sentences: what was measured, what it means, what helps. */
  readonly text: string;
}

/** Part of the classes that a shuffled batch has. */
const FEW = 0.7;
/** One class has so many times the pictures of another. */
const UNEVEN = 4;

export type Learned = Pick<Dataset, "labels" | "training" | "pixels" | "shape" | "count">;

/** `names` of the classes, by label. */
export function dataWarnings(
  set: Learned,
  names: readonly string[],
  { batch, order, seed, examples }: Pick<Setting, "batch" | "order" | "seed" | "examples">,
): readonly DataWarning[] {
  const training = examples === 0 ? set.training : Math.min(examples, set.training);
  const counts = classCounts(set.labels.subarray(0, training), names.length);
  return [
    ...ofOrder({ ...set, training }, counts, { batch, order, seed }),
    ...ofBalance(counts, names),
    ...ofLeak(set, training),
  ];
}

/** Pictures of each class. */
export function classCounts(labels: Uint8Array, classes: number): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

function ofOrder(
  set: Learned,
  counts: readonly number[],
  { batch, order, seed }: Pick<Setting, "batch" | "order" | "seed">,
): readonly DataWarning[] {
  if (batch > set.training || batch < 2) return [];
  const epoch = batches(seed, set.training, batch, unshuffled(order, set));
  let classes = 0;
  for (let step = 1; step <= epoch.perEpoch; step++)
    classes += new Set(epoch.at(step).map((at) => set.labels[at] ?? 0)).size;
  const mean = classes / epoch.perEpoch;
  const expected = counts.reduce((sum, count) => sum + 1 - (1 - count / set.training) ** batch, 0);
  if (mean >= FEW * expected) return [];
  return [
    {
      id: "order",
      text: t(
        "A batch of {batch} pictures has {mean} classes on average; if the pictures were shuffled it would have {expected}. For many steps the network sees one class alone and learns to say it always. Shuffle the pictures in every epoch.",
        { batch: counted(batch), mean: readable(mean), expected: readable(expected) },
      ),
    },
  ];
}

function ofBalance(counts: readonly number[], names: readonly string[]): readonly DataWarning[] {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0 || most <= UNEVEN * least) return [];
  const few = numberedClass(names, counts.indexOf(least));
  const many = numberedClass(names, counts.indexOf(most));
  return [
    {
      id: "imbalance",
      text: t(
        "There are {most} pictures of {many} to learn from and {least} of {few}: who always says {many} is right for {share} of them. Take more pictures of {few}, or balance the classes.",
        { most: counted(most), many, least: counted(least), few, share: percent(most / all) },
      ),
    },
  ];
}

function ofLeak(set: Learned, training: number): readonly DataWarning[] {
  const known = knownHeldOut(set, training);
  const held = set.count - set.training;
  return known === 0
    ? []
    : [
        {
          id: "leak",
          text: t(
            "{known} of the {held} held-out pictures ({share}) are also among those to learn from: their score is better than that of new pictures. Delete what is there twice, then open the pictures again.",
            { known: counted(known), held: counted(held), share: percent(known / held) },
          ),
        },
      ];
}

/** How many held-out pictures are the same, byte for byte, as one of the first `training`. */
function knownHeldOut(set: Learned, training: number): number {
  const cells = size(set.shape);
  const hashes = hashesOf(set);
  const at = (place: number): Uint8Array => set.pixels.subarray(place * cells, (place + 1) * cells);
  const learned = new Map<number, number[]>();
  for (let place = 0; place < training; place++) {
    const hash = hashes[place] ?? 0;
    const alike = learned.get(hash);
    if (alike === undefined) learned.set(hash, [place]);
    else alike.push(place);
  }
  let known = 0;
  for (let place = set.training; place < set.count; place++) {
    const picture = at(place);
    const isKnown = learned
      .get(hashes[place] ?? 0)
      ?.some((other) => at(other).every((byte, cell) => byte === picture[cell]));
    if (isKnown === true) known += 1;
  }
  return known;
}

const hashed = new WeakMap<Uint8Array, Uint32Array>();

/** Of each picture, computed once: another setting asks again. */
function hashesOf({ pixels, shape, count }: Learned): Uint32Array {
  const cells = size(shape);
  const known =
    hashed.get(pixels) ??
    Uint32Array.from({ length: count }, (_, at) =>
      fnv(pixels.subarray(at * cells, (at + 1) * cells)),
    );
  hashed.set(pixels, known);
  return known;
}
