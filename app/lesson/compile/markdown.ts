/** Blocks that Markdown itself has: headings, tables, code and images. */
import type { Block } from "../document";
import { didYouMean, listed, nearest } from "../language/nearest";
import type { TreeNode } from "../language/tree";
import type { Context } from "./context";
import { inlines } from "./inline";

export function paragraph(context: Context, node: TreeNode): Block[] {
  const content = inlines(context, node.children);
  return content.length === 0 ? [] : [{ kind: "paragraph", content }];
}

export function code({ children, text }: TreeNode): Block {
  const [language = ""] = (children[0]?.text ?? "").split(/\s/, 1);
  return { kind: "code", language, text: text.replace(/\n$/, "") };
}

export function unclosedFormula(context: Context, node: TreeNode): Block[] {
  context.report(
    "math-unclosed",
    context.source.find("$$", node.line, node.endLine),
    "The formula that opens here with $$ is not closed: a line ending in $$ is missing before the next empty line.",
  );
  return [];
}

export function nestedRule(context: Context, node: TreeNode): Block[] {
  context.report(
    "step-nested",
    { line: node.line },
    "--- begins a step, so it cannot stand inside a list, a quotation or a tag.",
  );
  return [];
}

export function heading(context: Context, node: TreeNode): Block[] {
  const { level } = node;
  if (level === 3 || level === 4)
    return [{ kind: "heading", level, content: inlines(context, node.children) }];
  const why =
    level === 1
      ? "The title of the lesson stands in the front matter. A step begins with ##."
      : level === 2
        ? "Only the title of a step has ##. Write ### here, or begin a step with --- above."
        : "Headings have two to four #.";
  context.report(
    level === 2 ? "step-title-twice" : "heading-level",
    { line: node.line, column: 1 },
    why,
    {
      suggestion: level === 1 ? "##" : level === 2 ? "###" : "####",
    },
  );
  return [];
}

export function table(context: Context, node: TreeNode): Block {
  const row = (cells: TreeNode): ReturnType<typeof inlines>[] =>
    cells.children.map((cell) => inlines(context, cell.children));
  const [head, ...rows] = node.children;
  return { kind: "table", head: head === undefined ? [] : row(head), rows: rows.map(row) };
}

export function image(context: Context, node: TreeNode): Block[] {
  const paths = context.pictureNames;
  const place = context.source.find(node.text, node.line, node.endLine);
  const path = node.text.replace(/^\.\//, "");
  const alt = (node.children[0]?.text ?? "").trim();
  const source = paths.includes(path) ? context.options.assets?.[path] : undefined;
  if (source === undefined) {
    const suggestion = nearest(path, paths);
    const why = /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(path)
      ? "Images come from the lesson's own folder, never from elsewhere."
      : paths.length === 0
        ? "The lesson has no images."
        : `It has ${listed(paths)}.`;
    context.report(
      "image-missing",
      place,
      `There is no image "${node.text.slice(0, 80)}".${didYouMean(suggestion)} ${why}`,
      {
        allowed: paths,
        suggestion,
      },
    );
  }
  if (alt === "")
    context.report(
      "image-alt",
      place,
      "The image has no description. Write what it shows between the brackets: ![A photo of a cat](…).",
    );
  return [{ kind: "image", source: source ?? "", alt }];
}
