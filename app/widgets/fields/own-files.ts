/**
 * A field that names a file of the lesson that the figure stands in: a data set or the weights of
 * a whole network, beside the choices that there are without a file. The state holds no bytes: it
 * holds the name and what follows from the content, "assets/leaves.zip@1x2y3z", so that two lessons
 * may have files of one name and a changed file is another one. The bytes are here as soon as the
 * lesson is; where they are not, the figure was moved out of its lesson, and says so.
 */
import { t } from "../../language/words";
import { LabError } from "../../../engine/core/errors";
import type { StoredTensors } from "../../../engine/data/formats/safetensors";
import type { SetFacts } from "../../pictures/own/facts";
import type { Properties, PropertyValues } from "../widget";
import type { Field } from "./field";

export type OwnFile = `assets/${string}@${string}`;

/** What a file is for, by its ending. */
export const FILES = {
  sets: /\.(?:zip|csv|npz)$/,
  weights: /\.safetensors$/,
} as const;
export type FileKind = keyof typeof FILES;

const DATA_FILE = /\.(?:npy|safetensors|zip|csv|npz)$/;

/** A file of a lesson that is no picture: numbers, a data set, weights. */
export function isDataFile(path: string): boolean {
  return DATA_FILE.test(path);
}

const NAMED = /^(assets\/[\w-][\w.-]{0,80})@([0-9a-z]{1,12})$/;

/** A file with what was read of it, so that figures need none of the readers. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly content: SetFacts | StoredTensors | LabError;
}

const here = new Map<string, ReadFile>();

export function isOwnFile(value: unknown, kind?: FileKind): value is OwnFile {
  const path = typeof value === "string" ? NAMED.exec(value)?.[1] : undefined;
  return path !== undefined && (kind === undefined || FILES[kind].test(path));
}

export function ownFile(path: string, digest: string): string {
  return `${path}@${digest}`;
}

/** "assets/leaves.zip": as the text of a lesson names it. */
export function pathOf(file: OwnFile): string {
  return NAMED.exec(file)?.[1] ?? file;
}

/** "leaves.zip" */
export function fileTitle(file: OwnFile): string {
  return pathOf(file).replace(/^.*\//, "");
}

/** What tells its content from that of others. */
export function digestIn(file: OwnFile): string {
  return NAMED.exec(file)?.[2] ?? "";
}

/** From now on figures find it. `file`: as `ownFile` writes it. */
export function putFile(file: string, read: ReadFile): void {
  here.set(file, read);
}

export function fileOf(file: string): ReadFile | null {
  return here.get(file) ?? null;
}

/** Why a figure has not got a file that it names. */
export function missingFile(file: OwnFile): LabError {
  return new LabError(
    "unknown-name",
    t("This figure needs {file} of the lesson that it was made in, and it is not here", {
      file: fileTitle(file),
    }),
  );
}

/** The field with files of this kind as further choices. */
export function orFile<Value extends string>(
  field: Field<Value>,
  kind: FileKind,
): Field<Value | OwnFile> {
  const { kind: shown } = field;
  if (shown.type !== "choice") throw new RangeError(`${field.label}: only a choice takes files.`);
  return {
    ...field,
    kind: {
      ...shown,
      titleOf: (value) => (isOwnFile(value) ? fileTitle(value) : shown.titleOf(value)),
    },
    properties: (name) => withFiles(field.properties(name), kind),
    written: (value, name) =>
      isOwnFile(value) ? writtenFile(value, field, name) : field.written(value, name),
    read: (untrusted, fallback) => {
      if (isOwnFile(untrusted, kind)) return untrusted;
      const read = field.read(untrusted, field.standard);
      return read === untrusted ? read : fallback;
    },
  };
}

function writtenFile<Value>(file: OwnFile, field: Field<Value>, name: string): PropertyValues {
  const [property = name] = Object.keys(field.properties(name));
  return { [property]: pathOf(file) };
}

/** The choices of these properties may also name a file of the lesson. */
export function withFiles(properties: Properties, files: FileKind | "pictures"): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      property.type === "choice" ? { ...property, files } : property,
    ]),
  );
}
