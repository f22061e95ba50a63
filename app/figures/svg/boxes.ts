/** What CSS draws around and behind a box: background, hatching, border, ring, outline. */
import { type Box, fill, gradient, rings, split, stroke } from "./paint";
import { node, type SvgNode } from "./tree";

const SIDES = ["top", "right", "bottom", "left"] as const;
type Side = (typeof SIDES)[number];

/**
 * `id` names its gradients; `collapsed` says that its borders are shared with its neighbours, half
 * of each in the box.
 */
export function boxNodes(
  style: CSSStyleDeclaration,
  box: Box,
  id: string,
  collapsed: boolean,
  focused: boolean,
): SvgNode[] {
  if (box.width <= 0 || box.height <= 0) return [];
  const radius = Math.min(
    Number.parseFloat(style.borderTopLeftRadius) || 0,
    box.width / 2,
    box.height / 2,
  );
  return [
    ...rings(style.boxShadow)
      .filter(({ inset }) => !inset)
      .toReversed()
      .flatMap((ring) => frame(grown(box, ring.width / 2), ring.colour, ring.width, radius)),
    ...background(style, box, radius, id),
    ...rings(style.boxShadow)
      .filter(({ inset }) => inset)
      .toReversed()
      .flatMap((ring) =>
        frame(grown(innerOf(style, box, collapsed), -ring.width / 2), ring.colour, ring.width, 0),
      ),
    ...borders(style, box, radius, collapsed),
    ...(focused ? [] : outline(style, box, radius)),
  ];
}

function background(style: CSSStyleDeclaration, box: Box, radius: number, id: string): SvgNode[] {
  const flat = fill(style.backgroundColor);
  const nodes = flat === null ? [] : [rectangle(box, radius, flat)];
  if (style.backgroundImage === "none") return nodes;
  split(style.backgroundImage, ",")
    .toReversed()
    .forEach((image, at) => {
      const name = `${id}-${at}`;
      const made = gradient(image, box, name);
      if (made !== null) nodes.push(made, rectangle(box, radius, { fill: `url(#${name})` }));
    });
  return nodes;
}

function borders(
  style: CSSStyleDeclaration,
  box: Box,
  radius: number,
  collapsed: boolean,
): SvgNode[] {
  const sides = SIDES.map((side) => borderOf(style, side));
  const [first] = sides;
  const shift = collapsed ? 0 : 0.5;
  if (
    first !== undefined &&
    sides.every(
      (side) =>
        side.width === first.width && side.kind === first.kind && side.colour === first.colour,
    )
  )
    return first.width === 0
      ? []
      : frame(
          grown(box, -first.width * shift),
          first.colour,
          first.width,
          Math.max(0, radius - first.width / 2),
          first.kind,
        );
  return SIDES.flatMap((side, at) => {
    const { width, colour, kind } = sides[at] ?? { width: 0, colour: "", kind: "" };
    const line = stroke(colour, width);
    if (line === null) return [];
    const [x1, y1, x2, y2] = edge(box, side, width * shift);
    return [node("line", { x1, y1, x2, y2, ...line, ...dashes(kind, width) })];
  });
}

function borderOf(
  style: CSSStyleDeclaration,
  side: Side,
): { readonly width: number; readonly colour: string; readonly kind: string } {
  const kind = style.getPropertyValue(`border-${side}-style`);
  const width =
    kind === "none" || kind === "hidden"
      ? 0
      : Number.parseFloat(style.getPropertyValue(`border-${side}-width`)) || 0;
  return { width, kind, colour: style.getPropertyValue(`border-${side}-color`) };
}

function edge(
  { x, y, width, height }: Box,
  side: Side,
  inwards: number,
): readonly [number, number, number, number] {
  if (side === "top") return [x, y + inwards, x + width, y + inwards];
  if (side === "bottom") return [x, y + height - inwards, x + width, y + height - inwards];
  return side === "left"
    ? [x + inwards, y, x + inwards, y + height]
    : [x + width - inwards, y, x + width - inwards, y + height];
}

function outline(style: CSSStyleDeclaration, box: Box, radius: number): SvgNode[] {
  const width = style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth) || 0;
  if (width === 0) return [];
  const offset = Number.parseFloat(style.outlineOffset) || 0;
  return frame(
    grown(box, offset + width / 2),
    style.outlineColor,
    width,
    radius,
    style.outlineStyle,
  );
}

function frame(box: Box, colour: string, width: number, radius: number, kind = "solid"): SvgNode[] {
  const line = stroke(colour, width);
  return line === null || box.width <= 0 || box.height <= 0
    ? []
    : [rectangle(box, radius, { ...line, ...dashes(kind, width) })];
}

function dashes(kind: string, width: number): Readonly<Record<string, string>> {
  if (kind === "dashed") return { "stroke-dasharray": `${2 * width} ${2 * width}` };
  return kind === "dotted" ? { "stroke-dasharray": `${width} ${width}` } : {};
}

export function rectangle(
  { x, y, width, height }: Box,
  radius: number,
  look: Readonly<Record<string, string | number | undefined>>,
): SvgNode {
  return node("rect", { x, y, width, height, rx: radius > 0 ? radius : undefined, ...look });
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Inside the borders, where an inset shadow begins. */
function innerOf(
  style: CSSStyleDeclaration,
  { x, y, width, height }: Box,
  collapsed: boolean,
): Box {
  const [top = 0, right = 0, bottom = 0, left = 0] = SIDES.map(
    (side) => borderOf(style, side).width * (collapsed ? 0.5 : 1),
  );
  return { x: x + left, y: y + top, width: width - left - right, height: height - top - bottom };
}
