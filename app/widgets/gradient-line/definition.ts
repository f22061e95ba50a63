/**
 * Untrained networks of one number in, one number out, plain and with skip connections: the
 * gradient at each place of a line of inputs, and how alike it is at neighbouring places.
 */
import { t } from "../../language/words";
import { torchModule } from "../../../engine/code/write";
import { tensor } from "../../../engine/core/tensor";
import { integer, number } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import { type Line, lineOf, type LineQuestion, networkOf, PLACES, UNITS } from "./line";

const DEEPEST = 24;

export const fields = table(
  1,
  {
    layers: integer({
      label: "Layers",
      says: "Hidden layers of both networks, an even number.",
      from: 2,
      to: DEEPEST,
      standard: 2,
      step: 2,
      look: "slider",
    }),
    scale: number({
      label: "Factor on F",
      says: "Multiplies what the layers of each block with a wire give.",
      from: 0,
      to: 1,
      standard: 1,
      step: 0.1,
      look: "slider",
    }),
    seed: integer({ label: "Seed", says: "Seed of the weights.", from: 0, to: 9999, standard: 1 }),
  },
  { legal: (state) => ({ ...state, layers: 2 * Math.round(state.layers / 2) }) },
);

export type GradientLineState = StateOf<typeof fields.fields>;

export function questionOf(state: GradientLineState, residual: boolean): LineQuestion {
  const { layers, scale, seed } = state;
  return { layers, residual, scale: residual ? scale : 1, seed };
}

const known = new Map<string, Line>();
const MOST_KNOWN = 64;

/** As `lineOf`; the last ones are kept. */
function knownLine(question: LineQuestion): Line {
  const key = JSON.stringify(question);
  const line = known.get(key) ?? lineOf(question);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, line);
  return line;
}

export const gradientLine = fields.widget({
  name: "gradient-line",
  title: "Gradients along a line of inputs",
  summary:
    "An untrained plain network and its residual twin, one number in and one out: the gradient at 401 inputs of a line, and the correlation of gradients some places apart.",
  kernels: ["linear", "batchnorm", "relu", "add"],
  steps: () => 0,
  step: () => 0,
  seek: (state) => state,
  values(state) {
    const [plain, residual] = [false, true].map((wires) => knownLine(questionOf(state, wires)));
    const both = (pick: (line: Line) => Float64Array) =>
      [plain, residual].flatMap((line) => (line === undefined ? [] : [...pick(line)]));
    const correlations = both((line) => line.correlations);
    return {
      gradients: tensor([2, PLACES], Float64Array.from(both((line) => line.gradients))),
      correlations: tensor([2, correlations.length / 2], Float64Array.from(correlations)),
    };
  },
  describe: ({ layers, scale }) =>
    t(
      "A plain network of {layers} layers with {units} units each, untrained, and the same with a wire past every two layers{scale}: the gradient at {places} inputs from −2 to 2.",
      {
        layers,
        units: UNITS,
        scale: scale === 1 ? "" : t(", F multiplied by {scale}", { scale }),
        places: PLACES,
      },
    ),
  torch: ({ layers }) =>
    [false, true].map((residual) => torchModule(networkOf(layers, residual))).join("\n"),
});
