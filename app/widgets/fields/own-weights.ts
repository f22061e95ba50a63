/** The weights of a whole network in a file of the lesson. */
import { LabError, orProblem } from "../../../engine/core/errors";
import type { StoredTensors } from "../../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { ordinary, type Weights, weightsFrom } from "../../../engine/train/weights";
import type { TextProblem } from "../widget";
import { fileOf, fileTitle, missingFile, type OwnFile } from "./own-files";

const known = new Map<OwnFile, WeakMap<NetworkShapes, Weights | LabError>>();

/** Those of this network, or why there are none; the same for the same file and network. */
export function ownWeights(file: OwnFile, network: NetworkShapes): Weights | LabError {
  const content = fileOf(file)?.content;
  if (content === undefined) return missingFile(file);
  if (content instanceof LabError) return content;
  if (!("get" in content)) return new LabError("format", `${fileTitle(file)} holds no weights`);
  const byNetwork = known.get(file) ?? new WeakMap<NetworkShapes, Weights | LabError>();
  known.set(file, byNetwork);
  const found = byNetwork.get(network) ?? taken(content, network);
  byNetwork.set(network, found);
  return found;
}

function taken(stored: StoredTensors, network: NetworkShapes): Weights | LabError {
  return orProblem(() => ordinary(weightsFrom(stored, network)));
}

/** For the author of a figure whose weights are not those of its network; null where they are. */
export function weightsProblem(file: OwnFile, network: NetworkShapes): TextProblem | null {
  const found = ownWeights(file, network);
  return found instanceof LabError
    ? {
        message: `${fileTitle(file)} has not the weights of this network: ${found.message}`,
        allowed: "a file with a tensor for each layer of the network, such as conv1.weight",
        suggestion: null,
      }
    : null;
}
