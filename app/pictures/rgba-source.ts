/** Pictures as RGBA, of the size that a network reads. */
import { type PictureSource, pictureSource } from "./open-picture";

export type Rgba = Uint8ClampedArray;

const sources = new Map<number, PictureSource<Rgba>>();

/** Pictures of one side: the same for the same side, with what was opened in it. */
export function sourceOf(side: number): PictureSource<Rgba> {
  const known =
    sources.get(side) ??
    pictureSource<Rgba>({ side, made: "", of: (rgba) => rgba.slice(), pattern: () => null });
  sources.set(side, known);
  return known;
}
