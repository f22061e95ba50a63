/** add on WebAssembly: cell by cell, or by places where an operand repeats. */
import type { Kernels, Site } from "../../backends/wasm/kernel";
import { structure } from "../../backends/wasm/tables";
import { sameShape } from "../../core/shape";
import { type Axes, placesIn, repeatsOf } from "./repeats";

export const kernels: Kernels = {
  add: {
    forward(site) {
      const y = site.shape("y");
      const cells = ["a", "b", "y"].map((slot) => site.pointer(slot));
      if (sameShape(site.shape("a"), y) && sameShape(site.shape("b"), y))
        return site.launch("add_cells", cells, site.size("y"));
      const places = ["a", "b"].map((slot) => table(site, placesIn(site.shape(slot), y)));
      site.launch("add_repeated", [...cells, ...places], site.size("y"), 2);
    },
    backward(site) {
      for (const slot of ["da", "db"]) if (site.has(slot)) gradient(site, slot);
    },
  },
};

function gradient(site: Site, slot: string): void {
  const cells = [site.pointer("dy"), site.pointer(slot)];
  if (sameShape(site.shape(slot), site.shape("dy")))
    return site.launch("copy_cells", cells, site.size(slot));
  const { kept, repeats, count } = repeatsOf(site.shape(slot), site.shape("dy"));
  site.launch(
    "sum_repeats",
    [...cells, table(site, kept), table(site, repeats), count],
    site.size(slot),
    count,
  );
}

/** Axes of add.as.ts. */
function table(site: Site, { extents, steps }: Axes): number {
  return structure(site, [...extents, ...steps]);
}
