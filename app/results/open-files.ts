/** Opens a class's result files together: what cannot be read is named, the rest is kept. */
import { t } from "../language/words";
import { readSheet } from "./sheet";
import type { Opened } from "./tally";

const MOST_FILES = 500;
const MOST_BYTES = 2_000_000;

export interface OpenedFiles {
  readonly sheets: readonly Opened[];
  readonly problems: readonly string[];
}

/** Adds files to those that are open. The same sheet twice counts once. */
export async function openFiles(
  open: readonly Opened[],
  files: readonly File[],
): Promise<OpenedFiles> {
  const sheets = [...open];
  const problems: string[] = [];
  const known = new Map(open.map(({ checksum, file }) => [checksum, file]));
  for (const file of files) {
    const name = file.name.slice(0, 120);
    const tooMuch = limitOf(name, file.size, sheets.length);
    const read = tooMuch === null ? readSheet(await file.text()) : null;
    const twin = read?.ok === true ? known.get(read.checksum) : undefined;
    if (tooMuch !== null) problems.push(tooMuch);
    else if (read?.ok === false) problems.push(`${name}: ${read.reason}`);
    else if (twin !== undefined)
      problems.push(t("{name}: the same as {twin}; it counts once.", { name, twin }));
    else if (read?.ok === true) {
      const { sheet, checksum, unchanged } = read;
      known.set(checksum, name);
      sheets.push({ file: name, sheet, checksum, unchanged });
    }
  }
  return { sheets, problems };
}

/** Why a file is not even read; null when it is. */
function limitOf(name: string, bytes: number, open: number): string | null {
  if (open >= MOST_FILES)
    return t("{name}: at most {most} files are open at once.", { name, most: MOST_FILES });
  if (bytes <= MOST_BYTES) return null;
  return t("{name}: it has {size} MB; a result file has at most {most} MB.", {
    name,
    size: Math.ceil(bytes / 1e6),
    most: MOST_BYTES / 1e6,
  });
}
