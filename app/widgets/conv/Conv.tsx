/** The convolution figure: controls, one of three views, and what changed in words. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useFigureServices } from "../services";
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
  useAnnounced(state);
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

/** Says a step to a screen reader when it changes, not when the figure first appears. */
function useAnnounced(state: ConvState): void {
  const { announce } = useFigureServices();
  const last = useRef("");
  // In an effect, after the picture is on the screen: the words may take a moment, the picture may not.
  useEffect(() => {
    const text = stepText(state);
    const first = last.current === "";
    if (last.current === text) return;
    last.current = text;
    if (!first) announce(text);
  }, [announce, state]);
}
