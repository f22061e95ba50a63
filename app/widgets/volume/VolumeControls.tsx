/**
 * Settings of the volume figure: what a step is about in sight, the rest folded away; each says why
 * it can go no further.
 */
import { t } from "../../language/words";
import { Choice } from "../../figures/marks/choice/Choice";
import { Select } from "../../figures/marks/controls/Select";
import { Toggle } from "../../figures/marks/controls/Toggle";
import { Folded } from "../../figures/marks/folded/Folded";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import { Controls } from "../fields/Controls";
import type { WidgetProps } from "../widget";
import { AnotherDigit } from "./AnotherDigit";
import { OwnDigit } from "./OwnDigit";
import { presetOf, PRESETS, type PresetName, withChannels, withFilters } from "./presets";
import { LIMITS } from "./read";
import { extentsOf, fields, type VolumeState } from "./state";
import styles from "./volume.module.css";

const PRESET_NAMES: Readonly<Record<PresetName, string>> = {
  volume: "6×6×3, one filter",
  "two-filters": "6×6×3, two filters",
  "one-by-one": "6×6×5, two 1×1 filters",
  layer: "6×6×3, ten filters, ReLU",
  "ten-filters": "6×6×3, ten filters with slices that differ, ReLU",
  single: "one channel",
  conv1: "trained LeNet-5, conv1",
  conv2: "trained LeNet-5, conv2",
};

/** On a projector the figure needs the room; what changes shapes stays with the lesson. */
const SHAPING = ["preset", "channels", "stride", "padding", "activation"];

type ControlProps = WidgetProps<VolumeState> & { readonly cramped: boolean };

export function VolumeControls(given: ControlProps) {
  const stage = given.mode === "stage";
  const props = stage ? { ...given, hidden: new Set([...given.hidden, ...SHAPING]) } : given;
  const { state, cramped } = props;
  const trained = state.source !== "own";
  const backward = state.direction === "backward";
  const peels = !trained && state.view !== "dense" && !(stage && cramped);
  return (
    <Controls
      {...props}
      table={fields}
      show={[
        ...(trained ? [] : (["direction"] as const)),
        ...(backward ? (["of"] as const) : (["grain"] as const)),
        ...(trained ? [] : (["view"] as const)),
        ...(peels ? (["apart"] as const) : []),
        ...(!backward && !trained && state.view === "flat" ? (["shares"] as const) : []),
      ]}
      instead={{
        of: <Named {...props} name="of" options={GRADIENTS} />,
        grain: <Named {...props} name="grain" options={GRAINS} />,
        view: <Views {...props} />,
        apart: <Sheets {...props} />,
      }}
      first={<First {...props} />}
    >
      <More {...props} />
    </Controls>
  );
}

/** How many filters there are, or which layer sees which digit. */
function First(props: ControlProps) {
  const { state, change, hidden, locked } = props;
  if (state.source === "own")
    return hidden.has("filters") ? null : (
      <Stepper
        label={t("Filters")}
        value={state.w.length}
        locked={locked.has("filters")}
        whyNot={range(1, LIMITS.filters, t("From 1 to {filters} filters fit here.", LIMITS))}
        onChange={(count) => change(fields.changed(state, withFilters(state, count)))}
      />
    );
  return (
    <>
      {!hidden.has("layer") && (
        <Choice
          label={t("Layer")}
          value={state.source}
          options={[
            { value: "conv1", title: "conv1" },
            { value: "conv2", title: "conv2" },
          ]}
          locked={locked.has("layer")}
          onChange={(source) =>
            change(fields.changed(state, { source, at: 1, channel: 0, filter: 0 }))
          }
        />
      )}
      {!hidden.has("digit") && (
        <>
          <AnotherDigit {...props} />
          <OwnDigit {...props} />
        </>
      )}
    </>
  );
}

const GRADIENTS = [
  { value: "w", title: "weights" },
  { value: "b", title: "biases" },
  { value: "x", title: "input" },
] as const;
const GRAINS = [
  { value: "cell", title: "a number" },
  { value: "channel", title: "a channel" },
  { value: "product", title: "a product" },
] as const;

/** A choice with its name before it. */
function Named<Name extends "of" | "grain">({
  state,
  change,
  locked,
  name,
  options,
}: ControlProps & {
  readonly name: Name;
  readonly options: readonly { readonly value: VolumeState[Name]; readonly title: string }[];
}) {
  const { label } = fields.fields[name];
  return (
    <span className={styles["field"]}>
      <span aria-hidden>{label}</span>
      <Choice<VolumeState[Name]>
        label={label}
        value={state[name]}
        options={options}
        locked={locked.has(name)}
        onChange={(value) => change(fields.changed(state, { [name]: value }))}
      />
    </span>
  );
}

function Views({ state, change, locked }: ControlProps) {
  return (
    <Choice
      label={t("View")}
      value={state.view}
      options={[
        { value: "flat", title: t("Flat") },
        { value: "tilted", title: t("In space") },
        ...(extentsOf(state).kernel === 1
          ? [{ value: "dense" as const, title: t("As a dense layer") }]
          : []),
      ]}
      locked={locked.has("view")}
      onChange={(view) => change(fields.changed(state, { view }))}
    />
  );
}

function Sheets({ state, change, locked, cramped }: ControlProps) {
  const why = cramped ? t("There is no room here to lay the sheets side by side.") : null;
  return (
    <Choice
      label={t("Sheets")}
      value={state.apart && !cramped ? "apart" : "together"}
      options={[
        { value: "apart", title: t("Apart"), whyNot: why },
        { value: "together", title: t("Together") },
      ]}
      locked={locked.has("apart")}
      onChange={(sheets) => change({ ...state, apart: sheets === "apart" })}
    />
  );
}

function More({ state, change, hidden, locked }: ControlProps) {
  const trained = state.source !== "own";
  const show = (name: string): boolean => !hidden.has(name) && (!trained || name === "preset");
  if (!SHAPING.some(show)) return null;
  const reshape = (next: Partial<VolumeState>): void => change(fields.changed(state, next));
  return (
    <Folded title={t("More settings")} className={styles["more"]}>
      {() => (
        <div className={styles["controls"]}>
          {show("preset") && <Begin state={state} change={change} locked={locked} />}
          {show("channels") && (
            <Stepper
              label={t("Channels")}
              value={extentsOf(state).channels}
              locked={locked.has("channels")}
              whyNot={range(
                1,
                LIMITS.channels,
                t("From 1 to {channels} channels fit here.", LIMITS),
              )}
              onChange={(count) => reshape(withChannels(state, count))}
            />
          )}
          {show("stride") && (
            <Stepper
              label={t("Stride")}
              value={state.stride}
              locked={locked.has("stride")}
              whyNot={range(1, LIMITS.stride, t("A stride from 1 to {stride}.", LIMITS))}
              onChange={(stride) => reshape({ stride })}
            />
          )}
          {show("padding") && (
            <Stepper
              label={t("Padding")}
              value={state.padding}
              locked={locked.has("padding")}
              whyNot={range(0, LIMITS.padding, t("Padding from 0 to {padding}.", LIMITS))}
              onChange={(padding) => reshape({ padding })}
            />
          )}
          {show("activation") && (
            <Toggle
              label={t("ReLU behind the sum")}
              value={state.activation === "relu"}
              locked={locked.has("activation")}
              onChange={(on) => reshape({ activation: on ? "relu" : "none" })}
            />
          )}
        </div>
      )}
    </Folded>
  );
}

function Begin({ state, change, locked }: Pick<ControlProps, "state" | "change" | "locked">) {
  return (
    <Select
      label={t("Begin with")}
      value={null}
      none="choose …"
      locked={locked.has("preset")}
      options={PRESETS.map((value) => ({ value, title: PRESET_NAMES[value] }))}
      onChange={(name) => {
        const preset = PRESETS.find((one) => one === name) ?? "volume";
        change(fields.restore({ ...fields.standard, ...presetOf(preset) }, state));
      }}
    />
  );
}

function range(least: number, most: number, why: string): (value: number) => string | null {
  return (value) => (value < least || value > most ? why : null);
}
