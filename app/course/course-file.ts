/**
 * A course as one file or as a folder. A file is the text `course.yaml` alone, where all lessons
 * are the lab's own, or a package (`.convlab`): a zip of `course.yaml`, the lesson files that it
 * names, and the files that these show. A folder is the same, unpacked. What comes out is
 * untrusted: bounded before it is unpacked, checked, and refused by the part's name.
 */
import { t } from "../language/words";
import { strToU8, unzipSync, zipSync } from "fflate";
import { LIMITS } from "../lesson/language/limits";
import { MANIFEST } from "../offline/site-list";
import {
  type CourseText,
  isFileName,
  leadsOut,
  readManifest,
  utf8,
  writeManifest,
} from "./course-text";
import { fileProblem } from "./file-problem";
import { packedPath, filesIn, type OwnFiles } from "./own-files";
import { crc32, sumsIn } from "./zip-sums";

/** Of a package, packed or unpacked. */
export const MOST_BYTES = 20_000_000;
const MOST = { bytes: MOST_BYTES, files: 400 };

export interface PackedLesson {
  readonly text: string;
  /** By their names in the text: `assets/cat.webp`. */
  readonly files: OwnFiles;
}

export interface CourseFile {
  readonly course: CourseText;
  /** Lessons of the package, by the file's name in it. */
  readonly lessons: ReadonlyMap<string, PackedLesson>;
}

export type ReadCourse =
  | { readonly ok: true; readonly file: CourseFile }
  | { readonly ok: false; readonly reason: string };

/** The bytes of a part by its name; null where there is no such part. */
type Part = (name: string) => Promise<Uint8Array<ArrayBuffer> | null>;

const refuse = (reason: string): ReadCourse => ({ ok: false, reason });

/** Why a file of so many bytes is not even opened; null when it may be. */
export function tooLarge(bytes: number): string | null {
  return bytes <= MOST.bytes
    ? null
    : t("A course may have {most} MB; this file has {size} MB.", {
        most: MOST.bytes / 1e6,
        size: Math.ceil(bytes / 1e6),
      });
}

export async function readCourse(
  bytes: Uint8Array<ArrayBuffer>,
  known: ReadonlySet<string>,
): Promise<ReadCourse> {
  const large = tooLarge(bytes.length);
  if (large !== null) return refuse(large);
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const unpacked = isZip ? unpack(bytes) : new Map([[MANIFEST, bytes]]);
  if (typeof unpacked === "string") return refuse(unpacked);
  const read = await readParts(async (name) => unpacked.get(name) ?? null, known);
  return read ?? refuse(t("{file} is empty.", { file: MANIFEST }));
}

/** Null: the folder has no course. */
export async function readParts(
  part: Part,
  known: ReadonlySet<string>,
): Promise<ReadCourse | null> {
  const manifest = await part(MANIFEST);
  if (manifest === null) return refuse(t("The package has no file {file}.", { file: MANIFEST }));
  const course = readManifest(manifest, known);
  if (course === null) return null;
  if (typeof course === "string") return refuse(course);
  const lessons = new Map<string, PackedLesson>();
  let total = 0;
  for (const name of new Set(course.parts.flatMap((one) => one.lessons).filter(isFileName))) {
    const lesson = await readLesson(name, part);
    if (typeof lesson === "string") return refuse(lesson);
    lessons.set(name, lesson);
    for (const picture of lesson.files.values()) total += picture.length;
    if (total > MOST.bytes) return refuse(tooMuch(name));
  }
  return { ok: true, file: { course, lessons } };
}

function tooMuch(name: string): string {
  return t("{name}: a package may have {most} MB unpacked.", { name, most: MOST.bytes / 1e6 });
}

async function readLesson(name: string, part: Part): Promise<PackedLesson | string> {
  const bytes = await part(name);
  if (bytes === null)
    return t("{file} names “{name}”, which is not in the package.", { file: MANIFEST, name });
  if (bytes.length > LIMITS.bytes)
    return t("{name}: a lesson may have {most} KB.", { name, most: LIMITS.bytes / 1024 });
  const text = utf8(bytes);
  if (text === null) return t("{name} is not UTF-8.", { name });
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of filesIn(text)) {
    const packed = packedPath(name, path);
    const picture = await part(packed);
    if (picture === null) continue; // the lesson says so where it is shown
    const problem = fileProblem(packed, picture);
    if (problem !== null) return problem;
    files.set(path, picture);
  }
  return { text, files };
}

function unpack(
  bytes: Uint8Array<ArrayBuffer>,
): ReadonlyMap<string, Uint8Array<ArrayBuffer>> | string {
  let total = 0;
  let problem = "";
  const sizes = new Map<string, number>();
  const say = (reason: string): boolean => {
    problem ||= reason;
    return false;
  };
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const shown = `“${name.slice(0, 80)}”`;
        if (leadsOut(name))
          return say(t("The package names a file outside itself: {name}.", { name: shown }));
        if (sizes.has(name))
          return say(t("The package has two files of one name: {name}.", { name: shown }));
        if (name.endsWith("/")) return false;
        sizes.set(name, originalSize);
        total += originalSize;
        if (sizes.size > MOST.files)
          return say(t("A package may have {most} files.", { most: MOST.files }));
        if (total > MOST.bytes) return say(tooMuch(shown));
        return problem === "";
      },
    });
    if (problem !== "") return problem;
    const entries = Object.entries(files);
    const damaged = damagedOf(entries, sizes, sumsIn(bytes));
    if (damaged !== undefined)
      return t("“{name}” is not what the package says it is: it is damaged.", {
        name: damaged.slice(0, 80),
      });
    return new Map(entries.map(([name, content]) => [name, new Uint8Array(content)]));
  } catch {
    return problem === "" ? t("The package is damaged: it could not be unpacked.") : problem;
  }
}

/** The first file that has not the size and the checksum that the package gives. */
function damagedOf(
  entries: readonly (readonly [string, Uint8Array])[],
  sizes: ReadonlyMap<string, number>,
  sums: ReadonlyMap<string, number>,
): string | undefined {
  const isDamaged = ([name, content]: readonly [string, Uint8Array]): boolean =>
    content.length !== sizes.get(name) || crc32(content) !== sums.get(name);
  return entries.find(isDamaged)?.[0];
}

/** The files of the package, by name. */
export function courseParts({ course, lessons }: CourseFile): ReadonlyMap<string, Uint8Array> {
  const parts = new Map([[MANIFEST, strToU8(writeManifest(course))]]);
  for (const [name, { text, files }] of lessons) {
    parts.set(name, strToU8(text));
    for (const [path, picture] of files) parts.set(packedPath(name, path), picture);
  }
  return parts;
}

/** The package. The same course gives the same bytes. */
export function writeCourse(file: CourseFile): Uint8Array<ArrayBuffer> {
  const packed = zipSync(Object.fromEntries(courseParts(file)), { mtime: new Date(1980, 0, 1) });
  return new Uint8Array(packed);
}
