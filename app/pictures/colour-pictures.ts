/** Pictures in colour of 128 × 128, as a tensor of three channels from 0 to 1. */
import { pictureSource } from "./open-picture";
import { tensorOf } from "./rgba";

/** Side of a picture, pixels. */
export const COLOUR_SIDE = 128;
export const COLOURS = ["red", "green", "blue"] as const;

export const COLOUR_PICTURES = pictureSource({
  side: COLOUR_SIDE,
  made: "",
  of: tensorOf,
  pattern: () => null,
});
