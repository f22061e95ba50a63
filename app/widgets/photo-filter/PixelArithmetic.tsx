/**
 * One pixel of the result worked out: the pixels under the filter, the filter (which can be
 * edited), the sum of products.
 */
import { t } from "../../language/words";
import { useMemo } from "react";
import { Explorer, withCell } from "../../explorer/Explorer";
import type { Place } from "../../figures/marks/grid";
import type { WidgetProps } from "../widget";
import { pixelSetup } from "./pixel";
import { LIMITS, type PhotoState } from "./state";
import type { Filtered } from "./useFiltered";

/** Cells need not be larger beside a photo, px. */
const LARGEST = 38;
const EDITED: ReadonlySet<string> = new Set(["filter.w"]);
const NOTHING: ReadonlySet<string> = new Set();

interface PixelArithmeticProps extends WidgetProps<PhotoState> {
  readonly filtered: Filtered;
  readonly pixel: Place;
}

export function PixelArithmetic(props: PixelArithmeticProps) {
  const { id, state, change, locked, mode, filtered, pixel } = props;
  const { before, passes } = filtered;
  const { row, column } = pixel;
  const pass = passes.at(-1);
  const setup = useMemo(
    () => (pass === undefined ? null : pixelSetup(before, pass, { row, column })),
    [before, pass, row, column],
  );
  if (setup === null) return null;
  return (
    <Explorer
      id={id}
      setup={setup}
      print={mode === "print"}
      largest={mode === "lesson" ? LARGEST : undefined}
      hint=""
      onSeek={() => undefined}
      editable={locked.has("filter") ? NOTHING : EDITED}
      onEdit={({ index }, value) =>
        change({ ...state, filter: withCell(state.filter, index.slice(-2), value) })
      }
      onPaste={(_, matrix) => {
        if (Math.max(matrix.length, matrix[0]?.length ?? 0) > LIMITS.filter)
          return t("A filter can be up to {filter} × {filter} here.", { filter: LIMITS.filter });
        change({ ...state, filter: matrix });
        return null;
      }}
    />
  );
}
