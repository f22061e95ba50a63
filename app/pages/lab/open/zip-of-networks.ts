/** The networks in a zip, as the lab saves all that are kept on a device. */
import { t } from "../../../language/words";
import { LabError } from "../../../../engine/core/errors";
import { unzip } from "../../../../engine/data/formats/zip";
import { reason, withEnd } from "../../../shell/reason";
import { type Project, projectFrom } from "../project";

const LIMITS = { bytes: 256 * 2 ** 20, files: 200 };

/** Throws LabError "format" where there is none, "limit". What cannot be read is told. */
export function networksIn(bytes: Uint8Array): {
  readonly projects: readonly Project[];
  readonly notes: readonly string[];
} {
  const projects: Project[] = [];
  const notes: string[] = [];
  for (const [path, file] of unzip(bytes, (one) => /\.safetensors$/i.test(one), LIMITS)) {
    try {
      const project = projectFrom(file);
      if (project !== null) projects.push(project);
      else notes.push(t("{path} holds weights alone: open it by itself.", { path }));
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      notes.push(t("“{path}” was not opened: {why}", { path, why: withEnd(reason(error)) }));
    }
  }
  if (projects.length === 0)
    throw new LabError(
      "format",
      notes[0] ?? t("the zip holds no network of the lab"),
      t("Unpack it, and open a file of it. Pictures are opened under “Train it”."),
    );
  return { projects, notes };
}
