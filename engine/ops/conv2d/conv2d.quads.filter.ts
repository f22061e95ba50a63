/**
 * The text of the gradients of the filters and of the bias for a software adapter whose subgroups
 * are four invocations wide; why it is written out, see conv2d.quads.slide.ts.
 *
 *   dw[o,c,u,v] = Σ_{n,i,j} dy[n,o,i,j] · x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL]        db[o] =
 * Σ_{n,i,j} dy[n,o,i,j]
 *
 * A turn of the loop takes one patch of dy. The four lanes of a quad share its channels, each loads
 * a quarter of it and hears the rest; each lane has an input channel (or a row of the filter in it)
 * of its own. Sums of a part of the patches go to `partial` [PARTS][O][C/G·KH·KW + BIAS];
 * conv2d.total.wgsl adds the parts in their order. `a && b` would be a branch, and dozens of
 * branches in a row take minutes to compile: `a & b`.
 */
import { chain, lines, range } from "../../backends/webgpu/written-out";
import {
  cellOf,
  heightOf,
  outputsOf,
  type Patch,
  spacingOf,
  tapsOf,
  usedCells,
  widthOf,
} from "./conv2d.patch";

/** `channels` are those of y that a quad shares; with `bias` there are sums of dy. */
export interface FilterPatch extends Patch {
  readonly bias: boolean;
}

const HEAD = `enable subgroups;
struct Shape {
  N: u32, C: u32, H: u32, W: u32,     // images, channels of a group, height, width of x
  O: u32, I: u32, J: u32, G: u32,     // channels of a group, height, width of y; groups
  PT: u32, PL: u32,                   // zero padding above and to the left, cells
  PARTS: u32,                         // the patches are cut into so many parts
  RELU: u32,                          // 1: the forward pass ended in relu, and dy counts only where y is not 0
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> dy: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@group(0) @binding(3) var<storage, read_write> partial: array<f32>;

@compute @workgroup_size(64)
fn parts(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
`;

export function filterSource(patch: FilterPatch): string {
  return `${HEAD}${place(patch)}
${locate(patch)}
${lines(patch.channels, (r) => lines(tapsOf(patch), (tap) => `  var a${r}_${tap} = 0.0;`))}
${patch.bias ? lines(patch.channels, (r) => `  var b${r} = 0.0;`) : ""}
  for (var turn = 0u; turn < each; turn++) {                          // the last part may run past the last image, on zeros
${load(patch)}
${multiply(patch)}
    j += ${patch.columns}u;
    i += select(0u, ${patch.rows}u, j >= columns);
    j = select(j, 0u, j >= columns);
    n += select(0u, 1u, i >= rows);
    i = select(i, 0u, i >= rows);
  }
${store(patch)}
}
`;
}

/**
 * Input channels a lane may have to itself: with one row of the filter a turn, each row counts as
 * one.
 */
const slotsOf = ({ KH, whole }: Patch): number => (whole ? 1 : KH);

/** Which sums are this quad's, and the first patch of its part. */
function place(patch: Patch): string {
  const { rows, columns, channels } = patch;
  const slots = slotsOf(patch);
  return `  let at = cell(id, groups) / 4u;
  let quads = (d.C * ${slots}u + 3u) / 4u;
  let blocks = (d.O + ${channels - 1}u) / ${channels}u;
  let slot = at % quads * 4u + lane;
  let c = min(slot / ${slots}u, d.C - 1u);
  let u = slot % ${slots}u;
  let o = at / quads % blocks * ${channels}u;
  let g = at / (quads * blocks) % d.G;
  let part = at / (quads * blocks * d.G);
  let across = (d.J + ${columns - 1}u) / ${columns}u;
  let down = (d.I + ${rows - 1}u) / ${rows}u;
  let each = (d.N * across * down + d.PARTS - 1u) / d.PARTS;
  let first = min(part, d.PARTS - 1u) * each;
  var n = first / (across * down);
  var i = (first - n * across * down) / across * ${rows}u;
  var j = first % across * ${columns}u;`;
}

const loadsOf = (patch: Patch): number => Math.ceil((outputsOf(patch) * patch.channels) / 4);

/**
 * Which cells of dy this lane loads, every fourth of the quad's channels: row and column in the
 * patch, and place in memory.
 */
function locate(patch: Patch): string {
  const { columns, DH } = patch;
  const area = outputsOf(patch);
  const where = (k: number): string => `  let r${k} = share / ${columns}u;
  let c${k} = share % ${columns}u;
  let p${k} = ((g * d.O + o + channel) * rows + r${k}) * columns + c${k};
  share += 4u; if (share >= ${area}u) { share -= ${area}u; channel++; }`;
  return `  let images = d.N;
  let rows = d.I;
  let columns = d.J;
  let in_height = d.H;
  let in_width = d.W;
  let to_image = d.G * d.O * rows * columns;                          // words of an image of y, of x
  let from_image = d.G * d.C * in_height * in_width;
  let channel_at = (g * d.C + c) * in_height * in_width;
  let above = d.PT - u * ${DH}u;
  let before = d.PL;
  let gated = d.RELU == 1u;
  var share = lane;
  var channel = 0u;
${lines(loadsOf(patch), where)}`;
}

/** A patch of dy, shared by the quad, and what of x lies under it, each lane for itself. */
function load(patch: Patch): string {
  const { SH, SW } = patch;
  const width = widthOf(patch);
  const used = usedCells(patch).map((at) => ({
    at,
    row: Math.floor(at / width),
    column: at % width,
  }));
  const line = (h: number): string =>
    `    let h${h} = image + (top + ${h * spacingOf(patch)}u) * in_width + left; let s${h} = top + ${h * spacingOf(patch)}u < in_height;`;
  return `    let plane = n * to_image + i * columns + j;
    let below = select(0u, rows - i, n < images);
    let right = columns - j;
${lines(loadsOf(patch), (k) => `    var q${k} = select(0.0, dy[plane + p${k}], (r${k} < below) & (c${k} < right));`)}
    if (gated) {
${lines(loadsOf(patch), (k) => `      q${k} = relu_gate(q${k}, y[plane + p${k}]);`)}
    }
${lines(outputsOf(patch) * patch.channels, (k) => `    let y${k} = quadBroadcast(q${k >> 2}, ${k & 3}u);`)}
    let top = i * ${SH}u - above;
    let left = j * ${SW}u - before;
    let image = n * from_image + channel_at;
${lines(heightOf(patch), line)}
${lines(width, (k) => `    let t${k} = left + ${k}u < in_width;`)}
${used.map(({ at, row, column }) => `    let x${at} = select(0.0, x[h${row} + ${column}u], s${row} & t${column});`).join("\n")}`;
}

function multiply(patch: FilterPatch): string {
  const area = outputsOf(patch);
  const sum = (r: number, tap: number): string =>
    `    a${r}_${tap} += ${chain(area, (at) => `y${r * area + at} * x${cellOf(patch, at, tap)}`)};`;
  const bias = (r: number): string => `    b${r} += ${chain(area, (at) => `y${r * area + at}`)};`;
  return `${lines(patch.channels, (r) => lines(tapsOf(patch), (tap) => sum(r, tap)))}
${patch.bias ? lines(patch.channels, bias) : ""}`;
}

function store(patch: FilterPatch): string {
  const { channels, KH, KW, bias } = patch;
  const taps = tapsOf(patch);
  const all = range(channels).flatMap((r) => range(taps).map((tap) => `a${r}_${tap}`));
  return `  if (part >= d.PARTS || slot >= d.C * ${slotsOf(patch)}u) { return; }
  var out = array<f32, ${all.length}>(${all.join(", ")});
${bias ? `  var biases = array<f32, ${channels}>(${range(channels).map((r) => `b${r}`)});` : ""}
  let weights = d.C * ${KH * KW}u + ${bias ? 1 : 0}u;
  var k = 0u;
  for (var r = 0u; r < min(${channels}u, d.O - o); r++) {
    let row = ((part * d.G + g) * d.O + o + r) * weights;
    for (var tap = 0u; tap < ${taps}u; tap++) {
      partial[row + c * ${KH * KW}u + u * ${KW}u + tap] = out[k];
      k++;
    }
${bias ? `    if (slot == 0u) { partial[row + weights - 1u] = biases[r]; }` : ""}
  }`;
}
