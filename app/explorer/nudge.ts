/**
 * The check of a gradient that needs no calculus: move the number by a thousandth and look at what
 * the loss does.
 */
import { t } from "../language/words";
import { valueAt } from "../../engine/core/tensor";
import { type Numbers, present, splitName } from "../../engine/explain/numbers";
import { layerNamed } from "../../engine/graph/layer-shapes";
import { show, spoken } from "../figures/describe/number";
import type { CellAt } from "../figures/scene/scene";

export interface Nudge {
  readonly by: number;
  /** Moved both ways, because the loss is curved. */
  readonly both: boolean;
  readonly before: number;
  readonly after: number;
  /** (after − before) / by, or / 2·by. */
  readonly slope: number;
}

/** The loss; where a gradient of the output is given instead, Σ gradient × output. */
export function lossOf(numbers: Numbers): number {
  if (numbers.loss !== null) return present(numbers, "loss").data[0] ?? Number.NaN;
  const { name } = numbers.network.output;
  const gradient = present(numbers, `${name}.dy`).data;
  let sum = 0;
  for (const [at, value] of present(numbers, `${name}.y`).data.entries())
    sum += value * (gradient[at] ?? 0);
  return sum;
}

/** Moves a leaf by a thousandth; null for a number that is computed. */
export function nudge(numbers: Numbers, { tensor, index }: CellAt): Nudge | null {
  if (!isLeaf(numbers, tensor)) return null;
  const by = 0.001;
  const value = valueAt(present(numbers, tensor), index);
  const both = numbers.loss !== null;
  const before = both ? lossOf(numbers.with(tensor, index, value - by)) : lossOf(numbers);
  const after = lossOf(numbers.with(tensor, index, value + by));
  const slope = (after - before) / (both ? 2 * by : by);
  return { by, both, before, after, slope: Number(slope.toPrecision(9)) };
}

function isLeaf({ network }: Numbers, tensor: string): boolean {
  if (tensor === "input") return true;
  const [owner, slot] = splitName(network, tensor);
  return Object.hasOwn(layerNamed(network, owner)?.parameters ?? {}, slot);
}

/** In words; `name`: of the number that is moved, `derived`: what its gradient is. */
export function nudgeWords(found: Nudge, name: string, derived: number) {
  const { by, both, before, after, slope } = found;
  const agrees = Math.abs(slope - derived) <= 1e-4 * Math.max(1, Math.abs(derived));
  const verdict = agrees ? t("just what the sum above says") : t("not what the sum above says");
  const moved = both
    ? t("Take {by} from {name}, or add it", { by, name })
    : t("Add {by} to {name}", { by, name });
  return t(
    "Check by nudging. {moved}: E goes from {text} to {text2}. That is {slope} for each 1, {verdict}.",
    {
      moved,
      text: show(before, both ? 6 : 4).text,
      text2: show(after, 6).text,
      slope: spoken(slope),
      verdict,
    },
  );
}
