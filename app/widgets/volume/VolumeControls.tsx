/** Settings of the volume figure; each says why it can go no further. */
import { Stepper } from "../../figures/marks/stepper/Stepper";
import type { WidgetProps } from "../widget";
import { volume } from "./definition";
import { presetOf, type PresetName, withChannels, withFilters } from "./presets";
import styles from "./volume.module.css";
import { extentsOf, GRADIENTS, GRAINS, LIMITS, type VolumeState } from "./volume-state";

type ControlProps = Pick<WidgetProps<VolumeState>, "state" | "change" | "hidden" | "locked">;

const PRESET_NAMES: Readonly<Record<PresetName, string>> = {
  volume: "6×6×3, one filter",
  "two-filters": "6×6×3, two filters",
  "one-by-one": "6×6×5, two 1×1 filters",
  layer: "6×6×3, ten filters, ReLU",
  single: "one channel",
};
const GRAIN_NAMES = { cell: "a number", channel: "a channel", product: "a product" } as const;
const GRADIENT_NAMES = { w: "the weights", b: "the biases", x: "the input" } as const;

export function VolumeControls({ state, change, hidden, locked }: ControlProps) {
  const { channels, filters, height, width, kernel } = extentsOf(state);
  /** A change of shape keeps the place when it can. */
  const reshape = (next: VolumeState): void => change(volume.restore(next, next));
  const show = (name: string): boolean => !hidden.has(name);
  const range = (least: number, most: number, why: string) => (value: number) => (value < least || value > most ? why : null);
  return (
    <div className={styles["controls"]}>
      {show("preset") && (
        <label>
          Begin with
          <select value="" disabled={locked.has("preset")} onChange={(event) => change(presetOf(presetNamed(event.target.value)))}>
            <option value="" disabled>
              choose …
            </option>
            {Object.entries(PRESET_NAMES).map(([name, title]) => (
              <option key={name} value={name}>
                {title}
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
          onChange={(count) => reshape(withChannels(state, count))}
        />
      )}
      {show("filters") && (
        <Stepper
          label="Filters"
          value={filters}
          locked={locked.has("filters")}
          whyNot={range(1, LIMITS.filters, `From 1 to ${LIMITS.filters} filters fit here.`)}
          onChange={(count) => reshape(withFilters(state, count))}
        />
      )}
      {show("stride") && (
        <Stepper
          label="Stride"
          value={state.stride}
          locked={locked.has("stride")}
          whyNot={range(1, LIMITS.stride, `A stride from 1 to ${LIMITS.stride}.`)}
          onChange={(stride) => reshape({ ...state, stride, target: "zero" })}
        />
      )}
      {show("padding") && (
        <Stepper
          label="Padding"
          value={state.padding}
          locked={locked.has("padding")}
          whyNot={range(0, Math.min(LIMITS.padding, Math.max(height, width, kernel)), `Padding from 0 to ${LIMITS.padding}.`)}
          onChange={(padding) => reshape({ ...state, padding, target: "zero" })}
        />
      )}
      {show("activation") && (
        <Choice
          label="Then"
          value={state.activation}
          options={{ none: "nothing", relu: "ReLU" }}
          locked={locked.has("activation")}
          onChange={(activation) => reshape({ ...state, activation })}
        />
      )}
      {show("direction") && (
        <Choice
          label="Direction"
          value={state.direction}
          options={{ forward: "forwards", backward: "backwards" }}
          locked={locked.has("direction")}
          onChange={(direction) => change({ ...state, direction, at: 1 })}
        />
      )}
      {show("grain") && state.direction === "forward" && (
        <Choice
          label="One step is"
          value={state.grain}
          options={GRAIN_NAMES}
          locked={locked.has("grain")}
          onChange={(grain) => change({ ...state, grain: GRAINS.find((one) => one === grain) ?? "cell", at: 1 })}
        />
      )}
      {state.direction === "backward" && (
        <Choice
          label="Gradients of"
          value={state.of}
          options={GRADIENT_NAMES}
          locked={locked.has("direction")}
          onChange={(of) => change({ ...state, of: GRADIENTS.find((one) => one === of) ?? "w", at: 1 })}
        />
      )}
      {show("view") && (
        <Choice
          label="View"
          value={state.view}
          options={{ flat: "flat", tilted: "tilted" }}
          locked={locked.has("view")}
          onChange={(view) => change({ ...state, view })}
        />
      )}
      {show("view") && (
        <button
          type="button"
          aria-pressed={!state.apart}
          disabled={locked.has("view")}
          onClick={() => change({ ...state, apart: !state.apart })}
        >
          {state.apart ? "Close the sheets up" : "Peel the sheets apart"}
        </button>
      )}
    </div>
  );
}

interface ChoiceProps<Option extends string> {
  readonly label: string;
  readonly value: Option;
  readonly options: Readonly<Record<Option, string>>;
  readonly locked: boolean;
  readonly onChange: (value: Option) => void;
}

function Choice<Option extends string>({ label, value, options, locked, onChange }: ChoiceProps<Option>) {
  const names = Object.keys(options) as Option[];
  return (
    <label>
      {label}
      <select
        value={value}
        disabled={locked}
        onChange={(event) => {
          const chosen = names.find((name) => name === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {options[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

function presetNamed(name: string): PresetName {
  return (Object.keys(PRESET_NAMES) as PresetName[]).find((one) => one === name) ?? "volume";
}
