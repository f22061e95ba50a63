/**
 * What is known of a file of pictures before they are decoded: classes, and their size where the
 * file itself says it. A zip holds a folder for each class, or what has all pictures: a CSV file,
 * two files of IDX or npy. Pure.
 */
import { t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import { readPlainIdx } from "../../../engine/data/formats/idx";
import { MAX_FILE_BYTES } from "../../../engine/data/formats/limits";
import { unzip } from "../../../engine/data/formats/zip";
import { picturesFrom } from "./arrays";
import { classesOfPaths } from "./classes-of";
import { readCsv } from "./csv";
import { readNpyPair, readNpz } from "./npy";
import { checkDecoded, classNames, type OwnPictures } from "./pictures";

export interface SetFacts {
  readonly classes: readonly string[];
  readonly count: number;
  /** Null: pictures are made as large as the network reads. */
  readonly shape: OwnPictures["shape"] | null;
}

/** Throws LabError "format" or "limit" for a file that no network could learn. */
export function factsOf(name: string, bytes: Uint8Array): SetFacts {
  const pictures = arraysOf(name, bytes);
  if (pictures !== null) return factsOfPictures(pictures);
  const { classes, files } = classesOfPaths(namesIn(bytes));
  checkDecoded(files.length);
  return { classes, count: files.length, shape: null };
}

/** Why it could not be learned, under the name `shown`; null where it can be. */
export function setProblem(shown: string, bytes: Uint8Array, name = shown): string | null {
  try {
    factsOf(name, bytes);
    return null;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return `${shown}: ${error.message}. ${error.hint}`.trim();
  }
}

function arraysOf(name: string, bytes: Uint8Array): OwnPictures | null {
  if (/\.csv$/i.test(name)) return readCsv(bytes);
  return /\.npz$/i.test(name) ? readNpz(bytes) : packedArrays(bytes);
}

/** What a zip has that is not a folder of pictures; null where it has nothing of the kind. */
export function packedArrays(bytes: Uint8Array): OwnPictures | null {
  const names = namesIn(bytes).filter(isContent);
  const all = (ending: RegExp): boolean => names.every((name) => ending.test(name));
  const contents = (): readonly Uint8Array[] => [
    ...unzip(bytes, (name) => names.includes(name), { bytes: 4 * MAX_FILE_BYTES }).values(),
  ];
  const [first = new Uint8Array(0)] = names.length === 1 && all(/\.csv$/i) ? contents() : [];
  if (first.length > 0) return readCsv(first);
  if (names.length !== 2) return null;
  if (all(/\.npy$/i)) return readNpyPair(contents());
  return all(/idx|ubyte/i)
    ? picturesFrom(
        contents().map(readPlainIdx),
        t("The zip has the two files as they are, not as gz."),
      )
    : null;
}

function factsOfPictures({ labels, shape }: OwnPictures): SetFacts {
  return { classes: classNames(labels), count: labels.length, shape };
}

function isContent(path: string): boolean {
  return !path.endsWith("/") && !path.split("/").some((part) => /^(?:\.|__MACOSX$)/.test(part));
}

/** The names in a zip's list; nothing is unpacked. */
export function namesIn(bytes: Uint8Array): readonly string[] {
  const names: string[] = [];
  const note = (path: string): boolean => {
    names.push(path);
    return false;
  };
  unzip(bytes, note, { bytes: 0 });
  return names;
}
