/**
 * Several lesson files as one course: each compiled, then what only shows when they are seen
 * together: ids, required lessons, links between lessons, and translations that must have the same
 * steps, figures and questions.
 */
import type { Block, LessonDoc, LessonStep } from "../document";
import type { Code } from "../language/codes";
import { Reporter, sorted, type Diagnostic, type Extra } from "../language/diagnostics";
import { LIMITS } from "../language/limits";
import type { ArrayFiles } from "../language/own-arrays";
import { didYouMean, listed, nearest } from "../language/nearest";
import { compileLesson, type CompileOptions } from "./compile";

export interface CourseFile {
  readonly path: string;
  /** Name of the folder; null for a file that stands alone. */
  readonly folder: string | null;
  /** Of a translation: the language of its file name. */
  readonly language: string | null;
  readonly text: string;
  /** Path as written in the lesson -> address. */
  readonly assets: Readonly<Record<string, string>>;
  /** Bytes of its npy and safetensors files, by their path as written in the lesson. */
  readonly arrays?: ArrayFiles;
  /** Bytes of each asset, when known. */
  readonly bytes?: Readonly<Record<string, number>>;
}

export interface CompiledFile {
  readonly file: CourseFile;
  readonly doc: LessonDoc;
  readonly diagnostics: readonly Diagnostic[];
}

export function compileCourse(
  files: readonly CourseFile[],
  registry: CompileOptions["registry"],
): CompiledFile[] {
  const course = stepsOf(files, registry);
  const compiled = files.map((file) => ({
    file,
    ...compileLesson(file.text, { ...optionsOf(file, registry), course }),
  }));
  return compiled.map((one) => {
    const reporter = new Reporter(one.file.path);
    const place = new Placer(one.file.text, reporter);
    checkId(one, compiled, place);
    checkImages(one.file, place);
    if (one.file.language === null) checkRequires(one, compiled, place);
    else checkTranslation(one, compiled, place);
    return {
      ...one,
      doc: boxed(one.doc, reporter.list),
      diagnostics: sorted([...one.diagnostics, ...reporter.list]),
    };
  });
}

/**
 * Ids of lessons with the ids of their steps; read without checking anything, so that links can be
 * checked in one go.
 */
function stepsOf(
  files: readonly CourseFile[],
  registry: CompileOptions["registry"],
): Record<string, readonly string[]> {
  const originals = files.filter((file) => file.language === null);
  return Object.fromEntries(
    originals.map((file) => {
      const { doc } = compileLesson(file.text, optionsOf(file, registry));
      return [doc.id, doc.steps.map((step) => step.id)];
    }),
  );
}

function optionsOf(
  { path, assets, arrays = {} }: CourseFile,
  registry: CompileOptions["registry"],
): CompileOptions {
  return { file: path, registry, assets, arrays };
}

class Placer {
  constructor(
    readonly text: string,
    readonly reporter: Reporter,
  ) {}

  /** Reports at the line of a front matter key. */
  front(code: Code, key: string, message: string, extra: Extra = {}): void {
    const lines = this.text.split(/\r\n?|\n/);
    const at = lines.findIndex((line) => line.startsWith(`${key}:`));
    this.reporter.report(
      code,
      at < 0 ? { line: 1 } : { line: at + 1, column: key.length + 3 },
      message,
      extra,
    );
  }

  /** Reports where an id stands. */
  id(code: Code, id: string, message: string, extra: Extra = {}): void {
    this.at(code, `id="${id}"`, message, extra);
  }

  /** Reports where some text stands. */
  at(code: Code, needle: string, message: string, extra: Extra = {}): void {
    const lines = this.text.split(/\r\n?|\n/);
    const at = lines.findIndex((line) => line.includes(needle));
    this.reporter.report(
      code,
      at < 0 ? { line: 1 } : { line: at + 1, column: (lines[at] ?? "").indexOf(needle) + 1 },
      message,
      extra,
    );
  }
}

function checkId({ file, doc }: CompiledFile, all: readonly CompiledFile[], place: Placer): void {
  if (file.folder !== null && doc.id !== file.folder)
    place.front(
      "id-folder",
      "id",
      `The id is "${doc.id}", but the lesson stands in the folder "${file.folder}"; they have to be the same.`,
      {
        suggestion: file.folder,
      },
    );
  const other = all.find(
    (one) => one.file !== file && one.doc.id === doc.id && one.doc.lang === doc.lang,
  );
  if (other !== undefined)
    place.front(
      "lesson-duplicate",
      "id",
      `${other.file.path} is the lesson "${doc.id}" in the same language already.`,
    );
}

function checkImages(file: CourseFile, place: Placer): void {
  for (const [path, bytes] of Object.entries(file.bytes ?? {}))
    if (bytes > LIMITS.image && file.text.includes(path))
      place.at(
        "image-large",
        path,
        `${path} has ${Math.ceil(bytes / 1000)} KB; an image may have ${LIMITS.image / 1000} KB.`,
      );
}

function checkRequires({ doc }: CompiledFile, all: readonly CompiledFile[], place: Placer): void {
  const requires = new Map(
    all.filter(({ file }) => file.language === null).map((one) => [one.doc.id, one.doc.requires]),
  );
  const ids = [...requires.keys()];
  for (const id of doc.requires) {
    if (requires.has(id)) continue;
    const suggestion = nearest(id, ids);
    place.front(
      "requires-unknown",
      "requires",
      `There is no lesson "${id}" to require.${didYouMean(suggestion)}`,
      {
        allowed: ids,
        suggestion,
      },
    );
  }
  const circle = circleFrom(doc.id, requires);
  if (circle !== null)
    place.front(
      "requires-cycle",
      "requires",
      `The lessons require each other in a circle: ${circle.join(" → ")}.`,
    );
}

/** The way from a lesson back to itself through what lessons require, or null. */
function circleFrom(
  start: string,
  requires: ReadonlyMap<string, readonly string[]>,
): string[] | null {
  const seen = new Set<string>();
  const walk = (id: string, trail: readonly string[]): string[] | null => {
    for (const next of requires.get(id) ?? []) {
      if (next === start) return [...trail, id, start];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = walk(next, [...trail, id]);
      if (found !== null) return found;
    }
    return null;
  };
  return walk(start, []);
}

function checkTranslation(
  { file, doc }: CompiledFile,
  all: readonly CompiledFile[],
  place: Placer,
): void {
  if (doc.lang !== file.language)
    place.front(
      "translation-lang",
      "lang",
      `lang is "${doc.lang}", but the file is named for "${file.language}".`,
      {
        suggestion: file.language ?? "",
      },
    );
  const original = all.find((one) => one.file.folder === file.folder && one.file.language === null);
  if (original === undefined) return;
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
  checkIds(doc, original, place);
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

/** What only the course shows is boxed at the top of the lesson. */
function boxed(doc: LessonDoc, diagnostics: readonly Diagnostic[]): LessonDoc {
  const boxes = diagnostics
    .filter((one) => one.severity === "error")
    .map((one): Block => ({ kind: "problem", message: one.message, line: one.line }));
  const [first, ...rest] = doc.steps;
  return boxes.length === 0 || first === undefined
    ? doc
    : { ...doc, steps: [{ ...first, blocks: [...boxes, ...first.blocks] }, ...rest] };
}
