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
    if (sheets.length >= MOST_FILES) {
      problems.push(
        t("{name}: at most {most} files are open at once.", { name, most: MOST_FILES }),
      );
      continue;
    }
    if (file.size > MOST_BYTES) {
      problems.push(
        t("{name}: it has {size} MB; a result file has at most {most} MB.", {
          name,
          size: Math.ceil(file.size / 1e6),
          most: MOST_BYTES / 1e6,
        }),
      );
      continue;
    }
    const read = readSheet(await file.text());
    if (!read.ok) {
      problems.push(`${name}: ${read.reason}`);
      continue;
    }
    const twin = known.get(read.checksum);
    if (twin !== undefined) {
      problems.push(t("{name}: the same as {twin}; it counts once.", { name, twin }));
      continue;
    }
    known.set(read.checksum, name);
    const { sheet, checksum, unchanged } = read;
    sheets.push({ file: name, sheet, checksum, unchanged });
  }
  return { sheets, problems };
}
