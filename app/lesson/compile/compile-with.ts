/**
 * The compiler: the text of a lesson to its LessonDoc and everything that is wrong with it. Pure
 * and total: it never throws, whatever the text. An error boxes its block; the rest of the lesson
 * lives.
 */
import { messageOf } from "../../../engine/core/errors";
import { directionOf } from "../../language/direction";
import type { Block, LessonDoc, LessonStep } from "../document";
import { Reporter, sorted, type Diagnostic } from "../language/diagnostics";
import { LimitError } from "../language/budget";
import { readFrontMatter } from "../language/front-matter";
import { SLUG, type FrontMatter } from "../language/front-matter-keys";
import { CURRENT_FORMAT, LIMITS } from "../language/limits";
import { reportLookalikes } from "../language/lookalikes";
import { parse } from "../language/parse";
import { normalised, Source } from "../language/source";
import { walk, type TreeNode } from "../language/tree";
import { Context, type CompileOptions, type Places } from "./context";
import { attributeText, figureState } from "./figures";
import { migrateSource } from "./migrate";
import { compileStep, sections, stepIdOf } from "./steps";

export interface Compiled {
  readonly doc: LessonDoc;
  readonly diagnostics: readonly Diagnostic[];
  readonly places: Places;
}

const NOWHERE: Places = { steps: [], blocks: new Map() };

/** With the practice that there is: the worker loads it only for a lesson that has some. */
type WithPractice = CompileOptions & Required<Pick<CompileOptions, "generators">>;

export function compileWith(text: string, options: WithPractice): Compiled {
  const reporter = new Reporter(options.file);
  try {
    const { doc, places } = compile(text, options, reporter);
    return { doc, diagnostics: sorted(reporter.list.filter(({ follows }) => !follows)), places };
  } catch (error) {
    const reason = messageOf(error);
    reporter.report("internal", { line: 1 }, `This lesson could not be compiled (${reason}).`);
    return { doc: empty(reporter), diagnostics: sorted(reporter.list), places: NOWHERE };
  }
}

function compile(
  text: string,
  options: WithPractice,
  reporter: Reporter,
): Pick<Compiled, "doc" | "places"> {
  const unusable = unusableFile(text);
  if (unusable !== null) {
    reporter.report(unusable.code, { line: 1 }, unusable.message);
    return { doc: empty(reporter), places: NOWHERE };
  }
  const source = new Source(migrateSource(normalised(text)));
  const { front, bodyLine } = readFrontMatter(source, reporter);
  const body = new Source("\n".repeat(bodyLine - 1) + source.lines.slice(bodyLine - 1).join("\n"));
  if ((body.text.match(/\{%/g)?.length ?? 0) > LIMITS.tags) {
    reporter.report(
      "limit-size",
      { line: bodyLine },
      `A lesson may have ${LIMITS.tags} tags; this one has more.`,
    );
    return { doc: assemble(front, [], reporter), places: NOWHERE };
  }
  const context = new Context(options, body, reporter, front, options.generators);
  context.figureState = (id) => figureState(context, id);
  try {
    const { steps, lines } = compileBody(context, Math.min(bodyLine, source.lines.length));
    lessonChecks(context, steps);
    const { pictures } = context;
    const doc = assemble(front, steps, reporter);
    return {
      doc: Object.keys(pictures).length === 0 ? doc : { ...doc, pictures },
      places: { steps: lines, blocks: context.places },
    };
  } catch (error) {
    if (!(error instanceof LimitError)) throw error;
    const line = Math.min(Math.max(error.line ?? bodyLine, bodyLine), source.lines.length);
    reporter.report("limit-size", { line }, error.message);
    return { doc: assemble(front, [], reporter), places: NOWHERE };
  }
}

/** Why a file cannot be read as a lesson at all; null where it can. */
function unusableFile(
  text: string,
): { readonly code: "limit-size" | "file-text"; readonly message: string } | null {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > LIMITS.bytes) {
    const message = `A lesson may have ${LIMITS.bytes / 1024} KB; this file has ${Math.ceil(bytes / 1024)} KB.`;
    return { code: "limit-size", message };
  }
  const message = notText(text);
  return message === null ? null : { code: "file-text", message };
}

/** What a file is that is not a text in UTF-8; null for a text. */
function notText(text: string): string | null {
  if (text.startsWith("PK\u0003") || text.startsWith("PK\u0005"))
    return "This is a Word document or another packed file, not a text. Save the lesson as plain text (UTF-8), with the ending .mdoc.";
  if (text.startsWith("{\\rtf"))
    return "This is a Rich Text file. Save the lesson as plain text (UTF-8), with the ending .mdoc.";
  const unreadable = text.split("\uFFFD").length + text.split("\u0000").length - 2;
  if (unreadable * 2000 > text.length)
    return "Letters of this file cannot be read: it is not in UTF-8 (it may be Latin-1 or UTF-16). Save it as plain text in UTF-8.";
  return null;
}

function compileBody(
  context: Context,
  bodyLine: number,
): { readonly steps: LessonStep[]; readonly lines: readonly number[] } {
  const tree = parse(context.source, context.reporter, context.budget);
  reportLookalikes(context.source, context.reporter);
  const cut = sections(tree, bodyLine, context.front.title);
  collectFigures(context, tree);
  if (cut.length > LIMITS.steps) {
    const [, extra] = [cut.at(LIMITS.steps - 1), cut.at(LIMITS.steps)];
    context.report(
      "limit-steps",
      { line: extra?.line ?? bodyLine },
      `A lesson may have ${LIMITS.steps} steps; this one has ${cut.length}.`,
    );
  }
  const kept = cut.slice(0, LIMITS.steps);
  for (const [at, section] of kept.entries()) context.stepIds.add(stepIdOf(section, at));
  const taken = new Map<string, number>();
  const steps = kept.map((section, at) => compileStep(context, section, at, taken));
  if (steps.length === 0)
    context.report(
      "step-empty",
      { line: bodyLine },
      "The lesson has no steps: nothing stands below the front matter.",
    );
  const lines = kept.map((section) => section.line);
  return { steps: boxStrays(context, steps, lines), lines };
}

/** The first figure of each id; those beyond the limit are refused. */
function collectFigures(context: Context, tree: TreeNode): void {
  const figures = [...walk(tree)].filter((node) => node.type === "tag" && node.text === "figure");
  const beyond = figures[LIMITS.figures];
  if (beyond !== undefined) {
    context.report(
      "limit-figures",
      beyond.span?.place ?? { line: beyond.line },
      `A lesson may have ${LIMITS.figures} figures; this one has ${figures.length}.`,
    );
    for (const node of figures.slice(LIMITS.figures)) context.refused.add(node);
  }
  for (const node of figures.slice(0, LIMITS.figures)) {
    const id = attributeText(node, "id");
    if (id !== undefined && SLUG.test(id) && !context.figureNodes.has(id))
      context.figureNodes.set(id, node);
  }
}

/**
 * Errors that belong to no block (a closing tag without an opening one) are boxed at the top of
 * their step.
 */
function boxStrays(
  context: Context,
  steps: readonly LessonStep[],
  lines: readonly number[],
): LessonStep[] {
  const boxes = steps.map((): Block[] => []);
  for (const error of context.reporter.unboxed(0)) {
    const step = Math.max(
      0,
      lines.findLastIndex((line) => line <= error.line),
    );
    boxes[step]?.push(context.box(error));
  }
  return steps.map((step, at) => ({ ...step, blocks: [...(boxes[at] ?? []), ...step.blocks] }));
}

/** What concerns the lesson as a whole. */
function lessonChecks(context: Context, steps: readonly LessonStep[]): void {
  const { goals, minutes, lines } = context.front;
  goals.forEach((goal, at) => {
    if (!context.testedGoals.has(at + 1))
      context.report(
        "goal-untested",
        { line: (lines["goals"] ?? 1) + at + 1 },
        `No question tests goal ${at + 1}, "${goal}". Add goal=${at + 1} to the one that does.`,
      );
  });
  const sum = steps.reduce((total, step) => total + (step.minutes ?? 0), 0);
  if (sum > minutes && lines["minutes"] !== undefined)
    context.report(
      "minutes-sum",
      { line: lines["minutes"] ?? 1 },
      `The steps take ${sum} minutes together, the lesson says ${minutes}.`,
      {
        suggestion: String(sum),
      },
    );
}

function assemble(front: FrontMatter, steps: readonly LessonStep[], reporter: Reporter): LessonDoc {
  const strays = reporter
    .unboxed(0)
    .map((error): Block => ({ kind: "problem", message: error.message, line: error.line }));
  const [first, ...rest] = steps;
  const opening = {
    id: first?.id ?? "start",
    title: first?.title ?? front.title,
    blocks: first?.blocks ?? [],
    notes: first?.notes ?? [],
  };
  return {
    format: CURRENT_FORMAT,
    id: front.id,
    title: front.title,
    summary: front.summary,
    lang: front.lang,
    dir: directionOf(front.lang),
    level: front.level,
    minutes: front.minutes,
    goals: front.goals,
    requires: front.requires,
    authors: front.authors,
    license: front.license,
    ...(front.reviewer === "" ? {} : { reviewer: front.reviewer }),
    steps: [
      {
        ...(first?.minutes === undefined ? {} : { minutes: first.minutes }),
        ...opening,
        blocks: [...strays, ...opening.blocks],
      },
      ...rest,
    ],
  };
}

/** A document that only says what is wrong. */
function empty(reporter: Reporter): LessonDoc {
  const front: FrontMatter = {
    format: CURRENT_FORMAT,
    id: "untitled",
    title: "Untitled",
    summary: "",
    lang: "en",
    level: "core",
    minutes: 10,
    goals: [],
    requires: [],
    authors: [],
    license: "",
    reviewer: "",
    lines: {},
  };
  return assemble(front, [], reporter);
}
