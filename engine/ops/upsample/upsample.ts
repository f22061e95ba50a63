/**
 * upsample: a picture with a whole number of times as many rows and columns.
 *
 *   nearest    y[i, j] = x[⌊i/s⌋, ⌊j/s⌋]
 *   bilinear   y[i, j] = the mean of the four cells around (row(i), column(j)), each weighted by
 *              how near it is:  row(i) = max(0, (i + ½)/s − ½), as cells that cover areas; with
 *              align_corners i·(H − 1)/(s·H − 1), so that the corners' centres meet
 *   dx = Σ dy · its weight
 *
 * Shapes  x [N,C,H,W] → y [N,C,s·H,t·W] for scale_factor [s, t].
 * Source  torch.nn.Upsample.
 */
import { both, readAttributes } from "../../core/attributes";
import { weighted } from "../../core/families";
import { imageShape } from "../../core/window";
import { type Blend, blendsOf, MODES } from "./blend";

export type UpsampleAttributes = {
  readonly scale_factor: readonly number[];
  readonly mode: (typeof MODES)[number];
  readonly align_corners: boolean;
};

export const upsample = weighted<UpsampleAttributes>({
  name: "upsample",
  defaults: { scale_factor: [2, 2], mode: "nearest", align_corners: false },
  normalise(raw) {
    const read = readAttributes("upsample", raw);
    const scale_factor = read.pair("scale_factor", { from: 1, to: 64 }, [2, 2]);
    const mode = read.choice("mode", MODES, "nearest");
    const align_corners = read.flag("align_corners", false);
    read.done();
    if (align_corners && mode === "nearest")
      read.fail('align_corners is a setting of mode "bilinear" only');
    return { scale_factor, mode, align_corners };
  },
  shape({ x = [] }, { scale_factor }) {
    const [images, channels, height, width] = imageShape("upsample", x);
    const [down, across] = both(scale_factor);
    return [images, channels, height * down, width * across];
  },
  terms({ x = [], y }, attributes) {
    const [, , height, width] = imageShape("upsample", x);
    const [, , rows, columns] = imageShape("upsample", y);
    const [down, across] = both(attributes.scale_factor);
    const [along, beside] = [
      blendsOf(height, down, attributes),
      blendsOf(width, across, attributes),
    ];
    const [readRows, readColumns] = [readersOf(along, height), readersOf(beside, width)];
    return {
      visit(at, visit) {
        const plane = Math.floor(at / (rows * columns)) * height * width;
        for (const [row, share] of along[Math.floor(at / columns) % rows] ?? [])
          for (const [column, part] of beside[at % columns] ?? [])
            visit(0, plane + row * width + column, share * part);
      },
      readers(_slot, position, visit) {
        const plane = Math.floor(position / (height * width)) * rows * columns;
        for (const row of readRows[Math.floor(position / width) % height] ?? [])
          for (const column of readColumns[position % width] ?? [])
            visit(plane + row * columns + column);
      },
    };
  },
  torch({ scale_factor, mode, align_corners }) {
    const [down, across] = both(scale_factor);
    const scale = down === across ? `${down}` : `(${down}, ${across})`;
    const how = mode === "nearest" ? "" : `, mode='bilinear'`;
    return `nn.Upsample(scale_factor=${scale}${how}${align_corners ? ", align_corners=True" : ""})`;
  },
});

/** Which cells of y read each cell of x, along one axis. */
function readersOf(blends: readonly Blend[], extent: number): readonly number[][] {
  const readers: number[][] = Array.from({ length: extent }, () => []);
  for (const [at, blend] of blends.entries()) for (const [from] of blend) readers[from]?.push(at);
  return readers;
}
