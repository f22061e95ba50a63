/**
 * The chosen layer of the drawing and of the boxes, to be changed: its settings by steps, a layer
 * behind it, or none of it.
 */
import { t, word } from "../../language/words";
import { rich } from "../../language/rich";
import type { LayerShape } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { Stepper } from "../../figures/marks/stepper/Stepper";
import { checked } from "./definition";
import {
  INPUT_SIDES,
  KINDS,
  LETTERS,
  SETTINGS,
  stepped,
  withInput,
  withLayer,
  withoutLayer,
} from "./edits";
import { settingText } from "./words";
import styles from "./shorthand.module.css";

interface EditorProps {
  readonly network: NetworkSpec;
  readonly layer: LayerShape | null;
  readonly locked: boolean;
  /** Settings only: layers are added and removed in the table. */
  readonly brief: boolean;
  readonly onNetwork: (network: NetworkSpec) => void;
}

export function LayerEditor({ network, layer, locked, brief, onNetwork }: EditorProps) {
  const whyNot = (candidate: NetworkSpec): string | null => {
    const result = checked(candidate);
    return "problem" in result ? result.problem : null;
  };
  const name = layer?.name ?? "input";
  return (
    <fieldset className={styles["editor"]}>
      <legend>
        {rich("Change {name}{layer}", {
          name: <b>{name}</b>,
          layer: layer === null ? "" : ` (${word(KINDS[layer.kind]?.title ?? layer.kind)})`,
        })}
      </legend>
      {layer === null
        ? network.input.map((extent, axis) => (
            <Stepper
              key={axis}
              label={network.input.length === 1 ? "features" : (INPUT_SIDES[axis] ?? "features")}
              value={extent}
              locked={locked}
              whyNot={(value) => whyNot(withInput(network, axis, value))}
              onChange={(value) => onNetwork(withInput(network, axis, value))}
            />
          ))
        : (SETTINGS[layer.kind] ?? []).map((setting) => (
            <Stepper
              key={setting}
              label={LETTERS[setting] ?? setting}
              value={0}
              text={settingText(layer.attributes[setting])}
              locked={locked}
              whyNot={(by) => whyNot(stepped(network, layer, setting, by))}
              onChange={(by) => onNetwork(stepped(network, layer, setting, by))}
            />
          ))}
      {!locked && !brief && (
        <span className={styles["actions"]}>
          <select
            value=""
            aria-label={t("Add a layer after {name}", { name })}
            onChange={(event) =>
              onNetwork(withLayer(network, event.target.value, layer?.name ?? null))
            }
          >
            <option value="" disabled>
              {t("add after it …")}
            </option>
            {Object.entries(KINDS).map(([kind, { title }]) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
          </select>
          {layer !== null && (
            <button
              type="button"
              disabled={network.layers.length === 1}
              onClick={() => onNetwork(withoutLayer(network, layer.name))}
            >
              {t("Remove {name}", { name })}
            </button>
          )}
        </span>
      )}
    </fieldset>
  );
}
