/**
 * When a run is done early: `loss < 0.5`, `accuracy > 0.9`, or `patience 5`: the held-out loss was
 * not lower than before in 5 scores.
 */
import { movingMeans } from "../../figures/curve/series";
import type { RunView } from "../../runs/run-view";
import type { TextProblem } from "../widget";

export type Goal =
  | { readonly of: "loss" | "accuracy"; readonly below: boolean; readonly than: number }
  | { readonly of: "patience"; readonly scores: number };

/** Losses are averaged over so many steps: one batch alone is noisy. */
const AVERAGED = 20;

/** Null for no text, and for what is no goal. */
export function goalOf(text: string): Goal | null {
  const [, scores] = /^patience\s*([1-9]\d?)$/.exec(text.trim()) ?? [];
  if (scores !== undefined) return { of: "patience", scores: Number(scores) };
  const match = /^(loss|accuracy)\s*([<>])\s*(\d*\.?\d+)$/.exec(text.trim());
  if (match === null) return null;
  const [, of, sign, number] = match;
  return { of: of === "loss" ? "loss" : "accuracy", below: sign === "<", than: Number(number) };
}

export function goalProblem(text: string): TextProblem | null {
  return text.trim() === "" || goalOf(text) !== null
    ? null
    : {
        message: `"${text.slice(0, 40)}" is no goal`,
        allowed:
          "loss < 0.5, accuracy > 0.9 and their like, or patience 5: no lower held-out loss in 5 scores",
        suggestion: null,
      };
}

/** The first step at which the goal is reached; null as long as it is not. */
export function reachedAt(goal: Goal, view: Pick<RunView, "losses" | "scores">): number | null {
  if (goal.of === "patience") return outOfPatience(goal.scores, view.scores);
  const points =
    goal.of === "loss"
      ? movingMeans(view.losses, AVERAGED)
      : view.scores.map(({ step, accuracy }) => ({ step, value: accuracy }));
  const found = points.find(({ value }) => (goal.below ? value < goal.than : value > goal.than));
  return found?.step ?? null;
}

function outOfPatience(patience: number, scores: RunView["scores"]): number | null {
  let [least, since] = [Number.POSITIVE_INFINITY, 0];
  for (const { step, loss } of scores) {
    since = loss < least ? 0 : since + 1;
    least = Math.min(least, loss);
    if (since >= patience) return step;
  }
  return null;
}
