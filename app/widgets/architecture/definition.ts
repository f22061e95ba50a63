/**
 * A whole network, however large: its drawing, its table, and a run on a picture with weights of a
 * seed. Counts follow from the spec alone; the run is the component's.
 */
import { t } from "../../language/words";
import { size, WORD } from "../../../engine/core/shape";
import { tensor } from "../../../engine/core/tensor";
import { LabError, orProblem } from "../../../engine/core/errors";
import { torchModule } from "../../../engine/code/write";
import type { LayerShape, NetworkShapes } from "../../../engine/graph/shapes";
import { trailField } from "../../explorer/ask/trail-field";
import { writeCell } from "../../explorer/ask/opened";
import { shapesOf } from "../../explorer/setup";
import { readNetwork } from "../../explorer/short-spec";
import { exact } from "../../figures/network-map/counts";
import { outline } from "../../figures/network-map/outline";
import { PHOTOS } from "../../pictures/photos";
import { choice, integer, text, truth } from "../fields/kinds";
import { isOwnFile, orFile } from "../fields/own-files";
import { weightsProblem } from "../fields/own-weights";
import { pictures } from "../fields/pictures";
import { matrix } from "../fields/matrix";
import { type StateOf, table } from "../fields/table";
import { problemOf } from "../fields/problem-of";
import type { TextProblem } from "../widget";
import { readBranches } from "./branches";

const STANDARD = "lenet5";
const PICTURES = [...PHOTOS.map(({ name }) => name), "own"];
const MIDDLE: readonly number[] = [-1, -1, -1];

export const fields = table(
  1,
  {
    network: text({
      label: "Network",
      says: "A name of the catalogue (vgg16), or layers: conv 8 3x3 pad 1 | relu | pool 2.",
      longest: 600,
      standard: STANDARD,
      control: null,
      fits: (given) => given.trim() !== "",
    }),
    input: text({
      label: "Input",
      says: "Channels, height and width of the picture, where the network is written as layers.",
      longest: 20,
      standard: "3x64x64",
      control: null,
      fits: (given) => /^[1-9]\d{0,2}(x[1-9]\d{0,2}){2}$/.test(given),
    }),
    others: text({
      label: "Others",
      says: "Networks of the catalogue that the reader may change over to: resnet18, resnet50.",
      longest: 300,
      control: "network",
    }),
    branches: text({
      label: "Branches",
      says: "Branches that the reader puts into the network and takes out: label = name: layer | name: layer, with ; between them. Their ends are stacked.",
      longest: 800,
      control: "branches",
      problem: problemOf(readBranches, "label = name: layer | name: layer; label = name: layer"),
    }),
    view: choice(
      { map: "Drawing", table: "Table", run: "Run" },
      { label: "Show", says: "The drawing, the layer table, or a run on a picture." },
    ),
    opened: text({
      label: "Opened",
      says: "How far the drawing is open: stage, block, module or layer; empty: by itself.",
      longest: 2000,
      control: null,
    }),
    chosen: text({
      label: "Chosen layer",
      says: "The layer whose facts are shown, by its name.",
      longest: 80,
      control: null,
    }),
    neuron: matrix({
      label: "Neuron",
      says: "Channel, row and column of the number whose receptive field is drawn; −1: the middle.",
      rank: 1,
      side: 3,
      largest: 1e6,
      standard: MIDDLE,
    }),
    effective: truth({
      label: "What counts",
      says: "Beside the receptive field, how much the number changes with each pixel.",
    }),
    photo: pictures({
      label: "Picture",
      says: "The picture of the run.",
      names: PICTURES,
      control: null,
    }),
    weights: orFile(
      choice(
        { drawn: "drawn by the seed" },
        {
          label: "Weights",
          says: "Of the run: `drawn` by the seed, or those of a file.",
          control: null,
        },
      ),
      "weights",
    ),
    seed: integer({
      label: "Seed",
      says: "Of the weights of the run.",
      from: 0,
      to: 9999,
      standard: 1,
    }),
    pixels: choice(
      { torchvision: "as torchvision", caffe: "blue first, as Caffe" },
      {
        label: "Pixels",
        says: "Of a colour picture: mean and deviation of ImageNet, or 0 to 255 minus the mean with blue first.",
        look: "select",
      },
    ),
    trail: trailField([{ tensor: "conv2.y", index: [3, 4, 5] }]),
  },
  { parts: ["photo", "own", "run", "spread", "file"] },
);

export type ArchitectureState = StateOf<typeof fields.fields>;

/** The network, or why there is none. */
export function networkOf({ network, input }: ArchitectureState): NetworkShapes | LabError {
  return orProblem(() => shapesOf(readNetwork(network, input.split("x").map(Number))));
}

/**
 * The number that is meant, inside this shape: of a map's channel 0 the middle, of a list the
 * first.
 */
export function neuronIn(neuron: readonly number[], shape: readonly number[]): readonly number[] {
  return shape.map((extent, axis) => {
    const at = Math.round(neuron[axis] ?? -1);
    return at < 0 ? (axis === 0 ? 0 : extent >> 1) : Math.min(at, extent - 1);
  });
}

/** As `networkOf`; where there is none, the standard network. */
export function shownNetwork(state: ArchitectureState): NetworkShapes {
  const network = networkOf(state);
  return network instanceof LabError ? shapesOf(readNetwork(STANDARD, [1, 28, 28])) : network;
}

export const architecture = fields.widget({
  name: "architecture",
  title: "A whole network",
  summary:
    "Drawing and layer table of a network of any size, and a run on a picture with weights of a seed: every number can be asked where it comes from.",
  unit: "layer",
  steps: (state) => shownNetwork(state).layers.length,
  step: placeOf,
  seek(state, step) {
    const { layers } = shownNetwork(state);
    const at = Math.max(0, Math.min(layers.length, step));
    return { ...state, chosen: layers[at - 1]?.name ?? "", trail: [] };
  },
  place: ({ chosen }) => (chosen === "" ? t("the picture") : chosen),
  problems(_, state) {
    const none: Readonly<Record<string, TextProblem>> = {};
    const network = networkOf(state);
    if (network instanceof LabError || !isOwnFile(state.weights)) return none;
    const problem = weightsProblem(state.weights, network);
    return problem === null ? none : { weights: problem };
  },
  values: (state) => counts(shownNetwork(state)),
  describe(state) {
    const { spec, layers, parameterCount, multiplyAdds } = shownNetwork(state);
    const layer = layers.find(({ name }) => name === state.chosen);
    const chosen =
      layer === undefined
        ? ""
        : t(
            " Layer {name}: {kind}, output {shape}, {parameterCount} parameters, {multiplyAdds} multiply-adds.",
            {
              name: layer.name,
              kind: layer.kind,
              shape: layer.shape.join("×"),
              parameterCount: exact(layer.parameterCount),
              multiplyAdds: exact(layer.multiplyAdds),
            },
          );
    const open = state.trail.at(-1);
    return t(
      "{name}: {layers} layers, {parameterCount} parameters, {multiplyAdds} multiply-adds per picture of {input}.{chosen}{open}",
      {
        name: spec.name,
        layers: layers.length,
        parameterCount: exact(parameterCount),
        multiplyAdds: exact(multiplyAdds),
        input: spec.input.join("×"),
        chosen,
        open: open === undefined ? "" : t(" Open: {writeCell}.", { writeCell: writeCell(open) }),
      },
    );
  },
  torch: (state) => torchModule(shownNetwork(state).spec),
});

function placeOf(state: ArchitectureState): number {
  return shownNetwork(state).layers.findIndex(({ name }) => name === state.chosen) + 1;
}

/**
 * Counts for the text: of all (`all.parameters`), of each layer, and of each part of the drawing
 * whose name is not a layer's.
 */
function counts(network: NetworkShapes) {
  const { layers } = network;
  const one = (value: number) => tensor([1], Float64Array.of(value));
  const sums = (part: readonly LayerShape[], name: string) => {
    const sum = (of: (layer: LayerShape) => number): number =>
      part.reduce((total, layer) => total + of(layer), 0);
    return {
      [`${name}.parameters`]: one(sum((layer) => layer.parameterCount)),
      [`${name}.multiplyAdds`]: one(sum((layer) => layer.multiplyAdds)),
      [`${name}.memory`]: one(sum((layer) => size(layer.shape) * WORD)),
    };
  };
  const parts = outline(network);
  const found: Record<string, ReturnType<typeof one>> = {
    ...sums(layers, "all"),
    "input.output": tensor([network.spec.input.length], Float64Array.from(network.spec.input)),
    "all.layers": one(layers.filter(({ kind }) => kind === "conv2d" || kind === "linear").length),
  };
  for (const item of parts.items.values())
    if (/^[\w.]*\w$/.test(item.name) && item.level !== "layer" && item.level !== "network")
      Object.assign(found, sums(layers.slice(item.first, item.last + 1), item.name));
  for (const layer of layers) {
    Object.assign(found, sums([layer], layer.name));
    found[`${layer.name}.output`] = tensor([layer.shape.length], Float64Array.from(layer.shape));
    found[`${layer.name}.sees`] = one(layer.field.size[0]);
  }
  return found;
}
