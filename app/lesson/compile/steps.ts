/**
 * Steps: the sections between `---`, each with its `step` tag, its `##` title, its blocks and its
 * speaker notes.
 */
import type { Block, LessonStep } from "../document";
import { Attributes, slug } from "../language/attributes";
import { TAGS } from "../language/schema";
import { plainText, type TreeNode } from "../language/tree";
import { blocksOf } from "./blocks";
import type { Context } from "./context";
import { attributeText } from "./figures";
import { inlines } from "./inline";
import { lifted, placeOf } from "./parts";

interface Section {
  readonly line: number;
  readonly nodes: readonly TreeNode[];
  readonly tag: TreeNode | undefined;
  readonly heading: TreeNode | undefined;
}

const WORDS = 90;
/** Most languages take up to a fifth more words to say the same as English. */
const WORDS_ELSEWHERE = 108;
/** Languages that put no spaces between words. */
const SPACELESS = /^(zh|ja|th|lo|km|my)\b/;

/**
 * The document cut at its `---`. What stands before the first one is no step when it is only the
 * lesson's title.
 */
export function sections(document: TreeNode, bodyLine: number, title: string): Section[] {
  const cut: { line: number; nodes: TreeNode[] }[] = [{ line: bodyLine, nodes: [] }];
  for (const node of document.children) {
    if (node.type === "rule") cut.push({ line: node.line, nodes: [] });
    else cut.at(-1)?.nodes.push(node);
  }
  const [first] = cut;
  if (
    first !== undefined &&
    first.nodes.every(
      (node) => node.type === "heading" && node.level === 1 && plainText(node).trim() === title,
    )
  )
    cut.shift();
  return cut.map(({ line, nodes }) => {
    const all = lifted(nodes);
    const tag = all[0]?.type === "tag" && all[0].text === "step" ? all[0] : undefined;
    const heading = all.find((node) => node.type === "heading" && node.level === 2);
    return { line, nodes: all.filter((node) => node !== tag && node !== heading), tag, heading };
  });
}

/**
 * The id that a step will have, before anything is compiled: links within the lesson need all of
 * them.
 */
export function stepIdOf(section: Section, at: number): string {
  const written = section.tag?.span?.attributes.find((attribute) => attribute.name === "id")?.value;
  return typeof written === "string"
    ? slug(written)
    : slug(section.heading === undefined ? `step-${at + 1}` : plainText(section.heading));
}

export function compileStep(
  context: Context,
  section: Section,
  at: number,
  taken: Map<string, number>,
): LessonStep {
  const start = context.reporter.list.length;
  const title = section.heading === undefined ? "" : plainText(section.heading).trim();
  inlines(context, section.heading?.children ?? []); // only for what is wrong in it: a title is plain text
  const { id, minutes } = stepTag(context, section, at, taken, title);
  if (title === "")
    context.report(
      "step-title-missing",
      { line: section.tag?.line ?? section.line },
      "This step has no title: a line ## Title after its {% step %}.",
      { suggestion: "## Title" },
    );
  const boxes = context.reporter.unboxed(start).map((error) => context.box(error));
  const notes = section.nodes.filter(isNotes);
  context.stage = stageOf(section.nodes);
  const blocks = blocksOf(
    context,
    section.nodes.filter((node) => !isNotes(node)),
    "step",
  );
  if (section.nodes.length === 0) {
    context.report("step-empty", { line: section.line }, "This step has nothing in it.");
    boxes.push(...context.reporter.unboxed(start).map((error) => context.box(error)));
  }
  reading(context, section, blocks);
  return {
    id,
    title: title === "" ? `Step ${at + 1}` : title,
    ...(minutes === undefined ? {} : { minutes }),
    blocks: [...boxes, ...blocks],
    notes: blocksOf(context, notes, "step"),
  };
}

/** Id of the figure on the stage: the first that the step shows, else the first that it sets. */
function stageOf(nodes: readonly TreeNode[]): string | undefined {
  const named = (tag: string): TreeNode | undefined =>
    nodes.find((node) => node.type === "tag" && node.text === tag);
  const compared = named("compare")?.children.find((node) => node.text === "figure");
  const shown = named("figure") ?? compared;
  return shown === undefined ? attributeText(named("set"), "figure") : attributeText(shown, "id");
}

function isNotes(node: TreeNode): boolean {
  return node.type === "tag" && node.text === "notes" && node.ends === "closed";
}

function stepTag(
  context: Context,
  section: Section,
  at: number,
  taken: Map<string, number>,
  title: string,
): { readonly id: string; readonly minutes: number | undefined } {
  const schema = TAGS["step"];
  const fallback = unique(stepIdOf(section, at), taken);
  if (section.tag?.span === undefined || schema === undefined) {
    const { heading, line } = section;
    reportNoId(context, heading, line, title === "" ? `step-${at + 1}` : slug(title));
    taken.set(fallback, line);
    return { id: fallback, minutes: undefined };
  }
  const { tag } = section;
  const attributes = new Attributes(section.tag.span, schema, context.reporter);
  if (tag.ends === "open")
    context.report(
      "tag-body-forbidden",
      section.tag.span.place,
      "{% step %} has no body: end it with /%}.",
    );
  const id = attributes.text("id") ?? fallback;
  const before = taken.get(id);
  if (before !== undefined)
    context.report(
      "step-id-duplicate",
      attributes.place("id"),
      `The step id "${id}" is taken: line ${before} has it already.`,
    );
  const own = before === undefined ? id : unique(id, taken);
  taken.set(own, section.tag.line);
  return { id: own, minutes: attributes.number("minutes") };
}

function reportNoId(
  context: Context,
  heading: TreeNode | undefined,
  line: number,
  id: string,
): void {
  const suggestion = `{% step id="${id}" /%}`;
  const start = heading && { line: heading.line, column: 1 };
  const fix = start && {
    ...start,
    endLine: start.line,
    endColumn: 1,
    text: `${suggestion}\n\n`,
  };
  context.report(
    "step-id-missing",
    { line: heading?.line ?? line },
    `This step has no id. Write ${suggestion} before its title.`,
    { suggestion, ...(fix && { fix }) },
  );
}

function unique(id: string, taken: ReadonlyMap<string, number>): string {
  let candidate = id;
  for (let count = 2; taken.has(candidate); count++) candidate = `${id}-${count}`;
  return candidate;
}

function wordsOf(text: string, language: string): string[] {
  if (!SPACELESS.test(language)) return text.split(/\s+/);
  return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)].map(
    ({ segment }) => segment,
  );
}

/** Text with each formula as one word. */
function prose(node: TreeNode): string {
  if (node.type === "math") return "x";
  return node.children.length === 0
    ? plainText(node)
    : node.children.map(prose).join(node.type === "list" || node.type === "item" ? " " : "");
}

/**
 * Words that a reader has to read before the next action; boxes, questions and notes do not count.
 */
function reading(context: Context, section: Section, blocks: readonly Block[]): void {
  if (blocks.length === 0) return;
  const text = section.nodes
    .filter((node) => ["paragraph", "list", "quote"].includes(node.type))
    .map(prose);
  const words = wordsOf(text.join(" "), context.front.lang).filter((word) =>
    /[\p{L}\p{N}]/u.test(word),
  ).length;
  const most = context.front.lang.startsWith("en") ? WORDS : WORDS_ELSEWHERE;
  if (words > most)
    context.report(
      "step-long",
      section.tag === undefined ? { line: section.line } : placeOf(section.tag),
      `This step has ${words} words to read; people read at most ${most} before they act. Split it with ---.`,
    );
}
