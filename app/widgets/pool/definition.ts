/**
 * The pooling figure: windows that keep the maximum or the average, where the gradient goes, and what
 * survives a shift. A network of one layer in the explorer, and a test of its own.
 */
import { walked } from "../../explorer/preset";
import { layerTorch } from "../../explorer/layer-torch";
import { titleOf } from "../../pictures/photos";
import { errorsOf, fields, LIMITS, outputSize, type PoolState, setupOf, used } from "./state";

const walk = walked(setupOf);

export const pooling = fields.widget({
  name: "pool",
  title: "Pooling, step by step",
  summary:
    "Windows that keep the maximum or the average: values, routes of the gradient, and a shift test on a photo.",
  kernels: ["maxpool2d", "avgpool2d"],
  ...walk,
  // In the shift test the time line is how far the picture has moved to the right.
  steps: (state) => (state.view === "shift" ? LIMITS.shift : walk.steps(state)),
  step: (state) => (state.view === "shift" ? state.shift[1] : state.at),
  seek: (state, to) => {
    if (state.view !== "shift") return walk.seek(state, to);
    const right = Math.max(0, Math.min(LIMITS.shift, Math.round(to)));
    return { ...state, shift: [state.shift[0], right] };
  },
  place: placeOf,
  describe,
  torch: (state) => layerTorch(setupOf(state), { input: state.input, gradient: errorsOf(state) }),
});

function placeOf(state: PoolState): string {
  if (state.view === "shift") return `${state.shift[1]} pixels to the right`;
  return walk.place?.(state) ?? "";
}

export function stepText(state: PoolState): string {
  return state.view === "shift" ? placeOf(state) : walk.stepText(state);
}

function describe(state: PoolState): string {
  const { window, stride, padding } = used(state);
  const [height, width] = outputSize(state);
  const what = state.kind === "max" ? "the maximum" : "the average";
  if (state.view === "shift")
    return `The picture “${titleOf(state.picture)}” moved ${state.shift[0]} pixels down and ${state.shift[1]} to the right, before and after keeping ${what} of every ${state.global ? "picture" : `${window[0]} by ${window[1]} window`}.`;
  const slides = state.global
    ? " (the whole input)"
    : `, stride ${stride[0]} down and ${stride[1]} across, padding ${padding[0]} and ${padding[1]},`;
  return `An input of ${state.input.length} by ${state.input[0]?.length ?? 0}; of every window of ${window[0]} by ${window[1]}${slides} ${what} is kept. The output is ${height} by ${width}. No parameters. ${stepText(state)}`;
}
