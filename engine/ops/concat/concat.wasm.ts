/** concat on WebAssembly: each input is a run of cells in every row of y. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { LabError } from "../../core/errors";

export const kernels: Kernels = {
  concat: {
    forward(site) {
      const { rows, row } = rowsOf(site, "y");
      const y = site.pointer("y");
      for (const { slot, start, cells } of parts(site, "x", rows, row))
        site.launch(
          "copy_rows",
          [site.pointer(slot), cells, y + start * 4, row, cells],
          rows,
          cells,
        );
    },
    backward(site) {
      const { rows, row } = rowsOf(site, "dy");
      const dy = site.pointer("dy");
      for (const { slot, start, cells } of parts(site, "dx", rows, row))
        site.launch(
          "copy_rows",
          [dy + start * 4, row, site.pointer(slot), cells, cells],
          rows,
          cells,
        );
    },
  },
};

interface Part {
  readonly slot: string;
  readonly start: number;
  readonly cells: number;
}

function rowsOf(site: Site, slot: string): { readonly rows: number; readonly row: number } {
  const [rows = 0] = site.shape(slot);
  return { rows, row: rows === 0 ? 0 : site.size(slot) / rows };
}

/**
 * The parts that this call has, and where their cells lie in a row. A gradient that is not wanted
 * leaves a gap of unknown width; one gap is what the others leave over.
 */
function parts(site: Site, prefix: string, rows: number, row: number): readonly Part[] {
  const slots = Array.from({ length: site.number("count") }, (_, at) => `${prefix}${at}`);
  const widths = slots.map((slot) => (site.has(slot) && rows > 0 ? site.size(slot) / rows : null));
  const first = widths.indexOf(null);
  const last = widths.lastIndexOf(null);
  if (first >= 0 && widths.slice(first, last).some((width) => width !== null))
    throw new LabError(
      "unsupported",
      `${site.call.node}: gradients of concat's inputs are wanted with gaps between them`,
    );
  const gap = row - widths.reduce<number>((total, width) => total + (width ?? 0), 0);
  const found: Part[] = [];
  let start = 0;
  for (const [at, slot] of slots.entries()) {
    const cells = widths[at] ?? null;
    if (cells !== null) found.push({ slot, start, cells });
    start += cells ?? (at === first ? gap : 0);
  }
  return found;
}
