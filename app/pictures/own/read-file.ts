/** What a lesson's data set or weights hold, for the figures that name it. Never throws. */
import { LabError } from "../../../engine/core/errors";
import { readSafetensors, type StoredTensors } from "../../../engine/data/formats/safetensors";
import { factsOf, type SetFacts } from "./facts";

export function readOwnFile(
  path: string,
  bytes: Uint8Array,
): {
  readonly bytes: Uint8Array;
  readonly content: SetFacts | StoredTensors | LabError;
} {
  try {
    const isWeights = path.endsWith(".safetensors");
    return { bytes, content: isWeights ? readSafetensors(bytes) : factsOf(path, bytes) };
  } catch (error) {
    if (error instanceof LabError) return { bytes, content: error };
    throw error;
  }
}
