/**
 * One deep network or two, training live. Every choice is part of the state; a change of choice starts the run anew, from the
 * same seed. What is drawn of the layers comes from the engine's statistics at the step under the cursor, or the latest.
 */
import { useContext, useEffect, useEffectEvent, useMemo } from "react";
import { FigureServicesContext } from "../services";
import { RunButtons } from "../training-desk/DeskControls";
import { NetworkDetails } from "../training-desk/NetworkDetails";
import { RunMessages } from "../training-desk/RunMessages";
import { computedText, useRun, wantedBackend, type LiveRun } from "../training-desk/useRun";
import type { WidgetProps } from "../widget";
import { changed, suggested } from "./change";
import { settingB, type ExperimentState } from "./definition";
import styles from "./experiment.module.css";
import { ExperimentCurves } from "./ExperimentCurves";
import { LayerMeasures } from "./LayerMeasures";
import { comparison } from "./measures";
import { KEYS, SettingField } from "./SettingFields";
import { NAMES, networkOf, recipeOf, summary, type Setting, type SettingKey } from "./setting";

type Props = WidgetProps<ExperimentState>;

export function Experiment(props: Props) {
  const { id, state, mode } = props;
  const other = settingB(state);
  const a = useRun(`${id} A`, true);
  const b = useRun(`${id} B`, true);
  useOpened(a, state.setting, state, mode !== "print");
  useOpened(b, other, state, mode !== "print");
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
        <p className={styles["steps"]}>
          {runs.map(({ view }, at) => progress(view, runs.length === 1 ? "" : `run ${"AB"[at] ?? ""} `)).join(", ")}
        </p>
      </div>
      {runs.map(({ handle, view }, at) => (
        <RunMessages
          key={handle.name}
          view={view}
          handle={handle}
          name={runs.length === 1 ? "" : `Run ${"AB"[at] ?? ""}`}
          onRetry={() => open(runs[at] ?? a, at === 0 || other === null ? state.setting : other, state)}
        />
      ))}
      <p className={styles["sentence"]} aria-live="polite">
        {comparison(state, a.view, b.view)}
      </p>
      <ExperimentCurves {...props} a={a.view} b={other === null ? null : b.view} other={other} />
      <LayerMeasures {...props} a={a.view} b={other === null ? null : b.view} other={other} />
      {mode !== "stage" && <Networks setting={state.setting} other={other} a={a} b={b} />}
      {mode !== "stage" && <Settings {...props} />}
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

/** Opens the run, and again whenever its recipe is another; one that was running goes on running. */
function useOpened(run: LiveRun, setting: Setting | null, state: ExperimentState, wanted: boolean): void {
  const { handle } = run;
  const key = setting === null ? null : keyOf(setting, state);
  const follow = useEffectEvent((as: string | null) => {
    if (as === null || setting === null) void handle.close();
    else open(run, setting, state);
  });
  useEffect(() => {
    if (wanted) follow(key);
  }, [wanted, key]);
}

function open({ handle, view }: LiveRun, setting: Setting, state: ExperimentState): void {
  const goOn = view.phase === "running";
  const recipe = recipeOf(setting, state.seed, state.batch);
  const opened = handle.open({ recipe, key: keyOf(setting, state), backend: wantedBackend(), probes: true });
  if (goOn) void opened.then(() => handle.view.getState().phase === "ready" && handle.start());
}

function keyOf(setting: Setting, { seed, batch }: ExperimentState): string {
  return JSON.stringify([setting, seed, batch]);
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

function progress(view: LiveRun["view"], name: string): string {
  const { snapshot, phase } = view;
  if (phase === "opening") return `${name}getting ready`;
  const speed =
    snapshot !== null && snapshot.imagesPerSecond > 0 && phase === "running"
      ? `, ${Math.round(snapshot.imagesPerSecond)} digits a second`
      : "";
  return `${name}step ${snapshot?.step ?? 0}${speed}`;
}

function Settings({ state, change, hidden, locked }: Props) {
  const frozen = locked.has("setting");
  const set = (key: SettingKey, to: Setting[SettingKey], streaming: boolean): void =>
    change({ ...state, setting: changed(state.setting, { key, to }), cursor: null }, streaming ? { history: "merge" } : undefined);
  return (
    <>
      {!hidden.has("setting") && (
        <fieldset className={styles["fields"]} aria-label="The network and how it is trained">
          {KEYS.map((key) => (
            <SettingField
              key={key}
              name={key}
              setting={state.setting}
              locked={frozen}
              onValue={(to, streaming) => set(key, to, streaming)}
            />
          ))}
        </fieldset>
      )}
      {!hidden.has("change") && <ChangeFields state={state} change={change} locked={locked.has("change")} />}
      <p className={styles["summary"]}>{summary(state.setting)}</p>
    </>
  );
}

function ChangeFields({ state, change, locked }: Pick<Props, "state" | "change"> & { readonly locked: boolean }) {
  const other = settingB(state);
  return (
    <fieldset className={styles["fields"]} aria-label="What run B changes">
      <label className={styles["choose"]}>
        <span>Beside it, a run B that changes only</span>
        <select
          value={state.change?.key ?? ""}
          disabled={locked}
          onChange={(event) => {
            const key = KEYS.find((name) => name === event.target.value);
            change({ ...state, change: key === undefined ? null : suggested(state.setting, key), cursor: null });
          }}
        >
          <option value="">no run B</option>
          {KEYS.map((key) => (
            <option key={key} value={key}>
              {NAMES[key]}
            </option>
          ))}
        </select>
      </label>
      {state.change !== null && other !== null && (
        <SettingField
          name={state.change.key}
          setting={other}
          label={`${NAMES[state.change.key]} of run B`}
          locked={locked}
          onValue={(to, streaming) =>
            change(
              { ...state, change: { key: state.change?.key ?? "norm", to }, cursor: null },
              streaming ? { history: "merge" } : undefined,
            )
          }
        />
      )}
    </fieldset>
  );
}
