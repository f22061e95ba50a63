/**
 * The convolution figure: one filter over one input, forwards and backwards, number by number. Its time line walks the
 * outputs row by row; in the backward view the cells of one gradient; in the layers view the layers.
 */
import { fromNested, tensor, type Tensor } from "../../../engine/core/tensor";
import type { WidgetDefinition } from "../widget";
import { convolve, gradientsOf, usesOf } from "./compute";
import { controls, initial, properties, toProperties } from "./properties";
import { type ConvState, errorsOf, restore, seek, stepsOf } from "./state";
import { torchCode } from "./torch";
import { describe, layerSizes, placeOf } from "./words";

export const conv: WidgetDefinition<ConvState> = {
  name: "conv",
  title: "Convolution, step by step",
  summary: "A filter slides over an input: every product and sum, the gradients of every number, and the sizes.",
  properties,
  kernels: ["conv2d"],
  controls,
  initial,
  restore,
  steps: stepsOf,
  step: (state) => state.at,
  seek,
  unit: "cell",
  place: placeOf,
  values,
  describe,
  torch: torchCode,
  toProperties,
};

function values(state: ConvState): Readonly<Record<string, Tensor>> {
  const { dx, dw, db } = gradientsOf(state);
  return {
    x: fromNested(state.input),
    w: fromNested(state.filter),
    b: tensor([1], Float64Array.of(state.bias)),
    y: fromNested(convolve(state).y),
    dy: fromNested(errorsOf(state)),
    dx: fromNested(dx),
    dw: fromNested(dw),
    db: tensor([1], Float64Array.of(db)),
    uses: fromNested(usesOf(state)),
    sizes: fromNested(layerSizes(state)),
  };
}
