/**
 * What a reader tries on a network: its dials, of bars the loss, the right class and the number
 * format, and one step of gradient descent. They are part of the figure and no settings, so a
 * lecture shows them without the other controls.
 */
import { t } from "../../language/words";
import { Controls } from "../fields/Controls";
import { Slider } from "../../figures/marks/controls/Slider";
import type { WidgetProps } from "../widget";
import { factorsOf, readDials } from "./dials";
import { afterStep } from "./moved";
import styles from "./network.module.css";
import { fields, type NetworkState } from "./state";
import { afterUpdate } from "./update";

export function Experiment(props: WidgetProps<NetworkState>) {
  const { state, hidden } = props;
  const dials = hidden.has("dials") ? [] : readDials(state.dials);
  const stepped = hidden.has("update") ? null : nextOf(state);
  const tried = TRIED.filter((name) => isTried(state, name) && !hidden.has(name));
  if (dials.length === 0 && stepped === null && tried.length === 0) return null;
  return (
    <div className={styles["experiment"]}>
      {tried.length > 0 && <Controls {...props} table={fields} show={tried} tried />}
      {dials.length > 0 && <Dials {...props} />}
      {stepped !== null && <StepButton {...props} stepped={stepped} />}
    </div>
  );
}

const TRIED = ["loss", "label", "precision"] as const;

/** Whether it is tried on what is drawn: bars, and the right class of their loss. */
function isTried({ look, loss }: NetworkState, name: (typeof TRIED)[number]): boolean {
  return look !== "numbers" && (name !== "label" || loss !== "none");
}

/** Null where no step can be taken. */
function nextOf(state: NetworkState): NetworkState["edits"] | null {
  return state.look === "numbers" ? afterUpdate(state) : afterStep(state);
}

function StepButton({
  state,
  change,
  locked,
  stepped,
}: WidgetProps<NetworkState> & { readonly stepped: NetworkState["edits"] }) {
  return (
    <button
      type="button"
      disabled={locked.has("update")}
      onClick={() => change({ ...state, edits: stepped })}
    >
      {t("Take one step")}
    </button>
  );
}

function Dials({ state, change, locked }: WidgetProps<NetworkState>) {
  const dials = readDials(state.dials);
  const factors = factorsOf(dials, state.dialled);
  return dials.map(({ name, from, to }, at) => (
    <Slider
      key={name}
      label={name}
      value={factors[at] ?? 1}
      from={from}
      to={to}
      step={(to - from) / 100}
      logarithmic={from > 0 && to / from >= 10}
      locked={locked.has("dials")}
      onChange={(value) =>
        change(
          fields.changed(state, { dialled: factors.map((old, of) => (of === at ? value : old)) }),
          { history: "merge" },
        )
      }
    />
  ));
}
