/** The digit that a trained layer looks at, as pixels from 0 to 255. */
import { blank, decode, type Picture } from "../../pictures/drawing/picture";
import { THREE } from "../../pictures/drawing/three";

export function pixelsOf(picture: string): Picture {
  return decode(picture === "" ? THREE : picture) ?? blank();
}
