/** A batch as it is drawn in training, or the ten cut-outs of use, side by side. */
import { t, word } from "../../language/words";
import { useMemo } from "react";
import { cutOut } from "../../../engine/train/cut-outs";
import { PixelCanvas } from "../../figures/photo/PixelCanvas";
import { bytesOf } from "../../pictures/rgba";
import type { ShownProps } from "./CutOuts";
import styles from "./cut-outs.module.css";
import { shiftOf, SIDE, wantedOf } from "./state";

const PLACES = ["top left", "top right", "bottom left", "bottom right", "middle"] as const;

export function ManyCutOuts({ state, change, locked, picture, axes }: ShownProps) {
  const { seed, shows, colours, spread } = state;
  const made = useMemo(
    () =>
      wantedOf({ ...state, seed, shows, colours, spread }).map((wanted) => ({
        wanted,
        bytes: bytesOf(cutOut(picture, SIDE, wanted, shiftOf(axes, wanted))),
      })),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the place of the one cut-out changes none of these
    [picture, axes, seed, shows, colours, spread],
  );
  return (
    <ol className={styles["many"]} data-shows={shows} data-subject>
      {made.map(({ wanted: { row, column, mirrored }, bytes }, at) => {
        return (
          <li key={at}>
            <button
              type="button"
              aria-label={t("Look at the cut-out from row {row}, column {column}{mirrored}", {
                row,
                column,
                mirrored: mirrored ? t(", mirrored") : "",
              })}
              disabled={locked.has("shows")}
              onClick={() => change({ ...state, shows: "one", row, column, mirrored })}
            >
              <PixelCanvas rgba={bytes} rows={SIDE} columns={SIDE} />
            </button>
            <span>
              {shows === "use" ? word(PLACES[at] ?? "mirrored") : wordsOf(row, column, mirrored)}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function wordsOf(row: number, column: number, mirrored: boolean): string {
  return `${row}, ${column}${mirrored ? t(", mirrored") : ""}`;
}
