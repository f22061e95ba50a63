/**
 * One small network in four representations: drawing, boxes, table, code. Each can be edited; the
 * others follow.
 */
import { echo, t } from "../../language/words";
import { shapeScript } from "../../../engine/code/write/scripts/network";
import { LabError } from "../../../engine/core/errors";
import { tensor } from "../../../engine/core/tensor";
import { sampleNetwork } from "../../../engine/graph/networks/lenet";
import { parseSpec } from "../../../engine/graph/parse-spec";
import { networkShapes } from "../../../engine/graph/shapes";
import { type Repair, repairs } from "../../../engine/graph/repairs";
import type { LayerSpec, NetworkSpec } from "../../../engine/graph/spec";
import { same } from "../../shell/codec";
import { capital } from "../../figures/describe/capital";
import { choice, own, text, truth } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import type { PropertyValues } from "../widget";
import { readModel } from "../../../engine/code/read/read";
import { type Dialect, writeCode } from "../../../engine/code/write";
import { checkGoals, goalsProblem, readGoals } from "./goals";
import { sizeText } from "./words";
import { counted } from "../../language/numerals";

export const DIALECTS = { pytorch: "PyTorch", keras: "Keras" } satisfies Record<Dialect, string>;
const MOST_LAYERS = 64;
const SAMPLE = sampleNetwork();

export const fields = table(
  1,
  {
    view: choice(
      { all: "All four", drawing: "Drawing", boxes: "Boxes", table: "Table", code: "Code" },
      { label: "Show", says: "All four representations, or one.", look: "segments" },
    ),
    network: own<NetworkSpec>({
      label: "Network",
      standard: SAMPLE,
      read: (value) => {
        const read = value === undefined ? { problem: "" } : checked(value);
        return "network" in read ? read.network : undefined;
      },
      author: {
        properties: {
          code: {
            type: "text",
            maxLength: 4000,
            default: "",
            description:
              'A layer or a short model, e.g. "nn.Conv2d(3, 10, 3, stride=2, padding=1)"; empty: the lecture\'s sample network.',
          },
          input: {
            type: "matrix",
            rank: 1,
            maxExtent: 3,
            maxValue: 512,
            default: SAMPLE.input.join(" "),
            description: "Channels, height and width of the picture.",
          },
        },
        given: networkOf,
        written: (network) => ({
          code: isSample(network) ? "" : writeCode(network, "pytorch"),
          input: [...network.input],
        }),
      },
      samples: [{ ...SAMPLE, input: [1, 28, 28] }],
    }),
    chosen: own<string | null>({
      label: "Chosen layer",
      standard: SAMPLE.layers[0]?.name ?? null,
      read: (value) => (typeof value === "string" || value === null ? value : undefined),
      author: {
        properties: {},
        given: (properties) => networkOf(properties)?.layers[0]?.name,
        written: () => ({}),
      },
      samples: [null, "conv2"],
    }),
    dialect: choice(DIALECTS, { label: "Library", says: "The language of the code." }),
    costs: truth({
      label: "Costs",
      says: "Parameters, multiply-adds and memory of each layer as bars.",
    }),
    goals: text({
      label: "Goals",
      says: "Of a design task: parameters <= 50000; sees >= 31; output = 4x4. Also multiplyAdds, memory, layers, channels.",
      longest: 300,
      control: null,
      problem: goalsProblem,
    }),
    trains: truth({
      label: "Training",
      says: "A link to where this network is trained on pictures of 28×28 with ten classes.",
      control: null,
    }),
  },
  {
    legal: (state) => {
      const { network, chosen } = state;
      const known = network.layers.some(({ name }) => name === chosen);
      return known ? state : { ...state, chosen: null };
    },
    parts: ["input", "code", "table"],
  },
);

export type ShorthandState = StateOf<typeof fields.fields>;

export const shorthand = fields.widget({
  name: "shorthand",
  title: "One network, four ways to write it",
  summary:
    "Drawing, boxes, table and code (PyTorch or Keras) of a layer or a small network; each can be edited and the others follow.",
  unit: "layer",
  place: ({ chosen }) => chosen ?? "input",
  steps: ({ network }) => walkable(network.layers.length),
  step: ({ network, chosen }) =>
    Math.min(
      walkable(network.layers.length),
      network.layers.findIndex(({ name }) => name === chosen) + 1,
    ),
  seek: (state, step) => ({
    ...state,
    chosen: state.network.layers[Math.min(step, state.network.layers.length) - 1]?.name ?? null,
  }),
  values(state) {
    const { layers, parameterCount } = networkShapes(state.network);
    return {
      parameters: tensor(
        [layers.length],
        Float64Array.from(layers, (layer) => layer.parameterCount),
      ),
      total: tensor([1], Float64Array.of(parameterCount)),
      sizes: tensor(
        [layers.length, 3],
        Float64Array.from(
          layers.flatMap(({ shape }) => [shape[0] ?? 0, shape[1] ?? 1, shape[2] ?? 1]),
        ),
      ),
      ...Object.fromEntries(
        layers.flatMap(({ name, shape, parameterCount: count }) => [
          [`${name}.output`, tensor([shape.length], Float64Array.from(shape))],
          [`${name}.parameters`, tensor([1], Float64Array.of(count))],
        ]),
      ),
    };
  },
  describe(state) {
    const { layers, parameterCount } = networkShapes(state.network);
    const path = [state.network.input, ...layers.map(({ shape }) => shape)]
      .map(sizeText)
      .filter((written, at, all) => written !== all[at - 1]);
    return t(
      "A network of {layers, plural, one {# layer} other {# layers}}: {path}. {parameterCount} parameters.{goals}",
      {
        layers: layers.length,
        path: path.join(t(", then ")),
        parameterCount: counted(parameterCount),
        goals: goalsText(state),
      },
    );
  },
  torch: (state) => shapeScript(networkShapes(state.network)),
});

function goalsText({ goals, network }: ShorthandState): string {
  return checkGoals(readGoals(goals), networkShapes(network))
    .map(({ words, now, isMet }) =>
      t(" Goal: {words}; now {now}, {isMet}.", {
        words,
        now,
        isMet: isMet ? t("met") : t("not met"),
      }),
    )
    .join("");
}

/** The network that an author's properties ask for; undefined where they make none. */
function networkOf({ code, input: size }: PropertyValues): NetworkSpec | undefined {
  const input = Array.isArray(size) && size.length === 3 ? size.map(Number) : SAMPLE.input;
  const read =
    typeof code === "string" && code.trim() !== ""
      ? fromCode(code, input)
      : checked({ ...SAMPLE, input });
  return "network" in read ? read.network : undefined;
}

function isSample({ layers, name }: NetworkSpec): boolean {
  return same({ layers, name }, { layers: SAMPLE.layers, name: SAMPLE.name });
}

/** A network that holds together, or why it does not, in the reader's words. */
export function checked(
  candidate: unknown,
): { readonly network: NetworkSpec } | { readonly problem: string } {
  try {
    const network = parseSpec(candidate);
    if (network.layers.length > MOST_LAYERS)
      return {
        problem: t("At most {mostLayers} layers can be drawn here.", { mostLayers: MOST_LAYERS }),
      };
    if (network.layers.some(({ inputs }) => inputs !== undefined))
      return { problem: t("Only layers one behind the other are drawn here.") };
    writeCode(network, "pytorch");
    return { network };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

/** What would make a network fit that does not, as far as it can be drawn here. */
export function fitting(candidate: NetworkSpec): readonly Repair[] {
  return repairs(candidate).flatMap(({ words, spec }) => {
    const { layers, ...rest } = spec;
    const chain = layers.map(({ inputs: _wires, ...layer }) => layer as LayerSpec);
    const result = checked({ ...rest, layers: chain });
    return "network" in result ? [{ words, spec: result.network }] : [];
  });
}

/** The network in a library's words, or why that library has none for it. */
export function codeOf(
  network: NetworkSpec,
  dialect: Dialect,
): { readonly code: string } | { readonly problem: string } {
  try {
    return { code: writeCode(network, dialect) };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  if (!(error instanceof LabError)) throw error;
  return [echo(error.message), capital(echo(error.hint))]
    .filter((sentence) => sentence !== "")
    .map((sentence) => (/[.?]$/.test(sentence) ? sentence : `${sentence}.`))
    .join(" ");
}

/**
 * The network that a piece of code describes, checked like any other, and what in the code does not
 * change it.
 */
export function fromCode(
  code: string,
  input: readonly number[],
):
  | { readonly network: NetworkSpec; readonly skipped: readonly string[] }
  | { readonly problem: string } {
  try {
    const { network, skipped } = readModel(code, input);
    const result = checked(network);
    return "problem" in result
      ? result
      : {
          ...result,
          skipped: skipped.map(({ line, what }) => t("line {line}: {what}", { line, what })),
        };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

/** One layer alone is nothing to walk through. */
function walkable(layers: number): number {
  return layers > 1 ? layers : 0;
}
