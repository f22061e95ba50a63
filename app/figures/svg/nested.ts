/**
 * An SVG, a canvas or an image within a figure: taken over with the looks that style sheets gave
 * it.
 */
import { type Box, paintOf } from "./paint";
import { node, type SvgNode } from "./tree";

const KEPT =
  /^(x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|d|points|width|height|viewBox|preserveAspectRatio|transform|dx|dy|offset|id|gradientUnits|gradientTransform|patternUnits|patternTransform|spreadMethod|clipPathUnits|textLength|lengthAdjust|pathLength|vector-effect|marker-end|marker-start|clip-path|mask|markerWidth|markerHeight|refX|refY|orient)$/;
const DRAWN = new Set([
  "g",
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
  "text",
  "tspan",
  "defs",
  "linearGradient",
  "stop",
  "clipPath",
  "pattern",
  "marker",
  "svg",
]);
const LOOKS = [
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "fill-opacity",
  "stroke-opacity",
  "text-anchor",
  "dominant-baseline",
  "paint-order",
] as const;
const PLAIN: Readonly<Record<string, string>> = {
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  opacity: "1",
  "fill-opacity": "1",
  "stroke-opacity": "1",
  "text-anchor": "start",
  "dominant-baseline": "auto",
  "paint-order": "normal",
};

/**
 * The drawing with its looks written out, at its place. `prefix` keeps its names apart from those
 * of others.
 */
export function svgNode(svg: SVGSVGElement, box: Box, prefix: string): SvgNode {
  const { attributes, children } = copied(svg, prefix) ?? node("svg");
  const { x, y, width, height } = box;
  return node(
    "svg",
    {
      ...attributes,
      x,
      y,
      width,
      height,
      viewBox: svg.getAttribute("viewBox") ?? `0 0 ${width} ${height}`,
      overflow: getComputedStyle(svg).overflowX === "visible" ? "visible" : "hidden",
    },
    children,
  );
}

function copied(element: Element, prefix: string): SvgNode | null {
  const tag = element.localName;
  if (!DRAWN.has(tag)) return null;
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0")
    return null;
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes)
    if (KEPT.test(name))
      attributes[name] =
        name === "id"
          ? prefix + value
          : value.replace(/url\(["']?#([^"')]+)["']?\)/, `url(#${prefix}$1)`);
  if (style.transform !== "none") attributes["transform"] = style.transform;
  Object.assign(attributes, tag === "stop" ? stopOf(style) : presentationOf(style, tag, prefix));
  const children = [...element.childNodes].flatMap((child) => {
    if (child instanceof Element) return copied(child, prefix) ?? [];
    return child.nodeType === Node.TEXT_NODE && (tag === "text" || tag === "tspan")
      ? (child.textContent ?? "")
      : [];
  });
  return { tag, attributes, children };
}

function stopOf(style: CSSStyleDeclaration): Record<string, string> {
  const { colour, alpha } = paintOf(style.stopColor);
  return { "stop-color": colour, "stop-opacity": String(alpha * Number(style.stopOpacity || 1)) };
}

function presentationOf(
  style: CSSStyleDeclaration,
  tag: string,
  prefix: string,
): Record<string, string> {
  const looks: Record<string, string> = {};
  for (const name of ["fill", "stroke"] as const) {
    const value = style.getPropertyValue(name);
    if (value === "none" || value === "") looks[name] = "none";
    else if (value.startsWith("url("))
      looks[name] = value.replace(/^url\(["']?[^#]*#([^"')]+)["']?\).*$/, `url(#${prefix}$1)`);
    else {
      const { colour, alpha } = paintOf(value);
      looks[name] = alpha === 0 ? "none" : colour;
      if (alpha > 0 && alpha < 1) looks[`${name}-opacity`] = String(alpha);
    }
  }
  for (const name of LOOKS) {
    const value = style.getPropertyValue(name);
    if (value !== PLAIN[name] && value !== "" && looks[name] === undefined)
      looks[name] = value.replaceAll("px", "");
  }
  if (tag === "text" || tag === "tspan") {
    looks["font-family"] = style.fontFamily.replaceAll('"', "'");
    looks["font-size"] = style.fontSize.replace("px", "");
    looks["font-weight"] = style.fontWeight;
  }
  return looks;
}

/**
 * The pixels of a canvas or an image, inside the file itself. Null when they cannot be read or
 * nothing is drawn yet.
 */
export function imageNode(
  source: HTMLCanvasElement | HTMLImageElement,
  style: CSSStyleDeclaration,
  { x, y, width, height }: Box,
): SvgNode | null {
  const data =
    source instanceof HTMLCanvasElement ? source.toDataURL("image/png") : pixelsOf(source);
  if (data === null || data === "data:,") return null;
  const rendering = style.imageRendering === "pixelated" ? "pixelated" : undefined;
  return node("image", {
    x,
    y,
    width,
    height,
    href: data,
    preserveAspectRatio: "none",
    "image-rendering": rendering,
  });
}

function pixelsOf(image: HTMLImageElement): string | null {
  if (!image.complete || image.naturalWidth === 0) return null;
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext("2d")?.drawImage(image, 0, 0);
  try {
    return canvas.toDataURL("image/png");
  } catch {
    return null; // of another origin
  }
}
