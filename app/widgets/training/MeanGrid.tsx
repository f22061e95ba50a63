/** Of maps that differ in their seed alone: the mean loss of each pair of settings, and its spread. */
import { readable } from "../../figures/curve/format";
import type { MapState } from "../../runs/map-run";
import { axisOf } from "./axes";
import { headOf, type MapGridProps, titleOf } from "./MapGrid";
import { meansOf } from "./means";
import styles from "./training.module.css";
import { variantsOf } from "./variants";

export function MeanGrid({
  state,
  cells,
  found,
}: Pick<MapGridProps, "state" | "cells"> & { readonly found: MapState }) {
  const variants = variantsOf(state.variants);
  const [across, down] = [axisOf(state.across), axisOf(state.down)];
  const means = meansOf(cells, found.results);
  return (
    <table className={styles["map"]}>
      <caption>
        mean of {variants.length} seeds, least to largest <small>{titleOf(across, down)}</small>
      </caption>
      <thead>
        <tr>
          <td aria-label="settings" />
          {(across?.values ?? [null]).map((value) => (
            <th key={String(value)} scope="col">
              {headOf(value)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(down?.values ?? [null]).map((value) => (
          <tr key={String(value)}>
            <th scope="row">{headOf(value)}</th>
            {means
              .filter((mean) => mean.down === value)
              .map((mean) => (
                <td key={String(mean.across)}>
                  <span className={styles["mean"]}>{textOf(mean)}</span>
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textOf({ losses, dead }: ReturnType<typeof meansOf>[number]) {
  if (losses.length === 0) return dead > 0 ? "NaN" : "·";
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return (
    <>
      <b>{readable(mean)}</b>{" "}
      <small>
        {readable(Math.min(...losses))} to {readable(Math.max(...losses))}
        {dead > 0 ? `, ${dead} NaN` : ""}
      </small>
    </>
  );
}
