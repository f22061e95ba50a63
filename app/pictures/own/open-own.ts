/**
 * Pictures of one's own from what somebody chose: a folder, a zip of folders, a CSV file, two files
 * of IDX or npy, or an npz. Browser only: pictures are decoded by it.
 */
import { t } from "../../language/words";
import { check } from "../../../engine/core/errors";
import { MAX_FILE_BYTES, megabytes } from "../../../engine/data/formats/limits";
import { unzip } from "../../../engine/data/formats/zip";
import { openFile } from "../open-picture";
import { sourceOf } from "../rgba-source";
import { readCsv } from "./csv";
import { classesOfPaths } from "./classes-of";
import { packedArrays } from "./facts";
import { readIdxPair } from "./idx";
import { readNpyPair, readNpz } from "./npy";
import {
  checkDecoded,
  checkRoom,
  type OwnPictures,
  type OwnSet,
  ownSet,
  planesOf,
} from "./pictures";

/**
 * `read` is what the network reads: pictures are made so large. Rejects with LabError, and when it
 * is given up.
 */
export async function openOwn(
  files: readonly File[],
  read: OwnPictures["shape"],
  told: (words: string) => void,
  signal: AbortSignal,
): Promise<OwnSet> {
  const wanted: Told = (words) => {
    signal.throwIfAborted();
    told(words);
  };
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  check(files.length > 0, "format", t("no file was chosen"));
  check(
    bytes <= 4 * MAX_FILE_BYTES,
    "limit",
    t("the files have {bytes}; at most {maxFileBytes} are opened", {
      bytes: megabytes(bytes),
      maxFileBytes: megabytes(4 * MAX_FILE_BYTES),
    }),
  );
  const [first] = files;
  const title = first === undefined ? "" : titleOf(first);
  return ownSet(await picturesOf(files, read, wanted), title);
}

/** Called now and then with how far it is; throws when nobody waits any more. */
type Told = (words: string) => void;

async function picturesOf(
  files: readonly File[],
  read: OwnPictures["shape"],
  told: Told,
): Promise<OwnPictures> {
  const [first] = files;
  if (first !== undefined && files.length <= 4) {
    if (/\.csv$/i.test(first.name)) return readCsv(await bytesOf(first));
    if (/\.zip$/i.test(first.name)) return zipped(await bytesOf(first), read, told);
    if (/\.npz$/i.test(first.name)) return readNpz(await bytesOf(first));
    if (/\.npy$/i.test(first.name)) return readNpyPair(await Promise.all(files.map(bytesOf)));
    if (/idx|ubyte/i.test(first.name)) return readIdxPair(await Promise.all(files.map(bytesOf)));
  }
  const paths = files.map((file) => file.webkitRelativePath || file.name);
  return decoded(paths, (at) => files[at] ?? null, read, told);
}

async function bytesOf(file: File): Promise<Uint8Array> {
  check(
    file.size <= 2 * MAX_FILE_BYTES,
    "limit",
    t("“{name}” has {size}; at most {maxFileBytes} are opened", {
      name: file.name,
      size: megabytes(file.size),
      maxFileBytes: megabytes(2 * MAX_FILE_BYTES),
    }),
  );
  return new Uint8Array(await file.arrayBuffer());
}

async function zipped(
  bytes: Uint8Array,
  read: OwnPictures["shape"],
  told: Told,
): Promise<OwnPictures> {
  const packed = packedArrays(bytes);
  if (packed !== null) return packed;
  const found = unzip(bytes, (path) => !path.endsWith("/"), { bytes: 4 * MAX_FILE_BYTES });
  const paths = [...found.keys()];
  const fileAt = (at: number): File | null => {
    const path = paths[at] ?? "";
    const data = found.get(path);
    return data === undefined ? null : new File([Uint8Array.from(data)], path);
  };
  return decoded(paths, fileAt, read, told);
}

/** Every picture made as large as the network reads it; what cannot be decoded is left out. */
async function decoded(
  paths: readonly string[],
  fileAt: (at: number) => File | null,
  read: OwnPictures["shape"],
  told: Told,
): Promise<OwnPictures> {
  const { classes, files } = classesOfPaths(paths);
  checkDecoded(files.length);
  const [channels, rows, columns] = read;
  check(rows === columns, "shape", t("the network reads pictures that are not square"));
  checkRoom(read, files.length);
  const cells = channels * rows * columns;
  const pixels = new Uint8Array(files.length * cells);
  const labels: number[] = [];
  for (const [done, { at, label }] of files.entries()) {
    if (done % 20 === 0)
      told(t("{done} of {files} pictures are opened…", { done, files: files.length }));
    const file = fileAt(at);
    const opened = file === null ? null : await openFile(sourceOf(rows), file);
    if (opened === null || "problem" in opened) continue;
    pixels.set(planesOf(opened.picture, channels), labels.length * cells);
    labels.push(label);
  }
  const lost = files.length - labels.length;
  return {
    shape: read,
    pixels: pixels.slice(0, labels.length * cells),
    labels: Uint8Array.from(labels),
    classes,
    remarks:
      lost === 0
        ? []
        : [t("{lost} of {files} pictures could not be opened.", { lost, files: files.length })],
  };
}

function titleOf(file: File): string {
  const [folder = ""] = file.webkitRelativePath.split("/");
  return folder === "" ? file.name : folder;
}
