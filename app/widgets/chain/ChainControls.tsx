/** The chain's settings: length, input, target, activation, learning rate, whose gradient. */
import { useId, useState } from "react";
import { parseNumber } from "../../figures/describe/number";
import type { WidgetProps } from "../widget";
import styles from "./chain.module.css";
import { ACTIVATIONS, type ChainState, LONGEST, nameOf, withLength } from "./definition";

type ControlsProps = Pick<WidgetProps<ChainState>, "state" | "change" | "hidden" | "locked"> & {
  /** Only what a lecture changes: on a projector the figure needs the room. */
  readonly brief: boolean;
};

export function ChainControls({ state, change, hidden, locked, brief }: ControlsProps) {
  const field = (name: string) => !hidden.has(name) && (!brief || name === "activation" || name === "length");
  return (
    <div className={styles["controls"]} data-controls>
      {field("activation") && (
        <label>
          Activation
          <select
            value={state.activation}
            disabled={locked.has("activation")}
            onChange={(event) =>
              change({ ...state, activation: ACTIVATIONS.find((one) => one === event.target.value) ?? state.activation })
            }
          >
            {ACTIVATIONS.map((name) => (
              <option key={name} value={name}>
                {nameOf(name)}
              </option>
            ))}
          </select>
        </label>
      )}
      {field("length") && (
        <Field
          label="Neurons"
          value={state.w.length}
          min={1}
          max={LONGEST}
          whole
          locked={locked.has("length")}
          onValue={(value) => change(withLength(state, value))}
        />
      )}
      {field("x") && (
        <Field label="Input x" value={state.x} min={-1000} max={1000} locked={locked.has("x")} onValue={(x) => change({ ...state, x })} />
      )}
      {field("target") && (
        <Field
          label="Target"
          value={state.target}
          min={-1000}
          max={1000}
          locked={locked.has("target")}
          onValue={(target) => change({ ...state, target })}
        />
      )}
      {field("weight") && (
        <Field
          label="Gradient of w"
          value={state.weight}
          min={1}
          max={state.w.length}
          whole
          locked={locked.has("weight")}
          onValue={(weight) => change({ ...state, weight, at: Math.min(state.at, 2 * state.w.length + 1) })}
        />
      )}
      {field("learningRate") && (
        <Field
          label="Learning rate η"
          value={state.learningRate}
          min={0}
          max={1000}
          locked={locked.has("learningRate")}
          onValue={(learningRate) => change({ ...state, learningRate })}
        />
      )}
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
  readonly locked: boolean;
  readonly onValue: (value: number) => void;
}

/** A number that is taken when it is one and lies in range; what is wrong is said, and the old number stays. */
function Field({ label, value, min, max, whole = false, locked, onValue }: FieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const problemId = useId();
  const problem = draft === null ? "" : problemOf(draft, min, max, whole);
  const take = (text: string): void => {
    setDraft(text);
    const parsed = parseNumber(text);
    if (parsed !== null && problemOf(text, min, max, whole) === "") onValue(parsed);
  };
  return (
    <div className={styles["field"]}>
      <label>
        {label}
        <input
          inputMode="decimal"
          autoComplete="off"
          value={draft ?? String(value).replace("-", "−")}
          disabled={locked}
          aria-invalid={problem !== ""}
          aria-describedby={problem === "" ? undefined : problemId}
          onChange={(event) => take(event.target.value)}
          onBlur={() => setDraft(null)}
          onKeyDown={(event) => {
            const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
            if (by === 0) return;
            event.preventDefault();
            setDraft(null);
            onValue(Math.max(min, Math.min(max, Number((value + by * (whole ? 1 : 0.1)).toFixed(6)))));
          }}
        />
      </label>
      {problem !== "" && (
        <span id={problemId} role="alert" className={styles["problem"]}>
          {problem}
        </span>
      )}
    </div>
  );
}

function problemOf(text: string, min: number, max: number, whole: boolean): string {
  const value = parseNumber(text);
  if (value === null) return "not a number";
  if (whole && !Number.isInteger(value)) return "a whole number, please";
  return value < min || value > max ? `from ${min} to ${max}` : "";
}
