/**
 * The runs of a figure, one for each variant: they follow the reader's choices, opened anew from
 * the seed or going on from where they are, and are given back when the figure goes.
 */
import { t } from "../../language/words";
import { useEffect, useEffectEvent, useRef } from "react";
import { LabError, orProblem } from "../../../engine/core/errors";
import { useRun, wantedBackend, type LiveRun } from "../../runs/useRun";
import type { Change, OpenRequest } from "../../runs/runs";
import { fileOf, isOwnFile } from "../fields/own-files";
import { isLive, runsOf, type TrainingState } from "./definition";
import { recipeOf } from "./recipe";
import { SETTINGS, type Setting, type SettingKey } from "./settings";
import { varied, variantsOf } from "./variants";
import { differences, wordOf } from "./words";

export interface VariantRun extends LiveRun {
  /** What the variant is called; empty when there is only one. */
  readonly name: string;
  /** The name for a key of colours: a mere letter says what it stands for. */
  readonly label: string;
  readonly setting: Setting;
  /** Asks again for what could not be opened. */
  retry(): void;
}

/** Milliseconds after the last of a stream of changes: a number being typed. */
const SETTLED = 250;

/** At most four. `wanted`: the figure is seen, so that its runs may be opened. */
export function useVariants(
  id: string,
  state: TrainingState,
  wanted: boolean,
): readonly VariantRun[] {
  const variants = runsOf(state);
  const name = (at: number): string =>
    at === 0 && state.run !== "" ? state.run : `${id} ${at + 1}`;
  const named = state.run !== "";
  // One call for each of the four, so that their number never changes.
  const live = [
    useRun(name(0), !named),
    useRun(name(1), true),
    useRun(name(2), true),
    useRun(name(3), true),
  ] as const;
  const settings = live.map((_, at) => variants[at]?.setting ?? null);
  useFollowed(live[0], settings[0] ?? null, state, wanted, named);
  useFollowed(live[1], settings[1] ?? null, state, wanted, false);
  useFollowed(live[2], settings[2] ?? null, state, wanted, false);
  useFollowed(live[3], settings[3] ?? null, state, wanted, false);
  const own = varied(variantsOf(state.variants));
  return variants.flatMap((variant, at) => {
    const run = live[at];
    if (run === undefined) return [];
    const keep = named && at === 0;
    const retry = (): void => openAnew(run, variant.setting, state.steps, keep);
    return [{ ...run, ...variant, label: labelOf(variant, own), retry }];
  });
}

function labelOf(
  { name, setting }: { readonly name: string; readonly setting: Setting },
  own: ReadonlySet<SettingKey>,
): string {
  if (name === "") return t("this run");
  if (name.length > 2) return name;
  return [name, ...[...own].map((key) => wordOf(setting, key))].join(", ");
}

/**
 * A change of the rate is sent to the run; of another live choice, it goes on with its present
 * weights; any other opens it anew, running on if it ran.
 */
function useFollowed(
  run: LiveRun,
  setting: Setting | null,
  { steps }: TrainingState,
  wanted: boolean,
  keep: boolean,
): void {
  const key = setting === null ? null : JSON.stringify([setting, steps, run.handle.name]);
  const before = useRef<Setting | null>(null);
  const follow = useEffectEvent((as: string | null) => {
    const had = before.current;
    before.current = setting;
    if (as === null || setting === null) void run.handle.close();
    else if (had === null || !goOn(run, had, setting, steps, keep))
      openAnew(run, setting, steps, keep);
  });
  const streamed = useEffectEvent(
    () =>
      before.current !== null &&
      setting !== null &&
      differences(before.current, setting).some(
        (name) => name !== "rate" && typeof setting[name] === "number",
      ),
  );
  useEffect(() => {
    if (!wanted) return undefined;
    if (!streamed()) {
      follow(key);
      return undefined;
    }
    const waiting = setTimeout(() => follow(key), SETTLED);
    return () => clearTimeout(waiting);
  }, [wanted, key]);
}

function openAnew({ handle, view }: LiveRun, setting: Setting, steps: number, keep: boolean): void {
  const running = view.phase === "running";
  const request = requestOf(setting, steps, keep);
  if (request instanceof LabError) return handle.refuse(request);
  const opened = handle.open(request);
  if (running) void opened.then(() => handle.view.getState().phase === "ready" && handle.start());
}

/** False when the run cannot take the change up where it is. */
function goOn(
  { handle, view }: LiveRun,
  had: Setting,
  setting: Setting,
  steps: number,
  keep: boolean,
): boolean {
  const changes = differences(had, setting);
  if (changes.length === 0 || !isLive(had, setting)) return false;
  if (view.phase === "closed" || view.phase === "failed") return false;
  const words = changes.map((key) => change(had, setting, key));
  if (changes.length === 1 && changes[0] === "rate") handle.setLearningRate(setting.rate, words[0]);
  else {
    const request = requestOf(setting, steps, keep);
    if (request instanceof LabError) return false;
    void handle.continueWith(request, words);
  }
  return true;
}

function change(had: Setting, setting: Setting, key: SettingKey): Change {
  return { what: SETTINGS[key].label, from: wordOf(had, key), to: wordOf(setting, key) };
}

/** Those of a file of the lesson; nothing where they are drawn. */
function firstWeights({ weights }: Setting): Pick<OpenRequest, "weights"> {
  const file = isOwnFile(weights) ? fileOf(weights) : null;
  return file === null ? {} : { weights: Uint8Array.from(file.bytes).buffer };
}

/** The rate is no part of the key: it changes as the run goes. What is wrong with the network. */
export function requestOf(setting: Setting, steps: number, keep: boolean): OpenRequest | LabError {
  const { rate: _, ...rest } = setting;
  return orProblem(() => ({
    recipe: recipeOf(setting, steps),
    key: JSON.stringify([rest, steps]),
    backend: wantedBackend(),
    keep,
    ...firstWeights(setting),
  }));
}
