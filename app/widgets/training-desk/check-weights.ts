/** Whether a file of weights can be loaded, before the run that it would replace is given up. Loaded with the first file. */
import { LabError } from "../../../engine/core/errors";
import { readSafetensors } from "../../../engine/data/formats/safetensors";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { ordinary, weightsFrom } from "../../../engine/train/weights";

/** What is wrong with it, in words; null when it can be loaded. */
export function whyNotLoaded(bytes: ArrayBuffer, network: NetworkSpec): string | null {
  try {
    ordinary(weightsFrom(readSafetensors(new Uint8Array(bytes)), networkShapes(network)));
    return null;
  } catch (problem) {
    if (!(problem instanceof LabError)) throw problem;
    return `${problem.message}. ${problem.hint}`.trim();
  }
}
