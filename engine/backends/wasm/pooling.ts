/**
 * What the pooling ops share on WebAssembly: the table of a window's extents (assembly/window.ts).
 */
import { plane } from "../../core/window";
import type { Site } from "./kernel";
import { structure } from "./tables";

export interface Pooling {
  readonly table: number;
  readonly planes: number;
  readonly inCells: number;
  readonly outCells: number;
}

/** The window of a call whose image is slot `image` ("x" or "dx"). */
export function pooling(site: Site, image: string, dilation: readonly number[]): Pooling {
  const settings = {
    kernel_size: site.pair("kernel_size"),
    stride: site.pair("stride"),
    padding: site.numbers("padding"),
    dilation,
    ceil_mode: site.flag("ceil_mode"),
  };
  const { images, channels, rows, columns } = plane(site.call.op, site.shape(image), settings);
  const extents = [
    rows.size,
    columns.size,
    rows.count,
    columns.count,
    rows.kernel,
    columns.kernel,
    rows.stride,
    columns.stride,
  ];
  const edges = [
    rows.before,
    columns.before,
    rows.after,
    columns.after,
    rows.dilation,
    columns.dilation,
  ];
  return {
    table: structure(site, [...extents, ...edges]),
    planes: images * channels,
    inCells: rows.size * columns.size,
    outCells: rows.count * columns.count,
  };
}
