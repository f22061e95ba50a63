/**
 * The list of the site's files is the first line of `sw.js`. The service worker runs that line, and
 * a page reads it: there is one list, and the worker changes whenever it does.
 */
import * as v from "valibot";
import type { SiteList } from "./site-copy";

export const SCRIPT = "sw.js";
/** The folder beside the site that holds a course of its own; it is part of no version. */
export const BESIDE = "course/";
/** The file of that folder that every page asks for. */
export const MANIFEST = "course.yaml";
const BEGIN = "self.SITE = ";

const listSchema = v.object({
  version: v.string(),
  files: v.array(v.object({ path: v.string(), hash: v.string() })),
  headers: v.record(v.string(), v.string()),
});

export function scriptWith(list: SiteList, code: string): string {
  return `${BEGIN}${JSON.stringify(list)};\n${code}`;
}

/** Null when the text is no script of the site, e.g. the start page in its place. */
export function listIn(script: string): SiteList | null {
  const end = script.indexOf(";\n");
  if (!script.startsWith(BEGIN) || end < 0) return null;
  try {
    const read = v.safeParse(listSchema, JSON.parse(script.slice(BEGIN.length, end)));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
