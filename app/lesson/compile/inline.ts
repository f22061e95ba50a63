/** Text inside a line: emphasis, code, links, formulas, terms. */
import { directionOf } from "../../language/direction";
import { isolated } from "../../language/isolated";
import { decimalMarkOf } from "../../language/numerals";
import type { Inline } from "../document";
import { Attributes } from "../language/attributes";
import { SLUG } from "../language/front-matter-keys";
import { FormulaError, renderMath, ROLES } from "../language/mathml";
import { didYouMean, listed, nearest } from "../language/nearest";
import { parseInline } from "../language/parse";
import { readReference } from "../language/reference";
import { tagNamed } from "../language/schema";
import { plainText, type TreeNode } from "../language/tree";
import type { MathNode } from "../document";
import type { Context } from "./context";
import { address } from "./address";
import { reportTag } from "./parts";
import { valueInline } from "./value";

/** HTML looks like this; `a < b` and `x<y>` of mathematics do not end in a known element. */
const HTML =
  /<\/?(a|abbr|b|big|br|button|center|code|del|details|div|em|font|form|h[1-6]|hr|i|iframe|img|input|ins|kbd|li|link|mark|object|ol|p|pre|script|small|span|strong|style|sub|summary|sup|svg|table|td|th|tr|u|ul|video)(\s[^<>]*)?\/?>/i;

export function inlines(context: Context, nodes: readonly TreeNode[]): Inline[] {
  const result: Inline[] = [];
  for (const node of nodes) {
    for (const inline of inlineOf(context, node)) {
      const last = result.at(-1);
      if (inline.kind === "text" && last?.kind === "text")
        result[result.length - 1] = { kind: "text", text: last.text + inline.text };
      else result.push(inline);
    }
  }
  return directionOf(context.front.lang) === "ltr"
    ? result
    : result.map((one) => (one.kind === "text" ? { ...one, text: isolated(one.text) } : one));
}

function inlineOf(context: Context, node: TreeNode): Inline[] {
  switch (node.type) {
    case "text":
      checkHtml(context, node);
      checkBraces(context, node);
      return [{ kind: "text", text: node.text }];
    case "break":
      return [{ kind: "text", text: node.flag ? "\n" : " " }];
    case "codespan":
      return [{ kind: "code", text: node.text }];
    case "emphasis":
      return [{ kind: "emphasis", content: inlines(context, node.children) }];
    case "strike":
      context.report(
        "strike",
        { line: node.line },
        `"~~${plainText(node).slice(0, 40)}~~" is shown without a line through it: lessons have no struck-out text.`,
      );
      return inlines(context, node.children);
    case "strong":
      return [{ kind: "strong", content: inlines(context, node.children) }];
    case "math":
      return formula(context, node, false);
    case "link":
      return link(context, node);
    case "tag":
      return inlineTag(context, node);
    case "image":
      return [];
    default:
      return inlines(context, node.children);
  }
}

/** The one run of text that a tag of body "text" or "optional" may hold. */
export function inlineBody(context: Context, node: TreeNode): Inline[] {
  const runs = node.children.filter((child) => child.type !== "rule");
  const [only] = runs;
  if (only === undefined) return [];
  const isInline = (child: TreeNode): boolean =>
    !["paragraph", "heading", "list", "table", "quote", "code"].includes(child.type) &&
    !(child.type === "math" && child.flag);
  if (runs.every(isInline)) return inlines(context, runs);
  if (runs.length === 1 && only.type === "paragraph") return inlines(context, only.children);
  const extra = only.type === "paragraph" ? (runs[1] ?? only) : only;
  context.report(
    "tag-body-text",
    { line: extra.line, endLine: extra.endLine },
    `{% ${node.text} %} holds one run of text: no lists, headings or second paragraphs.`,
  );
  return [];
}

/** Text of an attribute: emphasis and formulas work there too. */
export function inlineText(context: Context, text: string, line: number): Inline[] {
  return inlines(context, parseInline(text, line, context.budget));
}

export function formula(
  context: Context,
  node: TreeNode,
  display: boolean,
): { kind: "math"; tex: string; mathml: MathNode }[] {
  try {
    context.budget.line = node.line;
    const mathml = renderMath(
      node.text,
      display,
      context.budget,
      decimalMarkOf(context.front.lang),
    );
    return [{ kind: "math", tex: node.text.trim(), mathml }];
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    const lineOffset = node.text.slice(0, error.offset).split("\n").length - 1;
    const inLine = (node.text.split("\n")[lineOffset] ?? "").trim();
    const found = context.source.find(inLine, node.line + lineOffset, node.endLine);
    const before = node.text.lastIndexOf("\n", error.offset - 1) + 1;
    const indent = node.text.slice(before).length - node.text.slice(before).trimStart().length;
    const place =
      found.column === undefined
        ? found
        : { line: found.line, column: found.column + Math.max(0, error.offset - before - indent) };
    context.report(error.code, place, error.message, {
      ...(error.allowed === undefined ? {} : { allowed: error.allowed }),
      suggestion: error.suggestion,
    });
    return [];
  }
}

/** `{figure id="c1"}` and `{{ figure }}`: a tag as other languages write it, which is text here. */
const BRACES = /\{\{?\s*\/?\s*([A-Za-z][\w-]*)(?:\s+[\w-]+\s*=[^{}]*|\s*\/?\s*)\}\}?/g;

function checkBraces(context: Context, node: TreeNode): void {
  for (const [written, name = ""] of node.text.matchAll(BRACES)) {
    if (tagNamed(name.toLowerCase()) === undefined || !/^\{\{|[=/]/.test(written)) continue;
    const suggestion = `{% ${name.toLowerCase()} … %}`;
    const message = `"${written.slice(0, 60)}" is shown as it stands here. Did you mean the tag ${suggestion}?`;
    context.report("tag-braces", context.source.find(written, node.line, node.endLine), message, {
      suggestion,
    });
  }
}

function checkHtml(context: Context, node: TreeNode): void {
  const found = HTML.exec(node.text);
  if (found === null) return;
  const instead: Record<string, string> = {
    b: "**bold**",
    strong: "**bold**",
    i: "*italic*",
    em: "*italic*",
    a: "[text](address)",
    img: "![description](assets/picture.png)",
    sub: "$x_1$",
    sup: "$x^2$",
    code: "`code`",
  };
  const use = instead[(found[1] ?? "").toLowerCase()];
  const fromWeb = /^<img[^>]*\ssrc\s*=\s*["']?https?:/i.test(found[0]);
  context.report(
    "html-tag",
    context.source.find(found[0], node.line, node.endLine),
    `${found[0]} is HTML; readers will see it as it stands here.${use === undefined ? "" : ` Write ${use}.`}${fromWeb ? " Images from the web are not loaded: save the image into assets/." : ""}`,
    { suggestion: use },
  );
}

function link(context: Context, node: TreeNode): Inline[] {
  const content = inlines(context, node.children);
  const place = context.source.find(decoded(node.text), node.line, node.endLine);
  if (node.children.every((child) => plainText(child).trim() === "")) {
    context.report("link-empty", place, `The link to ${node.text} has no text.`);
    return [];
  }
  const href = address(context, node.text, place);
  return href === null ? [] : [{ kind: "link", href, content }];
}

function decoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}

/** A tag inside a heading, a table cell or emphasis that may not stand in a line of text. */
function strayTag(context: Context, node: TreeNode): Inline[] {
  const place = node.span?.place ?? { line: node.line };
  reportTag(context, node.span);
  if (node.span?.form !== "broken") {
    const known = tagNamed(node.text) !== undefined;
    const message = known
      ? `{% ${node.text} %} is a block; it cannot stand inside a heading, a table, a list of choices or a word.`
      : `There is no tag "${node.text}".`;
    context.report(known ? "tag-misplaced" : "tag-unknown", place, message);
  }
  return inlines(context, node.children);
}

function inlineTag(context: Context, node: TreeNode): Inline[] {
  const schema = tagNamed(node.text);
  if (node.span === undefined || schema?.inline !== true) return strayTag(context, node);
  if (schema.name === "value") return valueInline(context, node, schema);
  const attributes = new Attributes(node.span, schema, context.reporter);
  const content = inlines(context, node.children);
  if (content.length === 0)
    context.report(
      "tag-body-missing",
      node.span.place,
      `{% ${node.text} %} has no text: {% ${node.text} name="weight" %}the weight{% /${node.text} %}.`,
    );
  const name = attributes.text("name");
  if (name === undefined) return [];
  const reference = readReference(name);
  if (reference !== null && context.figureState(reference.figure) === null)
    context.report(
      "from-figure",
      attributes.place("name"),
      `There is no figure "${reference.figure}" whose number this could light.`,
    );
  else if (reference === null && !SLUG.test(name)) {
    const suggestion = nearest(name, ROLES);
    context.report(
      "id-form",
      attributes.place("name"),
      `name is "${name}"; it is a role (${listed(ROLES)}), a number of a figure ("c1.y[0][2]"), or a glossary word in small letters.${didYouMean(suggestion)}`,
      { allowed: ROLES, suggestion },
    );
  }
  return [{ kind: "term", term: name, content }];
}
