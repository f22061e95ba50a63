/** Files of a lesson are read for its figures, which find them from then on. */
import { readOwnFile } from "../../pictures/own/read-file";
import { fileOf, isOwnFile, pathOf, putFile } from "./own-files";

/** Reads a file once. `file`: as a figure's state names it. */
export function putOwnFile(file: string, bytes: Uint8Array): void {
  if (isOwnFile(file) && fileOf(file) === null) putFile(file, readOwnFile(pathOf(file), bytes));
}
