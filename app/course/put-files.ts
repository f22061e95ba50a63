/** Files of a lesson are read for its figures, which find them from then on. */
import { readOwnFile } from "../pictures/own/read-file";
import { digestOf } from "../shell/digest";
import { FILES, fileOf, ownFile, pathOf, isOwnFile, putFile } from "../widgets/fields/own-files";
import type { OwnFiles } from "./own-files";

export function putFiles(files: OwnFiles): void {
  for (const [path, bytes] of files)
    if (FILES.sets.test(path) || FILES.weights.test(path))
      putNamed(ownFile(path, digestOf(bytes)), bytes);
}

/** `file`: as a figure's state names it. */
export function putNamed(file: string, bytes: Uint8Array): void {
  if (isOwnFile(file) && fileOf(file) === null) putFile(file, readOwnFile(pathOf(file), bytes));
}
