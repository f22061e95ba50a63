/** What the database of this site holds, as a reader would call it. Never rejects. */
import { t } from "../language/words";
import { readOwnData } from "./own-data";
import { listProjects } from "./projects";
import { listRuns } from "./run-storage";
import { counted } from "../language/numerals";

export interface StoredRecord {
  readonly what: string;
  readonly bytes: number;
}

export async function storedRecords(): Promise<readonly StoredRecord[]> {
  const [runs, projects, own] = await Promise.all([listRuns(), listProjects(), readOwnData()]);
  return [
    ...runs.map(({ name, reached, bytes }) => ({
      what: t("The training run “{name}”, at step {step}", { name, step: counted(reached) }),
      bytes,
    })),
    ...projects.map(({ name, bytes }) => ({ what: t("Your network “{name}”", { name }), bytes })),
    ...(own === null
      ? []
      : [{ what: t("Your pictures “{title}”", { title: own.title }), bytes: own.file.byteLength }]),
  ];
}
