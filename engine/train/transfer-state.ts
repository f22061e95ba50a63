/**
 * A run goes on with another recipe: its state, tensor by tensor and by name, in the new network.
 *
 * A tensor of the same name and shape is carried over bit for bit; a new one starts as it would at
 * step 0, from the new recipe's seed (a PReLU's slope at 0.25, as in PyTorch); one that the new
 * network does not have is left behind. What the optimiser remembers goes with its parameter, as
 * long as the optimiser is of the same kind; for a new parameter it is 0, and for one that is
 * frozen from now on: momentum would move it on. The step stays, so that the batches go on where
 * they were. The learning rate is the new recipe's from the next step on.
 */
import { parameterPlaces } from "../graph/program-builder";
import { type NetworkShapes, weightShapes } from "../graph/shapes";
import { stateOf } from "../graph/update";
import type { Checkpoint } from "./checkpoint";
import { initialWeights } from "./initialisers";
import type { OptimiserSpec } from "./recipe";

export interface Side {
  readonly network: NetworkShapes;
  readonly optimiser: OptimiserSpec;
  /** Names of layers. */
  readonly frozen?: readonly string[] | undefined;
}

export interface TransferredState {
  readonly checkpoint: Checkpoint;
  /** Names of tensors that start anew, and of those left behind. */
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

export function transferState(
  checkpoint: Checkpoint,
  from: Side,
  to: Side,
  seed: number,
): TransferredState {
  const [before, after] = [weightShapes(from.network), weightShapes(to.network)];
  const fits = (name: string): boolean =>
    String(before.get(name)) === String(after.get(name)) && before.has(name);
  const tensors = new Map<string, Float32Array>();
  for (const [name, initial] of initialWeights(to.network, seed)) {
    tensors.set(name, (fits(name) ? checkpoint.tensors.get(name) : undefined) ?? initial);
  }
  const frozen = new Set(to.frozen);
  const goesOn = (name: string): boolean =>
    fits(name) && !frozen.has(name.slice(0, name.lastIndexOf(".")));
  const alike = from.optimiser.kind === to.optimiser.kind;
  for (const state of stateOf(to.optimiser)) {
    const remembered = alike ? checkpoint.tensors.get(state) : undefined;
    tensors.set(state, moved(remembered ?? new Float32Array(0), from.network, to.network, goesOn));
  }
  return {
    checkpoint: { step: checkpoint.step, rates: [], tensors },
    added: [...after.keys()].filter((name) => !fits(name)),
    dropped: [...before.keys()].filter((name) => !fits(name)),
  };
}

/**
 * A flat tensor over all parameters, with each parameter's part at its new place; what is not there
 * is 0.
 */
function moved(
  flat: Float32Array,
  from: NetworkShapes,
  to: NetworkShapes,
  goesOn: (name: string) => boolean,
): Float32Array {
  const [old, made] = [parameterPlaces(from), parameterPlaces(to)];
  const result = new Float32Array(made.words);
  for (const [name, { at, cells }] of made.places) {
    const source = old.places.get(name);
    if (source !== undefined && goesOn(name))
      result.set(flat.subarray(source.at, source.at + cells), at);
  }
  return result;
}
