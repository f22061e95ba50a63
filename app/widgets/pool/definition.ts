/**
 * The pooling figure: windows that keep the maximum or the average, where the gradient goes, and
 * what survives a shift. A network of one layer in the explorer, and a test of its own.
 */
import { t, word } from "../../language/words";
import { walked } from "../../explorer/preset";
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
  torch: async (state) => {
    const { layerTorch } = await import("../../explorer/layer-torch");
    return layerTorch(setupOf(state), { input: state.input, gradient: errorsOf(state) });
  },
});

function placeOf(state: PoolState): string {
  if (state.view === "shift") return t("{shift} pixels to the right", { shift: state.shift[1] });
  return walk.place?.(state) ?? "";
}

export function stepText(state: PoolState): string {
  return state.view === "shift" ? placeOf(state) : walk.stepText(state);
}

function describe(state: PoolState): string {
  const { window, stride, padding } = used(state);
  const [height, width] = outputSize(state);
  const what = state.kind === "max" ? t("the maximum") : t("the average");
  if (state.view === "shift")
    return t(
      "The picture “{picture}” moved {shift} pixels down and {shift2} to the right, before and after keeping {what} of every {global}.",
      {
        picture: word(titleOf(state.picture)),
        shift: state.shift[0],
        shift2: state.shift[1],
        what,
        global: state.global
          ? t("picture")
          : t("{window} by {window2} window", { window: window[0], window2: window[1] }),
      },
    );
  const slides = state.global
    ? t(" (the whole input)")
    : t(", stride {stride} down and {stride2} across, padding {padding} and {padding2},", {
        stride: stride[0],
        stride2: stride[1],
        padding: padding[0],
        padding2: padding[1],
      });
  return t(
    "An input of {input} by {input2}; of every window of {window} by {window2}{slides} {what} is kept. The output is {height} by {width}. No parameters. {step}",
    {
      input: state.input.length,
      input2: state.input[0]?.length ?? 0,
      window: window[0],
      window2: window[1],
      slides,
      what,
      height,
      width,
      step: stepText(state),
    },
  );
}
