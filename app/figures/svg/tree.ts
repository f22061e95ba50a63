/**
 * An SVG as a tree of elements: written as text for a file, or made into elements of the page. No
 * markup is ever parsed.
 */

export interface SvgNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (SvgNode | string)[];
}

const NAMESPACE = "http://www.w3.org/2000/svg";

/** Numbers are written with at most two places; what is undefined is left out. */
export function node(
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  children: readonly (SvgNode | string)[] = [],
): SvgNode {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === "number" ? short(value) : value]],
  );
  return { tag, attributes: Object.fromEntries(written), children };
}

export function short(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}

/** A file of its own. */
export function fileOf(root: SvgNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${textOf({ ...root, attributes: { xmlns: NAMESPACE, ...root.attributes } })}\n`;
}

function textOf({ tag, attributes, children }: SvgNode): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  if (children.length === 0) return `<${tag}${written.join("")}/>`;
  return `<${tag}${written.join("")}>${children.map((child) => (typeof child === "string" ? escaped(child) : textOf(child))).join("")}</${tag}>`;
}

/** For text and attributes; signs that XML cannot hold at all are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Elements for the page. */
export function elementOf({ tag, attributes, children }: SvgNode): SVGElement {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(
    ...children.map((child) => (typeof child === "string" ? child : elementOf(child))),
  );
  return element;
}
