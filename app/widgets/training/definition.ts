/**
 * Networks that train in front of the reader: any network, any data, any recipe, one to four
 * variants side by side from one seed, or a map of many small ones. The state is what the runs are
 * made of and what is looked at; the runs themselves live in the engine (app/runs).
 */
import { t } from "../../language/words";
import { size } from "../../../engine/core/shape";
import { tensor, type Tensor } from "../../../engine/core/tensor";
import { torchTraining } from "../../../engine/code/write";
import { networkShapes } from "../../../engine/graph/shapes";
import { choice, integer, own, text, truth } from "../fields/kinds";
import { type StateOf, table } from "../fields/table";
import { axisProblem } from "./axes";
import { COMPANIONS, SHOWN } from "./conditions";
import { EMPTY, readDrawing, writeDrawing } from "../../pictures/drawing/drawing";
import { goalOf, goalProblem } from "./goal";
import { fromFirstVersion } from "./migrate";
import { networkOf } from "./network";
import { SETS } from "./own-drawing";
import { ownProblems } from "./own-problems";
import { recipeOf } from "./recipe";
import { besideProblem, idleProblem } from "./beside";
import { LIVE, SETTINGS, type Setting, settingOf } from "./settings";
import { MEASURES, SHOWS, showsProblem } from "./shows";
import { settingsOf, variantsOf, variantsProblem } from "./variants";
import { differences, summary, wordOf } from "./words";

const FIELDS = {
  ...SETTINGS,
  variants: text({
    label: "Variants",
    says: "Up to four runs side by side, each a name and what it changes: `plain: norm=none; with BN: norm=batch, rate=0.3`. Any setting may be changed; `network={conv 8, linear 10}` where it holds commas.",
    longest: 2000,
    problem: variantsProblem,
  }),
  steps: integer({
    label: "Steps",
    says: "Where the runs stop by themselves; 0: they go on until they are paused.",
    from: 0,
    to: 100_000,
    standard: 0,
    look: "typed",
  }),
  until: text({
    label: "Until",
    says: "Stop earlier, when a run has come so far: `loss < 0.5` or `accuracy > 0.9`; `patience 5`: when the held-out loss was not lower in 5 scores.",
    longest: 40,
    problem: goalProblem,
  }),
  shows: text({
    label: "Shows",
    says: `What is seen, any of ${Object.keys(SHOWS)
      .map((name) => `\`${name}\``)
      .join(", ")}.`,
    longest: 200,
    standard: "sentence layers loss gradient accuracy",
    control: null,
    problem: showsProblem,
  }),
  beside: text({
    label: "Beside the buttons",
    says: "Settings whose controls stand by the buttons, also where the others are hidden: `zero norm`.",
    longest: 200,
    control: null,
    problem: besideProblem,
  }),
  measure: choice(MEASURES, {
    label: "Of every layer",
    says: "What the bars show of each layer; `activation`: histograms.",
  }),
  watched: text({
    label: "Channel",
    says: "The channel whose percentiles are shown: `act3[0]`; empty: the last hidden layer's first.",
    longest: 60,
  }),
  picture: integer({
    label: "Picture",
    says: "The held-out picture whose batches `neighbours` shows.",
    from: 0,
    to: SHOWN - 1,
    standard: 0,
    control: null,
  }),
  /** The reader's own digit, as `writeDrawing` writes it. */
  drawing: own<string>({
    label: "Drawing",
    standard: writeDrawing(EMPTY),
    read: (value) => (typeof value === "string" && readDrawing(value) !== null ? value : undefined),
    samples: ["s.AABzzz.QQQ"],
  }),
  neighbours: integer({
    label: "Neighbours",
    says: "The set of seven neighbours that the reader's drawing is among; −1: the first in which a swap changes its answer.",
    from: -1,
    to: SETS - 1,
    standard: -1,
    control: null,
  }),
  swapped: integer({
    label: "Swapped neighbour",
    says: "The neighbour of the reader's drawing, from 1, that is swapped for another; 0: none.",
    from: 0,
    to: COMPANIONS,
    standard: 0,
    control: null,
  }),
  across: text({
    label: "Across the map",
    says: "The setting that changes from left to right: `rate: 0.01 0.1 1`.",
    longest: 200,
    problem: axisProblem,
  }),
  down: text({
    label: "Down the map",
    says: "The setting that changes from top to bottom: `scale: 0.3 1 3`.",
    longest: 200,
    problem: axisProblem,
  }),
  log: truth({ label: "Logarithmic", says: "Logarithmic loss axis.", control: null }),
  run: text({
    label: "Run",
    says: "A name for the (first) run: it is stored on this device, and other figures see its weights.",
    longest: 40,
    control: null,
    fits: (name) => name === "" || /^[\w-]{1,40}$/.test(name),
  }),
  /** Step under the curves' cursor; null: the latest. */
  cursor: own<number | null>({
    label: "Step",
    standard: null,
    samples: [12],
    read: (value) =>
      value === null
        ? null
        : typeof value === "number" && value >= 0 && value <= 1e7
          ? Math.round(value)
          : undefined,
  }),
  /** The cell of the map that is open. */
  opened: own<string | null>({
    label: "Cell",
    standard: null,
    samples: ["plain 1 0.1"],
    read: (value) =>
      value === null || (typeof value === "string" && value.length <= 120) ? value : undefined,
  }),
};

export const fields = table(2, FIELDS, {
  migrate: { 1: fromFirstVersion },
  parts: ["start", "step", "reset", "settings", "weights", "run"],
});

export type TrainingState = StateOf<typeof fields.fields>;

/** The runs of a state, by name: one without a name, or up to four. */
export function runsOf(
  state: TrainingState,
): readonly { readonly name: string; readonly setting: Setting }[] {
  return settingsOf(settingOf(state), variantsOf(state.variants));
}

export const training = fields.widget({
  name: "training",
  title: "Networks in training",
  summary:
    "One to four networks train side by side from one seed, or a map of many small ones: curves, every layer's gradient, filters, pictures, and what it comes to in words.",
  kernels: ["linear", "conv2d", "batchnorm", "cross-entropy"],
  problems(_, state) {
    const problem = idleProblem(state.beside, state.variants);
    return { ...(problem === null ? {} : { beside: problem }), ...ownProblems(runsOf(state)) };
  },
  values: (state) => {
    const named: Record<string, Tensor> = {};
    for (const [at, { setting }] of runsOf(state).entries()) {
      const shapes = networkShapes(networkOf(setting));
      const each = (numbers: readonly number[]): Tensor =>
        tensor([numbers.length], Float64Array.from(numbers));
      const ending = at === 0 ? "" : "BCD"[at - 1];
      named[`parameters${ending}`] = each([shapes.parameterCount]);
      named[`parametersByLayer${ending}`] = each(
        shapes.layers.map(({ parameterCount }) => parameterCount),
      );
      named[`cells${ending}`] = each(shapes.layers.map(({ shape }) => size(shape)));
    }
    return named;
  },
  describe: (state) => {
    const base = settingOf(state);
    const variants = runsOf(state);
    const told = variants
      .filter(({ name }) => name !== "")
      .map(({ name, setting }) => {
        const words = differences(base, setting).map((key) => wordOf(setting, key));
        return ` ${name}: ${words.length === 0 ? t("as it is") : words.join(", ")}.`;
      });
    const goal = goalOf(state.until) === null ? "" : t(", until {until}", { until: state.until });
    const length = state.steps > 0 ? t(", {steps} steps", { steps: state.steps }) : "";
    return t("{summary}, seed {seed}{length}{goal}.{told}", {
      summary: summary(base),
      seed: state.seed,
      length,
      goal,
      told: told.join(""),
    });
  },
  torch: (state) =>
    runsOf(state)
      .map(({ name, setting }) =>
        `${name === "" ? "" : `# ${name}\n`}${torchTraining(recipeOf(setting, state.steps))}`.trim(),
      )
      .join("\n\n"),
});

/** Whether a run goes on from where it is when these settings change. */
export function isLive(before: Setting, after: Setting): boolean {
  return differences(before, after).every((key) => LIVE.includes(key));
}
