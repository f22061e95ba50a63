/**
 * A convolution of the trained LeNet-5 on one digit: what comes into it, its filters and its biases. The network up to there
 * is evaluated with the ops' own definitions, in double precision, from the weights that come with the page.
 */
import type { Tensor } from "../../../engine/core/tensor";
import { networkShapes } from "../../../engine/graph/shapes";
import { evaluateNetwork, valueName } from "../../../engine/train/evaluate-network";
import type { Weights } from "../../../engine/train/weights";
import { labNetwork } from "../digit-lab/network";
import { shippedWeights } from "../digit-lab/weights";
import { sheetOf } from "./layer";
import { pixelsOf } from "./trained-picture";
import type { Volume, VolumeState } from "./volume-state";

const NETWORK = networkShapes(labNetwork());

export type TrainedNumbers = Pick<VolumeState, "x" | "w" | "b">;
type Name = Exclude<VolumeState["source"], "own">;

/** `anew` asks past the browser's cache. Rejects with LabError "format" or "lost". */
export async function loadTrained(name: Name, picture: string, anew: boolean): Promise<TrainedNumbers> {
  return trainedNumbers(await shippedWeights(NETWORK, anew), name, picture);
}

export function trainedNumbers(weights: Weights, name: Name, picture: string): TrainedNumbers {
  const { tensors } = evaluateNetwork(
    NETWORK,
    weights,
    Float64Array.from(pixelsOf(picture), (pixel) => pixel / 255),
  );
  const before = NETWORK.layers.find((layer) => layer.name === name)?.inputs[0] ?? "input";
  const [x, w, b] = [tensors.get(valueName(before)), tensors.get(`${name}.w`), tensors.get(`${name}.b`)];
  return {
    x: x === undefined ? [] : sheetsOf(x, 0),
    w: w === undefined ? [] : Array.from({ length: w.shape[0] ?? 0 }, (_, filter) => sheetsOf(w, filter)),
    b: [...(b?.data ?? [])],
  };
}

function sheetsOf(of: Tensor, first: number): Volume {
  return Array.from({ length: of.shape[1] ?? 0 }, (_, channel) => sheetOf(of, first, channel));
}
