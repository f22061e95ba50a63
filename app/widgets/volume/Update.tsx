/** One update of every weight and bias, with the loss before and after. */
import { t } from "../../language/words";
import { rich } from "../../language/rich";
import { Button } from "../../figures/marks/controls/Button";
import { spoken } from "../../figures/describe/number";
import { Select } from "../../figures/marks/controls/Select";
import type { WidgetProps } from "../widget";
import { LARGEST_LOSS, lossNow, updatedLayer } from "./setup";
import styles from "./update.module.css";
import type { VolumeState } from "./state";

type UpdateProps = Pick<WidgetProps<VolumeState>, "state" | "change">;

/** Of a layer that is to learn a target. */
const MANY = 100;
const RATES = [0.0001, 0.001, 0.01, 0.1, 1] as const;

/** One step of gradient descent on every weight and bias. */
export function Update({ state, change }: UpdateProps) {
  const loss = lossNow(state);
  const after = lossNow(updatedLayer(state));
  const rates = [...new Set([...RATES, state.learningRate])].toSorted((a, b) => a - b);
  return (
    <div className={styles["update"]}>
      <p>{rich("Loss now {loss}", { loss: <b data-loss={loss}>{spoken(loss)}</b> })}</p>
      <Select
        label={t("Learning rate η")}
        value={String(state.learningRate)}
        options={rates.map((rate) => ({ value: String(rate), title: String(rate) }))}
        onChange={(rate) => change({ ...state, learningRate: Number(rate) })}
      />
      <p>
        {rich("after one step w − η · dw, b − η · db: {after}", {
          after: <b data-after={after}>{spoken(after)}</b>,
        })}
      </p>
      <Button
        onClick={() => change(updatedLayer(state))}
        disabled={!Number.isFinite(after) || after > LARGEST_LOSS}
      >
        {t("Take this step")}
      </Button>
      {state.target !== "zero" && (
        <Button
          onClick={() => change(updatedLayer(state, MANY))}
          disabled={!Number.isFinite(after) || after > LARGEST_LOSS}
        >
          {t("Take {count} steps", { count: MANY })}
        </Button>
      )}
    </div>
  );
}
