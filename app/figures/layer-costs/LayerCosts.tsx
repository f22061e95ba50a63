/**
 * Where a network's parameters, its arithmetic and its memory sit: three bars for each layer, each
 * column as long as its largest. Pure.
 */
import { t, word } from "../../language/words";
import type { NetworkShapes } from "../../../engine/graph/shapes";
import { bytes, rowsOf, type Row } from "../layer-table/rows";
import { classes, variables } from "../marks/style";
import { exact } from "../network-map/counts";
import styles from "./layer-costs.module.css";

export interface LayerCostsProps {
  readonly title: string;
  readonly network: NetworkShapes;
  /** A layer that is marked. */
  readonly chosen: string | null;
}

const COSTS = [
  { key: "parameters", title: "parameters", write: exact },
  { key: "multiplyAdds", title: "multiply-adds", write: exact },
  { key: "memory", title: "memory", write: bytes },
] as const;

export function LayerCosts({ title, network, chosen }: LayerCostsProps) {
  const rows = rowsOf(network);
  const columns = COSTS.map((cost) => {
    const counts = rows.map((row) => row[cost.key]);
    return {
      ...cost,
      total: counts.reduce((sum, count) => sum + count, 0),
      most: Math.max(1, ...counts),
    };
  });
  return (
    <table className={styles["costs"]} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{t("layer")}</th>
          {columns.map(({ key, title: name, write, total }) => (
            <th key={key} scope="col">
              {word(name)}
              <small>{write(total)}</small>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} className={classes(row.name === chosen && styles["chosen"])}>
            <th scope="row">{row.name}</th>
            {columns.map(({ key, write, most }) => (
              <Cost key={key} of={key} row={row} most={most} write={write} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CostProps {
  readonly of: (typeof COSTS)[number]["key"];
  readonly row: Row;
  readonly most: number;
  readonly write: (count: number) => string;
}

function Cost({ of, row, most, write }: CostProps) {
  const share = row[of] / most;
  return (
    <td>
      <span
        className={styles["bar"]}
        data-cost={of}
        data-share={share}
        style={variables({ "--share": share })}
      />
      {write(row[of])}
    </td>
  );
}
