/**
 * The text of a convolution for a software adapter whose subgroups are four invocations wide
 * (SwiftShader): forward, and the gradient of the input at stride 1, which is the same convolution
 * over dy with flipped weights.
 *
 *   y[n,o,i,j] = b[o] + Σ_{c,u,v} x[n,c, i·SH+u·DH−PT, j·SW+v·DW−PL] · w[o,c,u,v]      (then relu,
 * when RELU is 1)
 *
 * What such an adapter makes of a kernel decides its form (docs/performance.md): four invocations
 * are one vector register; a load from memory is some eighty instructions, a loop costs ten for
 * every number that it carries, a number passed between the four lanes two. So the four lanes of a
 * quad take the same patch of the image and neighbouring channels: each loads a quarter of the
 * patch and hears the rest, all taps of a turn are written out, and there is one loop. Written out
 * means made here: WGSL has no way to say it. Loads outside the image are safe in WebGPU and are
 * replaced by 0.
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

const HEAD = `enable subgroups;
struct Shape {
  N: u32, C: u32, H: u32, W: u32,     // images, channels of a group, height, width of x
  O: u32, I: u32, J: u32, G: u32,     // channels of a group, height, width of y; groups
  PT: u32, PL: u32,                   // zero padding above and to the left, cells
  WG: u32, WO: u32, WC: u32,          // words from the weights of a group, an output channel, an input channel to the next
  FIRST: u32, STEP: u32,              // where the first tap lies, and the way to the next: backward −1
  BIAS: u32, RELU: u32,               // 1 or 0
}
@group(0) @binding(9) var<uniform> d: Shape;
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> w: array<f32>;
@group(0) @binding(2) var<storage, read_write> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
`;

export function slideSource(patch: Patch): string {
  const { channels, KH, whole } = patch;
  const turns = whole ? "d.C" : `d.C * ${KH}u`;
  return `${HEAD}${place(patch)}
${locate(patch)}
${lines(channels, (c) => `  var k${c} = g * d.WG + min(o + ${4 * c}u, d.O - 1u) * d.WO + d.FIRST;`)}
${lines(channels, (c) => lines(outputsOf(patch), (k) => `  var a${c}_${k} = 0.0;`))}
  var plane = min(image, d.N * d.G - 1u) * d.C * in_height * in_width;
  var u = 0u;
  let turns = ${turns};
  for (var turn = 0u; turn < turns; turn++) {
${turnOf(patch)}
${whole ? nextChannel(patch, "    ") : nextRow(patch)}
  }
${store(patch)}
}
`;
}

/**
 * Which outputs are this quad's: neighbours in memory are neighbouring channels of the same patch.
 */
function place({ rows, columns, channels, SH, SW }: Patch): string {
  return `  let at = cell(id, groups) / 4u;
  let blocks = (d.O + ${4 * channels - 1}u) / ${4 * channels}u;
  let across = (d.J + ${columns - 1}u) / ${columns}u;
  let down = (d.I + ${rows - 1}u) / ${rows}u;
  let place = at / blocks;
  let line = place / across;
  let j = (place - line * across) * ${columns}u;
  let image = line / down;
  let i = (line - image * down) * ${rows}u;
  let g = image % d.G;
  let o = (at - place * blocks) * ${4 * channels}u + lane;
  let top = i * ${SH}u - d.PT;
  let left = j * ${SW}u - d.PL;`;
}

const loadsOf = (patch: Patch): number => Math.ceil((widthOf(patch) * heightOf(patch)) / 4);

/**
 * Where the cells lie that this lane loads, every fourth under the patch: o from the plane on, s
 * whether the image has it.
 */
function locate(patch: Patch): string {
  const width = widthOf(patch);
  const onward =
    width < 4
      ? `row += column / ${width}u; column %= ${width}u;`
      : `if (column >= ${width}u) { column -= ${width}u; row++; }`;
  const where = (k: number): string =>
    patch.whole
      ? `let o${k} = (top + row) * in_width + left + column; let s${k} = (top + row < in_height) & (left + column < in_width);`
      : `let r${k} = top + row * ${spacingOf(patch)}u; let o${k} = left + column; let s${k} = left + column < in_width;`;
  return `  let in_height = d.H;
  let in_width = d.W;
  let step = d.STEP;
  let next = d.WC;
${lines(tapsOf(patch), (tap) => `  let t${tap} = ${tap}u * step;`)}
  var row = lane / ${width}u;
  var column = lane % ${width}u;
${lines(loadsOf(patch), (k) => `  ${where(k)}\n  column += 4u; ${onward}`)}`;
}

/**
 * One channel, or one row of the filter in it: what is under the patch, the weights, and every
 * product of the two that counts.
 */
function turnOf(patch: Patch): string {
  const { channels, DH, whole } = patch;
  const load = (k: number): string =>
    whole
      ? `    let q${k} = select(0.0, x[plane + o${k}], s${k});`
      : `    let h${k} = r${k} + u * ${DH}u; let q${k} = select(0.0, x[plane + h${k} * in_width + o${k}], s${k} & (h${k} < in_height));`;
  const sum = (c: number, at: number): string =>
    `    a${c}_${at} += ${chain(tapsOf(patch), (tap) => `w${c}_${tap} * x${cellOf(patch, at, tap)}`)};`;
  return `${lines(loadsOf(patch), load)}
${usedCells(patch)
  .map((k) => `    let x${k} = quadBroadcast(q${k >> 2}, ${k & 3}u);`)
  .join("\n")}
${lines(channels, (c) => lines(tapsOf(patch), (tap) => `    let w${c}_${tap} = w[k${c} + t${tap}];`))}
${lines(channels, (c) => lines(outputsOf(patch), (at) => sum(c, at)))}`;
}

function nextChannel({ channels }: Patch, indent: string): string {
  return `${indent}plane += in_height * in_width;\n${lines(channels, (c) => `${indent}k${c} += next;`)}`;
}

/** The next row of the filter, behind the last one the next channel. */
function nextRow(patch: Patch): string {
  const { channels, KH, KW } = patch;
  return `    u++;
${lines(channels, (c) => `    k${c} += ${KW}u * step;`)}
    if (u == ${KH}u) {
      u = 0u;
${lines(channels, (c) => `      k${c} -= ${KH * KW}u * step;`)}
${nextChannel(patch, "      ")}
    }`;
}

/**
 * In loops, although a loop is dear: stores written out were most of the time that a kernel took to
 * compile.
 */
function store(patch: Patch): string {
  const { rows, columns, channels } = patch;
  const all = range(channels).flatMap((c) => range(outputsOf(patch)).map((k) => `a${c}_${k}`));
  return `  var out = array<f32, ${all.length}>(${all.join(", ")});
  if (image >= d.N * d.G) { return; }
  var k = 0u;
  for (var channel = o; channel < min(o + ${4 * channels}u, d.O); channel += 4u) {
    var bias = 0.0;
    if (d.BIAS == 1u) { bias = b[g * d.O + channel]; }
    for (var h = i; h < i + ${rows}u; h++) {
      let start = ((image * d.O + channel) * d.I + h) * d.J;
      for (var v = j; v < j + ${columns}u; v++) {
        var value = out[k] + bias;
        if (d.RELU == 1u) { value = relu(value); }
        if (h < d.I && v < d.J) { y[start + v] = value; }
        k++;
      }
    }
  }`;
}
