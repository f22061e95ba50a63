/** The choices of both runs: those that a run takes up as it goes stand by its buttons, the rest begin it anew. */
import type { WidgetProps } from "../widget";
import { changed, isLive, LIVE_KEYS, suggested } from "./change";
import { settingB, type ExperimentState } from "./definition";
import styles from "./experiment.module.css";
import { KEYS, SettingField } from "./SettingFields";
import { NAMES, summary, type Setting, type SettingKey } from "./setting";

type Props = Pick<WidgetProps<ExperimentState>, "state" | "change" | "hidden" | "locked">;

const ANEW = KEYS.filter((key) => !isLive(key));

/** Channels at most when a reader turns to convolutions: a step of 50 such layers is over in a blink on a processor, too. */
const FEW_CHANNELS = 8;

/** Changes one choice of run A, and with it of run B, unless that is the one that B changes. */
function setter({ state, change }: Props) {
  return (key: SettingKey, to: Setting[SettingKey]): void =>
    change({ ...state, setting: withRoom(changed(state.setting, { key, to }), key), cursor: null });
}

function withRoom(setting: Setting, key: SettingKey): Setting {
  return key === "kind" && setting.kind === "conv" ? { ...setting, width: Math.min(setting.width, FEW_CHANNELS) } : setting;
}

export function LiveSettings(props: Props) {
  const { state, hidden, locked } = props;
  const set = setter(props);
  if (hidden.has("setting")) return null;
  const ofA = (key: SettingKey): string => (state.change?.key === key ? `${NAMES[key]} of A` : NAMES[key]);
  return (
    <fieldset className={styles["live"]} data-controls aria-label="Changes that the run takes up as it goes">
      {LIVE_KEYS.map((key) => (
        <SettingField
          key={key}
          name={key}
          setting={state.setting}
          label={ofA(key)}
          locked={locked.has("setting")}
          onValue={(to) => set(key, to)}
        />
      ))}
      {state.change !== null && isLive(state.change.key) && !hidden.has("change") && <FieldOfB {...props} name={state.change.key} />}
    </fieldset>
  );
}

/** The one choice that run B has for itself. */
function FieldOfB({ state, change, locked, name }: Props & { readonly name: SettingKey }) {
  const other = settingB(state);
  if (other === null) return null;
  return (
    <SettingField
      name={name}
      setting={other}
      label={`${NAMES[name]} of B`}
      locked={locked.has("change")}
      onValue={(to) => change({ ...state, change: { key: name, to }, cursor: null })}
    />
  );
}

export function Settings(props: Props) {
  const { state, hidden, locked } = props;
  const set = setter(props);
  return (
    <>
      {!hidden.has("setting") && (
        <fieldset className={styles["fields"]} aria-label="The network; a change begins the run anew">
          {ANEW.map((key) => (
            <SettingField key={key} name={key} setting={state.setting} locked={locked.has("setting")} onValue={(to) => set(key, to)} />
          ))}
          <p className={styles["hint"]}>
            A change here begins the run anew, from the seed {state.seed}. Activation, learning rate and clipping, above, change it as it
            goes: it keeps its weights.
          </p>
        </fieldset>
      )}
      {!hidden.has("change") && <ChangeFields {...props} />}
      <p className={styles["summary"]}>{summary(state.setting)}</p>
    </>
  );
}

function ChangeFields(props: Props) {
  const { state, change, locked } = props;
  return (
    <fieldset className={styles["fields"]} aria-label="What run B changes">
      <label className={styles["choose"]}>
        <span>Beside it, a run B that changes only</span>
        <select
          value={state.change?.key ?? ""}
          disabled={locked.has("change")}
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
      {state.change !== null && !isLive(state.change.key) && <FieldOfB {...props} name={state.change.key} />}
    </fieldset>
  );
}
