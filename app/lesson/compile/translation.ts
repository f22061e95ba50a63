/**
 * What a translation owes its original: the same steps, figures, questions and answers, and for
 * each step the mark of the text that was translated, so that a change of the original is noticed.
 */
import { digest } from "../../shell/digest";
import type { Block, LessonDoc, LessonStep } from "../document";
import { didYouMean, listed, nearest } from "../language/nearest";
import type { CompiledFile } from "./course";
import type { Placer } from "./placer";

export function checkTranslation(
  one: CompiledFile,
  original: CompiledFile | undefined,
  place: Placer,
): void {
  const { file, doc } = one;
  if (doc.lang !== file.language)
    place.front(
      "translation-lang",
      "lang",
      `lang is "${doc.lang}", but the file is named for "${file.language}".`,
      { suggestion: file.language ?? "" },
    );
  if (original === undefined) return;
  checkSteps(doc, original, place);
  checkIds(doc, original, place);
  checkValues(doc, original, place);
  checkMarks(one, original, place);
}

function checkSteps(doc: LessonDoc, original: CompiledFile, place: Placer): void {
  const wanted = original.doc.steps.map((step) => step.id);
  const has = doc.steps.map((step) => step.id);
  const extra = has.find((id) => !wanted.includes(id));
  const lost = wanted.find((id) => !has.includes(id));
  const moved = has.find((id, at) => wanted[at] !== id);
  if (extra !== undefined)
    place.id(
      "translation-steps",
      extra,
      `${original.file.path} has no step "${extra}".${didYouMean(nearest(extra, wanted))} Its steps are ${listed(wanted)}.`,
      { allowed: wanted },
    );
  if (lost !== undefined)
    place.front(
      "translation-steps",
      "id",
      `The step "${lost}" of ${original.file.path} is missing.`,
      { allowed: wanted },
    );
  if (extra === undefined && lost === undefined && moved !== undefined)
    place.id(
      "translation-steps",
      moved,
      `The steps stand in another order than in ${original.file.path}: ${listed(wanted)}.`,
      {
        allowed: wanted,
      },
    );
}

function checkIds(doc: LessonDoc, original: CompiledFile, place: Placer): void {
  const idsOf = (step: LessonStep | undefined): string[] => [...blockIds(step?.blocks ?? [])];
  for (const step of original.doc.steps) {
    const own = doc.steps.find((other) => other.id === step.id);
    if (own === undefined) continue;
    const wanted = idsOf(step);
    const has = idsOf(own);
    const lost = wanted.find((id) => !has.includes(id));
    const extra = has.find((id) => !wanted.includes(id));
    if (lost !== undefined)
      place.id(
        "translation-ids",
        step.id,
        `The step "${step.id}" lacks the figure or question "${lost}" of ${original.file.path}.`,
        {
          allowed: wanted,
        },
      );
    if (extra !== undefined)
      place.id(
        "translation-ids",
        extra,
        `${original.file.path} has no figure or question "${extra}" in the step "${step.id}".`,
        {
          allowed: wanted,
        },
      );
  }
}

function* blockIds(blocks: readonly Block[]): Generator<string> {
  for (const block of blocks) {
    if ("id" in block) yield block.id;
    if ("blocks" in block) yield* blockIds(block.blocks);
    if (block.kind === "compare") yield* blockIds(block.figures);
    if (block.kind === "list") for (const item of block.items) yield* blockIds(item);
  }
}

/** Keys that hold words for a reader; everything else is the same in every language. */
const WORDS = new Set(
  "id title alt caption content feedback text tex mathml unit notes minutes source".split(" "),
);

function checkValues(doc: LessonDoc, original: CompiledFile, place: Placer): void {
  for (const step of original.doc.steps) {
    const own = doc.steps.find((other) => other.id === step.id);
    if (own === undefined) continue;
    const wanted = bare(step.blocks);
    const has = bare(own.blocks);
    const at = wanted.findIndex((one, index) => one.text !== has[index]?.text);
    const other = wanted[at];
    if (other !== undefined && wanted.length === has.length)
      place.id(
        "translation-differs",
        other.id ?? step.id,
        `In the step "${step.id}" the ${other.kind}${other.id === undefined ? "" : ` "${other.id}"`} is another than in ${original.file.path}: only words may differ.`,
      );
  }
}

interface Bare {
  readonly kind: string;
  readonly id: string | undefined;
  readonly text: string;
}

/** Blocks that hold more than words, without their words. */
function bare(blocks: readonly Block[]): Bare[] {
  return blocks.flatMap((block) => {
    if (block.kind === "callout" || block.kind === "only" || block.kind === "quote")
      return bare(block.blocks);
    if (["paragraph", "heading", "list", "table", "math", "problem"].includes(block.kind))
      return [];
    return [{ kind: block.kind, id: "id" in block ? block.id : undefined, text: wordless(block) }];
  });
}

function wordless(block: Block): string {
  return JSON.stringify(block, (key, value: unknown) =>
    WORDS.has(key) || ["ask", "reveal", "hints", "solution"].includes(key)
      ? undefined
      : key === "variants" && typeof value === "string"
        ? value.replaceAll(/(^|;)[^:;=]*:/g, "$1:") // the names of runs
        : value,
  );
}

function checkMarks(
  { file, doc, places }: CompiledFile,
  original: CompiledFile,
  place: Placer,
): void {
  const marks = stepMarks(original);
  const texts = stepTexts(file.text, places.steps);
  for (const [at, { id }] of doc.steps.entries()) {
    const mark = marks.get(id);
    const written = /\{%\s*step\b[^%]*?\ssource="([^"]*)"/.exec(texts[at] ?? "")?.[1];
    if (mark === undefined || written === mark) continue;
    place.id(
      "translation-stale",
      id,
      written === undefined
        ? `The step "${id}" does not say which text it translates. When it fits ${original.file.path}, write source="${mark}".`
        : `The step "${id}" of ${original.file.path} has changed since it was translated. When this one fits it, write source="${mark}".`,
      { suggestion: `source="${mark}"` },
    );
  }
}

/**
 * The mark of each step's text, by its id. What introduces the lesson belongs to the first step.
 */
export function stepMarks({
  file,
  doc,
  places,
}: Pick<CompiledFile, "file" | "doc" | "places">): Map<string, string> {
  const texts = stepTexts(file.text, places.steps);
  return new Map(
    doc.steps.map(({ id }, at) => {
      const front = at === 0 ? [doc.title, doc.summary, ...doc.goals] : [];
      const text = (texts[at] ?? "").replace(/\{%\s*step\b[^%]*%\}/, "");
      const lines = [...front, ...text.split("\n")].map((line) => line.trim());
      return [
        id,
        digest(lines.filter((line) => line !== "" && !/^-{3,}$/.test(line)).join("\n")).slice(0, 7),
      ];
    }),
  );
}

/** The text of each step; `starts` are their first lines, from 1. */
function stepTexts(text: string, starts: readonly number[]): string[] {
  const lines = text.split(/\r\n?|\n/);
  return starts.map((line, at) =>
    lines.slice(line - 1, (starts[at + 1] ?? lines.length + 1) - 1).join("\n"),
  );
}

/** The text of a translation with each of its steps marked as one that fits its original. */
export function marked(text: string, marks: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\{%\s*step\b[^%]*%\}/g, (tag) => {
    const mark = marks.get(/\bid="([^"]*)"/.exec(tag)?.[1] ?? "");
    if (mark === undefined) return tag;
    return /\ssource="[^"]*"/.test(tag)
      ? tag.replace(/\ssource="[^"]*"/, ` source="${mark}"`)
      : tag.replace(/\s*\/?%\}$/, ` source="${mark}" /%}`);
  });
}
