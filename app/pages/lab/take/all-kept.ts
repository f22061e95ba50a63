/** All networks that are kept on this device as one zip: each is the file that the lab opens. */
import { t } from "../../../language/words";
import { zipSync } from "fflate";
import { fileName } from "../../../shell/copy";
import { listProjects, readProject } from "../../../store/projects";
import type { MadeFile } from "./files";

export async function allKept(): Promise<MadeFile> {
  const files: Record<string, Uint8Array> = {};
  const lost: string[] = [];
  for (const { name } of await listProjects()) {
    const file = await readProject(name);
    if (file === null) lost.push(name);
    else files[unused(fileName(name, "network"), files)] = new Uint8Array(file);
  }
  return {
    bytes: zipSync(files, { level: 0 }),
    notes: [
      t("It opens here again, as one or file by file."),
      ...(lost.length > 0
        ? [t("Not readable any more: {names}.", { names: lost.join(", ") })]
        : []),
    ],
  };
}

/** Two names may be one as the name of a file. */
function unused(stem: string, files: Readonly<Record<string, unknown>>): string {
  for (let at = 1; ; at++) {
    const name = at === 1 ? `${stem}.safetensors` : `${stem}-${at}.safetensors`;
    if (!Object.hasOwn(files, name)) return name;
  }
}
