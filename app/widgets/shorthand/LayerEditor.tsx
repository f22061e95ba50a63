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
  KINDS,
  LETTERS,
  SETTINGS,
  sideName,
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
              label={sideName(network, axis)}
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
          <KindSelect
            label={t("Add a layer after {name}", { name })}
            hint={t("add after it …")}
            onKind={(kind) => onNetwork(withLayer(network, kind, layer?.name ?? null))}
          />
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

interface KindSelectProps {
  /** Where no text stands before it. */
  readonly label?: string;
  readonly hint: string;
  readonly onKind: (kind: string) => void;
}

/** A kind of layer to be added; nothing stays chosen. */
export function KindSelect({ label, hint, onKind }: KindSelectProps) {
  return (
    <select value="" aria-label={label} onChange={(event) => onKind(event.target.value)}>
      <option value="" disabled>
        {hint}
      </option>
      {Object.entries(KINDS).map(([kind, { title }]) => (
        <option key={kind} value={kind}>
          {title}
        </option>
      ))}
    </select>
  );
}
