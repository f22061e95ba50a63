/** The volumes of a network as a drawing has them: what is drawn, and where it lies, px. */

export interface BoxVolume {
  /** null is the picture that goes in. */
  readonly layer: string | null;
  /** [channels, height, width] or [features]. */
  readonly shape: readonly number[];
  readonly size: string;
  /**
   * What made it, one line for each: "10 filters", "f=3, s=1", "p=0". The first is above the arrow.
   */
  readonly made: readonly string[];
}

export interface Block {
  readonly kind: "volume" | "vector";
  /** The face, or the column of a vector. */
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly up: number;
  /** How far the back lies to the right, and how far up. */
  readonly right: number;
  readonly rise: number;
  /** Middle of everything that belongs to the block. */
  readonly middle: number;
}

export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

export interface Placed {
  readonly block: Block;
  /** null before the first. */
  readonly arrow: Arrow | null;
  /** Baseline of the size below the block. */
  readonly label: number;
  /** The whole slot, for pointing and for the focus ring. */
  readonly slot: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

export interface Drawing {
  readonly placed: readonly Placed[];
  readonly height: number;
  readonly rows: number;
  /**
   * Pixels for a length; `power` is 1 where the drawing is to scale, 1/2 where sizes differ too
   * much for that.
   */
  readonly scale: { readonly factor: number; readonly power: number };
}
