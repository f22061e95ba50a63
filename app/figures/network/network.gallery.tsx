/** The pictures of whole networks in their states. */
import { LayerBars } from "./LayerBars";
import { LayerColumns } from "./LayerColumns";
import { LayerHistograms } from "./LayerHistograms";
import { ProbabilityBars } from "./ProbabilityBars";

const digits = [..."0123456789"];
const names = ["conv1", "conv2", "fc1", "fc2", "fc3"];
const values = (list: readonly number[]) =>
  Object.fromEntries(names.map((name, at) => [name, list[at] ?? 0]));
export const gallery = {
  title: "Networks",
  states: [
    {
      name: "probabilities",
      node: (
        <ProbabilityBars
          title="Digit"
          labels={digits}
          probabilities={[0.01, 0.02, 0.03, 0.7, 0, 0.1, 0.04, 0.05, 0.03, 0.02]}
          truth={3}
        />
      ),
    },
    {
      name: "probabilities, empty",
      node: <ProbabilityBars title="Digit" labels={digits} probabilities={null} />,
    },
    {
      name: "gradients of two runs",
      node: (
        <LayerBars
          title="Gradient norm"
          layers={names}
          chosen="fc1"
          runs={[
            { label: "sigmoid", values: values([3e-8, 5e-6, 2e-4, 6e-3, 0.4]) },
            { label: "relu", values: values([0.12, 0.2, 0.4, 0.5, 0.9]) },
          ]}
        />
      ),
    },
    {
      name: "forty layers of two runs",
      node: (
        <LayerColumns
          title="Gradient norm"
          layers={Array.from({ length: 40 }, (_, at) => `fc${at + 1}`)}
          runs={["sigmoid", "relu"].map((label, run) => ({
            label,
            values: Object.fromEntries(
              Array.from({ length: 40 }, (_, at) => [
                `fc${at + 1}`,
                at === 7 && run === 1 ? Number.NaN : 10 ** (run === 0 ? at / 4 - 10 : -1 - at / 60),
              ]),
            ),
          }))}
          at={7}
          onAt={() => {}}
          width={760}
        />
      ),
    },
    {
      name: "NaN, huge, zero",
      node: (
        <LayerBars
          title="Gradient norm"
          layers={names}
          runs={[
            { label: "run", values: values([Number.NaN, 4e12, Number.POSITIVE_INFINITY, 0, 0.1]) },
          ]}
        />
      ),
    },
    {
      name: "sizes of activations",
      node: (
        <LayerHistograms
          title="Sizes of the activations"
          layers={names.map((name, at) => ({
            layer: name,
            counts: Array.from({ length: 32 }, (_, bin) =>
              Math.round(400 * Math.exp(-((bin - 20 + 3 * at) ** 2) / 9)),
            ),
            zeros: 500 * at,
            notANumber: at === 4 ? 12 : 0,
          }))}
        />
      ),
    },
  ],
};
