/**
 * What can be asked of the answer, in one place that stays where it is while what is asked opens
 * below; on a projector only what the lesson has turned on.
 */
import { t } from "../../language/words";
import { Choice } from "../../figures/marks/choice/Choice";
import { Select } from "../../figures/marks/controls/Select";
import { Toggle } from "../../figures/marks/controls/Toggle";
import type { WidgetProps } from "../widget";
import { type DigitState, WHYS } from "./definition";
import { DIGIT_OPTIONS } from "./digits";
import styles from "./digit-lab.module.css";

const WHY_WORDS = { off: "off", gradient: "gradient × input", occlusion: "occlusion" } as const;
const TOWARDS = [{ value: "-1", title: "nothing" }, ...DIGIT_OPTIONS];
const SWITCHES = {
  maps: "Show the maps of all layers",
  mistakes: "Show its mistakes",
  learn: "Show the loss and one step",
} as const;

type PanelChoicesProps = Pick<
  WidgetProps<DigitState>,
  "state" | "change" | "hidden" | "locked" | "mode"
> & {
  /** There is a drawing, and weights that read it. */
  readonly isRead: boolean;
};

export function PanelChoices({ state, change, hidden, locked, mode, isRead }: PanelChoicesProps) {
  const brief = mode === "stage";
  const asked = (name: "why" | "attack", on: boolean): boolean =>
    isRead && !hidden.has(name) && (on || !brief);
  const switches = (["maps", "mistakes", "learn"] as const).filter(
    (name) => !hidden.has(name) && (name === "learn" ? isRead && (state.learn || !brief) : !brief),
  );
  return (
    <div className={styles["choices"]} data-controls={!brief || undefined}>
      {switches.map((name) => (
        <Toggle
          key={name}
          label={SWITCHES[name]}
          value={state[name]}
          locked={locked.has(name)}
          onChange={(on) => change({ ...state, [name]: on })}
        />
      ))}
      {asked("attack", state.attack >= 0) && (
        <Select
          label={t("Change the picture towards")}
          value={String(state.attack)}
          locked={locked.has("attack")}
          options={TOWARDS}
          onChange={(wanted) => change(towards(state, { attack: Number(wanted), attackCell: -1 }))}
        />
      )}
      {asked("why", state.why !== "off") && (
        <Choice
          label={t("Why this digit and not another?")}
          labelled
          value={state.why}
          options={WHYS.map((value) => ({ value, title: WHY_WORDS[value] }))}
          locked={locked.has("why")}
          onChange={(why) => change(reasoned(state, { why }))}
        />
      )}
    </div>
  );
}

/** After a choice that the step towards a digit follows: numbers of another picture close. */
export function towards(state: DigitState, part: Partial<DigitState>): DigitState {
  return { ...state, whyCell: -1, ...part, trail: state.attackCell < 0 ? state.trail : [] };
}

/** After a choice that the map of reasons follows. */
export function reasoned(state: DigitState, part: Partial<DigitState>): DigitState {
  return { ...state, ...part, whyCell: -1, trail: state.whyCell < 0 ? state.trail : [] };
}
