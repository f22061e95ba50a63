/** The class of each file of a folder: the folder that it stands in. Pure. */
import { t } from "../../language/words";
import { check } from "../../../engine/core/errors";
import { MOST_CLASSES } from "./pictures";

const PICTURE = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

export interface Labelled {
  /** Where the file stands among those given. */
  readonly at: number;
  readonly label: number;
}

/**
 * Paths such as "animals/cat/1.png". What is no picture is left out, and so is what a system adds
 * (".DS_Store", "__MACOSX"). Throws LabError "format" and "limit".
 */
export function classesOfPaths(paths: readonly string[]): {
  readonly classes: readonly string[];
  readonly files: readonly Labelled[];
} {
  const found = paths.flatMap((path, at) => {
    const parts = path.split("/").filter((part) => part !== "");
    const file = parts.at(-1) ?? "";
    const hidden = parts.some((part) => part.startsWith(".") || part === "__MACOSX");
    return hidden || !PICTURE.test(file) ? [] : [{ at, name: parts.at(-2) ?? "" }];
  });
  check(
    found.length > 0,
    "format",
    t("there are no pictures in it"),
    t("Put the pictures of each class into a folder of its own."),
  );
  const classes = [...new Set(found.map(({ name }) => name))].toSorted((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  check(
    classes.length >= 2,
    "format",
    t("all pictures stand in one folder{classes}", {
      classes: classes[0] === "" ? "" : `, “${classes[0]}”`,
    }),
    t("Put the pictures of each class into a folder of its own, and open the folder around them."),
  );
  check(
    classes.length <= MOST_CLASSES,
    "limit",
    t("there are {classes} folders; at most {mostClasses} classes are learned", {
      classes: classes.length,
      mostClasses: MOST_CLASSES,
    }),
  );
  return { classes, files: found.map(({ at, name }) => ({ at, label: classes.indexOf(name) })) };
}
