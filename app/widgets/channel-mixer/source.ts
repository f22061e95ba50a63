/** Pictures in colour of 128 × 128, as the mixer takes them. */
import { pictureSource } from "../../pictures/open-picture";
import { SIDE } from "./definition";
import { tensorOf } from "./mixing";

export const COLOUR_PICTURES = pictureSource({ side: SIDE, made: "", of: tensorOf, pattern: () => null });
