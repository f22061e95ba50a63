/**
 * Networks that train, side by side. Every choice is part of the state; what can be taken up as a
 * run goes is, any other choice starts it anew from the same seed. What is drawn of the layers
 * comes from the engine's statistics at the step under the cursor, or the latest.
 */
import { t } from "../../language/words";
import { lazy, Suspense, useContext, useEffect, useMemo } from "react";
import { LabError, orProblem } from "../../../engine/core/errors";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { computedText } from "../../runs/useRun";
import { FigureServicesContext } from "../services";
import type { WidgetProps } from "../widget";
import { Buttons } from "./Buttons";
import { Conditions } from "./Conditions";
import { Curves, type RunsProps } from "./Curves";
import { runsOf, type TrainingState } from "./definition";
import { isOwnFile } from "../fields/own-files";
import { Distributions } from "./Distributions";
import { Filters } from "./Filters";
import { useGoal, jointOf } from "./joint";
import { LayerMeasures } from "./LayerMeasures";
import { LiveSettings, Settings } from "./Settings";
import { MapView } from "./MapView";
import { Messages } from "./Messages";
import { networkOf } from "./network";
import { Neighbours } from "./Neighbours";
import { NetworkDetails } from "./NetworkDetails";
import { Noise } from "./Noise";
import { Percentiles } from "./Percentiles";
import { Pictures } from "./Pictures";
import { Progress } from "./Progress";
import { comparison } from "./sentences";
import type { Setting } from "./settings";
import { layersFirst, showsOf } from "./shows";
import { useProbes } from "./useProbes";
import { useVariants, type VariantRun } from "./useVariants";
import styles from "./training.module.css";

/** Only the lab shows them. */
const Warnings = lazy(async () => ({ default: (await import("./Warnings")).Warnings }));

/** Only one lesson asks for a drawing. */
const OwnDrawing = lazy(async () => ({ default: (await import("./OwnDrawing")).OwnDrawing }));
/** Only lessons with files of their own need them. */
const OwnSets = lazy(async () => ({ default: (await import("./OwnSets")).OwnSets }));

export type Props = WidgetProps<TrainingState>;

/** A run, with the network that it trains. */
export interface Shown extends VariantRun {
  readonly network: NetworkSpec;
}

export function Training(props: Props) {
  const shown = showsOf(props.state.shows).has("map") ? (
    <MapView {...props} />
  ) : (
    <Runs {...props} />
  );
  if (!namesFiles(props.state)) return shown;
  return (
    <Suspense fallback={null}>
      <OwnSets {...props}>{shown}</OwnSets>
    </Suspense>
  );
}

function namesFiles(state: TrainingState): boolean {
  return runsOf(state).some(
    ({ setting: { data, weights } }) => isOwnFile(data) || isOwnFile(weights),
  );
}

function Runs(props: Props) {
  const { id, state, mode } = props;
  const { visible } = useContext(FigureServicesContext);
  const all = useVariants(id, state, mode !== "print" && visible);
  const shows = showsOf(state.shows);
  const shown: readonly Shown[] = all.flatMap((run) => {
    const network = madeOf(run.setting);
    return network instanceof LabError ? [] : [{ ...run, network }];
  });
  const [a, b, c, d] = all;
  useWatching(a, state);
  useWatching(b, state);
  useWatching(c, state);
  useWatching(d, state);
  useComputedBy(all);
  useGoal(all, state.until);
  const stage = mode === "stage";
  const parts = { ...props, runs: shown, shows };
  const isLayersFirst = layersFirst(shows);
  return (
    <div className={styles["training"]}>
      <div className={styles["top"]}>
        <Buttons {...props} joint={jointOf(all, state.steps)} />
        <div data-controls>
          <LiveSettings {...props} />
        </div>
      </div>
      <Progress runs={all.map(({ view }) => view)} batch={state.batch} steps={state.steps} />
      {all.map((run) => (
        <Messages key={run.handle.name} run={run} {...props} />
      ))}
      {shows.has("sentence") && (
        <p className={styles["sentence"]} data-runs={all.length} aria-live="polite">
          {comparison(shown, state) ||
            (stage ? "" : t("Press Train: this line says what comes of it."))}
        </p>
      )}
      {isLayersFirst && <LayerMeasures {...parts} />}
      <Curves {...parts} stage={stage} />
      {shows.has("layers") && !isLayersFirst && <LayerMeasures {...parts} />}
      <Views {...parts} />
      {!stage && <Settings {...props} runs={all} />}
      {!stage && <Networks runs={shown} />}
    </div>
  );
}

/** What else an author shows of the runs, in this order. */
function Views(props: RunsProps) {
  const { runs, shows, mode } = props;
  return (
    <>
      {shows.has("warnings") && (
        <Suspense fallback={null}>
          <Warnings runs={runs} />
        </Suspense>
      )}
      {shows.has("percentiles") && <Percentiles {...props} />}
      {shows.has("distributions") && <Distributions {...props} />}
      {shows.has("filters") && <Filters {...props} />}
      {shows.has("pictures") && mode !== "print" && <Pictures {...props} />}
      {shows.has("conditions") && <Conditions runs={runs} />}
      {shows.has("noise") && <Noise runs={runs} />}
      {shows.has("drawing") && (
        <Suspense fallback={null}>
          <OwnDrawing {...props} />
        </Suspense>
      )}
      {shows.has("neighbours") && <Neighbours {...props} />}
    </>
  );
}

/** The network of a setting, or what is wrong with it. */
function madeOf(setting: Setting): NetworkSpec | LabError {
  return orProblem(() => networkOf(setting));
}

/** A run that may not be there is asked for nothing. */
function useWatching(run: VariantRun | undefined, { shows, watched }: TrainingState): void {
  const network = run === undefined ? null : madeOf(run.setting);
  useProbes(
    run?.handle ?? null,
    network instanceof LabError ? null : network,
    showsOf(shows),
    watched,
  );
}

function Networks({ runs }: { readonly runs: readonly Shown[] }) {
  const different = useMemo(
    () => runs.filter(({ network }, at) => runs.findIndex((run) => run.network === network) === at),
    [runs],
  );
  return (
    <div>
      {different.map(({ name, network, view }) => (
        <NetworkDetails
          key={name}
          title={
            name === "" || different.length === 1
              ? t("The network")
              : t("The network “{name}”", { name })
          }
          network={network}
          problem={view.problem}
        />
      ))}
    </div>
  );
}

function useComputedBy(runs: readonly VariantRun[]): void {
  const { computedBy } = useContext(FigureServicesContext);
  const words = [...new Set(runs.map(({ view }) => computedText(view)))].filter(
    (text) => text !== null,
  );
  const text = words.length === 0 ? null : (words[0] ?? null);
  useEffect(() => computedBy(text), [computedBy, text]);
}
