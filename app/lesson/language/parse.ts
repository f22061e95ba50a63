/** Text to tree: Markdoc's tokenizer reads the Markdown, a builder nests the tags. */
import { Budget } from "./budget";
import type { Reporter } from "./diagnostics";
import { DASHES } from "./lookalikes";
import { Source } from "./source";
import { scan } from "./spans";
import { tokenizer } from "./tokenizer";
import { TreeBuilder } from "./tree-builder";
import { treeNode, type TreeNode } from "./tree";

/**
 * The body of a lesson; `source` has its front matter blanked out. Throws LimitError when it
 * becomes more than `budget` allows.
 */
export function parse(source: Source, reporter: Reporter, budget = new Budget()): TreeNode {
  const { spans, masked } = scan(source);
  const builder = new TreeBuilder(source, spans, reporter);
  builder.blocks(tokenizer().parse(withSteps(masked, source), { budget }));
  return builder.finish();
}

/**
 * A line of dashes right before a step's tag is meant as `---`: it is told as a mistake, and the
 * step begins all the same.
 */
function withSteps(masked: string, { lines }: Source): string {
  const dashes = lines.flatMap((line, at) =>
    DASHES.test(line) && (lines[at - 1] ?? "").trim() === "" ? [at] : [],
  );
  if (dashes.length === 0) return masked;
  const written = masked.split("\n");
  for (const at of dashes) {
    const beside = lines[at + 1]?.trim() === "" ? at + 2 : at + 1;
    if (/^\s*\{%\s*step\b/.test(lines[beside] ?? "")) written[at] = "---";
  }
  return written.join("\n");
}

/** Text of an attribute (feedback) as the inline part of a lesson. */
export function parseInline(text: string, line: number, budget = new Budget()): TreeNode[] {
  const root = treeNode("paragraph", line);
  const builder = new TreeBuilder(new Source(""), [], null);
  const [inline] = tokenizer().parseInline(text.replace(/\{%/g, "{ %"), { budget });
  builder.inline(inline?.children ?? [], root);
  return root.children;
}
