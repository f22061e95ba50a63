/**
 * The digit that a trained layer looks at, as pixels from 0 to 255: one that was drawn is centred
 * as MNIST's are.
 */
import { prepared, readDrawing } from "../../pictures/drawing/drawing";
import { blank, decode, type Picture } from "../../pictures/drawing/picture";
import { THREE } from "../../pictures/drawing/three";

export function pixelsOf(picture: string): Picture {
  if (picture === "") return decode(THREE) ?? blank();
  const drawing = readDrawing(picture);
  if (drawing?.kind === "strokes") return prepared(drawing).picture;
  return drawing?.pixels ?? blank();
}
