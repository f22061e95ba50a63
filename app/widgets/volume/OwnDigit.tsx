/** A field to draw the digit on that a trained layer looks at; folded away until it is wanted. */
import { t } from "../../language/words";
import { useMemo, useState } from "react";
import { EMPTY, readDrawing, writeDrawing } from "../../pictures/drawing/drawing";
import { DrawingPad } from "../../pictures/drawing/DrawingPad";
import type { WidgetProps } from "../widget";
import styles from "./volume.module.css";
import { Button } from "../../figures/marks/controls/Button";
import type { VolumeState } from "./state";

export function OwnDigit({
  state,
  change,
  locked,
}: Pick<WidgetProps<VolumeState>, "state" | "change" | "locked">) {
  const [isOpen, setOpen] = useState(false);
  // An empty field: the layer keeps its digit until something is drawn.
  const [isClear, setClear] = useState(true);
  const drawn = useMemo(() => readDrawing(state.picture) ?? EMPTY, [state.picture]);
  const drawing = isClear || drawn.kind === "pixels" ? EMPTY : drawn;
  return (
    <span className={styles["field"]}>
      <Button
        aria-expanded={isOpen}
        disabled={locked.has("digit")}
        onClick={() => setOpen(!isOpen)}
      >
        {t("Draw your own")}
      </Button>
      {isOpen && (
        <>
          <span className={styles["pad"]}>
            <DrawingPad
              drawing={drawing}
              begins={isClear}
              eraser={false}
              locked={locked.has("digit")}
              onDraw={(next, streaming) => {
                setClear(false);
                change(
                  { ...state, picture: writeDrawing(next) },
                  streaming ? { history: "merge" } : undefined,
                );
              }}
            />
          </span>
          <Button onClick={() => setClear(true)}>{t("Clear")}</Button>
        </>
      )}
    </span>
  );
}
