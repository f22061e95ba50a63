/** The pictures of whole networks in their states. */
import { LayerBars } from "./LayerBars";
import { LayerColumns } from "./LayerColumns";
import { LayerHistograms } from "./LayerHistograms";
import { NetworkStrip, type StripLayer } from "./NetworkStrip";
import { ProbabilityBars } from "./ProbabilityBars";

const layer = (name: string, op: string, inputs: readonly string[], shape: readonly number[], parameters = 0): StripLayer => ({
  name,
  op,
  inputs,
  shape,
  parameters,
});
const lenet = [
  layer("input", "input", [], [1, 28, 28]),
  layer("conv1", "conv2d", ["input"], [6, 28, 28], 156),
  layer("relu1", "relu", ["conv1"], [6, 28, 28]),
  layer("pool1", "maxpool2d", ["relu1"], [6, 14, 14]),
  layer("conv2", "conv2d", ["pool1"], [16, 10, 10], 2416),
  layer("relu2", "relu", ["conv2"], [16, 10, 10]),
  layer("flatten", "flatten", ["relu2"], [1600]),
  layer("fc1", "linear", ["flatten"], [10], 16010),
];
const residual = [
  layer("input", "input", [], [16, 8, 8]),
  layer("conv1", "conv2d", ["input"], [16, 8, 8], 2320),
  layer("relu1", "relu", ["conv1"], [16, 8, 8]),
  layer("conv2", "conv2d", ["relu1"], [16, 8, 8], 2320),
  layer("add1", "add", ["conv2", "input"], [16, 8, 8]),
];
const branches = [
  layer("input", "input", [], [8, 8, 8]),
  layer("one", "conv2d", ["input"], [4, 8, 8], 36),
  layer("three", "conv2d", ["input"], [4, 8, 8], 292),
  layer("pool", "maxpool2d", ["input"], [8, 8, 8]),
  layer("cat", "concat", ["one", "three", "pool"], [16, 8, 8]),
];
const digits = [..."0123456789"];
const names = ["conv1", "conv2", "fc1", "fc2", "fc3"];
const values = (list: readonly number[]) => Object.fromEntries(names.map((name, at) => [name, list[at] ?? 0]));
const strip = (title: string, layers: readonly StripLayer[], marked = {}) => (
  <NetworkStrip title={title} layers={layers} chosen={layers[1]?.name ?? null} onChoose={() => {}} marked={marked} />
);

export const gallery = {
  title: "Networks",
  states: [
    { name: "a chain of layers", node: strip("LeNet", lenet) },
    { name: "a skip connection", node: strip("residual block", residual) },
    { name: "branches, one layer marked", node: strip("inception", branches, { three: "NaN first appeared here" }) },
    { name: "empty", node: <NetworkStrip title="Nothing" layers={[]} chosen={null} /> },
    {
      name: "probabilities",
      node: (
        <ProbabilityBars title="Digit" labels={digits} probabilities={[0.01, 0.02, 0.03, 0.7, 0, 0.1, 0.04, 0.05, 0.03, 0.02]} truth={3} />
      ),
    },
    { name: "probabilities, empty", node: <ProbabilityBars title="Digit" labels={digits} probabilities={null} /> },
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
          runs={[{ label: "run", values: values([Number.NaN, 4e12, Number.POSITIVE_INFINITY, 0, 0.1]) }]}
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
            counts: Array.from({ length: 32 }, (_, bin) => Math.round(400 * Math.exp(-((bin - 20 + 3 * at) ** 2) / 9))),
            zeros: 500 * at,
            notANumber: at === 4 ? 12 : 0,
          }))}
        />
      ),
    },
  ],
};
