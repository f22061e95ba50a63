/**
 * The reader's own drawing among held-out pictures: what it is taken for in use, in batches of
 * eight whose neighbours are swapped, among seven pictures of one class, and alone.
 */
import { echo, t } from "../../language/words";
import { classesOf, type Dataset, pixelsAsFloats } from "../../../engine/data/dataset";
import { transformed } from "../../../engine/data/transform";
import { LabError } from "../../../engine/core/errors";
import type { NetworkSpec } from "../../../engine/graph/spec";
import type { Tensors } from "../../../engine/client/snapshot";
import { prepared, readDrawing } from "../../pictures/drawing/drawing";
import { isBlank, SIDE } from "../../pictures/drawing/picture";
import type { RunHandle } from "../../runs/runs";
import { batchesWith, COMPANIONS, SHOWN } from "./conditions";
import { type PixelSetting, transformsOf } from "./recipe";
import { best, joined, rowsOf } from "./rows";

/** So many sets of seven neighbours are tried. */
export const SETS = 12;

/** The neighbours of each set: the usual seven, then each time one of them swapped. */
export function neighbourSets(): readonly (readonly (readonly number[])[])[] {
  return Array.from({ length: SETS }, (_, set) => batchesWith(set).map((batch) => batch.slice(1)));
}

/** Every held-out picture that is in one of the sets. */
const HELD: readonly number[] = Array.from(
  { length: 2 * COMPANIONS * SETS },
  (_, at) => SHOWN + at,
);

/** A drawing as a network of this setting reads it; null when there is no ink. */
export function drawnInput(setting: PixelSetting, text: string): Float32Array | null {
  const drawing = readDrawing(text);
  const pixels = drawing === null ? null : prepared(drawing).picture;
  if (pixels === null || isBlank(pixels)) return null;
  const one: Dataset = {
    name: setting.data,
    title: t("the drawing"),
    shape: [1, SIDE, SIDE],
    count: 1,
    training: 0,
    classes: classesOf(setting.data),
    pixels,
    labels: new Uint8Array(1),
  };
  return pixelsAsFloats(transformed(one, transformsOf(setting)));
}

export interface Neighbourhood {
  /** Pixels and label of each picture that is in one of the sets. */
  readonly pixels: ReadonlyMap<number, Float32Array>;
  readonly labels: ReadonlyMap<number, number>;
}

type Asked = Pick<RunHandle, "infer" | "examples">;

export async function neighbourhood(handle: Asked): Promise<Neighbourhood> {
  const tensors = await handle.examples(HELD);
  const pixels = rowsOf(tensors["pixels"], HELD.length);
  const labels = Array.from(tensors["labels"]?.data ?? []);
  return {
    pixels: new Map(HELD.map((held, at) => [held, pixels[at] ?? new Float32Array(0)])),
    labels: new Map(HELD.map((held, at) => [held, labels[at] ?? -1])),
  };
}

export interface OwnAnswers {
  readonly inUse: number;
  /** For each set: with its usual seven neighbours, then with each of them swapped. */
  readonly sets: readonly (readonly number[])[];
  /** Among seven pictures of the class that it is taken for in use; null: there are not so many. */
  readonly sameClass: number | null;
  /** In a batch of one: what it is taken for, or why there is no answer. */
  readonly alone: number | string;
}

/** Null when nobody waits for it any more. Rejects with LabError. */
export async function ownAnswers(
  { handle, network }: { readonly handle: Asked; readonly network: NetworkSpec },
  own: Float32Array,
  { pixels, labels }: Neighbourhood,
  isWanted: () => boolean,
): Promise<OwnAnswers | null> {
  const output = `${network.layers.at(-1)?.name ?? ""}.y`;
  const first = (read: Tensors, count: number): number => best(rowsOf(read[output], count)[0]);
  const among = async (others: readonly number[]): Promise<number> => {
    const rows = [own, ...others.map((held) => pixels.get(held) ?? new Float32Array(own.length))];
    const how = { batch: rows.length, mode: "train" } as const;
    return first(await handle.infer(joined(rows), [output], how), rows.length);
  };
  const use = { batch: 1, mode: "eval" } as const;
  const inUse = first(await handle.infer(own, [output], use), 1);
  const sets: number[][] = [];
  for (const batches of neighbourSets()) {
    const answers: number[] = [];
    for (const others of batches) {
      if (!isWanted()) return null;
      answers.push(await among(others));
    }
    sets.push(answers);
  }
  const alike = [...labels].filter(([, label]) => label === inUse).slice(0, COMPANIONS);
  const sameClass = alike.length < COMPANIONS ? null : await among(alike.map(([held]) => held));
  return { inUse, sets, sameClass, alone: await aloneOf(() => among([])) };
}

async function aloneOf(ask: () => Promise<number>): Promise<number | string> {
  try {
    return await ask();
  } catch (problem) {
    if (problem instanceof LabError) return echo(problem.message);
    throw problem;
  }
}

/** In how many sets one swap changes the answer, and the first of them; −1: in none. */
export function changing(sets: OwnAnswers["sets"]): {
  readonly count: number;
  readonly first: number;
} {
  const changes = sets.map((answers) => new Set(answers).size > 1);
  return { count: changes.filter(Boolean).length, first: changes.indexOf(true) };
}
