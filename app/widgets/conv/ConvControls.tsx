/** The controls of the convolution figure. What cannot be done now stays visible and says why. */
import { t } from "../../language/words";
import { Choice } from "../../figures/marks/choice/Choice";
import { Toggle } from "../../figures/marks/controls/Toggle";
import { Folded } from "../../figures/marks/folded/Folded";
import { NumberField } from "../../figures/marks/number-field/NumberField";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import { Controls } from "../fields/Controls";
import { type SideGroup, SideControls } from "../fields/SideControls";
import type { WidgetProps } from "../widget";
import type { ConvProps } from "./Conv";
import styles from "./conv.module.css";
import { evenPadding, LIMITS, paddingMode, samePadding, whyNotSame } from "./legal";
import { type ConvState, fields } from "./state";

const ALWAYS = ["filter", "stride", "padding"] as const;
const SHOWN = {
  forward: ["view", "input", ...ALWAYS, "flip", "all", "uses"],
  backward: ["view", "of", "input", ...ALWAYS, "flip", "all"],
  layers: ["view", ...ALWAYS, "layers", "picture"],
} as const;

export function ConvControls(props: ConvProps) {
  const { state, hidden } = props;
  const examples = !hidden.has("examples") && state.view !== "layers";
  return (
    <Controls
      table={fields}
      {...props}
      show={SHOWN[state.view]}
      hidden={examples ? hidden : new Set([...hidden, "input", "filter"])}
      instead={{ padding: <Padding {...props} /> }}
    >
      {state.view === "forward" && <Brush {...props} />}
      <More {...props} />
    </Controls>
  );
}

function Padding({ state, change, locked }: WidgetProps<ConvState>) {
  const { padding } = state;
  const to = (next: ConvState["padding"]): void => change(fields.changed(state, { padding: next }));
  const same = samePadding(state.filter, state.stride, state.dilation);
  return (
    <>
      <Stepper
        label={t("Padding")}
        value={padding[0]}
        text={padding.every((side) => side === padding[0]) ? undefined : padding.join(" ")}
        locked={locked.has("padding")}
        whyNot={(value) => fields.whyNot(state, { padding: evenPadding(value) })}
        onChange={(value) => to(evenPadding(value))}
      />
      <Choice
        label={t("Padding by name")}
        value={paddingMode(state)}
        locked={locked.has("padding")}
        options={[
          {
            value: "valid",
            title: "valid",
            whyNot: fields.whyNot(state, { padding: evenPadding(0) }),
          },
          { value: "same", title: "same", whyNot: whyNotSame(state) },
        ]}
        onChange={(wanted) => to(wanted === "same" && same !== null ? same : evenPadding(0))}
      />
    </>
  );
}

function Brush({ hidden, locked, brush, onBrush }: ConvProps) {
  if (hidden.has("brush") || locked.has("input")) return null;
  return (
    <>
      <Toggle
        label={t("Paint the input")}
        value={brush !== null}
        locked={locked.has("brush")}
        onChange={(on) => onBrush(on ? 9 : null)}
      />
      {brush !== null && (
        <Stepper
          label="with"
          value={brush}
          whyNot={(value) => (Math.abs(value) > 99 ? t("From −99 to 99.") : null)}
          onChange={onBrush}
        />
      )}
    </>
  );
}

const DIRECTIONS = ["down", "across"];
const LINES = ["rows", "columns"];
const GROUPS: readonly SideGroup<keyof ConvState>[] = [
  {
    field: "input",
    title: "Input size",
    control: "input-size",
    labels: LINES,
    // Small numbers; new weights are 0: they change nothing until they are set.
    fill: (row, column) => (3 * row + 5 * column) % 10,
  },
  { field: "filter", title: "Filter size", control: "filter-size", labels: LINES },
  { field: "stride", title: "Stride", control: "stride", labels: DIRECTIONS },
  { field: "dilation", title: "Dilation", control: "dilation", labels: DIRECTIONS },
  {
    field: "padding",
    title: "Padding of each side",
    control: "padding",
    labels: ["top", "left", "bottom", "right"],
  },
];

/** The rarer settings, folded away. */
function More(props: WidgetProps<ConvState>) {
  const { state, change, hidden, locked } = props;
  if (hidden.has("bias") && GROUPS.every(({ control }) => hidden.has(control))) return null;
  return (
    <Folded title={t("More settings")} className={styles["more"]}>
      {() => (
        <div className={styles["settings"]}>
          <SideControls table={fields} {...props} groups={GROUPS} />
          {!hidden.has("bias") && (
            <NumberField
              label={t("Bias")}
              value={state.bias}
              min={-LIMITS.value}
              max={LIMITS.value}
              locked={locked.has("bias")}
              onValue={(bias) => change({ ...state, bias })}
            />
          )}
        </div>
      )}
    </Folded>
  );
}
