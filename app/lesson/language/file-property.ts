/**
 * A property that may name a file of the lesson, a data set or the weights of a network, beside its
 * options: `data="assets/leaves.zip"`. The value is the name with what follows from the content.
 */
import { digestOf } from "../../shell/digest";
import { FILES, type FileKind, ownFile } from "../../widgets/fields/own-files";
import type { Property } from "../../widgets/widget";
import { type Checked, fault, shown } from "./checked";
import { didYouMean, listed, nearest } from "./nearest";
import { type ArrayFiles, readArrays, tooLargeFile } from "./own-arrays";
import type { Value } from "./tag-value";

type ChoiceProperty = Extract<Property, { type: "choice" }>;

const WHAT: Readonly<Record<FileKind, string>> = {
  sets: "a data set of the lesson (zip, csv or npz)",
  weights: "the weights of a network in a file of the lesson (safetensors)",
};

export function checkFile(
  name: string,
  { options, files: kind }: ChoiceProperty,
  value: Value,
  files: ArrayFiles,
): Checked {
  if (kind === undefined || kind === "pictures") return { value };
  if (typeof value === "string" && options.includes(value)) return { value };
  const known = Object.keys(files).filter((path) => FILES[kind].test(path));
  const path = typeof value === "string" ? value.trim().replace(/^\.\//, "") : "";
  const bytes = Object.hasOwn(files, path) ? files[path] : undefined;
  if (bytes !== undefined && known.includes(path)) return used(name, kind, path, bytes);
  if (/^assets\/|\.\w{3,11}$/.test(path)) return unknownFile(name, kind, path, known, files);
  const suggestion = nearest(String(value), [...options, ...known]);
  return fault(
    "attribute-choice",
    `${name} is ${shown(value)}; it may be ${listed([...options, ...known], "or")}, or ${WHAT[kind]}.${didYouMean(suggestion)}`,
    { allowed: [...options, ...known], suggestion },
  );
}

function used(name: string, kind: FileKind, path: string, bytes: Uint8Array): Checked {
  const large = tooLargeFile(bytes.length);
  const read = large === null && kind === "weights" ? readArrays(path, bytes) : { problem: large };
  if ("problem" in read && read.problem !== null)
    return fault("array-file", `${name} (${path}): ${read.problem}`);
  return { value: ownFile(path, digestOf(bytes)) };
}

function unknownFile(
  name: string,
  kind: FileKind,
  path: string,
  known: readonly string[],
  files: ArrayFiles,
): Checked {
  const isThere = Object.hasOwn(files, path);
  const suggestion = nearest(path, known);
  const has = known.length === 0 ? "The lesson has none." : `It has ${listed(known)}.`;
  return fault(
    "array-file",
    isThere
      ? `${name}: ${path} is no such file; it takes ${WHAT[kind]}. ${has}`
      : `${name}: there is no file "${path.slice(0, 80)}" in this lesson.${didYouMean(suggestion)} It takes ${WHAT[kind]}: drop it in the studio, or put it into assets/. ${has}`,
    { allowed: known, suggestion },
  );
}
