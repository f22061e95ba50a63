/** The three kinds of shortcut of a residual block, number by number, and what they cost. */
import { t } from "../../language/words";
import { layersList } from "../../../engine/code/write/scripts/network";
import { tensor } from "../../../engine/core/tensor";
import { walked } from "../../explorer/preset";
import { numbersOf } from "../../explorer/setup";
import { costs, fields, projects, setupOf, type ShortcutState } from "./state";

const walk = walked(setupOf);

export const shortcut = fields.widget({
  name: "shortcut",
  title: "Three kinds of shortcut",
  summary:
    "A residual block whose shortcut pads with zeros, projects where the shape changes, or projects everywhere: its numbers, and what each kind costs in ResNet-34.",
  kernels: ["pad_channels", "conv2d", "add"],
  ...walk,
  values: (state) => ({
    ...walk.values(state),
    weights: tensor([1], Float64Array.of(weightsOf(state))),
    parameters: tensor(
      [3],
      Float64Array.from(costs(), ({ parameters }) => parameters),
    ),
    // Parameters that each kind adds to A's.
    extra: tensor(
      [3],
      Float64Array.from(costs(), ({ extra }) => extra),
    ),
    multiplyAdds: tensor(
      [3],
      Float64Array.from(costs(), ({ multiplyAdds }) => multiplyAdds),
    ),
  }),
  describe: (state) =>
    t("A residual block that {block}, with shortcut {option}: {meaning}. {stepText}", {
      block:
        state.block === "halves"
          ? t("halves the picture and doubles the channels")
          : t("keeps the shape"),
      option: state.option,
      meaning: meaning(state),
      stepText: walk.stepText(state),
    }),
  torch: (state) => layersList(numbersOf(setupOf(state)).network),
});

export const { stepText } = walk;

/** Weights of the shortcut of this block. */
export function weightsOf(state: ShortcutState): number {
  const { layers } = numbersOf(setupOf(state)).network;
  return layers.find(({ name }) => name === "wire")?.parameterCount ?? 0;
}

export function meaning(state: ShortcutState): string {
  if (projects(state))
    return state.block === "halves"
      ? t("a 1×1 convolution with stride 2")
      : t("a 1×1 convolution, though the shape fits");
  return state.block === "halves"
    ? t("every second pixel, and zeros")
    : t("the input itself, unchanged");
}
