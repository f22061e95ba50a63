/**
 * Tree to blocks: everything that stands in a step or in the body of a tag. Each block boxes its
 * own errors.
 */
import type { Block } from "../document";
import { readAttributes } from "../language/attributes";
import type { Fix } from "../language/diagnostics";
import { didYouMean, listed, nearest } from "../language/nearest";
import { allowedIn, QUESTION_TAGS, TAG_NAMES, TAGS, tagNamed } from "../language/schema";
import type { TagSchema } from "../language/tag-schema";
import { MEDIA, TONES } from "../language/tags/text";
import { plainText, treeNode, type TreeNode } from "../language/tree";
import type { Context } from "./context";
import { compareBlock, figureBlock } from "./figures";
import { formula } from "./inline";
import { code, heading, image, nestedRule, paragraph, table, unclosedFormula } from "./markdown";
import { lifted, placeOf, reportTag } from "./parts";
import { question } from "./questions";
import { setBlock } from "./set";

/** `place` is "step" or the name of the tag around. */
export function blocksOf(context: Context, nodes: readonly TreeNode[], place: string): Block[] {
  return lifted(nodes).flatMap((node) => {
    const blocks = context.boxed(node, () => blockOf(context, node, place));
    return node.type === "tag" && node.ends === "open"
      ? [...blocks, ...rescued(context, node, place)]
      : blocks;
  });
}

/** What stands after a tag that its author forgot to close is not lost with it. */
function rescued(context: Context, node: TreeNode, place: string): Block[] {
  const kept = lifted(node.children).filter(
    (child) => child.type !== "tag" || tagNamed(child.text)?.inside.includes(place) === true,
  );
  return blocksOf(context, kept, place);
}

function blockOf(context: Context, node: TreeNode, place: string): Block[] {
  switch (node.type) {
    case "paragraph":
      return paragraph(context, node);
    case "heading":
      return heading(context, node);
    case "list":
      return [
        {
          kind: "list",
          ordered: node.flag,
          items: node.children.map((item) => blocksOf(context, item.children, place)),
        },
      ];
    case "quote":
      return [{ kind: "quote", blocks: blocksOf(context, node.children, place) }];
    case "table":
      return [table(context, node)];
    case "code":
      return [code(node)];
    case "math":
      return formula(context, node, true);
    case "math-unclosed":
      return unclosedFormula(context, node);
    case "image":
      return image(context, node);
    case "rule":
      return nestedRule(context, node);
    case "tag":
      return tag(context, node, place);
    default:
      return blocksOf(context, [inParagraph(node)], place);
  }
}

/** A formula or a word that stands where a block should. */
function inParagraph(node: TreeNode): TreeNode {
  return treeNode("paragraph", node.line, { children: [node], endLine: node.endLine });
}

function tag(context: Context, node: TreeNode, place: string): Block[] {
  const { span } = node;
  if (span === undefined) return [];
  if (span.form === "broken") {
    reportTag(context, span);
    return [];
  }
  const schema = tagNamed(node.text);
  if (schema === undefined) return unknownTag(context, node);
  if (node.text === "step" || !schema.inside.includes(place))
    return misplaced(context, node, schema, place);
  if (schema.body === "none" && node.children.length > 0 && node.ends === "closed")
    context.report(
      "tag-body-forbidden",
      span.place,
      `{% ${node.text} %} has no body: end it with /%}.`,
    );
  if (node.ends === "open") return unclosed(context, node, schema);
  if (node.text === "figure") return context.refused.has(node) ? [] : figureBlock(context, node);
  if (node.text === "set") return setBlock(context, node);
  if (QUESTION_TAGS.has(node.text))
    return question(context, node, (nodes, inside) => blocksOf(context, nodes, inside));
  if (node.text === "compare") return compare(context, node);
  return container(context, node, schema);
}

/** The tree builder reported it; its attributes are still worth checking. */
function unclosed(context: Context, node: TreeNode, schema: TagSchema): Block[] {
  if (node.span === undefined) return [];
  if (schema.open === true) reportTag(context, node.span);
  else readAttributes(node.span, schema, context.reporter);
  if (!context.reporter.list.some((one) => one.code === "tag-unclosed" && one.line === node.line))
    context.report("tag-unclosed", node.span.place, `{% ${node.text} %} is not closed.`);
  return context.reporter.list
    .filter(
      (one) =>
        one.code === "tag-unclosed" &&
        one.line === node.span?.place.line &&
        !context.reporter.boxed.has(one),
    )
    .map((one) => context.box(one));
}

function unknownTag(context: Context, node: TreeNode): Block[] {
  const suggestion = nearest(node.text, TAG_NAMES);
  const { place } = node.span ?? { place: { line: node.line } };
  context.report(
    "tag-unknown",
    place,
    `There is no tag "${node.text}".${didYouMean(suggestion)} Tags are ${listed(TAG_NAMES)}.`,
    {
      allowed: TAG_NAMES,
      suggestion,
      fix: suggestion === undefined ? undefined : renamed(context, node, suggestion),
    },
  );
  return [];
}

/**
 * The tag with another name. Where it has an end, that is a mistake of its own then, and has its
 * own fix.
 */
function renamed(context: Context, { span, text }: TreeNode, name: string): Fix | undefined {
  if (span === undefined) return undefined;
  const { line, column } = context.source.place(span.start + span.raw.indexOf(text));
  return { line, column, endLine: line, endColumn: column + text.length, text: name };
}

function misplaced(context: Context, node: TreeNode, schema: TagSchema, place: string): Block[] {
  const own = schema.inside.map((name) =>
    name === "step"
      ? "directly in a step"
      : name === "text"
        ? "in a line of text"
        : `in {% ${name} %}`,
  );
  const here = allowedIn(place);
  const where = place === "step" ? "directly in a step" : `in {% ${place} %}`;
  if (node.text === "step")
    context.report(
      "step-misplaced",
      placeOf(node),
      "{% step %} has to be the first thing of its step, right after ---.",
      {
        suggestion: "---",
      },
    );
  else
    context.report(
      "tag-misplaced",
      placeOf(node),
      `{% ${node.text} %} may not stand ${where}; it stands ${listed(own, "or")}.`,
      {
        allowed: here,
      },
    );
  return [];
}

function compare(context: Context, node: TreeNode): Block[] {
  if (node.span !== undefined && TAGS["compare"] !== undefined)
    readAttributes(node.span, TAGS["compare"], context.reporter);
  const children = lifted(node.children);
  const text = children.find((child) => child.type !== "tag" && plainText(child).trim() !== "");
  if (text !== undefined)
    context.report(
      "tag-body-text",
      placeOf(text),
      "Only {% figure %} may stand in {% compare %}; text goes before or after it, or into a figure's caption.",
    );
  return compareBlock(
    context,
    blocksOf(
      context,
      children.filter((child) => child.type === "tag"),
      "compare",
    ),
    node,
  );
}

function container(context: Context, node: TreeNode, schema: TagSchema): Block[] {
  if (node.span === undefined) return [];
  const attributes = readAttributes(node.span, schema, context.reporter);
  const blocks = blocksOf(context, node.children, node.text);
  if (node.children.length === 0)
    context.report(
      "tag-body-missing",
      node.span.place,
      `{% ${node.text} %} is empty: its text stands before {% /${node.text} %}.`,
    );
  switch (node.text) {
    case "callout": {
      const tone = TONES.find((known) => known === attributes.text("tone"));
      return tone === undefined
        ? []
        : [{ kind: "callout", tone, title: attributes.text("title") ?? "", blocks }];
    }
    case "only": {
      const medium = MEDIA.find((known) => known === attributes.text("for"));
      return medium === undefined ? [] : [{ kind: "only", for: medium, blocks }];
    }
    case "hint":
      return [{ kind: "hint", blocks }];
    case "solution":
      return [{ kind: "solution", blocks }];
    default:
      return blocks;
  }
}
