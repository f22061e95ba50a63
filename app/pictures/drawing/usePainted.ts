/**
 * Keeps a 28×28 canvas painted with a picture: white ink on black, as MNIST's are and as the
 * network reads them (ink is 1).
 */
import { useLayoutEffect, type RefObject } from "react";
import { PIXELS, SIDE, type Picture } from "./picture";

export function usePainted(canvas: RefObject<HTMLCanvasElement | null>, picture: Picture): void {
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    const image = context.createImageData(SIDE, SIDE);
    for (let at = 0; at < PIXELS; at++) {
      image.data.fill(picture[at] ?? 0, 4 * at, 4 * at + 3);
      image.data[4 * at + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [canvas, picture]);
}
