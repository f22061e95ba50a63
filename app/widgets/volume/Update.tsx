/** Backwards: the measured slope beside the derived one, and one update with the loss before and after. */
import { spoken } from "../../figures/describe/number";
import type { WidgetProps } from "../widget";
import { layerOf, measured, updatedLayer } from "./layer";
import styles from "./update.module.css";
import { cursorOf, type VolumeState } from "./volume-state";

type UpdateProps = Pick<WidgetProps<VolumeState>, "state" | "change" | "hidden">;

const NUDGE = 0.001;
const RATES = [0.0001, 0.001, 0.01, 0.1, 1] as const;

export function Update({ state, change, hidden }: UpdateProps) {
  const cursor = cursorOf(state);
  return (
    <div className={styles["update"]}>
      {cursor !== null && <Measured state={state} cell={cursor.cell} />}
      {!hidden.has("update") && <Learn state={state} change={change} />}
    </div>
  );
}

/** Finite differences: what the loss does when the number is moved a little both ways. */
function Measured({ state, cell }: { readonly state: VolumeState; readonly cell: number }) {
  const derived = layerOf(state).values[`d${state.of}`]?.data[cell] ?? Number.NaN;
  const slope = measured(state, state.of, cell, NUDGE);
  return (
    <table className={styles["slopes"]}>
      <tbody>
        <tr>
          <th scope="row">The sum above says</th>
          <td data-derived={derived}>{spoken(derived)}</td>
        </tr>
        <tr>
          <th scope="row">
            Measured: moved by ±{NUDGE}, the loss changes by {spoken(2 * NUDGE * slope)}
          </th>
          <td data-measured={slope}>{spoken(slope)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** One step of gradient descent on every weight and bias. */
function Learn({ state, change }: Pick<UpdateProps, "state" | "change">) {
  const { loss } = layerOf(state);
  const after = layerOf(updatedLayer(state)).loss;
  const rates = [...new Set([...RATES, state.learningRate])].toSorted((a, b) => a - b);
  return (
    <div className={styles["learn"]}>
      <p>
        Loss now <b data-loss={loss}>{spoken(loss)}</b>
      </p>
      <label>
        Learning rate η
        <select value={state.learningRate} onChange={(event) => change({ ...state, learningRate: Number(event.target.value) })}>
          {rates.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
            </option>
          ))}
        </select>
      </label>
      <p>
        after one step w − η · dw, b − η · db: <b data-after={after}>{spoken(after)}</b>
      </p>
      <button
        type="button"
        className="button"
        onClick={() => change(updatedLayer(state))}
        disabled={!Number.isFinite(after) || after > 1e9}
      >
        Take this step
      </button>
    </div>
  );
}
