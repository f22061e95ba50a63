/**
 * adaptive_avgpool2d: the mean over windows chosen so that the output has a given size, whatever the image.
 *
 *   window i covers rows ⌊i·H/I⌋ … ⌈(i+1)·H/I⌉ − 1, columns alike; windows may overlap by one cell
 *
 * Shapes  x [N,C,H,W] → y [N,C,I,J] with [I,J] = output_size.
 * Source  torch.nn.functional.adaptive_avg_pool2d.
 */
import { both, readAttributes } from "../../core/attributes";
import { weighted } from "../../core/families";
import { imageShape } from "../../core/window";

export const adaptiveAvgpool2d = weighted<{ readonly output_size: readonly number[] }>({
  name: "adaptive_avgpool2d",
  defaults: { output_size: [1, 1] },
  normalise(raw) {
    const read = readAttributes("adaptive_avgpool2d", raw);
    const output_size = read.pair("output_size", { from: 1, to: 4096 });
    read.done();
    return { output_size };
  },
  shape({ x = [] }, { output_size }) {
    const [images, channels] = imageShape("adaptive_avgpool2d", x);
    return [images, channels, ...both(output_size)];
  },
  terms({ x = [] }, { output_size }) {
    const [, , height, width] = imageShape("adaptive_avgpool2d", x);
    const [rows, columns] = both(output_size);
    const spansOf = (y: number) => [span(Math.floor(y / columns) % rows, height, rows), span(y % columns, width, columns)] as const;
    return {
      visit(y, visit) {
        const [down, across] = spansOf(y);
        const base = Math.floor(y / (rows * columns)) * height * width;
        for (let row = down.start; row < down.end; row++)
          for (let column = across.start; column < across.end; column++) visit(0, base + row * width + column, 1);
      },
      readers(_slot, position, visit) {
        const base = Math.floor(position / (height * width)) * rows * columns;
        for (let y = 0; y < rows * columns; y++) visit(base + y);
      },
      divisor(y) {
        const [down, across] = spansOf(y);
        return (down.end - down.start) * (across.end - across.start);
      },
    };
  },
  torch: ({ output_size }) => `nn.AdaptiveAvgPool2d((${output_size.join(", ")}))`,
});

function span(at: number, size: number, count: number): { readonly start: number; readonly end: number } {
  return { start: Math.floor((at * size) / count), end: Math.ceil(((at + 1) * size) / count) };
}
