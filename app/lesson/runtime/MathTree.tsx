/**
 * A formula as React elements: only listed elements and attributes of MathML become nodes,
 * everything else is dropped.
 */
import { createElement, type ReactNode } from "react";
import type { MathNode } from "../document";
import { roleOf } from "./roles";

const TAGS = new Set(
  "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom mstyle menclose merror semantics".split(
    " ",
  ),
);
const ATTRIBUTES = new Set(
  "display displaystyle scriptlevel mathvariant stretchy symmetric fence separator lspace rspace minsize maxsize largeop movablelimits accent accentunder linethickness width height depth voffset columnalign rowalign columnspacing rowspacing columnlines rowlines notation form dir".split(
    " ",
  ),
);
const MAX_DEPTH = 60;

export interface MathTreeProps {
  readonly tree: MathNode;
  /** The source, read to those whose software cannot read MathML. */
  readonly tex: string;
  readonly block?: boolean;
  readonly onTerm?: ((term: string | null) => void) | undefined;
}

export function MathTree({ tree, tex, block = false, onTerm }: MathTreeProps): ReactNode {
  const root =
    typeof tree !== "string" && tree.tag === "math"
      ? tree
      : { tag: "math", attributes: {}, children: [tree] };
  const attributes = { ...root.attributes, ...(block ? { display: "block" } : {}) };
  return build({ ...root, attributes }, "0", 0, onTerm, tex);
}

function build(
  node: MathNode,
  key: string,
  depth: number,
  onTerm: MathTreeProps["onTerm"],
  tex?: string,
): ReactNode {
  if (typeof node === "string") return node;
  if (depth > MAX_DEPTH) return null;
  const children = node.children.map((child, at) => build(child, String(at), depth + 1, onTerm));
  if (!TAGS.has(node.tag)) return createElement("mrow", { key }, ...children);
  const allowed = Object.entries(node.attributes).filter(([name]) => ATTRIBUTES.has(name));
  const term = node.attributes["data-role"];
  const linked =
    term === undefined
      ? {}
      : {
          "data-term": term,
          "data-role": roleOf(term) ?? undefined,
          onPointerEnter: () => onTerm?.(term),
          onPointerLeave: () => onTerm?.(null),
        };
  return createElement(
    node.tag,
    {
      key,
      ...Object.fromEntries(allowed),
      ...linked,
      ...(tex === undefined ? {} : { "data-tex": tex }),
    },
    ...children,
  );
}
