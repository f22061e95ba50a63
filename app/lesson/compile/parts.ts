/**
 * The parts of a question: its `ask`, `choice`s, `hint`s … sorted out of its body, each counted.
 */
import type { Block } from "../document";
import type { Place } from "../language/diagnostics";
import { listed } from "../language/nearest";
import { plainText, treeNode, type TreeNode } from "../language/tree";
import { TAGS, tagNamed } from "../language/schema";
import type { Context } from "./context";

export type BlocksOf = (nodes: readonly TreeNode[], place: string) => Block[];

export class Parts {
  readonly #byName = new Map<string, TreeNode[]>();
  /** What is neither a part nor empty: the list of an `order`. */
  readonly others: TreeNode[] = [];

  constructor(
    readonly context: Context,
    readonly node: TreeNode,
    readonly blocksOf: BlocksOf,
    allowOthers: (node: TreeNode) => boolean = () => false,
  ) {
    const allowed = Object.values(TAGS)
      .filter((tag) => tag.inside.includes(node.text))
      .map((tag) => tag.name);
    for (const child of lifted(node.children)) {
      if (child.type === "tag" && allowed.includes(child.text))
        this.#byName.set(child.text, [...this.all(child.text), child]);
      else if (allowOthers(child)) this.others.push(child);
      else if (child.type === "tag") blocksOf([child], node.text);
      else if (child.type !== "rule") this.#stray(child, allowed);
    }
  }

  all(name: string): readonly TreeNode[] {
    return this.#byName.get(name) ?? [];
  }

  /** Blocks of a part that must be there once. */
  required(name: string): Block[] {
    const [first, second] = this.all(name);
    if (first === undefined) {
      this.context.report(
        "part-missing",
        placeOf(this.node),
        `{% ${this.node.text} %} needs a {% ${name} %} … {% /${name} %} inside.`,
      );
      return [];
    }
    if (second !== undefined) this.#twice(name, second);
    const blocks = this.body(first);
    if (blocks.length === 0)
      this.context.report("tag-body-missing", placeOf(first), `{% ${name} %} is empty.`);
    return blocks;
  }

  /** Blocks of a part that may be there once. */
  optional(name: string): Block[] {
    const [first, second] = this.all(name);
    if (second !== undefined) this.#twice(name, second);
    return first === undefined ? [] : this.body(first);
  }

  hints(): Block[][] {
    return this.all("hint").map((hint) => this.body(hint));
  }

  body(part: TreeNode): Block[] {
    return this.blocksOf(part.children, part.text);
  }

  text(name: string): string {
    return this.all(name).map(plainText).join(" ");
  }

  /** The same without formulas. */
  prose(name: string): string {
    const prose = (node: TreeNode): string =>
      node.type === "math"
        ? "…"
        : node.children.length === 0
          ? node.text
          : node.children.map(prose).join(" ");
    return this.all(name).map(prose).join(" ").replace(/\s+/g, " ").trim();
  }

  #twice(name: string, second: TreeNode): void {
    this.context.report(
      "part-twice",
      placeOf(second),
      `{% ${this.node.text} %} has a second {% ${name} %}; it may have one.`,
    );
  }

  #stray(child: TreeNode, allowed: readonly string[]): void {
    const text = plainText(child).trim().slice(0, 40);
    const place = this.context.source.find(
      text.split(" ").slice(0, 3).join(" "),
      child.line,
      child.endLine,
    );
    this.context.report(
      "tag-body-text",
      { ...place, endLine: child.endLine },
      `"${text}" stands directly in {% ${this.node.text} %}. Put it into ${listed(
        allowed.map((name) => `{% ${name} %}`),
        "or",
      )}.`,
      { allowed },
    );
  }
}

export function placeOf(node: TreeNode): Place {
  return node.span?.place ?? { line: node.line, endLine: node.endLine };
}

/** What is wrong with how a tag is written. */
export function reportTag(context: Context, span: TreeNode["span"]): void {
  for (const { code, place, message, extra } of span?.problems ?? [])
    context.report(code, place, message, extra);
}

/** Block tags, images and display formulas out of the lines of text that they were written in. */
export function lifted(nodes: readonly TreeNode[]): TreeNode[] {
  return gathered(nodes).flatMap((node) =>
    node.type === "paragraph" ? splitParagraph(node) : [node],
  );
}

/**
 * The body of a tag on one line has no paragraph: what is emphasised in it still belongs to the
 * line around it.
 */
function gathered(nodes: readonly TreeNode[]): TreeNode[] {
  const result: TreeNode[] = [];
  let run: TreeNode[] = [];
  const flush = (): void => {
    const [first] = run;
    if (first !== undefined)
      result.push(
        treeNode("paragraph", first.line, {
          endLine: run.at(-1)?.endLine ?? first.endLine,
          children: run,
        }),
      );
    run = [];
  };
  for (const node of nodes) {
    if (isInline(node)) run.push(node);
    else {
      flush();
      result.push(node);
    }
  }
  flush();
  return result;
}

const INLINE: ReadonlySet<string> = new Set([
  "text",
  "break",
  "emphasis",
  "strong",
  "strike",
  "codespan",
  "link",
]);

function isInline(node: TreeNode): boolean {
  return (
    INLINE.has(node.type) ||
    (node.type === "math" && !node.flag) ||
    (node.type === "tag" && tagNamed(node.text)?.inline === true)
  );
}

function splitParagraph(paragraph: TreeNode): TreeNode[] {
  if (!paragraph.children.some(standsAlone)) return [paragraph];
  const result: TreeNode[] = [];
  let run: TreeNode[] = [];
  const flush = (): void => {
    const first = run.find(
      (node) => node.type !== "break" && node.text.trim() + node.children.length !== "0",
    );
    if (first !== undefined)
      result.push(
        treeNode("paragraph", first.line, {
          endLine: run.at(-1)?.line ?? first.line,
          children: run,
        }),
      );
    run = [];
  };
  for (const child of paragraph.children) {
    if (!standsAlone(child)) run.push(child);
    else {
      flush();
      result.push(child);
    }
  }
  flush();
  return result;
}

function standsAlone(node: TreeNode): boolean {
  return (
    (node.type === "tag" && tagNamed(node.text)?.inline !== true) ||
    node.type === "image" ||
    (node.type === "math" && node.flag)
  );
}
