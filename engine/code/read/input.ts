/** The size of what goes into a network. */
import type { Shape } from "../../core/shape";

/** The code says something about its input that the picture at hand is not. */
export class OtherInput extends Error {
  constructor(readonly input: Shape) {
    super("another input");
  }
}

export function sizes(shape: Shape): string {
  return shape.join("×");
}
