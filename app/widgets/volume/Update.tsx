/** Backwards: the loss, the measured slope beside the derived one, and one update with the loss before and after. */
import { unravel } from "../../../engine/core/shape";
import { spoken } from "../../figures/describe/number";
import type { WidgetProps } from "../widget";
import { layerOf, measured, updatedLayer } from "./layer";
import type { Scene } from "./scene";
import styles from "./volume.module.css";
import type { VolumeState } from "./volume-state";

type UpdateProps = Pick<WidgetProps<VolumeState>, "state" | "change" | "hidden"> & { readonly cell: Scene["target"] };

const NUDGE = 0.001;

export function Update({ state, change, hidden, cell }: UpdateProps) {
  const { loss, values } = layerOf(state);
  const after = layerOf(updatedLayer(state)).loss;
  const gradient = values[`d${state.of}`];
  const flat = cell === null || gradient === undefined ? null : flatOf(gradient.shape, cell.index);
  return (
    <div className={styles["update"]}>
      {flat !== null && (
        <p>
          Nudge it by ±{NUDGE}: the loss moves by {spoken(2 * NUDGE * measured(state, state.of, flat, NUDGE))}, a slope of{" "}
          <b>{spoken(measured(state, state.of, flat, NUDGE))}</b>. The sum above says <b>{spoken(gradient?.data[flat] ?? Number.NaN)}</b>.
        </p>
      )}
      <p>
        Loss, the mean square of output minus target: <b data-loss={loss}>{spoken(loss)}</b>. After one update of every weight and bias, w −{" "}
        {spoken(state.learningRate)} · dw: <b data-after={after}>{spoken(after)}</b>.
      </p>
      {!hidden.has("update") && (
        <p className={styles["rate"]}>
          <label>
            Learning rate{" "}
            <select value={state.learningRate} onChange={(event) => change({ ...state, learningRate: Number(event.target.value) })}>
              {[...new Set([0.0001, 0.001, 0.01, 0.1, 1, state.learningRate])]
                .toSorted((a, b) => a - b)
                .map((rate) => (
                  <option key={rate} value={rate}>
                    {rate}
                  </option>
                ))}
            </select>
          </label>
          <button type="button" onClick={() => change(updatedLayer(state))} disabled={!Number.isFinite(after) || after > 1e9}>
            Take this step
          </button>
        </p>
      )}
    </div>
  );
}

function flatOf(shape: readonly number[], index: readonly number[]): number {
  const flat = shape.reduce((sum, extent, axis) => sum * extent + (index[axis] ?? 0), 0);
  return unravel(shape, flat).every((at, axis) => at === index[axis]) ? flat : 0;
}
