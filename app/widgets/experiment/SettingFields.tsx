/** The choices of a run. Each is one field; the same fields serve run A and the one thing that run B changes. */
import { Choice } from "../training-desk/fields/Choice";
import { NumberField } from "../training-desk/fields/NumberField";
import { notchOf, valueAt } from "../training-desk/fields/RateField";
import { changed } from "./change";
import { ACTIVATIONS, INITS, KINDS, LIMITS, NAMES, STANDARD, wordOf, type Setting, type SettingKey } from "./setting";

export const KEYS: readonly SettingKey[] = [
  "kind",
  "depth",
  "width",
  "activation",
  "init",
  "scale",
  "norm",
  "skip",
  "learningRate",
  "clip",
];
const SWITCH = ["off", "on"] as const;

export interface SettingFieldProps {
  readonly setting: Setting;
  readonly name: SettingKey;
  readonly locked: boolean;
  readonly label?: string;
  readonly onValue: (to: Setting[SettingKey]) => void;
}

export function SettingField({ setting, name, locked, label = NAMES[name], onValue }: SettingFieldProps) {
  const word = (to: Setting[SettingKey]): string => wordOf(changed({ ...STANDARD }, { key: name, to }), name);
  const text = label.charAt(0).toUpperCase() + label.slice(1);
  switch (name) {
    case "kind":
      return <Choice label={text} value={setting.kind} options={KINDS} nameOf={word} locked={locked} onValue={onValue} />;
    case "activation":
      return <Choice label={text} value={setting.activation} options={ACTIVATIONS} nameOf={word} locked={locked} onValue={onValue} />;
    case "init":
      return <Choice label={text} value={setting.init} options={INITS} nameOf={word} locked={locked} onValue={onValue} />;
    case "norm":
    case "skip":
      return (
        <Choice
          label={text}
          value={setting[name] ? "on" : "off"}
          options={SWITCH}
          nameOf={(to) => to}
          locked={locked}
          onValue={(to) => onValue(to === "on")}
        />
      );
    case "depth":
    case "width":
      return <NumberField label={text} value={setting[name]} {...LIMITS[name]} whole locked={locked} onValue={onValue} />;
    case "learningRate":
      return (
        <NumberField
          label={text}
          value={setting.learningRate}
          {...LIMITS.learningRate}
          stepped={notched}
          locked={locked}
          onValue={onValue}
        />
      );
    case "scale":
      return <NumberField label={text} value={setting.scale} {...LIMITS.scale} stepped={tenth} locked={locked} onValue={onValue} />;
    case "clip":
      return (
        <NumberField label={`${text} (0: off)`} value={setting.clip} {...LIMITS.clip} stepped={tenth} locked={locked} onValue={onValue} />
      );
    default:
      name satisfies never;
      return null;
  }
}

function tenth(value: number, direction: 1 | -1): number {
  return Number((value + direction * 0.1).toFixed(2));
}

/** A twelfth more or less, as the slider's notches go. */
function notched(value: number, direction: 1 | -1): number {
  return valueAt(notchOf(value) + direction);
}
