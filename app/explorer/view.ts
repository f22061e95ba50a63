/**
 * What is looked at in a network, as plain data: the tensor whose cells are explained, what stands
 * beside it, and how far the walk has come.
 */
import type { Colouring } from "../figures/marks/number-grid/cell-style";
import type { CellAt, Front, Turn, VolumeForm } from "../figures/scene/scene";

export interface View {
  /** The tensor whose cells are walked through: "pool.y", "input.dy", "conv1.dw". */
  readonly of: string;
  /** What is drawn, in reading order; absent: what `of` is computed from, then `of`. */
  readonly panels?: readonly string[] | undefined;
  /** `of` is walked and worked out, but drawn only where `panels` names it. */
  readonly unseen?: boolean;
  /** Show every number of `of` at once, not only those reached. */
  readonly all: boolean;
  /** Arrows for every number that is reached, not only for the current one. */
  readonly arrows: boolean;
  /** The size formula of a sliding window. */
  readonly formula: boolean;
  /** In which order the cells of `of` come. */
  readonly order: Order;
  /**
   * Weights, and gradients of weights, that are written turned by 180°: the layer's own tensor is
   * how they are laid on. "conv.w", "conv.dw".
   */
  readonly turned?: readonly string[];
  /** Tensors that are coloured, however few their numbers; null: between their own extremes. */
  readonly coloured?: Readonly<Record<string, Colouring | null>>;
  /** Row and column of the first cell of a tensor that is a part of a larger one. */
  readonly from?: Readonly<Record<string, readonly [number, number]>>;
  /** Beside a gradient of a leaf: what the loss does when that number is moved a little. */
  readonly nudge?: boolean;
  /** What the figure says besides. */
  readonly notes?: readonly string[];
  /** Tensors of three channels from 0 to 1 that are drawn as a colour picture. */
  readonly pictures?: readonly string[] | undefined;
  /** What channels are called, where they have names: red, green, blue. */
  readonly channels?: readonly string[] | undefined;
  /** What one step forwards shows: a whole number, what one channel adds, or one product. */
  readonly grain?: "cell" | "channel" | "product" | undefined;
  /** Tensors whose cells are written out where they stand: a ReLU over the sum behind it. */
  readonly opened?: readonly string[] | undefined;
  /** How a convolution over several channels is drawn; absent: as the panels need it. */
  readonly volumes?: VolumesView | undefined;
  /** Titles of tensors in a figure's own words. */
  readonly titles?: Readonly<Record<string, string>> | undefined;
}

export interface VolumesView {
  readonly form: VolumeForm;
  /** The sheets in front, where the step does not say which. */
  readonly front: Front;
  /** How they are turned where they are drawn in space. */
  readonly turn: Turn;
  /** Under each channel, what it adds to every output. */
  readonly shares: boolean;
  /** Every sum is written out, however many there are; absent: the reader's own choice. */
  readonly sums?: boolean | undefined;
}

/** How volumes are drawn where a figure does not say. */
export const AUTOMATIC: VolumesView = {
  form: "apart",
  front: { channel: 0, filter: 0 },
  turn: { yaw: 0, pitch: 0 },
  shares: false,
};

/** Row-major; or all channels of one place before the next place. */
export type Order = "rows" | "places";

/** What the reader does now, besides walking. */
export interface Looking {
  /** Pointed at, here or in the text. */
  readonly pointed: CellAt | null;
  /** Tensors that the reader points at in the text. */
  readonly meant: ReadonlySet<string>;
  /** A cell that is asked "who uses you?" instead of the walk's cell. */
  readonly asked: CellAt | null;
  /** Tensors whose numbers may be changed. */
  readonly editable: ReadonlySet<string>;
}

export const NOT_LOOKING: Looking = {
  pointed: null,
  meant: new Set(),
  asked: null,
  editable: new Set(),
};
