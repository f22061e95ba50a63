/** What padding="same" means in numbers: the output has ⌈n / stride⌉ cells along each axis. */

export interface Window {
  readonly kernel_size: unknown;
  readonly stride?: unknown;
  readonly dilation?: unknown;
}

/** [top, left, bottom, right] for an input of [height, width]; an odd cell goes to the end. */
export function samePadding(size: readonly number[], window: Window): readonly number[] {
  const at = (value: unknown, axis: number): number =>
    Number(Array.isArray(value) ? value[axis] : (value ?? 1));
  const totals = [0, 1].map((axis) => {
    const [n, stride] = [size[axis] ?? 1, at(window.stride, axis)];
    const reach = at(window.dilation, axis) * (at(window.kernel_size, axis) - 1) + 1;
    return Math.max(0, (Math.ceil(n / stride) - 1) * stride + reach - n);
  });
  const [rows = 0, columns = 0] = totals;
  return [
    Math.floor(rows / 2),
    Math.floor(columns / 2),
    Math.ceil(rows / 2),
    Math.ceil(columns / 2),
  ];
}
