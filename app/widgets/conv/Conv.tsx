/** The convolution figure: controls, one of three views, and what changed in words. */
import { useState, type KeyboardEvent } from "react";
import { useAnnounced } from "../useAnnounced";
import type { WidgetProps } from "../widget";
import { BackwardView } from "./BackwardView";
import styles from "./conv.module.css";
import { ConvControls } from "./ConvControls";
import { ForwardView } from "./ForwardView";
import { LayersView } from "./LayersView";
import type { ConvState } from "./state";
import { stepText } from "./words";

export function Conv(props: WidgetProps<ConvState>) {
  const { state, change, mode } = props;
  const [brush, setBrush] = useState<number | null>(null);
  useAnnounced(state, stepText);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || state.asked === null) return;
    event.stopPropagation();
    change({ ...state, asked: null });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape from anywhere inside takes a question back
    <div className={styles["conv"]} onKeyDown={onKeyDown}>
      {mode !== "print" && <ConvControls {...props} brush={brush} onBrush={setBrush} />}
      {state.view === "forward" && <ForwardView {...props} brush={brush} />}
      {state.view === "backward" && <BackwardView {...props} brush={brush} />}
      {state.view === "layers" && <LayersView state={state} />}
    </div>
  );
}
