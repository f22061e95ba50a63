/** One small network in four representations: drawing, boxes, table, code. Each can be edited; the others follow. */
import { LabError } from "../../../engine/core/errors";
import { tensor } from "../../../engine/core/tensor";
import { sampleNetwork } from "../../../engine/graph/networks/lenet";
import { parseSpec } from "../../../engine/graph/parse-spec";
import { networkShapes } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { isRecord, oneOf } from "../untrusted";
import type { PropertyValues, WidgetDefinition } from "../widget";
import { readCode } from "./code/read";
import { type Dialect, writeCode } from "./code/write";
import { sizeText } from "./words";

export const DIALECTS = ["pytorch", "keras"] as const;
export const VIEWS = ["all", "drawing", "boxes", "table", "code"] as const;
export const MOST_LAYERS = 64;

export interface ShorthandState {
  readonly network: NetworkSpec;
  readonly chosen: string | null;
  readonly dialect: Dialect;
  readonly view: (typeof VIEWS)[number];
}

const START: ShorthandState = { network: sampleNetwork(), chosen: "conv1", dialect: "pytorch", view: "all" };

export const shorthand: WidgetDefinition<ShorthandState> = {
  name: "shorthand",
  title: "One network, four ways to write it",
  summary: "Drawing, boxes, table and code (PyTorch or Keras) of a layer or a small network; each can be edited and the others follow.",
  properties: {
    code: {
      type: "text",
      maxLength: 4000,
      default: "",
      description: 'A layer or a short model, e.g. "nn.Conv2d(3, 10, 3, stride=2, padding=1)"; empty: the lecture\'s sample network.',
    },
    input: {
      type: "matrix",
      rank: 1,
      maxExtent: 3,
      maxValue: 512,
      default: "3 39 39",
      description: "Channels, height and width of the picture.",
    },
    dialect: { type: "choice", options: DIALECTS, default: "pytorch", description: "The language of the code." },
    view: { type: "choice", options: VIEWS, default: "all", description: "All four representations, or one." },
  },
  controls: ["input", "code", "table", "view", "dialect"],
  unit: "layer",
  place: ({ chosen }) => chosen ?? "input",
  initial,
  restore,
  steps: ({ network }) => walkable(network.layers.length),
  step: ({ network, chosen }) => Math.min(walkable(network.layers.length), network.layers.findIndex(({ name }) => name === chosen) + 1),
  seek: (state, step) => ({ ...state, chosen: state.network.layers[Math.round(step) - 1]?.name ?? null }),
  values(state) {
    const { layers, parameterCount } = networkShapes(state.network);
    return {
      parameters: tensor(
        [layers.length],
        Float64Array.from(layers, (layer) => layer.parameterCount),
      ),
      total: tensor([1], Float64Array.of(parameterCount)),
      sizes: tensor([layers.length, 3], Float64Array.from(layers.flatMap(({ shape }) => [shape[0] ?? 0, shape[1] ?? 1, shape[2] ?? 1]))),
    };
  },
  describe(state) {
    const { layers, parameterCount } = networkShapes(state.network);
    const path = [state.network.input, ...layers.map(({ shape }) => shape)].map(sizeText).filter((text, at, all) => text !== all[at - 1]);
    return `A network of ${layers.length} ${layers.length === 1 ? "layer" : "layers"}: ${path.join(", then ")}. ${parameterCount.toLocaleString("en")} parameters.`;
  },
  torch: (state) =>
    `import torch\nfrom torch import nn\n\nmodel = ${writeCode(state.network, "pytorch")}\nx = torch.randn(1, ${state.network.input.join(", ")})\nassert model(x).shape[1:] == (${networkShapes(state.network).output.shape.join(", ")},)\n`,
  toProperties: ({ network, dialect, view }) => ({ code: writeCode(network, "pytorch"), input: [...network.input], dialect, view }),
};

/** A network that holds together, or why it does not, in the reader's words. */
export function checked(candidate: unknown): { readonly network: NetworkSpec } | { readonly problem: string } {
  try {
    const network = parseSpec(candidate);
    if (network.layers.length > MOST_LAYERS) return { problem: `At most ${MOST_LAYERS} layers can be drawn here.` };
    if (network.layers.some(({ inputs }) => inputs !== undefined)) return { problem: "Only layers one behind the other are drawn here." };
    writeCode(network, "pytorch");
    return { network };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

/** The network in a library's words, or why that library has none for it. */
export function codeOf(network: NetworkSpec, dialect: Dialect): { readonly code: string } | { readonly problem: string } {
  try {
    return { code: writeCode(network, dialect) };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof LabError)) throw error;
  const said = /[.?]$/.test(error.message) ? error.message : `${error.message}.`;
  return error.hint === "" ? said : `${said} ${error.hint}`;
}

/** The network that a piece of code describes, checked like any other. */
export function fromCode(code: string, input: readonly number[]): ReturnType<typeof checked> {
  try {
    return checked(readCode(code, input));
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

function initial(properties: PropertyValues): ShorthandState {
  const size = properties["input"];
  const input = Array.isArray(size) && size.length === 3 ? size.map(Number) : START.network.input;
  const code = properties["code"];
  const read = typeof code === "string" && code.trim() !== "" ? fromCode(code, input) : checked({ ...START.network, input });
  const network = "network" in read ? read.network : START.network;
  return {
    network,
    chosen: network.layers[0]?.name ?? null,
    dialect: oneOf(properties["dialect"], DIALECTS, "pytorch"),
    view: oneOf(properties["view"], VIEWS, "all"),
  };
}

function restore(untrusted: unknown, fallback: ShorthandState): ShorthandState {
  const given = isRecord(untrusted) ? untrusted : {};
  const read = given["network"] === undefined ? { problem: "" } : checked(given["network"]);
  const network = "network" in read ? read.network : fallback.network;
  const chosen = [given["chosen"], fallback.chosen].find((name) => name === null || network.layers.some((layer) => layer.name === name));
  return {
    network,
    chosen: typeof chosen === "string" ? chosen : null,
    dialect: oneOf(given["dialect"], DIALECTS, fallback.dialect),
    view: oneOf(given["view"], VIEWS, fallback.view),
  };
}

/** One layer alone is nothing to walk through. */
function walkable(layers: number): number {
  return layers > 1 ? layers : 0;
}
