/** What a run starts from, and what of it could be watched. */
import { readSafetensors } from "../data/formats/safetensors";
import { compile } from "../graph/compile";
import { size } from "../core/shape";
import { check } from "../core/errors";
import { type NetworkShapes, weightShapes } from "../graph/shapes";
import { type Checkpoint, readCheckpoint } from "../train/checkpoint";
import { initialWeights } from "../train/initialisers";
import type { Recipe } from "../train/recipe";
import { ordinary, weightsFrom } from "../train/weights";
import type { Command } from "./protocol";

/** Every tensor that could be watched. */
export function tensorNames({ network, batch, loss, optimiser }: Recipe): ReadonlySet<string> {
  const options = {
    batch,
    forward: false,
    fuse: false,
    share: false,
    budget: Number.POSITIVE_INFINITY,
  };
  return new Set(
    compile(network, { ...options, training: { loss, optimiser } }).program.tensors.map(
      ({ name }) => name,
    ),
  );
}

export function startOf(
  command: Extract<Command, { kind: "open" }>,
  recipe: Recipe,
  network: NetworkShapes,
): Checkpoint {
  if (command.checkpoint !== undefined)
    return fitting(readCheckpoint(new Uint8Array(command.checkpoint)), network);
  const tensors =
    command.weights === undefined
      ? initialWeights(network, recipe.seed)
      : ordinary(weightsFrom(readSafetensors(new Uint8Array(command.weights)), network));
  return { step: 0, rates: [], tensors };
}

/** Found out when the run opens, not at its first step: who kept it can then begin anew. */
function fitting(checkpoint: Checkpoint, network: NetworkShapes): Checkpoint {
  for (const [name, shape] of weightShapes(network)) {
    const cells = checkpoint.tensors.get(name)?.length ?? "no";
    check(
      cells === size(shape),
      "format",
      `this saved run has ${cells} numbers for ${name}, the network needs ${size(shape)}`,
    );
  }
  return checkpoint;
}
