/**
 * The words of a text node where they stand on the page, line by line: text stays text, and every
 * line has its measured length.
 */
import { type Box, fill } from "./paint";
import { node, type SvgNode } from "./tree";

interface Line {
  text: string;
  left: number;
  right: number;
  top: number;
  height: number;
}

export function wordNodes(
  text: Text,
  style: CSSStyleDeclaration,
  origin: DOMPoint | { readonly x: number; readonly y: number },
): { readonly nodes: SvgNode[]; readonly boxes: Box[] } {
  const look = fill(style.color);
  if (look === null || text.data.trim() === "") return { nodes: [], boxes: [] };
  const lines = linesOf(text);
  const boxes = lines.map(({ left, right, top, height }) => ({
    x: left - origin.x,
    y: top - origin.y,
    width: right - left,
    height,
  }));
  const rightToLeft = style.direction === "rtl";
  const nodes = lines.map((line, at) => {
    const { x = 0, y = 0, width = 0, height = 0 } = boxes[at] ?? {};
    return node(
      "text",
      {
        x: rightToLeft ? x + width : x,
        y: y + height * ascent(style),
        direction: rightToLeft ? "rtl" : undefined,
        textLength: width,
        lengthAdjust: "spacingAndGlyphs",
        ...fontOf(style),
        "text-decoration": /underline|line-through/.exec(style.textDecorationLine)?.[0],
        ...look,
      },
      [transformed(line.text, style.textTransform)],
    );
  });
  return { nodes, boxes };
}

/** The value of a field, in the middle of its height. */
export function fieldNode(
  value: string,
  style: CSSStyleDeclaration,
  { x, y, height }: Box,
): SvgNode {
  const size = Number.parseFloat(style.fontSize);
  const inset =
    (Number.parseFloat(style.paddingLeft) || 0) + (Number.parseFloat(style.borderLeftWidth) || 0);
  return node(
    "text",
    { x: x + inset, y: y + height / 2 + 0.35 * size, ...fontOf(style), ...fill(style.color) },
    [value],
  );
}

function fontOf(style: CSSStyleDeclaration): Readonly<Record<string, string | number | undefined>> {
  return {
    "font-family": style.fontFamily.replaceAll('"', "'"),
    "font-size": Number.parseFloat(style.fontSize),
    "font-weight": style.fontWeight === "400" ? undefined : style.fontWeight,
    "font-style": style.fontStyle === "normal" ? undefined : style.fontStyle,
  };
}

/** Words measured one by one; words on one height with nothing but a space between are one line. */
function linesOf(text: Text): Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  for (const word of text.data.matchAll(/\S+/g)) {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const rects = [...range.getClientRects()].filter(
      ({ width, height }) => width > 0 && height > 0,
    );
    const [rect] = rects;
    if (rect === undefined) continue;
    if (rects.length > 1) lines.push(...broken(text, word.index, word[0], range));
    else add(lines, word[0], rect);
  }
  return lines;
}

function add(lines: Line[], word: string, { left, right, top, height }: DOMRect): void {
  const last = lines.at(-1);
  if (last !== undefined && Math.abs(last.top - top) < 1 && left >= last.right - 1) {
    last.text += ` ${word}`;
    last.right = right;
  } else lines.push({ text: word, left, right, top, height });
}

/** A word that was broken over lines, sign by sign. */
function broken(text: Text, start: number, word: string, range: Range): Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < word.length; at++) {
    range.setStart(text, start + at);
    range.setEnd(text, start + at + 1);
    const rect = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last !== undefined && Math.abs(last.top - rect.top) < 1) {
      last.text += word[at] ?? "";
      last.right = rect.right;
    } else
      lines.push({
        text: word[at] ?? "",
        left: rect.left,
        right: rect.right,
        top: rect.top,
        height: rect.height,
      });
  }
  return lines;
}

function transformed(text: string, how: string): string {
  if (how === "uppercase") return text.toUpperCase();
  return how === "lowercase" ? text.toLowerCase() : text;
}

const ascents = new Map<string, number>();

/** Which part of the height of a line of this font lies above its baseline. */
function ascent({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const found = ascents.get(font);
  if (found !== undefined) return found;
  const context = document.createElement("canvas").getContext("2d");
  if (context === null) return 0.8;
  context.font = font;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = context.measureText("0");
  const made = above + below > 0 ? above / (above + below) : 0.8;
  ascents.set(font, made);
  return made;
}
