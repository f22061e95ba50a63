/** What the figure "network" knows: a spec, its leaves, which number is looked at. */
import { t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import { size } from "../../../engine/core/shape";
import { LECTURE_INPUT } from "../../explorer/matrices";
import { numbersOf } from "../../explorer/setup";
import { isUseCount } from "../../explorer/use-counts";
import { choice, integer, number, own, text, truth } from "../fields/kinds";
import { matrix } from "../fields/matrix";
import { orFile } from "../fields/own-files";
import { type StateOf, table } from "../fields/table";
import { dialsProblem, MOST_DIALS } from "./dials";
import { type Edit, editsIn, editsProblem, editText, LARGEST, readEdits } from "./edits";
import { MOST_BARS, movedOf } from "./moved";
import { FALLBACK, networkOf, setupOf, STANDARD } from "./setup";

const FIELDS = {
  spec: text({
    label: "Network",
    says: "A name of the catalogue (lenet5), or layers: conv 2 3x3 pad 1 | relu | pool 2 | linear 3.",
    longest: 600,
    standard: STANDARD,
    fits: (given) => given.includes("|") || given.length > 2,
  }),
  input: matrix({
    label: "Input",
    says: "Planes of rows of numbers; what a plane and a row are says `axes`.",
    rank: 3,
    side: 16,
    largest: LARGEST,
    standard: [LECTURE_INPUT],
    control: null,
  }),
  axes: choice(
    {
      channels: "channels of a picture",
      samples: "pictures of a batch",
      vectors: "rows of a batch",
    },
    { label: "Planes", says: "What the planes of the input are.", control: null },
  ),
  weights: orFile(
    choice(
      { whole: "small whole numbers", drawn: "drawn as for training" },
      {
        label: "Weights",
        says: "What the weights are before they are changed: drawn, or those of a file.",
        look: "select",
      },
    ),
    "weights",
  ),
  seed: integer({
    label: "Seed",
    says: "Of the weights, and of what dropout drops.",
    from: 0,
    to: 9999,
    standard: 1,
  }),
  loss: choice(
    { none: "none", cross_entropy: "cross-entropy", mse: "squared error" },
    {
      label: "Loss",
      says: "Without one, gradients start from given numbers at the output.",
      look: "select",
    },
  ),
  rate: number({
    label: "Learning rate",
    says: "Of one step.",
    from: 0.001,
    to: 10,
    standard: 0.1,
    logarithmic: true,
  }),
  label: integer({ label: "Label", says: "The right class.", from: 0, to: 9999, standard: 0 }),
  train: truth({ label: "In training", says: "Batch norm uses the batch, dropout drops." }),
  whole: truth({ label: "The whole network", says: "Every layer's numbers, not one layer's." }),
  look: choice(
    { numbers: "numbers", bars: "bars", triangle: "bars and triangle" },
    {
      label: "Drawn as",
      says: "Numbers; a row of them as bars to be dragged, each with its gradient; of three, the triangle of their probabilities as well.",
    },
  ),
  moved: text({
    label: "Bars",
    says: "The row of numbers that are bars: input, or a bias such as z.b.",
    longest: 80,
    standard: "input",
    control: null,
  }),
  precision: choice(
    { none: "not shown", f64: "64 bits", f32: "32 bits", f16: "16 bits" },
    {
      label: "Softmax in",
      says: "Softmax and its loss with every operation rounded to so many bits, with and without the maximum subtracted.",
    },
  ),
  dials: text({
    label: "Dials",
    says: "Sliders that multiply tensors, or divide them: Temperature = 1/t.w 0.1 10; F = f2.w f2.b 0 1.",
    longest: 300,
    control: null,
    problem: dialsProblem,
  }),
  dialled: matrix({
    label: "Dial",
    says: "Where the dials stand.",
    rank: 1,
    side: MOST_DIALS,
    largest: 1000,
    standard: [1],
    control: "dials",
  }),
  uses: truth({ label: "Who uses it?", says: "Lights what depends on the number." }),
  all: truth({ label: "Show all", says: "Show every number at once." }),
  of: text({
    label: "Numbers of",
    says: "The tensor that is stepped: conv.y, input.dy, conv.dw, loss, conv.w.next.",
    longest: 80,
  }),
  panels: text({
    label: "Drawn beside it",
    says: "Tensors that are drawn, such as input conv.w pool.y; empty: what the number is made of.",
    longest: 200,
    control: null,
  }),
  edits: own<readonly Edit[]>({
    label: "Changed number",
    standard: [],
    read: readEdits,
    author: {
      properties: {
        edits: {
          type: "text",
          maxLength: 2000,
          default: "",
          description:
            "Numbers that differ: conv.w[0][0][1][1]=3; with fewer indices all behind them: conv.w[0]=1; fc.dy=0.",
          problem: editsProblem,
        },
      },
      given: ({ edits }) => (typeof edits === "string" ? editsIn(edits) : edits),
      written: (edits) => ({ edits: edits.map(editText).join("; ") }),
    },
    samples: [[{ tensor: "input", index: [0, 0, 1, 1], value: 3 }]],
  }),
  at: integer({
    label: "Place",
    says: "Where on the time line it opens.",
    from: 0,
    to: 65_536,
    standard: 0,
    control: null,
  }),
};

export type NetworkState = StateOf<typeof FIELDS>;

export const fields = table(1, FIELDS, {
  legal: (state) => {
    const usual = usable(state);
    const steps = size(numbersOf(setupOf({ ...state, ...usual })).shape(usual.of));
    const look = noBars({ ...state, ...usual }) === null ? state.look : "numbers";
    return { ...state, ...usual, look, at: Math.min(state.at, steps) };
  },
  whyNot: (state, change) => {
    const next = { ...state, ...change };
    const problem = networkOf(next);
    if (problem instanceof LabError) return problem.message;
    return change.look === undefined ? null : noBars(next);
  },
  parts: ["formula", "update", "bars", "gradient"],
});

/** Why the state's numbers are no bars, where it wants them; null when they can be. */
function noBars(state: NetworkState): string | null {
  if (state.look === "numbers") return null;
  const moved = movedOf(state);
  if (moved === null)
    return t("Bars need one row of at most {mostBars} numbers that can be changed.", {
      mostBars: MOST_BARS,
    });
  const three = moved.isShared && moved.results?.values.length === 3;
  return state.look === "bars" || three ? null : t("A triangle needs a softmax of three classes.");
}

/** The state's network, loss and tensor, or the nearest that can be shown: the loss goes first. */
function usable(state: NetworkState): Pick<NetworkState, "spec" | "loss" | "of"> {
  const isPossible = (loss: NetworkState["loss"]): boolean =>
    !(networkOf({ ...state, loss }) instanceof LabError);
  const loss = isPossible(state.loss) ? state.loss : "none";
  const spec = isPossible(loss) ? state.spec : FALLBACK;
  const numbers = numbersOf(setupOf({ ...state, spec, loss, of: "" }));
  const of =
    numbers.has(state.of) && !isUseCount(state.of) ? state.of : `${numbers.network.output.name}.y`;
  return { spec, loss, of };
}
