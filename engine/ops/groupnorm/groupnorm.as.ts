/**
 * groupnorm and layernorm: runs of `length` neighbouring cells, `groups` of them in an example, are
 * normalised; `area` neighbouring cells share a parameter, of which there are `parameters`. With
 * `area` 1 each cell of an example has its own. Formulas in runs.ts. Where gamma or beta is absent
 * the caller gives a table of ones or zeros. Pieces of at most PIECE cells are summed in f32,
 * pieces in f64.
 */
import { dotOf, squaresOf, sumOf } from "../../backends/wasm/assembly/reduce";
import { madd, storePart, sumLanes, zero } from "../../backends/wasm/assembly/simd";

const PIECE: i32 = 512;

/** Unit: one run. */
export function runs_forward(
  x: usize, gamma: usize, beta: usize, y: usize, mean: usize, inverse: usize,
  length: i32, groups: i32, area: i32, eps: f32, from: i32, to: i32,
): void {
  const count = <f64>length;
  for (let run = from; run < to; run++) {
    const start = x + (<usize>(run * length) << 2);
    let total: f64 = 0, squares: f64 = 0;
    for (let i = 0; i < length; i += PIECE)
      total += <f64>sumOf(start + (<usize>i << 2), min(PIECE, length - i));
    const mu = <f32>(total / count);
    for (let i = 0; i < length; i += PIECE)
      squares += <f64>squaresOf(start + (<usize>i << 2), mu, min(PIECE, length - i));
    const r = <f32>(1.0 / Math.sqrt(squares / count + <f64>eps));
    store<f32>(mean + (<usize>run << 2), mu);
    store<f32>(inverse + (<usize>run << 2), r);
    const m = f32x4.splat(mu), s = f32x4.splat(r);
    const stretch = area == 1 ? length : area;
    let p = firstParameter(run, groups, length, area);
    for (let i = 0; i < length; i += stretch, p++) {
      const into = y + (<usize>(run * length + i) << 2), source = start + (<usize>i << 2);
      for (let j = 0; j < stretch; j += 4) {
        const at = <usize>j << 2;
        const normal = f32x4.mul(f32x4.sub(v128.load(source + at), m), s);
        storePart(
          into + at, madd(normal, parameter4(gamma, p, j, area), parameter4(beta, p, j, area)),
          stretch - j);
      }
    }
  }
}

/** dx = r·(g − mean(g) − x̂·mean(g·x̂)), g = gamma·dy. Unit: one run. */
export function runs_backward(
  x: usize, gamma: usize, mean: usize, inverse: usize, dy: usize, dx: usize,
  length: i32, groups: i32, area: i32, from: i32, to: i32,
): void {
  const stretch = area == 1 ? length : area;
  for (let run = from; run < to; run++) {
    const start = <usize>(run * length) << 2;
    const mu = load<f32>(mean + (<usize>run << 2)), r = load<f32>(inverse + (<usize>run << 2));
    const first = firstParameter(run, groups, length, area);
    let total: f64 = 0, pull: f64 = 0;
    let p = first;
    for (let i = 0; i < length; i += stretch, p++) {
      for (let j = 0; j < stretch; j += PIECE) {
        const at = start + (<usize>(i + j) << 2), count = min(PIECE, stretch - j);
        total += <f64>pulled(dy + at, 0, 0, gamma, p, j, area, count);
        pull += <f64>pulled(dy + at, x + at, mu, gamma, p, j, area, count);
      }
    }
    const shift = f32x4.splat(<f32>(total / <f64>length));
    const turn = f32x4.splat(-<f32>((pull * <f64>r * <f64>r) / <f64>length));
    const m = f32x4.splat(mu), s = f32x4.splat(r);
    p = first;
    for (let i = 0; i < length; i += stretch, p++) {
      for (let j = 0; j < stretch; j += 4) {
        const at = start + (<usize>(i + j) << 2);
        const g = f32x4.sub(f32x4.mul(v128.load(dy + at), parameter4(gamma, p, j, area)), shift);
        storePart(
          dx + at, f32x4.mul(s, madd(f32x4.sub(v128.load(x + at), m), turn, g)), stretch - j);
      }
    }
  }
}

/**
 * dgamma = Σ dy·x̂, dbeta = Σ dy over all examples; addresses of 0: not wanted. Unit: one
 * parameter.
 */
export function runs_parameters(
  x: usize, mean: usize, inverse: usize, dy: usize, dgamma: usize, dbeta: usize,
  examples: i32, length: i32, area: i32, parameters: i32, from: i32, to: i32,
): void {
  for (let p = from; p < to; p++) {
    let total: f64 = 0, pull: f64 = 0;
    for (let n = 0; n < examples; n++) {
      const first = (n * parameters + p) * area;
      const run = <usize>(first / length) << 2;
      const mu = load<f32>(mean + run), r = <f64>load<f32>(inverse + run);
      const at = <usize>first << 2;
      if (area == 1) {
        const d = load<f32>(dy + at);
        total += <f64>d;
        pull += <f64>(d * (load<f32>(x + at) - mu)) * r;
        continue;
      }
      for (let i = 0; i < area; i += PIECE) {
        const piece = at + (<usize>i << 2), count = min(PIECE, area - i);
        total += <f64>sumOf(dy + piece, count);
        pull += <f64>dotOf(dy + piece, x + piece, mu, count) * r;
      }
    }
    if (dgamma != 0) store<f32>(dgamma + (<usize>p << 2), <f32>pull);
    if (dbeta != 0) store<f32>(dbeta + (<usize>p << 2), <f32>total);
  }
}

@inline
function firstParameter(run: i32, groups: i32, length: i32, area: i32): i32 {
  return area == 1 ? (run % groups) * length : (run % groups) * (length / area);
}

/** The parameters of four cells: one for all, or one each. */
@inline
function parameter4(values: usize, p: i32, j: i32, area: i32): v128 {
  return area == 1
    ? v128.load(values + (<usize>(p + j) << 2)) : v128.load32_splat(values + (<usize>p << 2));
}

/** Σ gamma·dy·(x − mu), or with x = 0 Σ gamma·dy. */
function pulled(
  dy: usize, x: usize, mu: f32, gamma: usize, p: i32, j: i32, area: i32, count: i32,
): f32 {
  const m = f32x4.splat(mu);
  let sum = zero();
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = <usize>i << 2;
    const g = f32x4.mul(v128.load(dy + at), parameter4(gamma, p, j + i, area));
    sum = x == 0 ? f32x4.add(sum, g) : madd(g, f32x4.sub(v128.load(x + at), m), sum);
  }
  let total = sumLanes(sum);
  for (; i < count; i++) {
    const at = <usize>i << 2;
    const g = load<f32>(dy + at) * load<f32>(gamma + (<usize>(area == 1 ? p + j + i : p) << 2));
    total += x == 0 ? g : g * (load<f32>(x + at) - mu);
  }
  return total;
}
