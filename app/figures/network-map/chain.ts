/**
 * Boxes one after another, in as many rows as the room needs, as one box. Pure.
 */
import { type Box, lineHeight, openBox, type Setting } from "./box";
import type { FlowEdge } from "./flow";
import {
  bandOf,
  type ChainOptions,
  gapsOf,
  GUTTER,
  type Link,
  type Row,
  rowOf,
  rowsOf,
  TRACK,
  xOf,
} from "./rows";
import type { Edge } from "./visible";
import { drawLinks, type Plan, type RowSize } from "./wires";

/** px between rows. */
const BETWEEN = 18;

/** Links between parts that hold children first … last each, from the edges between children. */
export function linksOf(
  edges: readonly FlowEdge[],
  parts: readonly { readonly first: number; readonly last: number }[],
): readonly Link[] {
  const begin = parts[0]?.first ?? 0;
  const end = parts.at(-1)?.last ?? -1;
  const partOf = (place: number): number =>
    place < begin
      ? -1
      : place > end
        ? parts.length
        : parts.findIndex(({ first, last }) => first <= place && place <= last);
  const links = new Map<string, { from: number; to: number; carries: Edge[] }>();
  for (const edge of edges) {
    const [from, to] = [partOf(edge.from), partOf(edge.to)];
    if (from === to || (from < 0 && to >= parts.length)) continue;
    const known = links.get(`${from} ${to}`);
    if (known === undefined) links.set(`${from} ${to}`, { from, to, carries: [...edge.carries] });
    else known.carries.push(...edge.carries);
  }
  return [...links.values()];
}

/** Where the axis of each row lies, and where the last row ends, in px from the first axis. */
function axesOf(
  sizes: readonly RowSize[],
  between: number,
): { readonly axes: readonly number[]; readonly bottom: number } {
  const axes: number[] = [];
  let bottom = 0;
  for (const { band, up, down, lead } of sizes) {
    bottom += axes.length === 0 ? 0 : band + up + lead + between;
    axes.push(bottom);
    bottom += down;
  }
  return { axes, bottom };
}

export function chainBox(
  setting: Setting,
  boxes: readonly Box[],
  links: readonly Link[],
  options: ChainOptions,
): Box {
  const { type } = setting.scale;
  const gaps = gapsOf(setting, boxes.length, links, options);
  const { rows, gutter } = rowsOf(setting, boxes, gaps, links, options);
  const bands = rows.map((row, at) => bandOf(rows, boxes, links, at, row));
  const row = { setting, boxes, gaps };
  const sizes = rows.map((one, at) => rowSize(row, one, bands[at] ?? new Map<number, number>()));
  const { axes, bottom } = axesOf(sizes, BETWEEN * type);
  const first = sizes[0] ?? { band: 0, up: 0 };
  const words = rows.slice(1).map((one) => gaps[one.first]?.words ?? 0);
  const width = Math.max(
    Math.max(...rows.map((one) => one.end)) + (rows.length > 1 ? gutter : 0),
    ...words.map((word) => word + 2 * GUTTER * type),
  );
  const own = { setting, boxes, links, options };
  const plan: Plan = { ...own, gaps, rows, axes, sizes, bands, width, gutter };
  return openBox({
    width,
    up: first.band + first.up,
    down: bottom,
    drop: (axes.at(-1) ?? 0) + (boxes.at(-1)?.drop ?? 0),
    alone: rows.length > 1 || boxes.some((box) => box.alone),
    place(at, pen) {
      for (const [box, one] of boxes.entries())
        one.place([at[0] + xOf(rows, box), at[1] + (axes[rowOf(rows, box)] ?? 0)], pen);
      drawLinks(plan, at, pen);
    },
  });
}

/** What a row needs above and below its axis, with the words and lines that lead to its boxes. */
function rowSize(
  { setting, boxes, gaps }: Pick<Plan, "setting" | "boxes" | "gaps">,
  { first, last }: Row,
  band: ReadonlyMap<number, number>,
): RowSize {
  const line = lineHeight(setting.text);
  const own = boxes.slice(first, last + 1);
  const tracks = Math.max(0, ...band.values());
  const isNext = first > 0;
  const words = gaps.slice(first + (isNext ? 1 : 0), last + 2);
  const said = words.some(({ label }) => label !== "") ? line + 5 : 0;
  return {
    band: tracks * TRACK * setting.scale.type + (tracks > 0 ? 6 : 0),
    up: Math.max(said, ...own.map(({ up }) => up)),
    down: Math.max(...own.map(({ down }) => down)),
    lead: isNext && gaps[first]?.label !== "" ? line : 0,
  };
}
