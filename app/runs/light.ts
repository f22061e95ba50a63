/** Whether the held-out pictures are scored so fast that it may be done before the first step. */
import { networkShapes } from "../../engine/graph/shapes";
import type { Recipe } from "../../engine/train/recipe";

/** Multiply-adds of the whole held-out set that are done in about a second. */
const LIGHT = 4e9;

export function isLight({ network }: Recipe): boolean {
  return networkShapes(network).multiplyAdds * 2000 < LIGHT;
}
