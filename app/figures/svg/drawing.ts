/**
 * A figure's picture as one SVG. It walks what is drawn (boxes, borders, hatching, words, SVG,
 * canvas) and writes each thing down at its measured place with its computed looks. Controls are
 * left out. No figure has to know of this, and none draws itself twice.
 */
import { boxNodes, rectangle } from "./boxes";
import { imageNode, svgNode } from "./nested";
import { type Box, fill } from "./paint";
import { node, type SvgNode } from "./tree";
import { fieldNode, wordNodes } from "./words";

export interface DrawingOptions {
  readonly title: string;
  /** The picture in words. */
  readonly description?: string;
  /** Behind everything; left out, it is transparent. */
  readonly background?: string;
}

const MARGIN = 4;
/**
 * What one acts with rather than looks at; a button that is part of the picture (an operand, a
 * layer) has no such class.
 */
const CONTROLS =
  "select, input, textarea, .button, label, fieldset, summary, legend, [role='slider'], [role='alert'], [popover], [hidden], .hidden-text";
/** What makes such a thing part of the picture after all. */
const PICTURES = "table, canvas, math, [role='grid'], [role='img'], [role='application']";

export function drawingOf(
  root: Element,
  { title, description, background }: DrawingOptions,
): SvgNode {
  const { left, top } = root.getBoundingClientRect();
  const walk = new Walk({ x: left, y: top });
  const children = walk.children(root);
  const { x, y, width, height } = walk.bounds();
  const behind = background === undefined ? null : fill(background);
  return node(
    "svg",
    {
      width,
      height,
      viewBox: [x, y, width, height].map((one) => Math.round(one * 100) / 100).join(" "),
      role: "img",
    },
    [
      node("title", {}, [title]),
      ...(description === undefined ? [] : [node("desc", {}, [description])]),
      ...(behind === null ? [] : [rectangle({ x, y, width, height }, 0, behind)]),
      ...children,
    ],
  );
}

let walks = 0;

class Walk {
  readonly #name = `d${++walks}`;
  #count = 0;
  #box = {
    left: Number.POSITIVE_INFINITY,
    top: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    bottom: Number.NEGATIVE_INFINITY,
  };

  constructor(readonly origin: { readonly x: number; readonly y: number }) {}

  /** Of everything that was drawn, with a margin. */
  bounds(): Box {
    const { left, top, right, bottom } = this.#box;
    if (left > right) return { x: 0, y: 0, width: 1, height: 1 };
    return {
      x: left - MARGIN,
      y: top - MARGIN,
      width: right - left + 2 * MARGIN,
      height: bottom - top + 2 * MARGIN,
    };
  }

  children(element: Element): SvgNode[] {
    const style = getComputedStyle(element);
    return [...element.childNodes].flatMap((child) => {
      if (child instanceof Text)
        return style.visibility === "visible" ? this.#words(child, style) : [];
      return child instanceof Element ? this.#element(child) : [];
    });
  }

  #element(element: Element): SvgNode[] {
    const style = getComputedStyle(element);
    if (!isSeen(element, style)) return [];
    const { left, top, width, height } = element.getBoundingClientRect();
    const box = { x: left - this.origin.x, y: top - this.origin.y, width, height };
    const own = style.visibility === "visible" ? this.#own(element, style, box) : [];
    const inner = element instanceof SVGElement ? [] : this.children(element);
    const nodes = [
      ...own,
      ...this.#clipped(inner, style, box),
      ...this.#after(element, style, box),
    ];
    return style.opacity === "1" || nodes.length === 0
      ? nodes
      : [node("g", { opacity: style.opacity }, nodes)];
  }

  /** The box of an element, and what it shows when it is a drawing itself. */
  #own(element: Element, style: CSSStyleDeclaration, box: Box): SvgNode[] {
    const name = this.#next();
    const collapsed =
      style.borderCollapse === "collapse" && /^(table-cell|table)$/.test(style.display);
    const nodes =
      style.display === "inline" && element.getClientRects().length > 1
        ? []
        : boxNodes(style, box, name, collapsed, element.matches(":focus-visible"));
    if (nodes.length > 0) this.#cover(box);
    const picture =
      element instanceof SVGSVGElement
        ? svgNode(element, box, `${name}-`)
        : element instanceof HTMLCanvasElement || element instanceof HTMLImageElement
          ? imageNode(element, style, box)
          : null;
    const value = valueOf(element);
    if (value !== null) return [...nodes, fieldNode(value, style, box)];
    if (picture === null) return nodes;
    this.#cover(box);
    return [...nodes, picture];
  }

  #words(text: Text, style: CSSStyleDeclaration): SvgNode[] {
    const { nodes, boxes } = wordNodes(text, style, this.origin);
    for (const box of boxes) this.#cover(box);
    return nodes;
  }

  /** `::after` with a place of its own: the corner that marks a negative number. */
  #after(element: Element, around: CSSStyleDeclaration, box: Box): SvgNode[] {
    const style = getComputedStyle(element, "::after");
    if (style.content === "none" || style.position !== "absolute" || around.position === "static")
      return [];
    const [left, top, width, height] = [style.left, style.top, style.width, style.height].map(
      (text) => Number.parseFloat(text),
    );
    if (
      left === undefined ||
      top === undefined ||
      width === undefined ||
      height === undefined ||
      Number.isNaN(left + top + width + height)
    )
      return [];
    const inset = {
      x: Number.parseFloat(around.borderLeftWidth) || 0,
      y: Number.parseFloat(around.borderTopWidth) || 0,
    };
    return boxNodes(
      style,
      { x: box.x + inset.x + left, y: box.y + inset.y + top, width, height },
      this.#next(),
      false,
      false,
    );
  }

  #clipped(
    nodes: SvgNode[],
    { overflowX, overflowY, borderTopLeftRadius }: CSSStyleDeclaration,
    box: Box,
  ): SvgNode[] {
    const clips = [overflowX, overflowY].every((way) => way === "hidden" || way === "clip");
    if (!clips || nodes.length === 0) return nodes;
    const id = this.#next();
    const clip = node("clipPath", { id }, [
      rectangle(box, Number.parseFloat(borderTopLeftRadius) || 0, {}),
    ]);
    return [clip, node("g", { "clip-path": `url(#${id})` }, nodes)];
  }

  #next(): string {
    return `${this.#name}-${++this.#count}`;
  }

  #cover({ x, y, width, height }: Box): void {
    const { left, top, right, bottom } = this.#box;
    this.#box = {
      left: Math.min(left, x),
      top: Math.min(top, y),
      right: Math.max(right, x + width),
      bottom: Math.max(bottom, y + height),
    };
  }
}

/** What stands in a field of a table: there it is a number of the picture like those around it. */
function valueOf(element: Element): string | null {
  if (element.closest("td") === null) return null;
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.label ?? "";
  return element instanceof HTMLInputElement && /^(text|number)$/.test(element.type)
    ? element.value
    : null;
}

function isSeen(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.display === "none" || Number(style.opacity) === 0) return false;
  if (style.clipPath === "inset(50%)") return false;
  if (element instanceof HTMLElement && !element.checkVisibility()) return false;
  return (
    !element.matches(CONTROLS) ||
    valueOf(element) !== null ||
    element.querySelector(PICTURES) !== null
  );
}
