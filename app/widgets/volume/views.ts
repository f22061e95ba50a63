/** What both views of the volume are given. */
import type { WidgetProps } from "../widget";
import type { Scene } from "./scene";
import type { VolumeState } from "./volume-state";

export interface ViewProps extends WidgetProps<VolumeState> {
  readonly scene: Scene;
  readonly lit: (tensor: string, ...index: readonly number[]) => "none" | "lit" | "strong";
  readonly ask: (tensor: string, index: readonly number[]) => void;
}
