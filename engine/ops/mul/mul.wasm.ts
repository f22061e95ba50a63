/** mul on WebAssembly: cell by cell, run by run (a number for each plane), or by places. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { structure } from "../../backends/wasm/tables";
import { sameShape } from "../../core/shape";
import { factorsOf, runLength } from "./factors";

export const kernels: Kernels = {
  mul: {
    forward: (site) => multiply(site, "y", "a", "b", "y"),
    backward(site) {
      if (site.has("da")) multiply(site, "da", "dy", "b", "dy");
      if (site.has("db")) multiply(site, "db", "dy", "a", "dy");
    },
  },
};

/** into = Σ left·right, which meet in the shape of `all`. */
function multiply(site: Site, into: string, left: string, right: string, all: string): void {
  const [target, whole] = [site.shape(into), site.shape(all)];
  const [a, b] = [site.shape(left), site.shape(right)];
  const cells = [left, right, into].map((slot) => site.pointer(slot));
  const isWhole = (shape: readonly number[]): boolean => sameShape(shape, whole);
  if (isWhole(a) && isWhole(b)) {
    const length = runLength(target, whole);
    if (length === 1) return site.launch("mul_cells", cells, site.size(into));
    if (length > 1) return site.launch("mul_run_sums", [...cells, length], site.size(into), length);
  }
  const [long, short] = isWhole(a) ? [a, b] : [b, a];
  const length = runLength(short, long);
  if (isWhole(target) && isWhole(long) && length > 0) {
    const ordered = isWhole(a) ? cells : [cells[1] ?? 0, cells[0] ?? 0, cells[2] ?? 0];
    return site.launch("mul_runs", [...ordered, length], site.size(into) / length, length);
  }
  const { kept, repeats, count } = factorsOf(target, whole, a, b);
  const tables = [kept, repeats].map((one) =>
    structure(site, [...one.extents, ...one.left, ...one.right]),
  );
  site.launch("mul_places", [...cells, ...tables, count], site.size(into), 2 * count);
}
