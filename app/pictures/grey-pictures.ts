/** Grey pictures of 256 × 256, for the filters of one channel. */
import { pictureSource } from "./open-picture";
import { PATTERNS } from "./photos";
import { greyOf, pattern, SIDE } from "./grey";

export const GREY_PICTURES = pictureSource({
  side: SIDE,
  made: "in grey",
  of: (rgba, side) => greyOf(rgba, side, side),
  pattern: (name) => (PATTERNS.some((one) => one.name === name) ? pattern(name) : null),
});
