/**
 * What a run did, and what the one change between two runs did, in sentences: made of the engine's numbers at the step under
 * the cursor, or the latest that both runs have reached.
 */
import { readable } from "../../figures/curve/format";
import { frameAt, type RunView } from "../training-desk/run-view";
import { settingB, type ExperimentState } from "./definition";
import { carried, layerValues } from "./measures";
import { NAMES, weightLayers, wordOf, type Setting } from "./setting";

/** What became of the gradient on its way back through one run. */
function verdict(setting: Setting, view: RunView, cursor: number | null): string {
  if (view.phase === "broken") return `It met a number that is none${at(view.problem?.step)}.`;
  const ratio = carried(setting, view, cursor);
  if (ratio === null) return "";
  if (Number.isNaN(ratio)) return "Neither its first layer nor its last gets a gradient any more.";
  const part = `The first layer's gradient is ${readable(ratio)} times the last layer's`;
  if (ratio === 0) return "Nothing at all of the gradient reaches the first layer.";
  if (ratio < 1e-3) return `${part}: it vanishes on its way back.`;
  if (ratio > 1e3) return `${part}: it explodes on its way back.`;
  return `${part}: it arrives.`;
}

/** One sentence that says what changed, and those that say what it did, at the latest step that both runs have reached. */
export function comparison(state: ExperimentState, a: RunView, b: RunView): string {
  const other = settingB(state);
  const { change, setting, seed } = state;
  if (other === null || change === null) return `${verdict(setting, a, state.cursor)}${switched("it", a)}`.trim();
  const switches = `${switched("run A", a)}${switched("run B", b)}`;
  const same = switches === "" ? `All else is the same, the seed ${seed} too.` : `Both began from the seed ${seed}.${switches}`;
  const changed = `Run B: ${NAMES[change.key]} ${wordOf(other, change.key)}; run A: ${wordOf(setting, change.key)}. ${same}`;
  const step = Math.min(a.losses.at(-1)?.step ?? 0, b.losses.at(-1)?.step ?? 0, state.cursor ?? Number.POSITIVE_INFINITY);
  const ends = `${broken("A", a)}${broken("B", b)}`;
  if (step === 0) return `${changed}${ends}`;
  const [lossA, lossB] = [lossAt(a, step), lossAt(b, step)];
  const loss =
    lossA === null || lossB === null ? "" : ` After ${step} steps the loss is ${readable(lossA)} in A and ${readable(lossB)} in B.`;
  return `${changed}${loss}${gradients(setting, other, a, b, step)}${ends}`;
}

function gradients(settingA: Setting, other: Setting, a: RunView, b: RunView, step: number): string {
  const of = (setting: Setting, view: RunView): number | undefined =>
    layerValues("gradient", setting, frameAt(view.frames, step)?.probes ?? {})[weightLayers(setting)[0] ?? ""];
  const [inA, inB] = [of(settingA, a), of(other, b)];
  if (inA === undefined || inB === undefined) return "";
  const ratio = inB / inA;
  const times =
    !Number.isFinite(ratio) || ratio === 0
      ? ""
      : ratio >= 1
        ? `, ${readable(ratio)} times as large`
        : `, ${readable(1 / ratio)} times smaller`;
  return ` The gradient that reaches the first layer is ${readable(inA)} in A and ${readable(inB)} in B${times}.`;
}

/** The last switch of a run: from which step it has what, and what became of its weights. */
function switched(who: string, { switches }: RunView): string {
  const last = switches.at(-1);
  if (last === undefined) return "";
  const { step, from, to, added } = last;
  const anew = added.length === 0 ? "" : `, ${added.length} ${added.length === 1 ? "tensor is" : "tensors are"} new`;
  return ` From step ${step} on ${who} has ${to} instead of ${from}; it kept its weights${anew}.`;
}

function broken(name: string, view: RunView): string {
  return view.phase === "broken" ? ` Run ${name} met a number that is none${at(view.problem?.step)}.` : "";
}

function at(step: number | undefined): string {
  return step === undefined ? "" : ` at step ${step}`;
}

/** Mean of the last ten losses up to a step: one batch alone is noisy. */
function lossAt(view: RunView, step: number): number | null {
  const recent = view.losses.filter((point) => point.step <= step).slice(-10);
  return recent.length === 0 ? null : recent.reduce((sum, point) => sum + point.value, 0) / recent.length;
}
