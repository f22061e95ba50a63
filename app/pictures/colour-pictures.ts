/** Pictures in colour, as a tensor of three channels from 0 to 1: of 128 × 128, or as they are. */
import { pictureSource } from "./open-picture";
import { tensorOf } from "./rgba";

/** Side of a picture, pixels. */
export const COLOUR_SIDE = 128;
export const COLOURS = ["red", "green", "blue"] as const;

export const COLOUR_PICTURES = colours(COLOUR_SIDE);
/** 256 × 256, as the lab's photos are. */
export const WHOLE_PICTURES = colours(256);

function colours(side: number) {
  return pictureSource({ side, made: "", of: tensorOf, pattern: () => null });
}
