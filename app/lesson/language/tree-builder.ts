/**
 * Tokens to a tree. A tag that is opened and not closed, or closed and not opened, is reported and
 * mended on the spot, and no step can swallow the next one.
 */
import type { Fix, Reporter } from "./diagnostics";
import { LIMITS } from "./limits";
import { didYouMean, nearest } from "./nearest";
import type { Source } from "./source";
import { tagNamed } from "./schema";
import { unmask } from "./spans";
import type { Span } from "./tag-reader";
import type { Token } from "./tokenizer";
import { treeNode, type NodeType, type TreeNode } from "./tree";

const CONTAINERS: Readonly<Record<string, NodeType>> = {
  paragraph: "paragraph",
  heading: "heading",
  bullet_list: "list",
  ordered_list: "list",
  list_item: "item",
  table: "table",
  tr: "row",
  td: "cell",
  th: "cell",
  blockquote: "quote",
  em: "emphasis",
  strong: "strong",
  s: "strike",
  link: "link",
};

export class TreeBuilder {
  readonly #root = treeNode("document", 1);
  #stack: TreeNode[] = [this.#root];
  /** Names of tags that were closed for their author; their real closing tags may still come. */
  readonly #mended = new Map<string, number>();
  #depth = 0;
  #line = 1;

  constructor(
    readonly source: Source,
    readonly spans: readonly Span[],
    readonly reporter: Reporter | null,
  ) {}

  finish(): TreeNode {
    this.#closeTags(0, this.source.lines.length, "where the file ends");
    this.#root.endLine = this.source.lines.length;
    return this.#root;
  }

  blocks(tokens: readonly Token[]): void {
    for (const token of tokens) {
      if (token.map !== null && token.map !== undefined) this.#line = token.map[0] + 1;
      if (token.type === "inline") this.inline(token.children ?? [], this.#top(), token.map?.[1]);
      else this.#block(token);
    }
  }

  inline(tokens: readonly Token[], parent: TreeNode, end = parent.endLine): void {
    const outer = this.#stack;
    this.#stack = [parent];
    for (const token of tokens) {
      if (token.type === "softbreak" || token.type === "hardbreak") {
        this.#add(treeNode("break", this.#line, { flag: token.type === "hardbreak" }));
        this.#line++;
      } else this.#inlineToken(token);
    }
    this.#closeTags(0, end, "where its paragraph ends");
    this.#stack = outer;
  }

  #block(token: Token): void {
    const endLine = token.map?.[1] ?? this.#line;
    if (this.#tag(token)) return;
    if (token.type === "hr") this.#rule();
    else if (token.type === "fence" || token.type === "code_block")
      this.#add(
        treeNode("code", this.#line, {
          text: unmask(token.content, this.spans),
          endLine,
          children: [treeNode("text", this.#line, { text: token.info.trim() })],
        }),
      );
    else this.#leafOrContainer(token, endLine);
  }

  #inlineToken(token: Token): void {
    if (this.#tag(token)) return;
    if (token.type === "text" || token.type === "html_inline") {
      if (token.content !== "")
        this.#add(treeNode("text", this.#line, { text: unmask(token.content, this.spans) }));
    } else if (token.type === "code_inline")
      this.#add(treeNode("codespan", this.#line, { text: unmask(token.content, this.spans) }));
    else if (token.type === "image")
      this.#add(
        treeNode("image", this.#line, {
          text: token.attrGet("src") ?? "",
          children: [treeNode("text", this.#line, { text: token.content })],
        }),
      );
    else this.#leafOrContainer(token, this.#line);
    this.#line += token.type.startsWith("math") ? token.content.split("\n").length - 1 : 0;
  }

  #leafOrContainer(token: Token, endLine: number): void {
    if (token.type.startsWith("math_")) {
      const text = unmask(token.content, this.spans);
      this.#add(
        treeNode(token.type === "math_unclosed" ? "math-unclosed" : "math", this.#line, {
          text,
          endLine,
          flag: token.type !== "math_inline",
        }),
      );
      return;
    }
    const type = CONTAINERS[token.type.replace(/_(open|close)$/, "")];
    if (type === undefined) return;
    if (token.nesting < 0) return this.#closeContainer(type);
    const text = token.attrGet("href") ?? "";
    const flag = token.type.startsWith("ordered") || token.tag === "th";
    this.#push(
      treeNode(type, this.#line, {
        text: unmask(text, this.spans),
        flag,
        level: Number(/^h(\d)$/.exec(token.tag)?.[1] ?? 0),
        endLine,
      }),
    );
  }

  /** Handles a tag token; false when `token` is none. */
  #tag(token: Token): boolean {
    const numbered = /^\/?t(\d+)\s*\/?$/.exec(
      token.type.startsWith("tag") ? token.info.trim() : "",
    );
    const span = numbered === null ? undefined : this.spans[Number(numbered[1])];
    if (span === undefined) return token.type === "annotation" || token.type === "error";
    this.#line = span.place.line;
    for (const { code, place, message, extra } of span.form === "close" ? span.problems : [])
      this.reporter?.report(code, place, message, extra);
    if (span.form === "close") this.#closeTag(span);
    else {
      const node = treeNode("tag", this.#line, {
        text: span.name,
        span,
        endLine: span.endPlace.line,
        ends: span.form === "open" ? "open" : "self",
      });
      if (span.form === "open") this.#push(node);
      else this.#add(node);
    }
    this.#line = span.endPlace.line;
    return true;
  }

  #closeTag(span: Span): void {
    let depth = this.#stack.length - 1;
    while (
      depth > 0 &&
      this.#stack[depth]?.type === "tag" &&
      this.#stack[depth]?.text !== span.name
    )
      depth--;
    const opened = this.#stack[depth];
    if (opened?.type === "tag" && opened.text === span.name && depth > 0) {
      this.#closeTags(depth, span.place.line, `where {% /${span.name} %} closes what is around it`);
      opened.endLine = span.endPlace.line;
      opened.ends = "closed";
      this.#pop();
      return;
    }
    const mended = this.#mended.get(span.name) ?? 0;
    if (mended > 0) this.#mended.set(span.name, mended - 1);
    else this.#unopened(span);
  }

  #unopened(span: Span): void {
    const open = this.#stack.filter((node) => node.type === "tag").map((node) => node.text);
    const suggestion = tagNamed(span.name) === undefined ? nearest(span.name, open) : undefined; // the opening tag may be the misspelt one
    this.reporter?.report(
      "tag-unopened",
      span.place,
      `{% /${span.name} %} closes a tag that is not open here.${didYouMean(suggestion === undefined ? undefined : `{% /${suggestion} %}`)}`,
      {
        suggestion,
        allowed: open.map((name) => `{% /${name} %}`),
        fix: suggestion === undefined ? undefined : replaced(span, `{% /${suggestion} %}`),
      },
    );
  }

  /** Closes what its author left open above stack position `depth`. */
  #closeTags(depth: number, line: number, where: string): void {
    while (this.#stack.length - 1 > depth) {
      const node = this.#pop();
      if (node?.type !== "tag" || node.span === undefined) continue;
      node.endLine = Math.max(node.line, line);
      this.#mended.set(node.text, (this.#mended.get(node.text) ?? 0) + 1);
      const inline = where.includes("paragraph")
        ? " Write it on a line of its own when it holds more than one paragraph."
        : "";
      this.reporter?.report(
        "tag-unclosed",
        node.span.place,
        `{% ${node.text} %} is still open ${where}${line < this.source.lines.length ? ` (line ${line})` : ""}.${inline}`,
        {
          suggestion: `{% /${node.text} %}`,
        },
      );
    }
  }

  #closeContainer(type: NodeType): void {
    let depth = this.#stack.length - 1;
    while (depth > 0 && this.#stack[depth]?.type !== type) depth--;
    if (depth === 0) return;
    this.#closeTags(
      depth,
      this.#stack[depth]?.endLine ?? this.#line,
      `where the ${type} around it ends`,
    );
    this.#pop();
  }

  /** `---` ends every tag that is still open, so that one forgotten closing tag costs one step. */
  #rule(): void {
    if (this.#stack.every((node, at) => at === 0 || node.type === "tag"))
      this.#closeTags(0, this.#line, "where the next step begins");
    this.#add(treeNode("rule", this.#line));
  }

  #top(): TreeNode {
    return this.#stack.at(-1) ?? this.#root;
  }

  #add(node: TreeNode): void {
    this.#top().children.push(node);
  }

  /**
   * Opens a node. What stands too deep is reported once and left out, so that no later walk can run
   * out of stack.
   */
  #push(node: TreeNode): void {
    this.#depth += weight(node);
    if (this.#depth === LIMITS.depth + 1 && weight(node) === 1)
      this.reporter?.report(
        "limit-depth",
        { line: node.line },
        `Blocks stand more than ${LIMITS.depth} deep inside each other here.`,
      );
    if (this.#depth <= LIMITS.depth) this.#add(node);
    this.#stack.push(node);
  }

  #pop(): TreeNode | undefined {
    const node = this.#stack.pop();
    if (node !== undefined) this.#depth -= weight(node);
    return node;
  }
}

/** Lists, quotations and tags count as levels; what always stands inside them does not. */
function weight(node: TreeNode): number {
  return node.type === "tag" ||
    node.type === "list" ||
    node.type === "quote" ||
    node.type === "emphasis" ||
    node.type === "strong"
    ? 1
    : 0;
}

function replaced({ place, endPlace }: Span, text: string): Fix {
  return {
    line: place.line,
    column: place.column,
    endLine: endPlace.line,
    endColumn: endPlace.column,
    text,
  };
}
