/** The controls of the pooling figure. What cannot be done now says why. */
import { Choice } from "../../figures/marks/choice/Choice";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import { resized } from "../conv/legal";
import { INPUTS, presetNamed, presetOf } from "../conv/presets";
import { sizeOf } from "../conv/state";
import { PATTERNS, PHOTOS } from "../../pictures/photos";
import type { WidgetProps } from "../widget";
import styles from "./pool.module.css";
import { changed, KINDS, LIMITS, type PoolState, VIEWS, whyNot } from "./state";

const VIEW_TITLES = { forward: "Forwards", backward: "Backwards", shift: "Shift a photo" } as const;
const KIND_TITLES = { max: "Largest", average: "Mean" } as const;

export function PoolControls(props: WidgetProps<PoolState>) {
  const { state, change, hidden, locked } = props;
  const show = (name: string): boolean => !hidden.has(name);
  return (
    <div className={styles["controls"]} data-controls>
      {show("view") && (
        <Choice
          label="View"
          value={state.view}
          locked={locked.has("view")}
          options={VIEWS.map((view) => ({ value: view, title: VIEW_TITLES[view] }))}
          onChange={(view) => change({ ...state, view, at: Math.min(state.at, 1) })}
        />
      )}
      {show("pooling") && (
        <Choice
          label="What is kept"
          value={state.kind}
          locked={locked.has("pooling")}
          options={KINDS.map((kind) => ({ value: kind, title: KIND_TITLES[kind] }))}
          onChange={(kind) => change({ ...state, kind })}
        />
      )}
      {state.view === "shift" ? show("picture") && <Picture {...props} /> : show("input") && <Input {...props} />}
      <Sizes {...props} />
      <Toggles {...props} />
    </div>
  );
}

function Input({ state, change, locked }: WidgetProps<PoolState>) {
  const current = presetOf(INPUTS, state.input);
  return (
    <label className={styles["field"]}>
      <span>Input</span>
      <select
        value={current?.name ?? ""}
        disabled={locked.has("input")}
        onChange={(event) => {
          const preset = presetNamed(INPUTS, event.currentTarget.value);
          if (preset !== null) change(changed(state, { input: preset.matrix }));
        }}
      >
        {current === null && <option value="">My own numbers</option>}
        {INPUTS.map((preset) => (
          <option key={preset.name} value={preset.name} disabled={whyNot(state, { input: preset.matrix }) !== null}>
            {preset.title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Picture({ state, change, locked }: WidgetProps<PoolState>) {
  return (
    <label className={styles["field"]}>
      <span>Picture</span>
      <select
        value={state.picture}
        disabled={locked.has("picture")}
        onChange={(event) => change({ ...state, picture: event.currentTarget.value })}
      >
        {[...PHOTOS, ...PATTERNS].map((photo) => (
          <option key={photo.name} value={photo.name}>
            {photo.title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Sizes({ state, change, hidden, locked }: WidgetProps<PoolState>) {
  const test = state.view === "shift";
  const [rows] = sizeOf(state.input);
  const sized = (value: number) => ({ input: resized(state.input, [value, value], (row, column) => (3 * row + 5 * column) % 10) });
  const whole = state.global ? "The window is the whole input now." : null;
  return (
    <>
      {!hidden.has("window") && (
        <Stepper
          label="Window"
          value={state.window[0]}
          text={both(state.window)}
          locked={locked.has("window")}
          whyNot={(value) => whole ?? whyNot(state, { window: [value, value] })}
          onChange={(value) => change(changed(state, { window: [value, value], ...(test ? { stride: [value, value] } : {}) }))}
        />
      )}
      {!hidden.has("stride") && !test && (
        <Stepper
          label="Stride"
          value={state.stride[0]}
          text={both(state.stride)}
          locked={locked.has("stride")}
          whyNot={(value) => whole ?? whyNot(state, { stride: [value, value] })}
          onChange={(value) => change(changed(state, { stride: [value, value] }))}
        />
      )}
      {!hidden.has("padding") && !test && (
        <Stepper
          label="Padding"
          value={state.padding[0]}
          text={both(state.padding)}
          locked={locked.has("padding")}
          whyNot={(value) => whole ?? whyNot(state, { padding: [value, value] })}
          onChange={(value) => change(changed(state, { padding: [value, value] }))}
        />
      )}
      {!hidden.has("input-size") && !test && (
        <Stepper
          label="Input size"
          value={rows}
          text={both(sizeOf(state.input))}
          locked={locked.has("input-size") || locked.has("input")}
          whyNot={(value) => (value < 1 ? "One cell is the least." : whyNot(state, sized(value)))}
          onChange={(value) => change(changed(state, sized(value)))}
        />
      )}
      {test && (
        <Stepper
          label="Moved down by"
          value={state.shift[0]}
          whyNot={(value) => (value < 0 || value > LIMITS.shift ? `From 0 to ${LIMITS.shift} pixels.` : null)}
          onChange={(value) => change({ ...state, shift: [value, state.shift[1]] })}
        />
      )}
    </>
  );
}

function Toggles({ state, change, hidden, locked }: WidgetProps<PoolState>) {
  const toggle = (name: string, title: string, on: boolean, set: (on: boolean) => void) =>
    hidden.has(name) ? null : (
      <label key={name} className={styles["toggle"]}>
        <input type="checkbox" checked={on} disabled={locked.has(name)} onChange={(event) => set(event.currentTarget.checked)} />
        {title}
      </label>
    );
  const test = state.view === "shift";
  return (
    <>
      {toggle("global", test ? "One window over the whole picture" : "One window over everything", state.global, (global) =>
        change(changed(state, { global })),
      )}
      {!test && toggle("all", "Show all", state.all, (all) => change({ ...state, all }))}
      {!test && state.kind === "max" && toggle("routes", "Draw the routes", state.routes, (routes) => change({ ...state, routes }))}
    </>
  );
}

function both([down, across]: readonly [number, number]): string {
  return down === across ? String(down) : `${down}×${across}`;
}
