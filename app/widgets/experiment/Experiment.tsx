/**
 * One deep network or two, training live. Every choice is part of the state; activation, learning rate and clipping change a
 * run as it goes, any other choice starts it anew from the same seed. What is drawn of the layers comes from the engine's statistics at the step under the cursor, or the latest.
 */
import { useContext, useEffect, useMemo } from "react";
import { FigureServicesContext } from "../services";
import { RunButtons } from "../training-desk/DeskControls";
import { NetworkDetails } from "../training-desk/NetworkDetails";
import { RunMessages } from "../training-desk/RunMessages";
import { computedText, useRun, type LiveRun } from "../training-desk/useRun";
import type { WidgetProps } from "../widget";
import { settingB, type ExperimentState } from "./definition";
import styles from "./experiment.module.css";
import { ExperimentCurves } from "./ExperimentCurves";
import { LayerMeasures } from "./LayerMeasures";
import { LiveSettings, Settings } from "./Settings";
import { RunProgress } from "./RunProgress";
import { comparison } from "./sentences";
import { networkOf, type Setting } from "./setting";
import { openAnew, useFollowed } from "./useFollowed";

type Props = WidgetProps<ExperimentState>;

export function Experiment(props: Props) {
  const { id, state, mode } = props;
  const other = settingB(state);
  const a = useRun(`${id} A`, true);
  const b = useRun(`${id} B`, true);
  useFollowed(a, state.setting, state, mode !== "print");
  useFollowed(b, other, state, mode !== "print");
  useComputedBy(a);
  const runs = other === null ? [a] : [a, b];
  const both = joint(runs);
  return (
    <div className={styles["experiment"]}>
      <div className={styles["top"]}>
        <RunButtons
          handle={both}
          view={{ phase: both.phase, snapshot: a.view.snapshot }}
          able={both.able}
          hidden={props.hidden}
          locked={props.locked}
        />
        <LiveSettings {...props} />
      </div>
      <RunProgress runs={runs.map(({ view }) => view)} batch={state.batch} />
      {runs.map(({ handle, view }, at) => (
        <RunMessages
          key={handle.name}
          view={view}
          handle={handle}
          name={runs.length === 1 ? "" : `Run ${"AB"[at] ?? ""}`}
          onRetry={() => openAnew(runs[at] ?? a, at === 0 || other === null ? state.setting : other, state)}
        />
      ))}
      <p className={styles["sentence"]} data-two={other !== null} aria-live="polite">
        {comparison(state, a.view, b.view)}
      </p>
      <LayerMeasures {...props} a={a.view} b={other === null ? null : b.view} other={other} />
      <ExperimentCurves {...props} a={a.view} b={other === null ? null : b.view} other={other} stage={mode === "stage"} />
      {mode !== "stage" && <Settings {...props} />}
      {mode !== "stage" && <Networks setting={state.setting} other={other} a={a} b={b} />}
    </div>
  );
}

function Networks({
  setting,
  other,
  a,
  b,
}: {
  readonly setting: Setting;
  readonly other: Setting | null;
  readonly a: LiveRun;
  readonly b: LiveRun;
}) {
  const first = useMemo(() => networkOf(setting), [setting]);
  const second = useMemo(() => (other === null ? null : networkOf(other)), [other]);
  return (
    <div>
      <NetworkDetails title={second === null ? "The network" : "Network of run A"} network={first} problem={a.view.problem} />
      {second !== null && <NetworkDetails title="Network of run B" network={second} problem={b.view.problem} />}
    </div>
  );
}

function useComputedBy({ view }: LiveRun): void {
  const { computedBy } = useContext(FigureServicesContext);
  const words = view.backend === null ? null : computedText(view.description, view.reason);
  useEffect(() => computedBy(words), [computedBy, words]);
}

/** Several runs under one set of buttons. */
function joint(runs: readonly LiveRun[]) {
  const able = runs.filter(({ view }) => view.phase === "ready" || view.phase === "running");
  const running = runs.some(({ view }) => view.phase === "running");
  const waiting = runs.some(({ view }) => view.phase === "opening" || view.phase === "closed");
  return {
    able: able.length > 0 && !waiting,
    phase: running ? ("running" as const) : waiting ? ("opening" as const) : ("ready" as const),
    start: () => able.forEach(({ handle }) => handle.start()),
    pause: () => runs.forEach(({ handle }) => handle.pause()),
    step: (count: number) => able.forEach(({ handle }) => handle.step(count)),
    reset: () => runs.forEach(({ handle }) => handle.reset()),
  };
}
