/**
 * Recolour a photo with three 1×1 filters: every pixel's three channels are mixed by the same nine
 * weights and three biases.
 */
import { t, word } from "../../language/words";
import { fromNested, tensor } from "../../../engine/core/tensor";
import { mixerScript } from "../../../engine/code/write/scripts/layers";
import { numbersOf } from "../../explorer/setup";
import { COLOURS } from "../../pictures/colour-pictures";
import { titleOf } from "../../pictures/photos";
import { fields, type MixerState, setupOf } from "./state";

export const channelMixer = fields.widget({
  name: "channel-mixer",
  title: "Mix a photo's channels",
  summary:
    "Three 1×1 filters on a colour photo, the reader's own picture or the camera: switch channels off, turn it grey, change colours over, pixel by pixel.",
  kernels: ["conv2d"],
  values: ({ w, b }) => ({ w: fromNested(w), b: tensor([3], Float64Array.from(b)) }),
  describe,
  torch: (state) => mixerScript(numbersOf(setupOf(state))),
});

function describe({ photo, w, b }: MixerState): string {
  const sums = w.map((row, at) => {
    const terms = row.map((weight, channel) => `${weight}·${COLOURS[channel]}`);
    return `${COLOURS[at]} = ${terms.join(" + ")} + ${b[at] ?? 0}`;
  });
  return t(
    "A picture ({photo}) whose red, green and blue are mixed by three 1×1 filters: {sums}.",
    { photo: word(titleOf(photo)), sums: sums.join("; ") },
  );
}
