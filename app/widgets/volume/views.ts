/** What every view of the volume is given. */
import type { Role } from "../../../engine/core/expression";
import type { WidgetProps } from "../widget";
import type { Scene } from "./scene";
import type { VolumeState } from "./volume-state";

export interface ViewProps extends WidgetProps<VolumeState> {
  readonly scene: Scene;
  readonly lit: (tensor: string, ...index: readonly number[]) => "none" | "lit" | "strong";
  readonly point: (tensor: string, index: readonly number[] | null) => void;
  /** The role that the reader points at, in the notation or in the text. */
  readonly meant: string | null;
  readonly onMean: (role: Role | null) => void;
  readonly ask: (tensor: string, index: readonly number[]) => void;
}
