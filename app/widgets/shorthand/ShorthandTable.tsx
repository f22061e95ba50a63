/**
 * The layer table: every setting a field, output size and parameters following; layers are added,
 * moved, removed.
 */
import { t, word } from "../../language/words";
import { useId, useState } from "react";
import { networkShapes, type LayerShape } from "../../../engine/graph/shapes";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { Covered, useCovered } from "../../figures/marks/covered";
import { Followed } from "../../figures/marks/followed/Followed";
import type { ShorthandState } from "./definition";
import {
  KINDS,
  LETTERS,
  movedLayer,
  parseSetting,
  SETTINGS,
  sideName,
  withInput,
  withLayer,
  withoutLayer,
  withSetting,
} from "./edits";
import { KindSelect } from "./LayerEditor";
import { POINTWISE, settingText, sizeText } from "./words";
import styles from "./shorthand.module.css";
import { counted } from "../../language/numerals";

interface TableProps {
  readonly state: ShorthandState;
  readonly locked: boolean;
  /**
   * Settings only: no layers are moved, added or removed, and those that change no shape are left
   * out.
   */
  readonly brief: boolean;
  readonly titled: boolean;
  readonly onNetwork: (network: NetworkSpec) => void;
  readonly onChoose: (name: string | null) => void;
}

export function ShorthandTable({ state, titled, ...row }: TableProps) {
  const { network, chosen } = state;
  const { locked, brief, onNetwork } = row;
  const { layers, parameterCount } = networkShapes(network);
  return (
    <section aria-label={t("Table")}>
      {titled && <p className={styles["heading"]}>{t("Table")}</p>}
      <div className={styles["scroll"]}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{t("Layer")}</th>
              <th scope="col">{t("Settings")}</th>
              <th scope="col">{t("Output")}</th>
              <th scope="col">{t("Parameters")}</th>
              {!brief && <th scope="col">{t("Change")}</th>}
            </tr>
          </thead>
          <tbody>
            <InputRow {...row} network={network} chosen={chosen === null} />
            {layers
              .filter(({ kind }) => !(brief && POINTWISE.has(kind)))
              .map((layer) => (
                <Row
                  key={layer.name}
                  {...row}
                  layer={layer}
                  network={network}
                  chosen={layer.name === chosen}
                />
              ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                {t("all")}
              </th>
              <td data-total={parameterCount}>
                <Covered tensor="total">
                  <Followed value={counted(parameterCount)} />
                </Covered>
              </td>
              {!brief && <td className={styles["none"]}>–</td>}
            </tr>
          </tfoot>
        </table>
      </div>
      {!locked && !brief && (
        <label className={styles["view"]}>
          {t("Add after {chosen}", { chosen: chosen ?? t("the input") })}
          <KindSelect
            hint={t("choose a layer …")}
            onKind={(kind) => onNetwork(withLayer(network, kind, chosen))}
          />
        </label>
      )}
    </section>
  );
}

interface InputRowProps extends Omit<TableProps, "state" | "titled"> {
  readonly network: NetworkSpec;
  readonly chosen: boolean;
}

function InputRow({ network, chosen, locked, brief, onNetwork, onChoose }: InputRowProps) {
  return (
    <tr className={chosen ? styles["chosen"] : undefined} onFocus={() => onChoose(null)}>
      <th scope="row">{t("input")}</th>
      <td>
        <div className={styles["settings"]}>
          {network.input.map((extent, axis) => (
            <Setting
              key={axis}
              label={sideName(network, axis)}
              value={String(extent)}
              locked={locked}
              onValue={(value) =>
                typeof value === "number" && onNetwork(withInput(network, axis, value))
              }
            />
          ))}
        </div>
      </td>
      <td data-label="output">{sizeText(network.input)}</td>
      <td className={styles["none"]}>–</td>
      {!brief && <td className={styles["none"]}>–</td>}
    </tr>
  );
}

interface RowProps extends InputRowProps {
  readonly layer: LayerShape;
}

function Row({ layer, ...props }: RowProps) {
  const { network, chosen, locked, brief, onNetwork, onChoose } = props;
  const counts = useCovered("total") ? "total" : `${layer.name}.parameters`;
  return (
    <tr className={chosen ? styles["chosen"] : undefined} onFocus={() => onChoose(layer.name)}>
      <th scope="row">
        <button
          type="button"
          className={styles["name"]}
          aria-pressed={chosen}
          onClick={() => onChoose(layer.name)}
        >
          {layer.name}
        </button>
        {!brief && (
          <span className={styles["kind"]}>{word(KINDS[layer.kind]?.title ?? layer.kind)}</span>
        )}
      </th>
      <td>
        <div className={styles["settings"]}>
          {(SETTINGS[layer.kind] ?? []).map((setting) => (
            <Setting
              key={setting}
              label={LETTERS[setting] ?? setting}
              value={settingText(layer.attributes[setting])}
              locked={locked}
              onValue={(next) => onNetwork(withSetting(network, layer.name, setting, next))}
            />
          ))}
        </div>
      </td>
      <td data-output={sizeText(layer.shape)} data-label="output">
        <Covered tensor={`${layer.name}.output`}>
          <Followed value={sizeText(layer.shape)} />
        </Covered>
      </td>
      <td data-label="parameters">
        <Covered tensor={counts}>
          <Followed value={counted(layer.parameterCount)} />
        </Covered>
      </td>
      {!brief && (
        <td>
          <Changes {...props} name={layer.name} />
        </td>
      )}
    </tr>
  );
}

type ChangesProps = Pick<RowProps, "network" | "locked" | "onNetwork"> & { readonly name: string };

function Changes({ network, locked, onNetwork, name }: ChangesProps) {
  return (
    <div className={styles["changes"]}>
      <button
        type="button"
        disabled={locked}
        aria-label={t("Move {name} up", { name })}
        onClick={() => onNetwork(movedLayer(network, name, -1))}
      >
        ↑
      </button>
      <button
        type="button"
        disabled={locked}
        aria-label={t("Move {name} down", { name })}
        onClick={() => onNetwork(movedLayer(network, name, 1))}
      >
        ↓
      </button>
      <button
        type="button"
        disabled={locked || network.layers.length === 1}
        aria-label={t("Remove {name}", { name })}
        onClick={() => onNetwork(withoutLayer(network, name))}
      >
        ✕
      </button>
    </div>
  );
}

interface SettingProps {
  readonly label: string;
  readonly value: string;
  readonly locked: boolean;
  readonly onValue: (value: number | readonly number[]) => void;
}

/** Takes a number, or two as in 3×5; the network's own check says what is possible. */
function Setting({ label, value, locked, onValue }: SettingProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const take = (text: string): void => {
    const parsed = parseSetting(text);
    setDraft(text);
    if (parsed !== null && settingText(parsed) !== value) onValue(parsed);
  };
  return (
    <span className={styles["setting"]}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="text"
        autoComplete="off"
        disabled={locked}
        aria-invalid={draft !== null && parseSetting(draft) === null}
        value={draft ?? value}
        onChange={(event) => take(event.target.value)}
        onBlur={() => setDraft(null)}
      />
    </span>
  );
}
