/** A parsed lesson before anything is checked: Markdown and tags as one tree with places. */
import type { Span } from "./tag-reader";

export type NodeType =
  // blocks
  | "document"
  | "paragraph"
  | "heading"
  | "list"
  | "item"
  | "table"
  | "row"
  | "cell"
  | "quote"
  | "code"
  | "rule"
  | "math"
  | "math-unclosed"
  // inlines
  | "text"
  | "break"
  | "emphasis"
  | "strong"
  | "strike"
  | "codespan"
  | "link"
  | "image"
  // both
  | "tag";

export interface TreeNode {
  readonly type: NodeType;
  readonly line: number;
  endLine: number;
  readonly children: TreeNode[];
  /** Text, code, formula, or the address of a link or image. */
  readonly text: string;
  /** Level of a heading. */
  readonly level: number;
  /** Of a list: numbered; of a formula: display. */
  readonly flag: boolean;
  readonly span?: Span;
  /** Of a tag: how it ends. A tag that its author forgot to close is "open". */
  ends: "closed" | "self" | "open";
}

export function treeNode(type: NodeType, line: number, more: Partial<TreeNode> = {}): TreeNode {
  return {
    type,
    line,
    endLine: line,
    children: [],
    text: "",
    level: 0,
    flag: false,
    ends: "closed",
    ...more,
  };
}

/** All text below a node, formulas as TeX: for comparing and counting. */
export function plainText(node: TreeNode): string {
  if (node.type === "break") return " ";
  if (
    node.type === "text" ||
    node.type === "codespan" ||
    node.type === "math" ||
    node.type === "code"
  )
    return node.text;
  const blocks = node.children.some(
    (child) => child.type === "paragraph" || child.type === "item" || child.type === "list",
  );
  return node.children.map(plainText).join(blocks ? "\n" : "");
}

export function* walk(node: TreeNode): Generator<TreeNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}
