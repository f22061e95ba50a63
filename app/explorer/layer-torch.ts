/** The PyTorch script of a setup of one layer. */
import { type LayerLeaves, layerTorch as script } from "../../engine/code/write/scripts/one-layer";
import { present } from "../../engine/explain/numbers";
import { asWritten, numbersOf, type Setup } from "./setup";
import { isTurned } from "./turned";

export function layerTorch(setup: Setup, leaves: LayerLeaves): string {
  const numbers = numbersOf(setup);
  return script(numbers, leaves, {
    isTurned: (tensor) => isTurned(setup.view, tensor),
    of: (tensor) => asWritten(setup, tensor, present(numbers, tensor)),
  });
}
