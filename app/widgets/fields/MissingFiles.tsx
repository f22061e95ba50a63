/** In place of a figure that was moved out of its lesson without the files that it names. */
import type { ReactNode } from "react";
import { t } from "../../language/words";
import { fileOf, fileTitle, isOwnFile } from "./own-files";

/** What these values of a state name and is not here. */
export function missingOf(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => isOwnFile(value) && fileOf(value) === null).map(String);
}

export function MissingFiles({ files }: { readonly files: readonly string[] }): ReactNode {
  const names = files.map((file) => (isOwnFile(file) ? fileTitle(file) : file)).join(", ");
  return (
    <p role="note">
      {t(
        "This figure takes {names} from the lesson that it was made in, and that lesson is not here. Open the lesson, and the figure in it: all its other settings are kept.",
        { names },
      )}
    </p>
  );
}
