/**
 * A small network for each pair of two settings, trained one after the other: cells take their
 * colour from the loss they end with, dead ones are grey, any of them opens to its curve and its
 * layers.
 */
import { t } from "../../language/words";
import { lazy, Suspense, useContext, useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { readable } from "../../figures/curve/format";
import { capital } from "../../figures/describe/capital";
import type { MapJob, MapState } from "../../runs/map-run";
import { duration } from "../../runs/time-left";
import { useMapRun } from "../../runs/useMapRun";
import { computedText } from "../../runs/useRun";
import { FigureServicesContext } from "../services";
import { cellsOf, type MapCell } from "./axes";
import { OverButton, StartButton } from "./Buttons";
import { settingOf } from "./settings";
import { MapGrid } from "./MapGrid";
import { OpenCell } from "./OpenCell";
import { lossAt } from "./sentences";
import type { Props } from "./Training";
import styles from "./training.module.css";
import { requestOf } from "./useVariants";
import { varied, variantsOf } from "./variants";
import { whoOf } from "./words";

/** Only the lab's grid of settings has it. */
const MeanGrid = lazy(async () => ({ default: (await import("./MeanGrid")).MeanGrid }));

/** Steps of each network where the author names none. */
const STEPS = 300;

/** The networks of all cells, as one work that other cells or other steps end. */
function useMap(id: string, cells: readonly MapCell[], steps: number, isPrinted: boolean) {
  const { computedBy, visible } = useContext(FigureServicesContext);
  const key = JSON.stringify([cells.map(({ setting }) => setting), steps]);
  const { map, handle } = useMapRun(`${id} map`, key);
  const seen = !isPrinted && visible;
  const prepare = useEffectEvent((of: string) => {
    if (of !== "") map.prepare(jobsOf(cells, steps));
  });
  useEffect(() => {
    if (seen) prepare(key);
  }, [seen, key]);
  const words = useStore(handle.view, computedText);
  useEffect(() => {
    if (words !== null) computedBy(words);
  }, [computedBy, words]);
  return map;
}

export function MapView(props: Props) {
  const { id, state, hidden, locked, mode } = props;
  const steps = state.steps > 0 ? state.steps : STEPS;
  const cells = cellsOf(settingOf(state), state);
  const map = useMap(id, cells, steps, mode === "print");
  const found = useStore(map.state);
  const done = cells.filter((cell) => finished(found, cell)).length;
  const start = (): void => void map.start(jobsOf(cells, steps), steps);
  return (
    <div className={styles["training"]}>
      <div className={styles["buttons"]}>
        {!hidden.has("start") && (
          <StartButton
            running={found.running}
            begun={done > 0}
            disabled={locked.has("start") || done === cells.length}
            onClick={() => (found.running ? map.pause() : start())}
          >
            {wordOn(found.running, done, cells.length)}
          </StartButton>
        )}
        {!hidden.has("reset") && (
          <OverButton locked={locked.has("reset")} onClick={() => map.forget()} />
        )}
      </div>
      <label className={styles["progress"]}>
        <progress max={cells.length} value={done} aria-label={t("Networks trained")} />
        <span>
          {t("{done} of {cells} networks, {steps} steps each{left}", {
            done,
            cells: cells.length,
            steps,
            left: left(found, cells.length - done),
          })}
        </span>
      </label>
      <p className={styles["sentence"]} aria-live="polite">
        {told(found, cells)}
      </p>
      <div className={styles["maps"]}>
        {variantsOf(state.variants).map(({ name }) => (
          <MapGrid key={name} name={name} {...props} cells={cells} found={found} />
        ))}
      </div>
      {isOfSeeds(state.variants) && (
        <Suspense fallback={null}>
          <MeanGrid state={state} cells={cells} found={found} />
        </Suspense>
      )}
      <OpenCell {...props} cells={cells} found={found} steps={steps} />
    </div>
  );
}

/** Variants that differ in their seed alone. */
function isOfSeeds(text: string): boolean {
  const variants = variantsOf(text);
  return variants.length > 1 && [...varied(variants)].join() === "seed";
}

function wordOn(running: boolean, done: number, all: number): string {
  if (running) return t("Pause");
  if (done === all) return t("All trained");
  return done > 0 ? t("Go on") : t("Train {all} networks", { all });
}

function jobsOf(cells: readonly MapCell[], steps: number): readonly MapJob[] {
  return cells.map(({ id, setting }) => ({ id, request: requestOf(setting, steps, false) }));
}

function finished({ results }: MapState, { id }: MapCell): boolean {
  const phase = results[id]?.phase;
  return phase === "done" || phase === "dead";
}

function left({ running, each }: MapState, count: number): string {
  return running && each !== null && count > 0
    ? t(", {duration} to go", { duration: duration((each * count) / 1000) })
    : "";
}

/** How many live, and which came furthest: of all variants, at their last step. */
function told({ results }: MapState, cells: readonly MapCell[]): string {
  const variants = [...new Set(cells.map(({ variant }) => variant))];
  return variants
    .map((variant) => {
      const own = cells.filter((cell) => cell.variant === variant);
      const ended = own
        .flatMap(({ id }) => results[id] ?? [])
        .filter(({ phase }) => phase !== "running");
      if (ended.length === 0) return "";
      const dead = ended.filter(({ phase }) => phase === "dead").length;
      const losses = ended
        .filter(({ phase }) => phase === "done")
        .map((result) => lossAt(result, Number.POSITIVE_INFINITY));
      const best =
        losses.length === 0
          ? ""
          : t(", the best loss is {readable}", { readable: readable(Math.min(...losses)) });
      const who = whoOf({ name: capital(variant) });
      return t("{who}{ended} of {ended2} networks keep ordinary numbers{best}.", {
        who,
        ended: ended.length - dead,
        ended2: ended.length,
        best,
      });
    })
    .join(" ")
    .trim();
}
