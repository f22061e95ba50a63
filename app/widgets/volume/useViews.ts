/** What the views of a volume share: what is pointed at, and what happens when a number is asked. */
import { useState } from "react";
import type { Cell, Role } from "../../../engine/core/expression";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import { asked } from "./picking";
import { keyOf, type Scene } from "./scene";
import type { ViewProps } from "./views";
import type { VolumeState } from "./volume-state";

/** On a projector the figure needs the room; what changes shapes stays with the lesson. */
const SHAPING = ["preset", "channels", "stride", "padding", "activation"];

export interface Views extends ViewProps {
  readonly isLit: (cell: Cell) => boolean;
}

export function useViews(props: WidgetProps<VolumeState>, scene: Scene): Views {
  const { state, change, hidden, mode } = props;
  const [pointed, setPointed] = useState("");
  const [meant, onMean] = useState<Role | null>(null);
  const { pick, highlight } = useFigureServices();
  return {
    ...props,
    hidden: mode === "stage" ? new Set([...hidden, ...SHAPING]) : hidden,
    scene,
    meant: meant ?? highlight,
    onMean,
    lit: (tensor, ...index) => {
      const key = keyOf(tensor, ...index);
      return key === pointed ? "strong" : scene.lit.has(key) ? "lit" : "none";
    },
    point: (tensor, index) => setPointed(index === null ? "" : keyOf(tensor, ...index)),
    ask: (tensor, index) => {
      pick?.(tensor, tensor === "w" || tensor === "b" ? index : index.slice(1));
      change(asked(state, tensor, index));
    },
    isLit: ({ tensor, index }) => keyOf(tensor, ...index) === pointed,
  };
}
