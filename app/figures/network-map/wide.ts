/** A network from left to right: open items as frames, branches one below the other. Pure. */
import {
  type Box,
  captionOf,
  cellBox,
  drawSign,
  faces,
  lineHeight,
  openBox,
  type Setting,
  SIGN,
} from "./box";
import { chainBox, linksOf } from "./chain";
import { type Part, partsOf } from "./flow";
import type { Item } from "./item";
import type { Pen, Point } from "./marks";
import { textWidth } from "../marks/text-metrics";
import { boxWidth, type ChainOptions, gapsOf } from "./rows";
import { isOpen, shapeText } from "./visible";

const PAD = 14;
const FORK = 30;
const LANES = 12;
const DEPTHS = 5;

export function wideBox(setting: Setting, width: number): Box {
  const { root } = setting.outline;
  return childrenBox(setting, root, [0, root.children.length - 1], {
    width,
    known: "",
    says: true,
    outermost: true,
  });
}

/** Children first … last of an open item. */
function childrenBox(
  setting: Setting,
  item: Item,
  [first, last]: readonly [number, number],
  options: ChainOptions,
): Box {
  const edges = setting.flows.get(item.id) ?? [];
  const parts = partsOf(edges, first, last);
  const links = linksOf(edges, parts);
  const gaps = gapsOf(setting, parts.length, links, options);
  const room = boxWidth(setting, gaps, links, options.width);
  let { known } = options;
  const boxes = parts.map((part, at) => {
    const link = links.find(({ to }) => to === at);
    const tensor = link?.carries[0]?.tensor;
    if (tensor !== undefined) known = shapeText(setting.outline, tensor);
    return partBox(setting, item, part, { width: room, known });
  });
  return chainBox(setting, boxes, links, options);
}

type Room = Pick<ChainOptions, "width" | "known">;

function partBox(setting: Setting, item: Item, part: Part, room: Room): Box {
  const child = part.kind === "branches" ? undefined : item.children[part.first];
  if (child === undefined)
    return branchesBox(setting, item, part.kind === "branches" ? part.branches : [], room);
  return isOpen(child, setting.opened) ? frameBox(setting, child, room) : cellBox(setting, child);
}

/** An open item: its name on the frame, what is in it inside. */
function frameBox(setting: Setting, item: Item, { width, known }: Room): Box {
  const { text, scale } = setting;
  const pad = PAD * scale.type;
  const room = width - 2 * pad - DEPTHS * scale.type;
  const inner = childrenBox(setting, item, [0, item.children.length - 1], {
    width: room,
    known,
    says: false,
    outermost: false,
  });
  const lines = headingLines(item, room, setting);
  const words = Math.max(...lines.map((line) => line.width)) + SIGN.room * scale.type;
  const head = lines.length * lineHeight(text) + pad;
  const whole = Math.max(inner.width, words) + 2 * pad;
  const up = head + inner.up + pad / 2;
  const down = inner.down + pad;
  return openBox({
    width: whole,
    up,
    down,
    drop: inner.drop,
    alone: inner.alone,
    place([x, y], pen) {
      const depth = depthOf(setting, item);
      pen.frames.push({ item: item.id, x, y: y - up, width: whole, height: up + down, depth });
      drawHeading(setting, item, pen, [x + pad, y - up + pad / 2], lines);
      const height = head - pad / 2;
      const spot = { x: x + pad / 2, y: y - up + 2, width: words + pad, height };
      pen.spots.push({ item: item.id, ...spot, words: spot });
      inner.place([x + pad, y], pen);
      joinBorders(setting, item, pen, [x, y], { whole, pad, inner });
    },
  });
}

/** The sign and the words of an open item, with their left top corner at x, y. */
function drawHeading(
  setting: Setting,
  item: Item,
  pen: Pen,
  [x, y]: Point,
  lines: readonly HeadingLine[],
): void {
  const height = lineHeight(setting.text);
  for (const { text, tone, row, after, width } of lines)
    pen.texts.push({
      text,
      tone,
      size: setting.text,
      anchor: "start",
      x: x + SIGN.room * setting.scale.type + after,
      y: y + row * height,
      width: width - after,
      height,
    });
  drawSign(pen, item, setting, [x, y], true);
}

interface HeadingLine {
  readonly text: string;
  readonly tone: "name" | "says";
  readonly row: number;
  /** px after the begin of the row. */
  readonly after: number;
  readonly width: number;
}

/** Name and words in one row where they fit, else each in its own row. */
function headingLines(item: Item, room: number, { text, scale }: Setting): readonly HeadingLine[] {
  const face = faces(text);
  const sign = SIGN.room * scale.type;
  const name = textWidth(item.label, face.name);
  const says = textWidth(item.says, face.says);
  if (name + says + sign + 10 <= room)
    return [
      { text: item.label, tone: "name", row: 0, after: 0, width: name },
      { text: item.says, tone: "says", row: 0, after: name + 10, width: name + 10 + says },
    ];
  return captionOf(item, room - sign, text).map((line, row) => ({ ...line, row, after: 0 }));
}

/** From the border of a frame to what is in it, and from there to the border. */
function joinBorders(
  setting: Setting,
  item: Item,
  pen: Pen,
  [x, y]: Point,
  { whole, pad, inner }: { readonly whole: number; readonly pad: number; readonly inner: Box },
): void {
  const edges = setting.flows.get(item.id) ?? [];
  const entering = edges.filter(({ from }) => from < 0).flatMap(({ carries }) => carries);
  const leaving = edges
    .filter(({ to }) => to >= item.children.length)
    .flatMap(({ carries }) => carries);
  const end = y + inner.drop;
  const plain = { skips: false, arrow: false };
  if (entering.length > 0)
    pen.wires.push({
      points: [
        [x, y],
        [x + pad, y],
      ],
      carries: entering,
      ...plain,
    });
  if (leaving.length > 0)
    pen.wires.push({
      points: [
        [x + pad + inner.width, end],
        [x + whole, end],
      ],
      carries: leaving,
      ...plain,
    });
}

function depthOf({ outline }: Setting, item: Item): number {
  let depth = 0;
  for (let at = outline.around.get(item.id); at !== undefined; at = outline.around.get(at.id))
    depth++;
  return depth - 1;
}

/** Branches of one fork, one below the other. */
function branchesBox(
  setting: Setting,
  item: Item,
  branches: readonly (readonly [number, number])[],
  { width, known }: Room,
): Box {
  const fork = FORK * setting.scale.type;
  const leads = branches.map((branch) => leadsOn(setting, item, branch));
  const several = leads.filter(Boolean).length > 1;
  const lanes = branches.map((branch) =>
    childrenBox(setting, item, branch, {
      width: width - 2 * fork,
      known,
      says: several,
      outermost: false,
    }),
  );
  const { axes, height, up } = stacked(lanes, leads, LANES * setting.scale.type);
  const whole = Math.max(0, ...lanes.map((lane) => lane.width)) + 2 * fork;
  return openBox({
    width: whole,
    up,
    down: height - up,
    drop: 0,
    alone: lanes.some((lane) => lane.alone),
    place([x, axis], pen) {
      for (const [at, lane] of lanes.entries()) {
        const y = axis - up + (axes[at] ?? 0);
        lane.place([x + fork, y], pen);
        forkWires(setting, item, branches[at] ?? [0, 0], pen, {
          from: [x, axis],
          into: [x + fork, y],
          out: [x + fork + lane.width, y + lane.drop],
          to: [x + whole, axis],
        });
      }
    },
  });
}

/**
 * Where the axes of branches lie below each other, those that lead on first, and the middle of
 * these.
 */
function stacked(
  lanes: readonly Box[],
  leads: readonly boolean[],
  gap: number,
): { readonly axes: readonly number[]; readonly height: number; readonly up: number } {
  const axes: number[] = [];
  let y = 0;
  for (const at of [...leads.keys()].toSorted((a, b) => Number(leads[b]) - Number(leads[a]))) {
    const lane = lanes[at];
    if (lane === undefined) continue;
    axes[at] = y + lane.up;
    y += lane.up + lane.down + gap;
  }
  const main = axes.flatMap((axis, at) =>
    leads[at] === true ? [axis, axis + (lanes[at]?.drop ?? 0)] : [],
  );
  const up = (Math.min(...main) + Math.max(...main)) / 2;
  return { axes, height: y - gap, up };
}

/**
 * Whether something follows a branch: an auxiliary head leads nowhere and stands below the others.
 */
function leadsOn(
  { flows }: Setting,
  item: Item,
  [first, last]: readonly [number, number],
): boolean {
  return (flows.get(item.id) ?? []).some(
    ({ from, to }) => from >= first && from <= last && to > last,
  );
}

function forkWires(
  setting: Setting,
  item: Item,
  [first, last]: readonly [number, number],
  pen: Pen,
  { from, into, out, to }: Readonly<Record<"from" | "into" | "out" | "to", Point>>,
): void {
  const edges = setting.flows.get(item.id) ?? [];
  const inside = (place: number): boolean => place >= first && place <= last;
  const pick = (entering: boolean) =>
    edges
      .filter((edge) => inside(edge.from) !== inside(edge.to) && inside(edge.to) === entering)
      .flatMap(({ carries }) => carries);
  const half = (FORK / 2) * setting.scale.type;
  const wire = (points: readonly Point[], carries: ReturnType<typeof pick>): void => {
    if (carries.length > 0) pen.wires.push({ points, carries, skips: false, arrow: false });
  };
  wire([from, [from[0] + half, from[1]], [from[0] + half, into[1]], into], pick(true));
  wire([out, [to[0] - half, out[1]], [to[0] - half, to[1]], to], pick(false));
}
