/** A file of numbers that somebody chose, checked and named for a lesson. */
import { t } from "../language/words";
import { type Listed, listArrays } from "../lesson/language/own-arrays";
import { LIMITS } from "../lesson/language/limits";
import { MOST_FILES, type OwnFiles } from "./own-files";
import { freePath } from "./prepare-picture";

export interface PreparedArrays {
  /** As the text names it: `assets/kernel.npy`. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly arrays: readonly Listed[];
}

const ENDING = /\.(npy|safetensors)$/i;

/** Never throws: says in words what is wrong. */
export async function prepareArrays(
  file: File,
  taken: OwnFiles,
): Promise<PreparedArrays | { readonly problem: string }> {
  const ending = (ENDING.exec(file.name)?.[1] ?? "npy").toLowerCase();
  if (taken.size >= MOST_FILES)
    return { problem: t("A lesson may have {most} files.", { most: MOST_FILES }) };
  if (file.size > LIMITS.image)
    return {
      problem: t("“{name}” has {size} KB; a file of a lesson may have {most} KB.", {
        name: file.name,
        size: Math.ceil(file.size / 1000),
        most: LIMITS.image / 1000,
      }),
    };
  const path = freePath(file.name, ending, taken);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const read = listArrays(path, bytes);
  return "problem" in read
    ? { problem: `“${file.name}”: ${read.problem}` }
    : { path, bytes, arrays: read.listed };
}
