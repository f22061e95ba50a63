/**
 * The convolution figure: one filter over one input, forwards and backwards, number by number. A
 * network of one layer in the explorer, and a view of the sizes of many layers.
 */
import { t, word } from "../../language/words";
import { fromNested } from "../../../engine/core/tensor";
import { FILTERS, INPUTS } from "../../explorer/matrices";
import { walked } from "../../explorer/preset";
import { nameOf } from "../../explorer/scene";
import { namedValues, numbersOf } from "../../explorer/setup";
import { presetOf } from "../fields/matrix";
import { layerSizes, layersText } from "./layers";
import { outputSize, sizeOf } from "./legal";
import { askedCell, setupOf } from "./setup";
import { type ConvState, errorsOf, fields, stepsOf } from "./state";

const walk = walked(setupOf);

export const conv = fields.widget({
  name: "conv",
  title: "Convolution, step by step",
  summary:
    "A filter slides over an input: every product and sum, the gradients of every number, and the sizes.",
  kernels: ["conv2d"],
  ...walk,
  steps: stepsOf,
  seek: (state, at) => {
    const to = Math.max(0, Math.min(stepsOf(state), Math.round(at)));
    return to === state.at && state.asked === null ? state : { ...state, at: to, asked: null };
  },
  place: placeOf,
  values: (state) => ({
    ...namedValues(setupOf(state)),
    sizes: fromNested(layerSizes(state)),
  }),
  describe,
  torch: async (state) => {
    const { layerTorch } = await import("../../explorer/layer-torch");
    return layerTorch(setupOf(state), { input: state.input, gradient: errorsOf(state) });
  },
});

function placeOf(state: ConvState): string {
  return state.view === "layers"
    ? t("after {at} layers", { at: state.at })
    : (walk.place?.(state) ?? "");
}

/** The step in one short sentence, for a live region. */
export function stepText(state: ConvState): string {
  if (state.view === "layers") return placeOf(state);
  const asked = askedCell(state);
  const { view } = setupOf(state);
  return asked === null
    ? walk.stepText(state)
    : t("{numbers} asked", { numbers: nameOf(numbersOf(setupOf(state)), view, asked) });
}

function describe(state: ConvState): string {
  const { padding, stride, dilation } = state;
  const even = padding.every((side) => side === padding[0]);
  const settings = [
    t("stride {both}", { both: both(stride) }),
    t("padding {even}", { even: even ? padding[0] : padding.join(", ") }),
    ...(dilation.every((one) => one === 1) ? [] : [t("dilation {both}", { both: both(dilation) })]),
    ...(state.flip ? [t("the filter turned by 180 degrees")] : []),
  ].join(", ");
  const filter = t("a filter of {size}{filters}", {
    size: sizeOf(state.filter).join(t(" by ")),
    filters: titleOf(FILTERS, state.filter),
  });
  if (state.view === "layers")
    return t("With {filter}, {settings}. {layers}", {
      filter,
      settings,
      layers: layersText(state),
    });
  const input = t("An input of {size}{inputs}", {
    size: sizeOf(state.input).join(t(" by ")),
    inputs: titleOf(INPUTS, state.input),
  });
  return t("{input}, {filter}, {settings}: the output is {outputSize}. {step}", {
    input,
    filter,
    settings,
    outputSize: outputSize(state).join(t(" by ")),
    step: stepText(state),
  });
}

function titleOf(presets: typeof FILTERS, value: unknown): string {
  const preset = presetOf(presets, value);
  return preset === null ? "" : ` (${word(preset.title).toLowerCase()})`;
}

function both([down, across]: readonly [number, number]): string {
  return down === across ? String(down) : t("{down} down and {across} across", { down, across });
}
