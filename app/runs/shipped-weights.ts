/**
 * The weights that came with the page: fetched once, checked, kept. A failure can be tried again.
 */
import { t } from "../language/words";
import { LabError } from "../../engine/core/errors";
import { readSafetensors } from "../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../engine/graph/shapes";
import { weightsFrom, type Weights } from "../../engine/train/weights";

export const SHIPPED = "weights/lenet5-mnist.safetensors";

let kept: Promise<Weights> | null = null;

/** `anew` asks past the browser's cache. Rejects with LabError "format" or "lost". */
export function shippedWeights(network: NetworkShapes, anew: boolean): Promise<Weights> {
  kept ??= fetchWeights(network, anew).catch((problem: unknown) => {
    kept = null;
    throw problem;
  });
  return kept;
}

async function fetchWeights(network: NetworkShapes, anew: boolean): Promise<Weights> {
  const answer = await fetch(new URL(SHIPPED, document.baseURI), {
    cache: anew ? "reload" : "default",
  }).catch(() => null);
  if (answer === null || !answer.ok)
    throw new LabError(
      "lost",
      t("The trained weights could not be loaded."),
      t("Check the connection, then try again."),
    );
  return weightsFrom(readSafetensors(new Uint8Array(await answer.arrayBuffer())), network);
}
