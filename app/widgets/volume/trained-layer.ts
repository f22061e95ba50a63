/**
 * A convolution of the trained LeNet-5 on one digit: what comes into it, its filters and its
 * biases. The network up to there is evaluated with the ops' own definitions, in double precision,
 * from the weights that come with the page.
 */
import type { Tensor } from "../../../engine/core/tensor";
import { networkShapes, valueName } from "../../../engine/graph/shapes";
import { referenceNumbers } from "../../../engine/explain/reference";
import type { Weights } from "../../../engine/train/weights";
import { labNetwork } from "../../runs/shipped-network";
import { shippedWeights } from "../../runs/shipped-weights";
import { inputOf } from "../../pictures/drawing/picture";
import { pixelsOf } from "./trained-picture";
import type { Sheet, Volume } from "./read";
import type { LayerNumbers } from "./setup";
import type { VolumeState } from "./state";

const NETWORK = networkShapes(labNetwork());

export type TrainedNumbers = LayerNumbers;
type Name = Exclude<VolumeState["source"], "own">;

/** `anew` asks past the browser's cache. Rejects with LabError "format" or "lost". */
export async function loadTrained(
  name: Name,
  picture: string,
  anew: boolean,
): Promise<TrainedNumbers> {
  return trainedNumbers(await shippedWeights(NETWORK, anew), name, picture);
}

export function trainedNumbers(weights: Weights, name: Name, picture: string): TrainedNumbers {
  const numbers = referenceNumbers({
    network: NETWORK,
    weights,
    input: inputOf(pixelsOf(picture)),
  });
  const before = NETWORK.layers.find((layer) => layer.name === name)?.inputs[0] ?? "input";
  const [x, w, b] = [
    numbers.peek(valueName(before)),
    numbers.peek(`${name}.w`),
    numbers.peek(`${name}.b`),
  ];
  return {
    x: x === null ? [] : sheetsOf(x, 0),
    w:
      w === null ? [] : Array.from({ length: w.shape[0] ?? 0 }, (_, filter) => sheetsOf(w, filter)),
    b: [...(b?.data ?? [])],
  };
}

function sheetsOf(of: Tensor, first: number): Volume {
  return Array.from({ length: of.shape[1] ?? 0 }, (_, channel) => sheetOf(of, first, channel));
}

function sheetOf({ shape, data }: Tensor, first: number, channel: number): Sheet {
  const [, channels = 1, rows = 1, columns = 1] = shape;
  const start = (first * channels + channel) * rows * columns;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => data[start + row * columns + column] ?? 0),
  );
}
