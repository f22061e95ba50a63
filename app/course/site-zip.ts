/**
 * The whole site with a course of its own, as one zip made in the browser: every file of the site
 * as it runs here, from the copy that works offline where there is one, and the course in the
 * folder beside it. For an LMS the same, with a manifest and without what an LMS does by itself.
 */
import { t } from "../language/words";
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { sha256, type SiteFile } from "../offline/site-copy";
import { BESIDE, listIn, SCRIPT } from "../offline/site-list";
import { type CourseFile, courseParts } from "./course-file";
import { cmi5Structure } from "./cmi5-structure";
import { type LmsDetails, originOf } from "./lms-details";
import { lmsMark, type PackageKind } from "./lms-mark";
import { scormManifest } from "./scorm-manifest";

export type Packing = (done: number, of: number) => void;

/** A file of the site did not come, or is not the one that belongs to it. */
export class PackingError extends Error {}

type Files = Map<string, Uint8Array>;
const TOGETHER = 6;

/** A complete static site, whose home page is the course. Throws `PackingError`. */
export async function siteZip(course: CourseFile, onPart: Packing): Promise<Blob> {
  const { files, headers, script } = await siteFiles(onPart);
  files.set(SCRIPT, strToU8(script));
  files.set("_headers", strToU8(headersText(headers)));
  return zipped(withCourse(files, course));
}

/** A package for an LMS. Throws `PackingError`. */
export async function lmsZip(
  course: CourseFile,
  kind: PackageKind,
  details: LmsDetails,
  onPart: Packing,
): Promise<Blob> {
  const { files } = await siteFiles(onPart);
  const start = files.get("index.html");
  if (start === undefined) throw new PackingError(t("The site has no index.html."));
  const page = allowing(new TextDecoder().decode(start), kind, details);
  files.set("index.html", strToU8(page.replace("<head>", `<head>\n    ${lmsMark(kind)}`)));
  const all = withCourse(files, course);
  if (kind === "cmi5") all.set("cmi5.xml", strToU8(cmi5Structure(course.course, details)));
  else
    all.set(
      "imsmanifest.xml",
      strToU8(scormManifest(course.course.title, [...all.keys()], kind, details)),
    );
  return zipped(all);
}

/** The start page, which may speak to the record store, too. */
function allowing(page: string, kind: PackageKind, { store }: LmsDetails): string {
  const origin = kind === "cmi5" ? originOf(store) : null;
  return origin === null
    ? page
    : page.replace(/connect-src (?:'|&#39;)self(?:'|&#39;)/, (policy) => `${policy} ${origin}`);
}

function withCourse(files: Files, course: CourseFile): Files {
  for (const [name, bytes] of courseParts(course)) files.set(BESIDE + name, bytes);
  return files;
}

async function siteFiles(onPart: Packing) {
  const script = new TextDecoder().decode(await fetched(SCRIPT));
  const list = listIn(script);
  if (list === null)
    throw new PackingError(
      t("This copy of the lab is not a built one: it has no list of its files. Run npm run build."),
    );
  const files: Files = new Map();
  const waiting = [...list.files];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      files.set(next.path, await checked(next));
      onPart(files.size, list.files.length);
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  return { files, headers: list.headers, script };
}

async function checked({ path, hash }: SiteFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await fetched(path);
  // A page over plain http has no way to check.
  if (globalThis.crypto.subtle !== undefined && (await sha256(bytes.buffer)) !== hash)
    throw new PackingError(
      t("{path} is of another version of the lab. Reload this page, then try again.", { path }),
    );
  return bytes;
}

async function fetched(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(new URL(path, document.baseURI)).catch(() => null);
  if (answer?.ok !== true)
    throw new PackingError(
      t("{path} could not be fetched. Go online, or wait until the lab is kept for offline use.", {
        path,
      }),
    );
  return new Uint8Array(await answer.arrayBuffer());
}

/** As static hosts read them. */
function headersText(headers: Readonly<Record<string, string>>): string {
  return `/*\n${Object.entries(headers)
    .map(([name, value]) => `  ${name}: ${value}\n`)
    .join("")}`;
}

/** What is compressed already does not get smaller. */
const COMPRESSED = /\.(webp|png|jpe?g|gif|avif|woff2|cld)$/;

/** File by file, so that the page stays alive. The same files give the same bytes. */
async function zipped(files: Files): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    parts.push(new Uint8Array(chunk));
  });
  for (const [name, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const entry = COMPRESSED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name);
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    entry.push(bytes, true);
    await new Promise((resolve) => setTimeout(resolve));
  }
  zip.end();
  return new Blob(parts, { type: "application/zip" });
}
