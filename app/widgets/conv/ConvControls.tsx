/** The controls of the convolution figure. What cannot be done now stays visible and says why. */
import { Choice } from "../../figures/marks/choice/Choice";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import type { WidgetProps } from "../widget";
import { MoreControls } from "./MoreControls";
import styles from "./conv.module.css";
import { changed, evenPadding, resized, whyNot, whyNotSame } from "./legal";
import { FILTERS, INPUTS, presetNamed, presetOf, type Preset } from "./presets";
import { paddingMode } from "./properties";
import { type ConvState, LIMITS, samePadding, seek, sizeOf, VIEWS } from "./state";

export interface ConvControlsProps extends WidgetProps<ConvState> {
  readonly brush: number | null;
  readonly onBrush: (value: number | null) => void;
}

const VIEW_TITLES = { forward: "Forwards", backward: "Backwards", layers: "Many layers" } as const;

export function ConvControls(props: ConvControlsProps) {
  const { state, change, hidden, locked } = props;
  const show = (name: string): boolean => !hidden.has(name);
  return (
    <div className={styles["controls"]} data-controls>
      {show("view") && (
        <Choice
          label="View"
          value={state.view}
          options={VIEWS.map((view) => ({ value: view, title: VIEW_TITLES[view] }))}
          onChange={(view) => change({ ...state, view, at: view === "layers" ? 0 : Math.min(state.at, 1), asked: null })}
          locked={locked.has("view")}
        />
      )}
      {show("examples") && state.view !== "layers" && <Examples {...props} />}
      {show("filter-size") && <FilterSize {...props} />}
      {show("stride") && (
        <Stepper
          label="Stride"
          value={state.stride[0]}
          text={both(state.stride)}
          locked={locked.has("stride")}
          whyNot={(value) => whyNot(state, { stride: [value, value] })}
          onChange={(value) => change(changed(state, { stride: [value, value] }))}
        />
      )}
      {show("padding") && <Padding {...props} />}
      {show("layers") && state.view === "layers" && (
        <Stepper
          label="Layers"
          value={state.layers}
          locked={locked.has("layers")}
          whyNot={(value) => (value < 1 || value > LIMITS.layers ? `From 1 to ${LIMITS.layers} layers.` : null)}
          onChange={(layers) => change(seek({ ...state, layers }, state.at))}
        />
      )}
      {show("layers") && state.view === "layers" && (
        <Stepper
          label="Picture"
          value={state.picture}
          text={`${state.picture}×${state.picture}`}
          locked={locked.has("layers")}
          whyNot={(value) => (value < 1 || value > LIMITS.picture ? `From 1 to ${LIMITS.picture} pixels a side.` : null)}
          onChange={(picture) => change({ ...state, picture })}
        />
      )}
      <Toggles {...props} />
      <MoreControls {...props} />
    </div>
  );
}

function Examples({ state, change, hidden, locked }: ConvControlsProps) {
  return (
    <>
      {!hidden.has("input") && (
        <PresetSelect
          label="Input"
          presets={INPUTS}
          current={presetOf(INPUTS, state.input)}
          locked={locked.has("input")}
          whyNot={(preset) => whyNot(state, { input: preset.matrix })}
          onPick={(preset) => change(changed(state, { input: preset.matrix }))}
        />
      )}
      {!hidden.has("filter") && (
        <PresetSelect
          label="Filter"
          presets={FILTERS}
          current={presetOf(FILTERS, state.filter)}
          locked={locked.has("filter")}
          whyNot={(preset) => whyNot(state, { filter: preset.matrix })}
          onPick={(preset) => change(changed(state, { filter: preset.matrix }))}
        />
      )}
    </>
  );
}

interface PresetSelectProps {
  readonly label: string;
  readonly presets: readonly Preset[];
  readonly current: Preset | null;
  readonly locked: boolean;
  readonly whyNot: (preset: Preset) => string | null;
  readonly onPick: (preset: Preset) => void;
}

function PresetSelect({ label, presets, current, locked, whyNot: reason, onPick }: PresetSelectProps) {
  return (
    <label className={styles["field"]}>
      <span className={styles["label"]}>{label}</span>
      <select
        value={current?.name ?? ""}
        disabled={locked}
        onChange={(event) => {
          const preset = presetNamed(presets, event.currentTarget.value);
          if (preset !== null) onPick(preset);
        }}
      >
        {current === null && <option value="">My own numbers</option>}
        {presets.map((preset) => (
          <option key={preset.name} value={preset.name} disabled={reason(preset) !== null}>
            {preset.title}
          </option>
        ))}
      </select>
    </label>
  );
}

function FilterSize({ state, change, locked }: ConvControlsProps) {
  const [kh, kw] = sizeOf(state.filter);
  const sized = (value: number) => ({ filter: resized(state.filter, [value, value], () => 0) });
  return (
    <Stepper
      label="Filter size"
      value={kh}
      text={kh === kw ? String(kh) : `${kh}×${kw}`}
      locked={locked.has("filter-size") || locked.has("filter")}
      whyNot={(value) => (value < 1 ? "One cell is the least." : whyNot(state, sized(value)))}
      onChange={(value) => change(changed(state, sized(value)))}
    />
  );
}

function Padding({ state, change, locked }: ConvControlsProps) {
  const { padding } = state;
  const even = padding.every((side) => side === padding[0]);
  const mode = paddingMode(state);
  const fixed = locked.has("padding");
  const why = whyNotSame(state);
  const same = samePadding(state.filter, state.stride, state.dilation);
  return (
    <>
      <Stepper
        label="Padding"
        value={padding[0]}
        text={even ? String(padding[0]) : padding.join(" ")}
        locked={fixed}
        whyNot={(value) => whyNot(state, { padding: evenPadding(value) })}
        onChange={(value) => change(changed(state, { padding: evenPadding(value) }))}
      />
      <Choice
        label="Padding by name"
        value={mode}
        locked={fixed}
        options={[
          { value: "valid", title: "valid", whyNot: whyNot(state, { padding: evenPadding(0) }) },
          { value: "same", title: "same", whyNot: why },
        ]}
        onChange={(wanted) => change(changed(state, { padding: wanted === "same" && same !== null ? same : evenPadding(0) }))}
      />
    </>
  );
}

function Toggles({ state, change, hidden, locked, brush, onBrush }: ConvControlsProps) {
  const forward = state.view === "forward";
  const toggle = (name: string, title: string, on: boolean, set: (on: boolean) => void) =>
    hidden.has(name) ? null : (
      <label key={name} className={styles["toggle"]}>
        <input type="checkbox" checked={on} disabled={locked.has(name)} onChange={(event) => set(event.currentTarget.checked)} />
        {title}
      </label>
    );
  if (state.view === "layers") return null;
  return (
    <>
      {toggle("flip", "Turn the filter by 180°", state.flip, (flip) => change({ ...state, flip }))}
      {toggle("all", forward ? "Show all outputs" : "Show the whole gradient", state.all, (all) => change({ ...state, all }))}
      {forward && toggle("uses", "Count the uses", state.uses, (uses) => change({ ...state, uses }))}
      {forward && !state.uses && !locked.has("input") && toggle("brush", "Paint the input", brush !== null, (on) => onBrush(on ? 9 : null))}
      {forward && brush !== null && !state.uses && (
        <Stepper label="with" value={brush} whyNot={(value) => (Math.abs(value) > 99 ? "From −99 to 99." : null)} onChange={onBrush} />
      )}
    </>
  );
}

function both([down, across]: readonly [number, number]): string {
  return down === across ? String(down) : `${down} ${across}`;
}
