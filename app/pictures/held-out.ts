/**
 * Digits that no training here has seen: the held-out part of MNIST, fetched when first asked for.
 */
import { t } from "../language/words";
import { LabError } from "../../engine/core/errors";
import { loadDataset, type Dataset } from "../../engine/data/dataset";
import { PIXELS, type Picture } from "./drawing/picture";

export interface Sample {
  readonly pixels: Picture;
  readonly label: number;
  readonly count: number;
}

let kept: Promise<Dataset> | null = null;

/** Example `index` of the held-out set, counted round. Rejects with LabError "lost" or "format". */
export async function heldOut(index: number): Promise<Sample> {
  kept ??= loadDataset("mnist", fetchBytes).catch((problem: unknown) => {
    kept = null;
    throw problem;
  });
  const set = await kept;
  const count = set.count - set.training;
  const at = set.training + (((index % count) + count) % count);
  return {
    pixels: set.pixels.slice(at * PIXELS, (at + 1) * PIXELS),
    label: set.labels[at] ?? 0,
    count,
  };
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  const answer = await fetch(new URL(path, document.baseURI)).catch(() => null);
  if (answer === null || !answer.ok)
    throw new LabError(
      "lost",
      t("The test digits could not be loaded."),
      t("Check the connection, then try again."),
    );
  return new Uint8Array(await answer.arrayBuffer());
}
