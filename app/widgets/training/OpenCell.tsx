/** The cell of the map that is open: its curve, every layer's gradient at its end, why it died. */
import { t } from "../../language/words";
import { Curve } from "../../figures/curve/Curve";
import { percent } from "../../figures/curve/format";
import { LayerBars } from "../../figures/network/LayerBars";
import type { MapState } from "../../runs/map-run";
import type { MapCell } from "./axes";
import { layersIn, layerValues } from "./measures";
import { networkOf } from "./network";
import type { Props } from "./Training";
import styles from "./training.module.css";
import { summary } from "./words";

export interface OpenCellProps extends Pick<Props, "state" | "change"> {
  readonly cells: readonly MapCell[];
  readonly found: MapState;
  readonly steps: number;
}

export function OpenCell({ state, change, cells, found, steps }: OpenCellProps) {
  const cell = cells.find(({ id }) => id === state.opened);
  if (cell === undefined)
    return <p className={styles["hint"]}>{t("Choose a cell to see its curve and its layers.")}</p>;
  const result = found.results[cell.id];
  if (result === undefined)
    return (
      <p className={styles["hint"]}>
        {t("{summary}: not trained yet.", { summary: summary(cell.setting) })}
      </p>
    );
  return (
    <div className={styles["layers"]}>
      <p className={styles["steps"]}>
        {summary(cell.setting)}
        {ending(result)}
      </p>
      <div className={styles["curves"]} data-count={2}>
        <Curve
          title={t("Training loss")}
          series={[
            { id: "loss", label: cell.id, points: result.losses, tone: "first", mark: "line" },
          ]}
          scale={state.log ? "log" : "linear"}
          cursor={state.cursor}
          onPin={(cursor) => change({ ...state, cursor }, { history: "merge" })}
          lastStep={steps}
          height={150}
        />
        {result.frame !== null && <Gradients cell={cell} frame={result.frame} />}
      </div>
    </div>
  );
}

/** Why it died, or how much of what is held out it gets right. */
function ending({ phase, why, scores }: MapState["results"][string]): string {
  if (phase === "dead") return `: ${why}.`;
  const last = scores.at(-1);
  return last === undefined || last.step === 0
    ? ""
    : t(": {accuracy} of the held-out pictures right at step {step}.", {
        accuracy: percent(last.accuracy),
        step: last.step,
      });
}

interface GradientsProps {
  readonly cell: MapCell;
  readonly frame: NonNullable<MapState["results"][string]["frame"]>;
}

function Gradients({ cell, frame }: GradientsProps) {
  const network = networkOf(cell.setting);
  return (
    <LayerBars
      title={t("Length of each layer's gradient at step {step}", { step: frame.step })}
      layers={layersIn(network).weights}
      runs={[{ label: cell.id, values: layerValues("gradient", network, frame.probes) }]}
    />
  );
}
