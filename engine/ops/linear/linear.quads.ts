/**
 * One text for the three products of a dense layer on a software adapter whose subgroups are four
 * invocations wide; why it is written out, see conv2d.quads.slide.ts. What A, B and C are, strides
 * in the uniform say:
 *
 *   C[m·CM + n] = Σ_k A[m·AM + k·AK] · B[k·BK + n·BN]
 *
 * forward   y[n,o]  = b[o] + Σ_i x[n,i]·w[o,i], then relu where RELU is 1
 * backward  dx[n,i] = Σ_o dy[n,o]·w[o,i]        dw[o,i] = Σ_n dy[n,o]·x[n,i], and db[o] as one more
 * column of x that is always 1
 *
 * An invocation keeps ROWS × COLUMNS sums and takes four steps of k in a turn. The quad shares its
 * rows of A, each lane loads a quarter; columns of B are the lane's own.
 */
import { chain, lines, range } from "../../backends/webgpu/written-out";

export const ROWS = 8;
export const COLUMNS = 4;
const STEPS = 4;

const turn =
  (): string => `${lines(ROWS, (p) => `    let q${p} = select(0.0, a[a${p} + k * to_k], inside);`)}
${lines(ROWS * STEPS, (at) => `    let p${at} = quadBroadcast(q${Math.floor(at / STEPS)}, ${at % STEPS}u);`)}
${lines(COLUMNS, (r) =>
  lines(
    STEPS,
    (
      t,
    ) => `    let v${r}_${t} = select(select(0.0, b[b${r} + ${t}u * down], first + ${t}u < depth), 1.0, one${r});
`,
  ),
)}
${lines(ROWS, (p) => lines(COLUMNS, (r) => `    s${p}_${r} += ${chain(STEPS, (t) => `v${r}_${t} * p${p * STEPS + t}`)};`))}
${lines(COLUMNS, (r) => `    b${r} += ${STEPS}u * down;`)}`;

export const productSource = `enable subgroups;
struct Shape {
  M: u32, K: u32, N: u32,             // rows of A and C, length of the sums, columns of B and C
  AM: u32, AK: u32, BK: u32, BN: u32, // words to the next row or column
  CM: u32,
  ONES: u32,                          // 1: behind the last column comes one that is always 1, and its sums go to \`extra\`
  BIAS: u32, RELU: u32,               // 1 or 0
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> bias: array<f32>;
@group(0) @binding(3) var<storage, read_write> c: array<f32>;
@group(0) @binding(4) var<storage, read_write> extra: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let at = cell(id, groups) / 4u;
  let blocks = (d.N + d.ONES + ${4 * COLUMNS - 1}u) / ${4 * COLUMNS}u;
  let m = at / blocks * ${ROWS}u;
  let n = (at - at / blocks * blocks) * ${4 * COLUMNS}u + lane;
  let depth = d.K;
  let to_k = d.AK;
  let down = d.BK;
${lines(ROWS, (p) => `  let a${p} = min(m + ${p}u, d.M - 1u) * d.AM;`)}
${lines(COLUMNS, (r) => `  var b${r} = min(n + ${4 * r}u, d.N - 1u) * d.BN; let one${r} = n + ${4 * r}u >= d.N;`)}
${lines(
  ROWS,
  (p) =>
    `  ${range(COLUMNS)
      .map((r) => `var s${p}_${r} = 0.0;`)
      .join(" ")}`,
)}
  for (var first = 0u; first < depth; first += ${STEPS}u) {
    let k = first + lane;
    let inside = k < depth;
${turn()}
  }
  var out = array<f32, ${ROWS * COLUMNS}>(${range(ROWS)
    .flatMap((p) => range(COLUMNS).map((r) => `s${p}_${r}`))
    .join(", ")});
  var place = 0u;
  for (var row = m; row < min(m + ${ROWS}u, d.M); row++) {
    for (var column = n; column < n + ${4 * COLUMNS}u; column += 4u) {
      var value = out[place];
      place++;
      if (d.BIAS == 1u) { value += bias[min(column, d.N - 1u)]; }
      if (d.RELU == 1u) { value = relu(value); }
      if (column < d.N) { c[row * d.CM + column] = value; }
      if (d.ONES == 1u && column == d.N) { extra[row] = value; }
    }
  }
}
`;
