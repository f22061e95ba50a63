/**
 * The inception module's bottleneck: multiplications of a wide convolution, straight and through a
 * 1×1 convolution.
 */
import { t } from "../../language/words";
import { twoRoadsScript } from "../../../engine/code/write/scripts/network";
import { tensor } from "../../../engine/core/tensor";
import { networkShapes } from "../../../engine/graph/shapes";
import { integer } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import { countOf, specOf } from "./counting";
import { counted } from "../../language/numerals";

export const fields = table(
  1,
  {
    side: integer({
      label: "Picture",
      says: "Height and width of the picture.",
      from: 1,
      to: 56,
      standard: 28,
    }),
    channels: integer({
      label: "Channels in",
      says: "Channels of the input.",
      from: 1,
      to: 512,
      standard: 192,
    }),
    filters: integer({
      label: "Filters",
      says: "Filters of the wide convolution.",
      from: 1,
      to: 256,
      standard: 32,
    }),
    kernel: integer({
      label: "Filter size",
      says: "Filter size, odd.",
      from: 1,
      to: 7,
      standard: 5,
    }),
    reduced: integer({
      label: "Bottleneck",
      says: "Channels of the bottleneck.",
      from: 1,
      to: 512,
      standard: 16,
    }),
  },
  {
    legal: (state) => ({ ...state, kernel: state.kernel - 1 + (state.kernel % 2) }),
    // Only odd filters: a step goes over the even one.
    follow: (next, { kernel }) =>
      next.kernel % 2 === 1 ? next : { ...next, kernel: 2 * next.kernel - kernel },
    parts: ["run"],
  },
);

export type BottleneckState = StateOf<typeof fields.fields>;

export const bottleneck = fields.widget({
  name: "bottleneck",
  title: "The bottleneck",
  summary:
    "Multiplications of a wide convolution, straight and through a 1×1 bottleneck, counted live and run.",
  kernels: ["conv2d"],
  values(state) {
    const straight = countOf("straight", state);
    const narrow = countOf("bottleneck", state);
    const one = (value: number) => tensor([1], Float64Array.of(value));
    return {
      straight: one(straight.multiplications),
      bottleneck: one(narrow.multiplications),
      narrow: one(narrow.layers[0]?.multiplications ?? 0),
      wide: one(narrow.layers[1]?.multiplications ?? 0),
      ratio: one(straight.multiplications / narrow.multiplications),
    };
  },
  describe(state) {
    const straight = countOf("straight", state).multiplications;
    const narrow = countOf("bottleneck", state).multiplications;
    return t(
      "{side}×{side}×{channels} to {filters} channels with {kernel}×{kernel} filters: {straight} multiplications straight, {narrow} through a bottleneck of {reduced} channels.",
      {
        side: state.side,
        channels: state.channels,
        filters: state.filters,
        kernel: state.kernel,
        straight: counted(straight),
        narrow: counted(narrow),
        reduced: state.reduced,
      },
    );
  },
  torch: (state) =>
    twoRoadsScript(
      {
        straight: networkShapes(specOf("straight", state)),
        bottleneck: networkShapes(specOf("bottleneck", state)),
      },
      {
        formula: [
          state.side,
          state.side,
          state.filters,
          state.kernel,
          state.kernel,
          state.channels,
        ],
        products: countOf("straight", state).multiplications,
      },
    ),
});
