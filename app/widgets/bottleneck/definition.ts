/** The inception module's bottleneck: multiplications of a wide convolution, straight and through a 1×1 convolution. */
import { tensor } from "../../../engine/core/tensor";
import { inRange, isRecord } from "../untrusted";
import type { WidgetDefinition } from "../widget";
import { countOf, type Sizes } from "./counting";

export type BottleneckState = Sizes;

const START: BottleneckState = { side: 28, channels: 192, filters: 32, kernel: 5, reduced: 16 };
export const RANGES = { side: [1, 56], channels: [1, 512], filters: [1, 256], kernel: [1, 7], reduced: [1, 512] } as const;

export const bottleneck: WidgetDefinition<BottleneckState> = {
  name: "bottleneck",
  title: "The bottleneck",
  summary: "Multiplications of a wide convolution, straight and through a 1×1 bottleneck, counted live and run.",
  properties: {
    side: { type: "integer", min: 1, max: 56, default: START.side, description: "Height and width of the picture." },
    channels: { type: "integer", min: 1, max: 512, default: START.channels, description: "Channels of the input." },
    filters: { type: "integer", min: 1, max: 256, default: START.filters, description: "Filters of the wide convolution." },
    kernel: { type: "integer", min: 1, max: 7, default: START.kernel, description: "Filter size, odd." },
    reduced: { type: "integer", min: 1, max: 512, default: START.reduced, description: "Channels of the bottleneck." },
  },
  kernels: ["conv2d"],
  controls: ["side", "channels", "filters", "kernel", "reduced", "run"],
  initial: (properties) => restore(properties, START),
  restore,
  steps: () => 0,
  step: () => 0,
  seek: (state) => state,
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
    return `${state.side}×${state.side}×${state.channels} to ${state.filters} channels with ${state.kernel}×${state.kernel} filters: ${straight.toLocaleString("en")} multiplications straight, ${narrow.toLocaleString("en")} through a bottleneck of ${state.reduced} channels.`;
  },
  torch: ({ side, channels, filters, kernel, reduced }) => `import torch
from torch import nn

straight = nn.Conv2d(${channels}, ${filters}, ${kernel}, padding=${(kernel - 1) / 2})
bottleneck = nn.Sequential(
    nn.Conv2d(${channels}, ${reduced}, 1),
    nn.Conv2d(${reduced}, ${filters}, ${kernel}, padding=${(kernel - 1) / 2}),
)
x = torch.randn(1, ${channels}, ${side}, ${side})
assert straight(x).shape == bottleneck(x).shape == (1, ${filters}, ${side}, ${side})
assert ${side} * ${side} * ${filters} * ${kernel} * ${kernel} * ${channels} == ${countOf("straight", { side, channels, filters, kernel, reduced }).multiplications}
`,
  toProperties: (state) => ({ ...state }),
};

function restore(untrusted: unknown, fallback: BottleneckState): BottleneckState {
  const given = isRecord(untrusted) ? untrusted : {};
  const read = (name: keyof typeof RANGES): number => inRange(given[name], RANGES[name][0], RANGES[name][1], fallback[name]);
  const kernel = read("kernel");
  return {
    side: read("side"),
    channels: read("channels"),
    filters: read("filters"),
    kernel: kernel % 2 === 1 ? kernel : kernel - 1,
    reduced: read("reduced"),
  };
}
