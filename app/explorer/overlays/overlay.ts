/**
 * What is special about a family of ops, drawn over its tensors: the window that slides, routes of
 * a maximum, the cells that share a mean. A function from the explanation and the layer's shapes to
 * marks; an op that has none is still stepped, with its operands lit.
 */
import type { Expression } from "../../../engine/core/expression";
import type { Index } from "../../../engine/core/shape";
import type { Numbers } from "../../../engine/explain/numbers";
import type { LayerShape } from "../../../engine/graph/shapes";
import type { Sliding } from "../../figures/conv-geometry/geometry";
import type { CellStyle } from "../../figures/marks/number-grid/cell-style";
import type { Arrow, CellAt, Volumes } from "../../figures/scene/scene";
import type { View } from "../view";
import type { Now } from "../volume-panel";

export interface OverlayContext {
  readonly numbers: Numbers;
  readonly view: View;
  /** The layer whose op computes `view.of`: forward, or its gradients. */
  readonly layer: LayerShape;
  /** "y", or the slot whose gradient is explained: "x", "w". */
  readonly slot: string;
  readonly backward: boolean;
  /** The cell that is explained; null at the start of the walk. */
  readonly index: Index | null;
  readonly expression: Expression | null;
  /** Place on the walk: cells before it are computed. */
  readonly at: number;
  readonly pointed: CellAt | null;
}

/** A rectangle on every drawn sheet of a tensor whose prefix `fits`. */
export interface OverlayFrame {
  readonly tensor: string;
  readonly fits: (prefix: Index) => boolean;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly hue: "input" | "weight" | "output" | "gradient";
}

export interface Overlay {
  /** Tensors that are drawn with padding round them. */
  readonly padded?: ReadonlyMap<
    string,
    { readonly sliding: Sliding; readonly padding: number | null }
  >;
  readonly sliding?: Sliding;
  readonly frames?: readonly OverlayFrame[];
  /** What cells show besides, by `cellKey`; places of the padding are counted from −1 down. */
  readonly cellStyles?: ReadonlyMap<string, CellStyle>;
  readonly arrows?: readonly Arrow[];
  readonly notes?: readonly string[];
  readonly remarks?: readonly string[];
  /** Before the panels of these tensors. */
  readonly signs?: ReadonlyMap<string, string>;
  readonly volumes?: VolumeTensors;
}

/** The tensors of a convolution over channels, or their gradients where these are walked. */
export interface VolumeTensors {
  readonly layer: string;
  readonly input: string;
  readonly filter: string;
  readonly bias: string | null;
  readonly output: string;
  readonly forward: boolean;
  /** Their sheets; null where there are none to be drawn. */
  drawn(tensors: VolumeTensors, now: Now): Volumes | null;
}

export type OverlayMaker = (context: OverlayContext) => Overlay | null;
