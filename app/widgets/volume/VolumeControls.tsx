/** Settings of the volume figure: what a step is about in sight, the rest folded away; each says why it can go no further. */
import type { ReactNode } from "react";
import { Choice } from "../../figures/marks/choice/Choice";
import { Folded } from "../../figures/marks/folded/Folded";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import type { WidgetProps } from "../widget";
import { volume } from "./definition";
import { presetOf, PRESETS, type PresetName, withChannels, withFilters } from "./presets";
import { AnotherDigit } from "./AnotherDigit";
import styles from "./volume.module.css";
import { extentsOf, LIMITS, type VolumeState } from "./volume-state";

type ControlProps = Pick<WidgetProps<VolumeState>, "state" | "change" | "hidden" | "locked" | "mode">;

const PRESET_NAMES: Readonly<Record<PresetName, string>> = {
  volume: "6×6×3, one filter",
  "two-filters": "6×6×3, two filters",
  "one-by-one": "6×6×5, two 1×1 filters",
  layer: "6×6×3, ten filters, ReLU",
  single: "one channel",
  conv1: "trained LeNet-5, conv1",
  conv2: "trained LeNet-5, conv2",
};

const GRAIN_NAMES = [
  { value: "cell", title: "a number" },
  { value: "channel", title: "a channel" },
  { value: "product", title: "a product" },
] as const;

export interface VolumeControlsProps extends ControlProps {
  /** Why sheets cannot be laid side by side here. */
  readonly noPeel: string | null;
}

export function VolumeControls(props: VolumeControlsProps) {
  const { state, change, hidden, locked, noPeel } = props;
  const stage = props.mode === "stage";
  const trained = state.source !== "own";
  const show = (name: string): boolean => !hidden.has(name);
  const backward = state.direction === "backward";
  return (
    <div className={styles["controls"]} data-controls>
      {show("filters") && !trained && (
        <Stepper
          label="Filters"
          value={state.w.length}
          locked={locked.has("filters")}
          whyNot={range(1, LIMITS.filters, `From 1 to ${LIMITS.filters} filters fit here.`)}
          onChange={(count) => reshape(props, withFilters(state, count))}
        />
      )}
      {trained && show("layer") && (
        <Choice
          label="Layer"
          value={state.source}
          options={[
            { value: "conv1", title: "conv1" },
            { value: "conv2", title: "conv2" },
          ]}
          locked={locked.has("layer")}
          onChange={(source) => reshape(props, { ...state, source, at: 1, channel: 0, filter: 0 })}
        />
      )}
      {trained && show("digit") && <AnotherDigit {...props} />}
      {show("direction") && !trained && (
        <Choice
          label="Direction"
          value={state.direction}
          options={[
            { value: "forward", title: "Forwards" },
            { value: "backward", title: "Backwards" },
          ]}
          locked={locked.has("direction")}
          onChange={(direction) => change({ ...state, direction, at: 1, view: state.view === "dense" ? "flat" : state.view })}
        />
      )}
      {backward && (
        <Labelled label="Gradients of">
          <Choice
            label="Gradients of"
            value={state.of}
            options={[
              { value: "w", title: "weights" },
              { value: "b", title: "biases" },
              { value: "x", title: "input" },
            ]}
            locked={locked.has("of")}
            onChange={(of) => change({ ...state, of, at: 1 })}
          />
        </Labelled>
      )}
      {show("grain") && !backward && (
        <Labelled label="One step is">
          <Choice
            label="One step is"
            value={state.grain}
            options={GRAIN_NAMES}
            locked={locked.has("grain")}
            onChange={(grain) => change({ ...state, grain, at: 1 })}
          />
        </Labelled>
      )}
      {show("view") && !trained && (
        <Choice
          label="View"
          value={state.view}
          options={[
            { value: "flat", title: "Flat" },
            { value: "tilted", title: "Tilted" },
            ...(extentsOf(state).kernel === 1 ? [{ value: "dense" as const, title: "As a dense layer" }] : []),
          ]}
          locked={locked.has("view")}
          onChange={(view) => change({ ...state, view })}
        />
      )}
      {show("apart") && !trained && state.view !== "dense" && !(stage && noPeel !== null) && (
        <Choice
          label="Sheets"
          value={state.apart && noPeel === null ? "apart" : "together"}
          options={[
            { value: "apart", title: "Apart", whyNot: noPeel },
            { value: "together", title: "Together" },
          ]}
          locked={locked.has("apart")}
          onChange={(sheets) => change({ ...state, apart: sheets === "apart" })}
        />
      )}
      {show("shares") && !backward && !trained && state.view === "flat" && (
        <label className={styles["toggle"]}>
          <input
            type="checkbox"
            checked={state.shares}
            disabled={locked.has("shares")}
            onChange={(event) => change({ ...state, shares: event.currentTarget.checked })}
          />
          What each channel adds
        </label>
      )}
      <More {...props} />
    </div>
  );
}

function More(props: ControlProps) {
  const { state, change, hidden, locked } = props;
  const { channels, height, width, kernel } = extentsOf(state);
  const trained = state.source !== "own";
  const show = (name: string): boolean => !hidden.has(name) && (!trained || name === "preset");
  if (!["preset", "channels", "stride", "padding", "activation"].some(show)) return null;
  return (
    <Folded title="More settings" className={styles["more"]}>
      {() => (
        <div className={styles["controls"]}>
          {show("preset") && (
            <label className={styles["field"]}>
              Begin with
              <select
                value=""
                disabled={locked.has("preset")}
                onChange={(event) => change(presetOf(PRESETS.find((name) => name === event.target.value) ?? "volume"))}
              >
                <option value="" disabled>
                  choose …
                </option>
                {PRESETS.map((name) => (
                  <option key={name} value={name}>
                    {PRESET_NAMES[name]}
                  </option>
                ))}
              </select>
            </label>
          )}
          {show("channels") && (
            <Stepper
              label="Channels"
              value={channels}
              locked={locked.has("channels")}
              whyNot={range(1, LIMITS.channels, `From 1 to ${LIMITS.channels} channels fit here.`)}
              onChange={(count) => reshape(props, withChannels(state, count))}
            />
          )}
          {show("stride") && (
            <Stepper
              label="Stride"
              value={state.stride}
              locked={locked.has("stride")}
              whyNot={range(1, LIMITS.stride, `A stride from 1 to ${LIMITS.stride}.`)}
              onChange={(stride) => reshape(props, { ...state, stride, target: "zero" })}
            />
          )}
          {show("padding") && (
            <Stepper
              label="Padding"
              value={state.padding}
              locked={locked.has("padding")}
              whyNot={range(0, Math.min(LIMITS.padding, Math.max(height, width, kernel)), `Padding from 0 to ${LIMITS.padding}.`)}
              onChange={(padding) => reshape(props, { ...state, padding, target: "zero" })}
            />
          )}
          {show("activation") && (
            <label className={styles["toggle"]}>
              <input
                type="checkbox"
                checked={state.activation === "relu"}
                disabled={locked.has("activation")}
                onChange={(event) => reshape(props, { ...state, activation: event.currentTarget.checked ? "relu" : "none" })}
              />
              ReLU behind the sum
            </label>
          )}
        </div>
      )}
    </Folded>
  );
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className={styles["field"]}>
      <span aria-hidden>{label}</span>
      {children}
    </span>
  );
}

/** A change of shape keeps the place when it can. */
function reshape({ change }: ControlProps, next: VolumeState): void {
  change(volume.restore(next, next));
}

function range(least: number, most: number, why: string): (value: number) => string | null {
  return (value) => (value < least || value > most ? why : null);
}
