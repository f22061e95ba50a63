/**
 * What the runs did, in sentences: made of the engine's numbers, all at one step, the one under the
 * cursor or the latest that every run has reached.
 */
import { t } from "../../language/words";
import { percent, readable } from "../../figures/curve/format";
import { capital } from "../../figures/describe/capital";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { frameAt, type RunView } from "../../runs/run-view";
import { goalOf, reachedAt } from "./goal";
import { carried, layersIn, layerValues } from "./measures";
import { ordered } from "./words";

export interface Told {
  readonly name: string;
  readonly view: RunView;
  readonly network: NetworkSpec;
}

/** The loss is a mean over so many steps: one batch alone is noisy. */
const AVERAGED = 50;

export function comparison(
  runs: readonly Told[],
  { cursor, until }: { readonly cursor: number | null; readonly until: string },
): string {
  const [first] = runs;
  if (first === undefined) return "";
  const parts = [
    ...(runs.length === 1 ? [verdict(first, cursor)] : compared(runs, cursor)),
    ...runs.map((run) => switched(run)),
    ...runs.map((run) => broken(run)),
    reached(runs, until),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * The latest step of which every run has a loss, or the one under the cursor if that is earlier.
 */
function commonStep(runs: readonly Told[], cursor: number | null): number {
  const last = Math.min(...runs.map(({ view }) => view.losses.at(-1)?.step ?? 0));
  return Math.min(last, cursor ?? last);
}

function compared(runs: readonly Told[], cursor: number | null): readonly string[] {
  const step = commonStep(runs, cursor);
  if (step === 0) return [];
  const losses = runs.map(({ name, view }) => ({ name, value: lossAt(view, step) }));
  const over = Math.min(AVERAGED, step);
  const mean = over > 1 ? t(", mean of {over} steps,", { over }) : "";
  return [
    t(
      "After {step} {step, plural, one {step} other {steps}} the training loss{mean} is {listed}.",
      { step, mean, listed: listed(losses) },
    ),
    accuracies(runs, step),
    gradients(runs, step),
  ];
}

/** Held-out accuracy at the latest step at which every run was scored. */
function accuracies(runs: readonly Told[], step: number): string {
  const shared = latestShared(
    runs.map(({ view }) => view.scores),
    step,
  );
  if (shared === null || shared === 0) return "";
  const values = runs.map(({ name, view }) => ({
    name,
    value: view.scores.find((score) => score.step === shared)?.accuracy ?? Number.NaN,
  }));
  const when = shared === step ? "" : t(" (step {shared})", { shared });
  return t("Of the held-out pictures {listed} are right{when}.", {
    listed: listed(values, percent),
    when,
  });
}

function gradients(runs: readonly Told[], step: number): string {
  const shared = latestShared(
    runs.map(({ view }) => view.frames),
    step,
  );
  if (shared === null) return "";
  const values = runs.map(({ name, view, network }) => {
    const probes = frameAt(view.frames, shared)?.probes ?? {};
    const layer = layersIn(network).weights[0] ?? "";
    return { name, value: layerValues("gradient", network, probes)[layer] };
  });
  if (values.some(({ value }) => value === undefined)) return "";
  const when = shared === step ? "" : t(" (step {shared})", { shared });
  const known = values.map(({ name, value = Number.NaN }) => ({ name, value }));
  return t("The first layer's gradient is {listed}{when}{times}.", {
    listed: listed(known),
    when,
    times: times(known),
  });
}

/** The latest step up to `step` at which each of them was measured. */
export function latestShared(
  measured: readonly (readonly { readonly step: number }[])[],
  step: number,
): number | null {
  const [first = [], ...others] = measured;
  const sets = others.map((items) => new Set(items.map((item) => item.step)));
  const found = first.findLast(
    (item) => item.step <= step && sets.every((steps) => steps.has(item.step)),
  );
  return found?.step ?? null;
}

function times(values: readonly { readonly value: number }[]): string {
  const [a, b] = values.map(({ value }) => value);
  if (values.length !== 2 || a === undefined || b === undefined) return "";
  const ratio = Math.max(a, b) / Math.min(a, b);
  return Number.isFinite(ratio) && ratio >= 1.5
    ? t(", {ratio} times as much", { ratio: readable(ratio) })
    : "";
}

function listed(
  values: readonly { readonly name: string; readonly value: number }[],
  format: (value: number) => string = readable,
): string {
  return ordered(values.map(({ name, value }) => `${format(value)} (${name})`));
}

/** What became of the gradient on its way back through one run. */
function verdict({ network, view }: Told, cursor: number | null): string {
  const ratio = view.phase === "broken" ? null : carried(network, view, cursor);
  if (ratio === null) return "";
  if (Number.isNaN(ratio))
    return t("Neither the first layer nor the last gets a gradient any more.");
  const part = t("The first layer's gradient is {ratio} times the last layer's", {
    ratio: readable(ratio),
  });
  if (ratio === 0) return t("Nothing at all of the gradient reaches the first layer.");
  if (ratio < 1e-3) return t("{part}: it vanishes on its way back.", { part });
  if (ratio > 1e3) return t("{part}: it explodes on its way back.", { part });
  return t("{part}: it arrives.", { part });
}

/** The last switch of a run: from which step it has what, and what became of its weights. */
function switched({ name, view: { switches } }: Told): string {
  const last = switches.at(-1);
  if (last === undefined) return "";
  const { step, from, to, added } = last;
  const anew =
    added.length === 0
      ? ""
      : t(", {added, plural, one {# tensor is} other {# tensors are}} new", {
          added: added.length,
        });
  return t("From step {step} on {name} has {to} instead of {from}; it kept its weights{anew}.", {
    step,
    name: name === "" ? t("it") : name,
    to,
    from,
    anew,
  });
}

function broken({ name, view }: Told): string {
  if (view.phase !== "broken") return "";
  const step = view.problem?.step;
  const when = step === undefined ? "" : t(" at step {step}", { step });
  return t("{name} met NaN or infinity{when}.", {
    name: name === "" ? t("The run") : capital(name),
    when,
  });
}

/** Which run came to the goal at which step. */
function reached(runs: readonly Told[], until: string): string {
  const goal = goalOf(until);
  if (goal === null) return "";
  const steps = runs.flatMap(({ name, view }) => {
    const step = reachedAt(goal, view);
    return step === null
      ? []
      : [name === "" ? t("at step {step}", { step }) : t("{name} at step {step}", { name, step })];
  });
  if (steps.length === 0) return "";
  const what =
    goal.of === "patience"
      ? t("No lower held-out loss in {scores, plural, one {# score} other {# scores}}", {
          scores: goal.scores,
        })
      : capital(until.trim());
  return `${what}: ${ordered(steps)}.`;
}

/** Mean of the last losses up to a step. */
export function lossAt(view: Pick<RunView, "losses">, step: number): number {
  const recent = view.losses.filter((point) => point.step <= step).slice(-AVERAGED);
  if (recent.length === 0) return Number.NaN;
  return recent.reduce((sum, point) => sum + point.value, 0) / recent.length;
}
