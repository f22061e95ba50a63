/** Which picture, which filter, and how it moves. */
import { Choice } from "../../figures/marks/choice/Choice";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import { FILTERS, presetNamed, presetOf } from "../conv/presets";
import { resized } from "../conv/legal";
import { LIMITS } from "../conv/state";
import type { WidgetProps } from "../widget";
import { PATTERNS, PHOTOS } from "../../pictures/photos";
import { PictureChoice } from "../../pictures/PictureChoice";
import styles from "./photo-filter.module.css";
import { MOST_REPEATS, type PhotoState } from "./state";

export interface PhotoControlsProps extends WidgetProps<PhotoState> {
  readonly onFile: (file: File) => void;
  /** The camera is on. */
  readonly live: boolean;
  readonly onCamera: (on: boolean) => void;
}

export function PhotoControls(props: PhotoControlsProps) {
  const { state, change, hidden, locked } = props;
  const show = (name: string): boolean => !hidden.has(name);
  const upTo = (most: number, what: string) => (value: number) => (value < 1 || value > most ? `From 1 to ${most} ${what} here.` : null);
  const side = state.filter.length;
  return (
    <div className={styles["controls"]} data-controls>
      <PictureChoice {...props} name={state.source} options={[...PHOTOS, ...PATTERNS]} onName={(source) => change({ ...state, source })} />
      {show("filter") && <FilterChoice {...props} />}
      {show("filter-size") && (
        <Stepper
          label="Filter size"
          value={side}
          locked={locked.has("filter-size") || locked.has("filter")}
          whyNot={upTo(LIMITS.filter, "cells a side")}
          onChange={(value) => change({ ...state, filter: resized(state.filter, [value, value], () => 0) })}
        />
      )}
      {show("stride") && (
        <Stepper
          label="Stride"
          value={state.stride}
          locked={locked.has("stride")}
          whyNot={upTo(LIMITS.stride, "pixels")}
          onChange={(stride) => change({ ...state, stride })}
        />
      )}
      {show("padding") && (
        <Choice
          label="Padding"
          value={state.padding}
          locked={locked.has("padding")}
          options={[
            { value: "zero", title: "zeros round it" },
            { value: "none", title: "no padding" },
          ]}
          onChange={(padding) => change({ ...state, padding })}
        />
      )}
      {show("repeat") && (
        <Stepper
          label="Times"
          value={state.repeat}
          locked={locked.has("repeat")}
          whyNot={upTo(MOST_REPEATS, "times")}
          onChange={(repeat) => change({ ...state, repeat })}
        />
      )}
      {show("blur-first") && (
        <label className={styles["toggle"]}>
          <input
            type="checkbox"
            checked={state.blurFirst}
            disabled={locked.has("blur-first")}
            onChange={(event) => change({ ...state, blurFirst: event.currentTarget.checked })}
          />
          Blur first
        </label>
      )}
    </div>
  );
}

function FilterChoice({ state, change, locked }: PhotoControlsProps) {
  const current = presetOf(FILTERS, state.filter);
  return (
    <label className={styles["field"]}>
      <span>Filter</span>
      <select
        value={current?.name ?? ""}
        disabled={locked.has("filter")}
        onChange={(event) => {
          const preset = presetNamed(FILTERS, event.currentTarget.value);
          if (preset !== null) change({ ...state, filter: preset.matrix });
        }}
      >
        {current === null && <option value="">My own numbers</option>}
        {FILTERS.map((preset) => (
          <option key={preset.name} value={preset.name}>
            {preset.title}
          </option>
        ))}
      </select>
    </label>
  );
}
