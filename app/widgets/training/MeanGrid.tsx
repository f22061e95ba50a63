/**
 * Of maps that differ in their seed alone: the mean loss of each pair of settings, and its spread.
 */
import { readable } from "../../figures/curve/format";
import { rich } from "../../language/rich";
import { t } from "../../language/words";
import type { MapState } from "../../runs/map-run";
import type { MapGridProps } from "./MapGrid";
import { MapTable } from "./MapTable";
import { meansOf } from "./means";
import styles from "./training.module.css";
import { variantsOf } from "./variants";

export function MeanGrid({
  state,
  cells,
  found,
}: Pick<MapGridProps, "state" | "cells"> & { readonly found: MapState }) {
  const seeds = variantsOf(state.variants).length;
  return (
    <MapTable
      title={t("mean of {count} seeds, least to largest", { count: seeds })}
      state={state}
      pairs={meansOf(cells, found.results)}
    >
      {(mean) => <span className={styles["mean"]}>{textOf(mean)}</span>}
    </MapTable>
  );
}

function textOf({ losses, dead }: ReturnType<typeof meansOf>[number]) {
  if (losses.length === 0) return dead > 0 ? "NaN" : "·";
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return rich("{mean} <spread>{least} to {most}{dead}</spread>", {
    mean: <b>{readable(mean)}</b>,
    least: readable(Math.min(...losses)),
    most: readable(Math.max(...losses)),
    dead: dead > 0 ? `, ${dead} NaN` : "",
    spread: (words) => <small>{words}</small>,
  });
}
