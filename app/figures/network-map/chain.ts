/**
 * Boxes one after another, in as many rows as the room needs, as one box. Pure.
 */
import { type Box, lineHeight, type Setting } from "./box";
import type { FlowEdge } from "./flow";
import { bandOf, type ChainOptions, gapsOf, GUTTER, type Link, rowsOf, TRACK, xOf } from "./rows";
import type { Edge } from "./visible";
import { drawLinks, type Plan } from "./wires";

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
  sizes: readonly Plan["sizes"][number][],
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
  const gaps = gapsOf(setting, boxes.length, links, options);
  const { rows, gutter } = rowsOf(setting, boxes, gaps, links, options);
  const bands = rows.map((row, at) => bandOf(rows, boxes, links, at, row));
  const type = setting.scale.type;
  const line = lineHeight(setting.text);
  const sizes = rows.map((row, at) => {
    const own = boxes.slice(row.first, row.last + 1);
    const tracks = Math.max(0, ...(bands[at] ?? new Map<number, number>()).values());
    const words = gaps.slice(row.first + (at === 0 ? 0 : 1), row.last + 2);
    return {
      band: tracks * TRACK * type + (tracks > 0 ? 6 : 0),
      up: Math.max(
        words.some(({ label }) => label !== "") ? line + 5 : 0,
        ...own.map(({ up }) => up),
      ),
      down: Math.max(...own.map((box) => box.down)),
      lead: at > 0 && gaps[row.first]?.label !== "" ? line : 0,
    };
  });
  const { axes, bottom } = axesOf(sizes, BETWEEN * type);
  const first = sizes[0] ?? { band: 0, up: 0 };
  const words = rows.slice(1).map((row) => gaps[row.first]?.words ?? 0);
  const width = Math.max(
    Math.max(...rows.map((row) => row.end)) + (rows.length > 1 ? gutter : 0),
    ...words.map((word) => word + 2 * GUTTER * type),
  );
  const drop = (axes.at(-1) ?? 0) + (boxes.at(-1)?.drop ?? 0);
  return {
    width,
    up: first.band + first.up,
    down: bottom,
    drop,
    enter: 0,
    leave: width,
    alone: rows.length > 1 || boxes.some((box) => box.alone),
    arrow: false,
    crown: null,
    place(at, pen) {
      const own = { setting, boxes, links, options };
      const plan: Plan = { ...own, gaps, rows, axes, sizes, bands, width, gutter };
      for (const [place, row] of rows.entries())
        for (let box = row.first; box <= row.last; box++)
          boxes[box]?.place([at[0] + xOf(rows, box), at[1] + (axes[place] ?? 0)], pen);
      drawLinks(plan, at, pen);
    },
  };
}
