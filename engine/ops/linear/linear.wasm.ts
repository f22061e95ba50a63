/**
 * linear on WebAssembly: three matrix products with one kernel.
 *
 *   y[N,O]  = x · wᵀ + b    A = x by rows,    B = w packed eight outputs wide (few examples:
 * few_rows)
 *   dx[N,K] = dy · w        A = dy by rows,   B = w as it is
 *   dw[O,K] = dyᵀ · x       A = dy by columns, B = x as it is
 */
import { offsets, zeros } from "../../backends/wasm/tables";
import type { Kernels, Site } from "../../backends/wasm/kernel";

const BUFFER_WORDS = 6 * 8;
/** For so few examples it costs more to pack the weights than to read them once as they lie. */
const FEW = 4;

export const kernels: Kernels = { linear: { forward, backward } };

function fewRows(site: Site, [n, k, outputs]: readonly [number, number, number]): void {
  const slots = [
    site.pointer("x"),
    site.pointer("w"),
    site.has("b") ? site.pointer("b") : 0,
    site.pointer("y"),
  ];
  const settings = [n, k, outputs, Number(site.relu)];
  site.launch("few_rows", [...slots, ...settings], Math.ceil(outputs / 4), (n * k) / 2);
}

function forward(site: Site): void {
  const [n = 0, k = 0] = site.shape("x");
  const [outputs = 0] = site.shape("w");
  if (n <= FEW) return fewRows(site, [n, k, outputs]);
  const blocks = Math.ceil(outputs / 8);
  const packed = site.packed("w", "rows", blocks * 8 * k, {
    kernel: "pack_rows",
    args: [outputs, k],
    count: blocks,
    work: 8 * k,
  });
  const [bias, next] = site.has("b") ? [site.pointer("b"), 32] : [zeros(site), 0];
  const [rows, steps] = [offsets(site, n, k), offsets(site, k, 1)];
  site.launch(
    "gemm",
    [
      site.pointer("x"),
      rows,
      n,
      steps,
      k,
      packed,
      32,
      k * 32,
      bias,
      next,
      site.pointer("y"),
      outputs,
      Number(site.relu),
      site.private(BUFFER_WORDS),
    ],
    blocks,
    n * k,
  );
}

function backward(site: Site): void {
  const [n = 0, outputs = 0] = site.shape("dy");
  const dy = site.relu ? masked(site, n * outputs) : site.pointer("dy");
  if (site.has("dx")) {
    const [, k = 0] = site.shape("dx");
    product(site, {
      a: dy,
      rows: offsets(site, n, outputs),
      m: n,
      steps: offsets(site, outputs, 1),
      k: outputs,
      b: site.pointer("w"),
      c: site.pointer("dx"),
      columns: k,
    });
  }
  if (site.has("dw")) {
    const [, k = 0] = site.shape("dw");
    product(site, {
      a: dy,
      rows: offsets(site, outputs, 1),
      m: outputs,
      steps: offsets(site, n, outputs),
      k: n,
      b: site.pointer("x"),
      c: site.pointer("dw"),
      columns: k,
    });
  }
  if (site.has("db")) site.launch("column_sums", [dy, site.pointer("db"), n, outputs], outputs, n);
}

interface Product {
  readonly a: number;
  readonly rows: number;
  readonly m: number;
  readonly steps: number;
  readonly k: number;
  readonly b: number;
  readonly c: number;
  readonly columns: number;
}

/** C = A · B with B and C of `columns` columns, both row after row. */
function product(site: Site, { a, rows, m, steps, k, b, c, columns }: Product): void {
  site.launch(
    "gemm",
    [
      a,
      rows,
      m,
      steps,
      k,
      b,
      columns * 4,
      32,
      zeros(site),
      0,
      c,
      columns,
      0,
      site.private(BUFFER_WORDS),
    ],
    Math.ceil(columns / 8),
    m * k,
  );
}

/** dy behind the fused relu. */
function masked(site: Site, count: number): number {
  const into = site.scratch(count);
  site.launch("relu_backward", [site.pointer("y"), site.pointer("dy"), into], count);
  return into;
}
