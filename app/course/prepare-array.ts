/** A file of numbers, a data set or weights that somebody chose, checked and named for a lesson. */
import { t } from "../language/words";
import { type Listed, listArrays, tooLargeFile } from "../lesson/language/own-arrays";
import { namesIn, setProblem } from "../pictures/own/facts";
import { FILES, isDataFile } from "../widgets/fields/own-files";
import { MOST_BYTES } from "./course-file";
import { MANIFEST } from "../offline/site-list";
import { MOST_FILES, type OwnFiles } from "./own-files";
import { freePath } from "./prepare-picture";

export interface PreparedArrays {
  /** As the text names it: `assets/kernel.npy`. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What is in a file of numbers; none of a data set. */
  readonly arrays: readonly Listed[];
}

type Problem = { readonly problem: string };

/** Never throws: says in words what is wrong. Null for a zip that is a course or a lesson. */
export async function prepareArrays(
  file: File,
  taken: OwnFiles,
): Promise<PreparedArrays | Problem | null> {
  const [, ending = ""] = /\.(\w+)$/.exec(file.name.toLowerCase()) ?? [];
  const path = freePath(file.name, ending, taken);
  if (!isDataFile(path)) return null;
  if (taken.size >= MOST_FILES)
    return { problem: t("A lesson may have {most} files.", { most: MOST_FILES }) };
  const large = tooLargeFile(file.size);
  if (large !== null) return { problem: `“${file.name}”: ${large}` };
  const together = [...taken.values()].reduce((sum, { length }) => sum + length, file.size);
  if (together > MOST_BYTES)
    return {
      problem: t("The files of a lesson may have {most} MB together.", { most: MOST_BYTES / 1e6 }),
    };
  const bytes = new Uint8Array(await file.arrayBuffer());
  return FILES.sets.test(path) ? setIn(file.name, path, bytes) : arraysIn(file.name, path, bytes);
}

function setIn(
  name: string,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): PreparedArrays | Problem | null {
  const problem = setProblem(`“${name}”`, bytes, path);
  if (problem === null) return { path, bytes, arrays: [] };
  return isCourse(bytes) ? null : { problem };
}

function isCourse(bytes: Uint8Array): boolean {
  try {
    return namesIn(bytes).includes(MANIFEST);
  } catch {
    return false;
  }
}

function arraysIn(
  name: string,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): PreparedArrays | Problem {
  const read = listArrays(path, bytes);
  return "problem" in read
    ? { problem: `“${name}”: ${read.problem}` }
    : { path, bytes, arrays: read.listed };
}
