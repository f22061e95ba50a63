/** The hue of each run, in the order of the variants. */
import type { Series } from "../../figures/curve/series";

const TONES = ["first", "second", "third", "fourth"] as const;

export function toneOf(at: number): Series["tone"] {
  return TONES[at] ?? "first";
}
