/** The layer table: every setting a field, output size and parameters following; layers are added, moved, removed. */
import { useId, useState } from "react";
import { networkShapes, type LayerShape } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { parseNumber } from "../../figures/describe/number";
import { type ShorthandState, sizeText } from "./definition";
import { KINDS, movedLayer, SETTINGS, withInput, withLayer, withoutLayer, withSetting } from "./edits";
import styles from "./shorthand.module.css";

interface TableProps {
  readonly state: ShorthandState;
  readonly locked: boolean;
  readonly onNetwork: (network: NetworkSpec) => void;
  readonly onChoose: (name: string) => void;
}

const LETTERS: Readonly<Record<string, string>> = {
  out_channels: "filters",
  kernel_size: "f",
  stride: "s",
  padding: "p",
  out_features: "units",
  p: "p",
};

export function LayerTable({ state, locked, onNetwork, onChoose }: TableProps) {
  const { network } = state;
  const shapes = networkShapes(network);
  return (
    <section>
      <h4>Table</h4>
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Settings</th>
              <th scope="col">Output</th>
              <th scope="col">Parameters</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">input</th>
              <td>
                <div className={styles["settings"]}>
                  {network.input.map((extent, axis) => (
                    <Setting
                      key={axis}
                      label={["channels", "height", "width"][axis] ?? "features"}
                      value={extent}
                      locked={locked}
                      onValue={(value) => onNetwork(withInput(network, axis, value))}
                    />
                  ))}
                </div>
              </td>
              <td>{sizeText(network.input)}</td>
              <td>–</td>
              <td>–</td>
            </tr>
            {shapes.layers.map((layer) => (
              <Row
                key={layer.name}
                layer={layer}
                network={network}
                chosen={layer.name === state.chosen}
                locked={locked}
                onNetwork={onNetwork}
                onChoose={onChoose}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                all
              </th>
              <td data-total={shapes.parameterCount}>{shapes.parameterCount.toLocaleString("en")}</td>
              <td>–</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {!locked && (
        <label className={styles["view"]}>
          Add after {state.chosen ?? "the last"}
          <select value="" onChange={(event) => onNetwork(withLayer(network, event.target.value, state.chosen))}>
            <option value="" disabled>
              choose a layer …
            </option>
            {Object.entries(KINDS).map(([kind, { title }]) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}

interface RowProps extends Omit<TableProps, "state"> {
  readonly layer: LayerShape;
  readonly network: NetworkSpec;
  readonly chosen: boolean;
}

function Row({ layer, network, chosen, locked, onNetwork, onChoose }: RowProps) {
  return (
    <tr className={chosen ? styles["chosen"] : undefined} onFocus={() => onChoose(layer.name)}>
      <th scope="row">
        <button type="button" className={styles["name"]} aria-pressed={chosen} onClick={() => onChoose(layer.name)}>
          {layer.name}
        </button>
        <span className={styles["kind"]}>{KINDS[layer.kind]?.title ?? layer.kind}</span>
      </th>
      <td>
        <div className={styles["settings"]}>
          {(SETTINGS[layer.kind] ?? []).map((setting) => {
            const value = layer.attributes[setting];
            const first = Array.isArray(value) ? value[0] : value;
            return typeof first === "number" ? (
              <Setting
                key={setting}
                label={LETTERS[setting] ?? setting}
                value={first}
                locked={locked}
                onValue={(next) => onNetwork(withSetting(network, layer.name, setting, next))}
              />
            ) : null;
          })}
        </div>
      </td>
      <td data-output={sizeText(layer.shape)}>{sizeText(layer.shape)}</td>
      <td>{layer.parameterCount === 0 ? "0" : layer.parameterCount.toLocaleString("en")}</td>
      <td>
        <div className={styles["changes"]}>
          <button
            type="button"
            disabled={locked}
            aria-label={`Move ${layer.name} up`}
            onClick={() => onNetwork(movedLayer(network, layer.name, -1))}
          >
            ↑
          </button>
          <button
            type="button"
            disabled={locked}
            aria-label={`Move ${layer.name} down`}
            onClick={() => onNetwork(movedLayer(network, layer.name, 1))}
          >
            ↓
          </button>
          <button
            type="button"
            disabled={locked || network.layers.length === 1}
            aria-label={`Remove ${layer.name}`}
            onClick={() => onNetwork(withoutLayer(network, layer.name))}
          >
            ✕
          </button>
        </div>
      </td>
    </tr>
  );
}

/** Takes a number when it is one; the network's own check says what is possible. */
function Setting({
  label,
  value,
  locked,
  onValue,
}: {
  readonly label: string;
  readonly value: number;
  readonly locked: boolean;
  readonly onValue: (value: number) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const take = (text: string): void => {
    const parsed = parseNumber(text);
    setDraft(text);
    if (parsed !== null && Number.isFinite(parsed) && parsed !== value) onValue(parsed);
  };
  return (
    <span className={styles["setting"]}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        disabled={locked}
        aria-invalid={draft !== null && parseNumber(draft) === null}
        value={draft ?? String(value)}
        onChange={(event) => take(event.target.value)}
        onBlur={() => setDraft(null)}
      />
    </span>
  );
}
