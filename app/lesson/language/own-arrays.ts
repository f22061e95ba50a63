/**
 * Arrays of numbers that a lesson brings: npy and safetensors files among its assets. A property
 * that takes a matrix names one instead of its numbers: `kernel="assets/edge.npy"`,
 * `kernel="assets/net.safetensors#conv1.weight"`. What comes in is untrusted: the readers hold to
 * the limits of `engine/data/formats/limits.ts`, and nothing here throws.
 */
import { LabError } from "../../../engine/core/errors";
import type { Shape } from "../../../engine/core/shape";
import { readNpy } from "../../../engine/data/formats/npy";
import { readSafetensors, type StoredTensor } from "../../../engine/data/formats/safetensors";
import { LIMITS } from "./limits";
import { didYouMean, listed, nearest } from "./nearest";

/** Bytes by the file's name in the text. */
export type ArrayFiles = Readonly<Record<string, Uint8Array>>;

type Nested = number | readonly Nested[];
interface Problem {
  readonly problem: string;
  readonly suggestion?: string | undefined;
}
interface Arrays {
  readonly arrays: ReadonlyMap<string, StoredTensor>;
}

/** The name of the only array in an npy file. */
const ONLY = "";
/** Why a file is not even looked into; null when it may be. */
export function tooLargeFile(bytes: number): string | null {
  return bytes <= LIMITS.file
    ? null
    : `it has ${Math.ceil(bytes / 1000)} KB; a file of a lesson may have ${LIMITS.file / 1000} KB.`;
}

/** Whether a matrix is given by a file's name instead of its numbers. */
export function namesArray(value: unknown): value is string {
  return typeof value === "string" && /^\s*(?:\.\/)?assets\/|\.(?:npy|safetensors)\b/.test(value);
}

/** All arrays of a file. */
export function readArrays(path: string, bytes: Uint8Array): Arrays | Problem {
  const large = tooLargeFile(bytes.length);
  if (large !== null) return { problem: large };
  try {
    return {
      arrays: path.endsWith(".npy") ? new Map([[ONLY, readNpy(bytes)]]) : readSafetensors(bytes),
    };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { problem: `${error.message}. ${error.hint}`.trim() };
  }
}

export interface Listed {
  /** "" for the one array of an npy file. */
  readonly name: string;
  readonly shape: Shape;
}

/** What is in a file, by name and shape. */
export function listArrays(
  path: string,
  bytes: Uint8Array,
): { readonly listed: readonly Listed[] } | Problem {
  const read = readArrays(path, bytes);
  return "problem" in read
    ? read
    : { listed: [...read.arrays].map(([name, { shape }]) => ({ name, shape })) };
}

/**
 * The numbers that `value` names, nested as deep as `rank`: axes of length 1 in front are left out,
 * so that a weight of 1×1×3×3 is a filter of 3×3.
 */
export function arrayNamed(
  value: string,
  rank: number,
  files: ArrayFiles,
): { readonly cells: Nested } | Problem {
  const [path = "", name] = value.trim().replace(/^\.\//, "").split("#", 2);
  const bytes = Object.hasOwn(files, path) ? files[path] : undefined;
  if (bytes === undefined) return unknownFile(path, Object.keys(files));
  const read = readArrays(path, bytes);
  if ("problem" in read) return { problem: `${path}: ${read.problem}` };
  const found = chosen(path, name, read.arrays);
  return "problem" in found ? found : nestedOf(value, found, rank);
}

function unknownFile(path: string, known: readonly string[]): Problem {
  const suggestion = nearest(path, known);
  const has =
    known.length === 0
      ? "The lesson has no files of numbers; they are npy or safetensors, in assets/."
      : `It has ${listed(known)}.`;
  return {
    problem: `there is no file "${path.slice(0, 80)}" of numbers in this lesson.${didYouMean(suggestion)} ${has}`,
    suggestion,
  };
}

function chosen(
  path: string,
  name: string | undefined,
  arrays: ReadonlyMap<string, StoredTensor>,
): StoredTensor | Problem {
  const names = [...arrays.keys()];
  const wanted = name ?? (names.length === 1 ? names[0] : undefined);
  const found = wanted === undefined ? undefined : arrays.get(wanted);
  if (found !== undefined) return found;
  if (names.includes(ONLY)) return { problem: `${path} has one array: write it without #${name}.` };
  const suggestion = name === undefined ? names[0] : nearest(name, names);
  const told = suggestion === undefined ? undefined : `${path}#${suggestion}`;
  return {
    problem:
      name === undefined
        ? `${path} has ${names.length} tensors; say which one: "${path}#${names[0] ?? "name"}". It has ${listed(names.slice(0, 12))}.`
        : `${path} has no tensor "${name.slice(0, 80)}".${didYouMean(suggestion)} It has ${listed(names.slice(0, 12))}.`,
    suggestion: told,
  };
}

function nestedOf(
  value: string,
  { shape, data }: StoredTensor,
  rank: number,
): { readonly cells: Nested } | Problem {
  if (data.length > LIMITS.arrayCells)
    return {
      problem: `${value} is ${shape.join("×")}, ${data.length} numbers; a figure takes at most ${LIMITS.arrayCells}.`,
    };
  const odd = data.findIndex((cell) => !Number.isFinite(cell));
  if (odd >= 0) return { problem: `${value} holds ${data[odd]}; a figure takes finite numbers.` };
  const ahead = shape.findIndex((extent) => extent !== 1);
  const drop = Math.max(0, Math.min(shape.length - rank, ahead < 0 ? shape.length - rank : ahead));
  const kept = shape.slice(drop);
  const build = (axis: number, from: number, count: number): Nested => {
    const extent = kept[axis];
    if (extent === undefined) return written(data[from] ?? 0);
    const each = count / extent;
    return Array.from({ length: extent }, (_, at) => build(axis + 1, from + at * each, each));
  };
  return { cells: build(0, 0, data.length) };
}

/** The shortest decimal that is this number in single precision: 0.1 instead of 0.10000000149. */
function written(value: number): number {
  for (const digits of [6, 7, 8]) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
}
