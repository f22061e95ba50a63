/** A file of weights, read where a damaged one can harm nobody: in the worker. */
import { readSafetensors } from "../data/formats/safetensors";
import { parseSpec } from "../graph/parse-spec";
import { networkShapes, weightShapes } from "../graph/shapes";
import type { NetworkSpec } from "../graph/spec";
import { ordinary, weightsFrom } from "../train/weights";
import { pack, type Packed } from "./pack";

/**
 * Throws LabError "format" with the layer that does not fit, or the number that is NaN or infinite.
 */
export function readWeights(given: NetworkSpec, file: ArrayBuffer): Packed {
  const network = networkShapes(parseSpec(given));
  const weights = ordinary(weightsFrom(readSafetensors(new Uint8Array(file)), network));
  const shapes = weightShapes(network);
  return pack([...weights].map(([name, data]) => [name, { shape: shapes.get(name) ?? [], data }]));
}
