/** A run of the engine that follows the reader's choices: opened anew from the seed, or going on from where it is. */
import { useEffect, useEffectEvent, useRef } from "react";
import { wantedBackend, type LiveRun } from "../training-desk/useRun";
import { differences, isLive } from "./change";
import type { ExperimentState } from "./definition";
import { NAMES, recipeOf, wordOf, type Setting } from "./setting";

/** Milliseconds after the last of a stream of changes: a slider on its way, a number being typed. */
const SETTLED = 250;

/** A change of a live choice goes on from the present weights; any other opens the run anew, running on if it ran. */
export function useFollowed(run: LiveRun, setting: Setting | null, state: ExperimentState, wanted: boolean): void {
  const key = setting === null ? null : keyOf(setting, state);
  const before = useRef<Setting | null>(null);
  const follow = useEffectEvent((as: string | null) => {
    const had = before.current;
    before.current = setting;
    if (as === null || setting === null) void run.handle.close();
    else if (had === null || !goOn(run, had, setting, state)) openAnew(run, setting, state);
  });
  const streamed = useEffectEvent(
    () =>
      before.current !== null && setting !== null && differences(before.current, setting).some((name) => typeof setting[name] === "number"),
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

export function openAnew({ handle, view }: LiveRun, setting: Setting, state: ExperimentState): void {
  const running = view.phase === "running";
  const opened = handle.open(requestOf(setting, state));
  if (running) void opened.then(() => handle.view.getState().phase === "ready" && handle.start());
}

/** False when the run cannot take the change up where it is. */
function goOn({ handle, view }: LiveRun, had: Setting, setting: Setting, state: ExperimentState): boolean {
  const changes = differences(had, setting);
  if (changes.length === 0 || !changes.every(isLive) || view.phase === "closed" || view.phase === "failed") return false;
  const words = changes.map((key) => ({ what: NAMES[key], from: phrase(had, key), to: phrase(setting, key) }));
  void handle.continueWith(requestOf(setting, state), words);
  return true;
}

/** "tanh", "a learning rate of 0.1", "a gradient clipped at 1". */
function phrase(setting: Setting, key: keyof Setting): string {
  const word = wordOf(setting, key);
  if (key === "learningRate") return `a learning rate of ${word}`;
  return key === "clip" ? (setting.clip > 0 ? `the gradient clipped ${word}` : "no clipping") : word;
}

function requestOf(setting: Setting, state: ExperimentState) {
  return {
    recipe: recipeOf(setting, state.seed, state.batch),
    key: keyOf(setting, state),
    backend: wantedBackend(),
    probes: true,
  };
}

function keyOf(setting: Setting, { seed, batch }: ExperimentState): string {
  return JSON.stringify([setting, seed, batch]);
}
