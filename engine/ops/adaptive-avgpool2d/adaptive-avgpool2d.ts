/**
 * adaptive_avgpool2d: average pooling to a size, whatever the image's.
 *
 *   y[n,c,i,j] = mean of x[n,c,h,w] over  ⌊i·H/I⌋ ≤ h < ⌈(i+1)·H/I⌉  and the same for w        dx =
 * Σ dy / (cells of the window)
 *
 * Where I does not divide H the windows differ in size and overlap. Where I is larger than H, cells
 * repeat. Shapes  x [N,C,H,W] → y [N,C,I,J].
 * Units   output_size [I, J] in cells.
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
    const output_size = read.pair("output_size", { from: 1, to: 1024 });
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
    const windowOf = (y: number) => ({
      plane: Math.floor(y / (rows * columns)) * height * width,
      down: span(Math.floor(y / columns) % rows, height, rows),
      across: span(y % columns, width, columns),
    });
    return {
      visit(y, visit) {
        const { plane, down, across } = windowOf(y);
        for (let row = down.start; row < down.end; row++)
          for (let column = across.start; column < across.end; column++)
            visit(0, plane + row * width + column, 1);
      },
      readers(_slot, position, visit) {
        const plane = Math.floor(position / (height * width)) * rows * columns;
        const down = span(Math.floor(position / width) % height, rows, height);
        const across = span(position % width, columns, width);
        for (let i = down.start; i < down.end; i++)
          for (let j = across.start; j < across.end; j++) visit(plane + i * columns + j);
      },
      divisor(y) {
        const { down, across } = windowOf(y);
        return (down.end - down.start) * (across.end - across.start);
      },
    };
  },
  torch({ output_size }) {
    const [rows, columns] = both(output_size);
    return `nn.AdaptiveAvgPool2d(${rows === columns ? rows : `(${rows}, ${columns})`})`;
  },
});

/**
 * Part `at` of `size` cells cut into `parts`; the windows that see cell `at` are the same with
 * sizes exchanged.
 */
function span(
  at: number,
  size: number,
  parts: number,
): { readonly start: number; readonly end: number } {
  return { start: Math.floor((at * size) / parts), end: Math.ceil(((at + 1) * size) / parts) };
}
