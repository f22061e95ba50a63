/**
 * Several lesson files as one course: each compiled, then what only shows when they are seen
 * together: ids, required lessons, links between lessons, and translations that must have the same
 * steps, figures and questions.
 */
import type { Block, LessonDoc } from "../document";
import { Reporter, sorted, type Diagnostic } from "../language/diagnostics";
import { LIMITS } from "../language/limits";
import type { ArrayFiles } from "../language/own-arrays";
import { isDataFile } from "../../widgets/fields/own-files";
import { didYouMean, nearest } from "../language/nearest";
import { compileLesson, type CompileOptions } from "./compile";
import type { Places } from "./context";
import { Placer } from "./placer";
import { checkTranslation } from "./translation";

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
  readonly places: Places;
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
    else checkTranslation(one, originalOf(one, compiled), place);
    return {
      ...one,
      doc: boxed(one.doc, reporter.list),
      diagnostics: sorted([...one.diagnostics, ...reporter.list]),
    };
  });
}

function originalOf(
  { file }: CompiledFile,
  all: readonly CompiledFile[],
): CompiledFile | undefined {
  return all.find((one) => one.file.folder === file.folder && one.file.language === null);
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
  for (const [path, bytes] of Object.entries(file.bytes ?? {})) {
    const most = isDataFile(path) ? LIMITS.file : LIMITS.image;
    if (bytes > most && file.text.includes(path))
      place.at(
        "image-large",
        path,
        `${path} has ${Math.ceil(bytes / 1000)} KB; ${isDataFile(path) ? "a file of a lesson" : "an image"} may have ${most / 1000} KB.`,
      );
  }
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
