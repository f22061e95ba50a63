/** The first layer's filters of each run as they are now: signed, one colour range a run. */
import { t } from "../../language/words";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import type { RunsProps } from "./Curves";
import { layersIn } from "./measures";
import type { Shown } from "./Training";
import styles from "./training.module.css";
import { whoOf } from "./words";

const MOST = 32;
const WIDTH = 46;

export function Filters({ runs }: RunsProps) {
  return (
    <div className={styles["pair"]}>
      {runs.map((run) => (
        <Wall key={run.name} run={run} />
      ))}
    </div>
  );
}

function Wall({ run }: { readonly run: Shown }) {
  const { network, view } = run;
  const [layer = ""] = layersIn(network).weights;
  const weights = view.snapshot?.tensors[`${layer}.w`];
  const [count = 0, depth = 1, ...kernel] = weights?.shape ?? [];
  const [rows, columns] = sidesOf(kernel, depth);
  const range = Math.max(1e-12, ...(weights?.data ?? []).map(Math.abs));
  const who = whoOf(run);
  return (
    <figure className={styles["filters"]}>
      <figcaption>
        <strong>{t("{who}weights of {layer}", { who, layer })}</strong>{" "}
        {view.snapshot === null
          ? t("come with the first step")
          : t("at step {step}, from −{range} to {range}", {
              step: view.snapshot.step,
              range: range.toPrecision(2),
            })}
      </figcaption>
      <div className={styles["wall"]}>
        {Array.from({ length: Math.min(MOST, count) }, (_, at) => (
          <HeatMap
            key={at}
            label={t("{who}filter {at} of {layer}", { who, at, layer })}
            rows={rows}
            columns={columns}
            data={weights?.data.subarray(at * rows * columns, (at + 1) * rows * columns) ?? []}
            colouring={{ palette: "diverging", low: -range, high: range }}
            width={WIDTH}
          />
        ))}
      </div>
    </figure>
  );
}

/** A filter over several channels, or a row of a dense layer, as one rectangle. */
function sidesOf([height, width]: readonly number[], depth: number): readonly [number, number] {
  if (height !== undefined && width !== undefined) return [height * depth, width];
  const side = Math.sqrt(depth);
  return Number.isInteger(side) ? [side, side] : [1, depth];
}
