/**
 * Every tag of the lesson language: what it is for, where it may stand, what it takes. The compiler
 * checks against this table, the reference page and the studio's palette are made from it, and
 * nothing else says what a tag may be.
 */
import { QUESTIONS, type TagSchema } from "./tag-schema";
import { ASKING } from "./tags/questions";
import { STRUCTURE } from "./tags/structure";
import { TEXT } from "./tags/text";

/** The tags that are questions, and so have an id of their own that progress hangs on. */
export const QUESTION_TAGS: ReadonlySet<string> = new Set(["predict", ...QUESTIONS, "practice"]);

const list: readonly TagSchema[] = [...STRUCTURE, ...ASKING, ...TEXT];

export const TAGS: Readonly<Record<string, TagSchema>> = Object.fromEntries(
  list.map((tag) => [tag.name, tag]),
);
export const TAG_NAMES: readonly string[] = list.map((tag) => tag.name);

/** The tag of that name; names of Object.prototype are none. */
export function tagNamed(name: string): TagSchema | undefined {
  return Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
}

/** The tags that may stand directly in `place` ("step" or a tag's name). */
export function allowedIn(place: string): string[] {
  return list.filter((tag) => tag.inside.includes(place)).map((tag) => tag.name);
}
