/**
 * What goes wrong in a run, each with the numbers that it is read from. Nothing is said before
 * enough was measured. Pure.
 *
 *   a rate that is too high   the mean loss of the last 20 steps against the smallest such mean
 *   guessing                  the mean loss of the last 20 steps against ln(classes)
 *   silent units              the share of exact zeros behind a ReLU
 *   saturated units           the mean slope: mean(y) − mean(y²), or of tanh 1 − mean(y²)
 *   overfitting               the held-out loss against its smallest so far
 */
import { t } from "../../language/words";
import type { NetworkSpec } from "../../../engine/graph/spec";
import type { Frame, Probe } from "../../../engine/worker/protocol";
import { percent, readable } from "../../figures/curve/format";
import { movingMeans } from "../../figures/curve/series";
import { frameAt, type RunView } from "../../runs/run-view";
import { layersIn } from "./measures";

export interface Warning {
  readonly id: "rate" | "guessing" | "silent" | "saturated" | "overfitting";
  /** Full sentences: what was measured, what it means, what helps. */
  readonly text: string;
}

/** The loss is a mean over so many steps: one batch alone is noisy. */
const AVERAGED = 20;
/** Steps before anything is said of the loss. */
const EARLY = 60;
/** So many times the smallest mean loss. */
const RISEN = 1.5;
/** Part of ln(classes) by which guessing is beaten at least. */
const BEATEN = 0.02;
const SILENT = 0.9;
/** Part of the largest slope: ¼ of the logistic, 1 of tanh. */
const FLAT = 0.25;
/** Part of its smallest value by which the held-out loss has risen. */
const WORSE = 0.15;

export function warningsOf(network: NetworkSpec, view: RunView): readonly Warning[] {
  const probes = frameAt(view.frames, null)?.probes ?? {};
  return [
    ...ofLoss(network, view),
    ...ofUnits(network, probes, "silent"),
    ...ofUnits(network, probes, "saturated"),
    ...ofHeldOut(view),
  ];
}

function ofLoss(network: NetworkSpec, { losses }: RunView): readonly Warning[] {
  if (losses.length < EARLY) return [];
  const means = movingMeans(losses, AVERAGED).map(({ value }) => value);
  const now = means.at(-1) ?? Number.NaN;
  const least = Math.min(...means);
  if (now > RISEN * least)
    return [
      {
        id: "rate",
        text: t(
          "The mean loss of the last {averaged} steps is {now}; it was {least} before. The learning rate is probably too high: try a third of it.",
          { averaged: AVERAGED, now: readable(now), least: readable(least) },
        ),
      },
    ];
  const guess = Math.log(layersIn(network).outputs);
  if (now < (1 - BEATEN) * guess || now > (1 + BEATEN) * guess) return [];
  return [
    {
      id: "guessing",
      text: t(
        "The mean loss of the last {averaged} steps is {now}. Who guesses has {guess}, the logarithm of the number of classes: nothing is learned yet. Look at the learning rate, the first weights and the pixels.",
        { averaged: AVERAGED, now: readable(now), guess: readable(guess) },
      ),
    },
  ];
}

function ofUnits(
  network: NetworkSpec,
  probes: Frame["probes"],
  id: "silent" | "saturated",
): readonly Warning[] {
  const found = network.layers.flatMap(({ name, op }) => {
    const probe = probes[`${name}.y`];
    const words =
      probe === undefined ? null : id === "silent" ? silent(op, probe) : flat(op, probe);
    return words === null ? [] : [`${name} (${words})`];
  });
  if (found.length === 0) return [];
  const layers = found.slice(0, 3).join(", ");
  const more = found.length > 3 ? t(" and {found} more", { found: found.length - 3 }) : "";
  return [
    {
      id,
      text:
        id === "silent"
          ? t(
              "Most numbers behind a ReLU are 0 in {layers}{more}: where a unit gives 0 for every picture, nothing changes its weights. A smaller rate, He's first weights or leaky ReLU help.",
              { layers, more },
            )
          : t(
              "The mean slope of the activation is small in {layers}{more}: most units are at the flat ends of the curve, and little of the gradient passes. Smaller first weights, batch normalisation or ReLU help.",
              { layers, more },
            ),
    },
  ];
}

function silent(op: string, { zeros, histogram }: Probe): string | null {
  if (op !== "relu") return null;
  const share = zeros / Math.max(1, zeros + histogram.reduce((sum, count) => sum + count, 0));
  return share > SILENT ? percent(share) : null;
}

function flat(op: string, { mean, norm, zeros, histogram }: Probe): string | null {
  const count = zeros + histogram.reduce((sum, one) => sum + one, 0);
  if (count === 0) return null;
  const squares = norm ** 2 / count;
  const [slope, largest] =
    op === "sigmoid" ? [mean - squares, 0.25] : op === "tanh" ? [1 - squares, 1] : [1, 1];
  return slope < FLAT * largest
    ? t("{readable} of {largest} at most", { readable: readable(Math.max(0, slope)), largest })
    : null;
}

function ofHeldOut({ scores }: RunView): readonly Warning[] {
  const [first, last] = [scores[0], scores.at(-1)];
  if (first === undefined || last === undefined) return [];
  const least = scores.reduce((best, score) => (score.loss < best.loss ? score : best), first);
  if (least.step === 0 || !(last.loss > (1 + WORSE) * least.loss)) return [];
  return [
    {
      id: "overfitting",
      text: t(
        "The held-out loss is {loss}; it was {loss2} at step {step}. From there on it learns its own pictures by heart. Stop earlier, or use more pictures, shifted and flipped ones, or weight decay.",
        {
          loss: readable(last.loss),
          loss2: readable(least.loss),
          step: least.step.toLocaleString("en-US"),
        },
      ),
    },
  ];
}
