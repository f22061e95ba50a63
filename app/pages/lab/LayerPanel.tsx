/** The settings of one layer, and what can be done with it. */
import { t, word } from "../../language/words";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { AttributeValue } from "../../../engine/core/op";
import { JOINS, movedDown, movedUp, withInput, withSetting } from "../../../engine/graph/change";
import { explicit } from "../../../engine/graph/edit";
import type { ExaminedLayer } from "../../../engine/graph/examined";
import { Button } from "../../figures/marks/controls/Button";
import { Select } from "../../figures/marks/controls/Select";
import { Toggle } from "../../figures/marks/controls/Toggle";
import { KINDS, settingsOfLayer, valueIn, valueText } from "./layer-kinds";
import type { Bench } from "./useProject";
import styles from "./workbench.module.css";

interface PanelProps {
  readonly bench: Bench;
  readonly layer: ExaminedLayer;
  readonly onAdd: (kind: string, after: string) => void;
  readonly onRemove: (name: string) => void;
  readonly onMove: (name: string, by: 1 | -1) => void;
}

export function LayerPanel({ bench, layer, onAdd, onRemove, onMove }: PanelProps): ReactNode {
  const { spec } = bench.project;
  const { name, op } = layer.spec;
  const set = (key: string, value: AttributeValue | readonly string[]): void =>
    bench.changeSpec(withSetting(spec, name, key, value), `${name}: ${key.replaceAll("_", " ")}`);
  return (
    <div className={styles["panel"]}>
      <div className={styles["settings"]}>
        {settingsOfLayer(layer.spec, layer.shape).map(({ key, label, value }) =>
          typeof value === "boolean" ? (
            <Toggle key={key} label={label} value={value} onChange={(next) => set(key, next)} />
          ) : (
            <Typed key={key} label={label} value={value} onValue={(next) => set(key, next)} />
          ),
        )}
        {JOINS.has(op) && <Reads bench={bench} name={name} onReads={(all) => set("inputs", all)} />}
      </div>
      <div className="row">
        <Add after={name} onAdd={onAdd} />
        <Button disabled={movedUp(spec, name) === null} onClick={() => onMove(name, -1)}>
          <ArrowUp aria-hidden size={17} /> {t("Up")}
        </Button>
        <Button disabled={movedDown(spec, name) === null} onClick={() => onMove(name, 1)}>
          <ArrowDown aria-hidden size={17} /> {t("Down")}
        </Button>
        <Button disabled={spec.layers.length === 1} onClick={() => onRemove(name)}>
          <Trash2 aria-hidden size={17} /> {t("Remove {name}", { name })}
        </Button>
      </div>
    </div>
  );
}

const AXES = ["channels", "height", "width"] as const;

/** The size of the picture. */
export function InputPanel({ bench, onAdd }: Pick<PanelProps, "bench" | "onAdd">): ReactNode {
  const { spec } = bench.project;
  const put = (axis: number, value: AttributeValue): void => {
    // One axis is one number: "3×5" is ignored.
    if (typeof value === "number")
      bench.changeSpec(withInput(spec, spec.input.with(axis, value)), t("input"));
  };
  return (
    <div className={styles["panel"]}>
      <div className={styles["settings"]}>
        {spec.input.map((extent, axis) => (
          <Typed
            key={axis}
            label={spec.input.length === 3 ? (AXES[axis] ?? "") : "numbers"}
            value={extent}
            onValue={(value) => put(axis, value)}
          />
        ))}
      </div>
      <div className="row">
        <Add after="input" onAdd={onAdd} />
      </div>
    </div>
  );
}

function Add({ after, onAdd }: { readonly after: string } & Pick<PanelProps, "onAdd">): ReactNode {
  return (
    <label>
      <span className="hidden-text">{t("Add a layer behind {after}", { after })}</span>
      <select value="" onChange={(event) => onAdd(event.currentTarget.value, after)}>
        <option value="" disabled>
          {t("Add a layer behind it …")}
        </option>
        {Object.entries(KINDS).map(([kind, { title }]) => (
          <option key={kind} value={kind}>
            {word(title)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ReadsProps {
  readonly bench: Bench;
  readonly name: string;
  readonly onReads: (inputs: readonly string[]) => void;
}

/** What a sum or a concat joins. */
function Reads({ bench, name, onReads }: ReadsProps): ReactNode {
  const wired = explicit(bench.project.spec);
  const at = wired.findIndex((one) => one.name === name);
  const inputs = wired[at]?.inputs ?? [];
  const before = ["input", ...wired.slice(0, at).map((one) => one.name)];
  return inputs.map((input, place) => (
    <Select
      key={place}
      label={place === 0 ? "reads" : "and"}
      value={input}
      options={before.map((one) => ({ value: one, title: one }))}
      onChange={(next) => onReads(inputs.map((old, index) => (index === place ? next : old)))}
    />
  ));
}

interface TypedProps {
  readonly label: string;
  readonly value: AttributeValue;
  readonly onValue: (value: AttributeValue) => void;
}

/** A number, or two as in 3×5; taken when it is one, what fits is said by the list. */
function Typed({ label, value, onValue }: TypedProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const read = draft === null ? null : valueIn(draft);
  const take = (): void => {
    if (draft !== null && read !== null && valueText(read) !== valueText(value)) onValue(read);
    setDraft(null);
  };
  const step = (by: number): void => {
    const now = read ?? value;
    const next = Array.isArray(now)
      ? now.map((part: number) => Math.max(0, part + by))
      : typeof now === "number"
        ? Math.max(0, Number.isInteger(now) ? now + by : Math.round(10 * now + by) / 10)
        : now;
    setDraft(null);
    onValue(next);
  };
  return (
    <span className={styles["setting"]}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={draft !== null && read === null}
        value={draft ?? valueText(value)}
        size={6}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          else if (event.key === "Escape") setDraft(null);
          else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
            event.preventDefault();
            step(event.key === "ArrowUp" ? 1 : -1);
          }
        }}
      />
    </span>
  );
}
