/** Data sets and weights of a lesson are read for its figures, which find them from then on. */
import { putOwnFile } from "../widgets/fields/put-file";
import { digestOf } from "../shell/digest";
import { FILES, ownFile } from "../widgets/fields/own-files";
import type { OwnFiles } from "./own-files";

export function putFiles(files: OwnFiles): void {
  for (const [path, bytes] of files)
    if (FILES.sets.test(path) || FILES.weights.test(path))
      putOwnFile(ownFile(path, digestOf(bytes)), bytes);
}
