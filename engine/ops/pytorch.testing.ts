/**
 * PyTorch's layers once more, as plain loops over flat lists in double precision, written from
 * PyTorch's documentation and not from ours: no family, no terms, no window code is shared. Slow
 * and simple on purpose. Images are [N, C, H, W].
 */

type Four = readonly [number, number, number, number];
export type Pair = readonly [number, number];

export interface Image {
  readonly shape: Four;
  readonly data: Float64Array;
}

export function imageOf(shape: Four, data?: ArrayLike<number>): Image {
  return {
    shape,
    data:
      data === undefined
        ? new Float64Array(shape[0] * shape[1] * shape[2] * shape[3])
        : Float64Array.from(data),
  };
}

export function at(
  [, c, h, w]: Four,
  n: number,
  channel: number,
  row: number,
  column: number,
): number {
  return ((n * c + channel) * h + row) * w + column;
}

export interface Convolution {
  readonly stride: Pair;
  /** Top, left, bottom, right. */
  readonly pads: Four;
  readonly dilation: Pair;
  readonly groups: number;
}

/** torch.nn.functional.conv2d: every product that there is, with its place in y, x and w. */
export function eachProduct(
  x: Four,
  w: Four,
  settings: Convolution,
  visit: (y: number, x: number, w: number) => void,
): Four {
  const [n, c, h, width] = x;
  const [out, depth, kh, kw] = w;
  const { stride, pads, dilation, groups } = settings;
  const rows = Math.floor((h + pads[0] + pads[2] - dilation[0] * (kh - 1) - 1) / stride[0]) + 1;
  const columns =
    Math.floor((width + pads[1] + pads[3] - dilation[1] * (kw - 1) - 1) / stride[1]) + 1;
  const y: Four = [n, out, rows, columns];
  for (let image = 0; image < n; image++)
    for (let filter = 0; filter < out; filter++)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++)
          for (let d = 0; d < depth; d++)
            for (let u = 0; u < kh; u++)
              for (let v = 0; v < kw; v++) {
                const [row, column] = [
                  i * stride[0] - pads[0] + u * dilation[0],
                  j * stride[1] - pads[1] + v * dilation[1],
                ];
                if (row < 0 || row >= h || column < 0 || column >= width) continue;
                const channel = Math.floor(filter / (out / groups)) * (c / groups) + d;
                visit(
                  at(y, image, filter, i, j),
                  at(x, image, channel, row, column),
                  at(w, filter, d, u, v),
                );
              }
  return y;
}

export interface Pooling {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
  readonly dilation: Pair;
  readonly ceil: boolean;
}

/**
 * pooling_output_shape of ATen: ceil_mode, but the last window must start inside the image or its
 * left padding.
 */
function pooled(
  size: number,
  axis: 0 | 1,
  { kernel, stride, padding, dilation, ceil }: Pooling,
): number {
  const room =
    size +
    2 * padding[axis] -
    dilation[axis] * (kernel[axis] - 1) -
    1 +
    (ceil ? stride[axis] - 1 : 0);
  const count = Math.floor(room / stride[axis]) + 1;
  return ceil && (count - 1) * stride[axis] >= size + padding[axis] ? count - 1 : count;
}

/**
 * Calls `visit` for each window with the plane's first cell and where the window begins, which may
 * be outside.
 */
function eachWindow(
  x: Four,
  settings: Pooling,
  visit: (into: number, plane: number, top: number, left: number) => void,
): Four {
  const y: Four = [x[0], x[1], pooled(x[2], 0, settings), pooled(x[3], 1, settings)];
  for (let n = 0; n < y[0]; n++)
    for (let c = 0; c < y[1]; c++)
      for (let i = 0; i < y[2]; i++)
        for (let j = 0; j < y[3]; j++) {
          const [top, left] = [
            i * settings.stride[0] - settings.padding[0],
            j * settings.stride[1] - settings.padding[1],
          ];
          visit(at(y, n, c, i, j), at(x, n, c, 0, 0), top, left);
        }
  return y;
}

/**
 * torch.nn.functional.max_pool2d with indices, as ATen's kernel walks: greater or NaN takes over,
 * so the first of equals stays.
 */
export function maxPool(
  x: Image,
  settings: Pooling,
): { readonly y: Image; readonly indices: readonly number[] } {
  const [, , h, w] = x.shape;
  const y = new Map<number, number>();
  const indices: number[] = [];
  const shape = eachWindow(x.shape, settings, (into, plane, top, left) => {
    const rows = Array.from(
      { length: settings.kernel[0] },
      (_, u) => top + u * settings.dilation[0],
    ).filter((r) => r >= 0 && r < h);
    const columns = Array.from(
      { length: settings.kernel[1] },
      (_, v) => left + v * settings.dilation[1],
    ).filter((c) => c >= 0 && c < w);
    const isEmpty = rows.length === 0 || columns.length === 0; // ATen's index would then lie outside the image; −1 says so
    let [best, index] = [
      Number.NEGATIVE_INFINITY,
      isEmpty ? -1 : (rows[0] ?? 0) * w + (columns[0] ?? 0),
    ];
    for (const row of rows)
      for (const column of columns) {
        const value = x.data[plane + row * w + column] ?? 0;
        if (value > best || Number.isNaN(value)) [best, index] = [value, row * w + column];
      }
    y.set(into, best);
    indices[into] = index;
  });
  return {
    y: imageOf(
      shape,
      Array.from({ length: y.size }, (_, cell) => y.get(cell) ?? 0),
    ),
    indices,
  };
}

/**
 * torch.nn.functional.avg_pool2d; `spread` gives what each window hands back to each cell: 1 /
 * divisor.
 */
export function averagePool(x: Image, settings: Pooling, includePadding: boolean) {
  const [, , h, w] = x.shape;
  const sums: number[] = [];
  const spread: { readonly window: number; readonly cell: number; readonly share: number }[] = [];
  const shape = eachWindow(x.shape, settings, (into, plane, top, left) => {
    const bottom = Math.min(top + settings.kernel[0], h + settings.padding[0]);
    const right = Math.min(left + settings.kernel[1], w + settings.padding[1]);
    const whole = (bottom - top) * (right - left);
    const inside =
      (Math.min(bottom, h) - Math.max(top, 0)) * (Math.min(right, w) - Math.max(left, 0));
    const divisor = includePadding ? whole : inside;
    sums[into] = 0;
    for (let row = Math.max(top, 0); row < Math.min(bottom, h); row++)
      for (let column = Math.max(left, 0); column < Math.min(right, w); column++) {
        const cell = plane + row * w + column;
        sums[into] = (sums[into] ?? 0) + (x.data[cell] ?? 0) / divisor;
        spread.push({ window: into, cell, share: 1 / divisor });
      }
  });
  return { y: imageOf(shape, sums), spread };
}

/** torch.nn.BatchNorm2d in training: biased variance to normalise, unbiased for the running one. */
export function batchNorm(
  x: Image,
  eps: number,
  momentum: number,
  running: { readonly mean: number; readonly variance: number },
) {
  const [n, c, h, w] = x.shape;
  const count = n * h * w;
  const y = new Float64Array(x.data.length);
  const moved: { readonly mean: number; readonly variance: number }[] = [];
  for (let channel = 0; channel < c; channel++) {
    const cells: number[] = [];
    for (let image = 0; image < n; image++)
      for (let row = 0; row < h; row++)
        for (let column = 0; column < w; column++)
          cells.push(at(x.shape, image, channel, row, column));
    const mean = cells.reduce((total, cell) => total + (x.data[cell] ?? 0), 0) / count;
    const squares = cells.reduce((total, cell) => total + ((x.data[cell] ?? 0) - mean) ** 2, 0);
    for (const cell of cells)
      y[cell] = ((x.data[cell] ?? 0) - mean) / Math.sqrt(squares / count + eps);
    moved.push({
      mean: (1 - momentum) * running.mean + momentum * mean,
      variance: (1 - momentum) * running.variance + (momentum * squares) / (count - 1),
    });
  }
  return { y, moved };
}

/**
 * torch.nn.functional.local_response_norm: size // 2 channels before, (size − 1) // 2 after, zeros
 * beyond, alpha over size.
 */
export function responseNorm(
  x: Image,
  size: number,
  alpha: number,
  beta: number,
  k: number,
): Float64Array {
  const [n, c, h, w] = x.shape;
  const y = new Float64Array(x.data.length);
  for (let image = 0; image < n; image++)
    for (let channel = 0; channel < c; channel++)
      for (let row = 0; row < h; row++)
        for (let column = 0; column < w; column++) {
          let squares = 0;
          for (let offset = 0; offset < size; offset++) {
            const near = channel - Math.floor(size / 2) + offset;
            if (near >= 0 && near < c)
              squares += (x.data[at(x.shape, image, near, row, column)] ?? 0) ** 2;
          }
          const cell = at(x.shape, image, channel, row, column);
          y[cell] = (x.data[cell] ?? 0) / (k + (alpha * squares) / size) ** beta;
        }
  return y;
}

export interface Scoring {
  readonly weight: readonly number[];
  readonly ignored: number;
  readonly smoothing: number;
}

/**
 * torch.nn.functional.cross_entropy: (1 − ε)·nll + ε/C·Σ_c −log p_c, weighted, over the labels that
 * are not ignored.
 */
export function crossEntropy(
  scores: readonly (readonly number[])[],
  labels: readonly number[],
  { weight, ignored, smoothing }: Scoring,
) {
  const losses = scores.map((row, n) => {
    const label = labels[n] ?? -1;
    if (label === ignored) return 0;
    const most = Math.max(...row);
    const total = Math.log(row.reduce((sum, score) => sum + Math.exp(score - most), 0)) + most;
    const surprise = row.map((score, c) => (weight[c] ?? 0) * (total - score));
    return (
      (1 - smoothing) * (surprise[label] ?? 0) +
      (smoothing / row.length) * surprise.reduce((sum, one) => sum + one, 0)
    );
  });
  const divisor = labels.reduce(
    (sum, label) => sum + (label === ignored ? 0 : (weight[label] ?? 0)),
    0,
  );
  const sum = losses.reduce((total, loss) => total + loss, 0);
  return { losses, sum, mean: sum / divisor };
}
