/** The address that opens the lecturer's present place on a student's phone. */
import { joinedRoute } from "../../lesson/runtime/routes";
import type { LessonDoc } from "../../lesson/document";
import { parseAddress } from "../../shell/address";

/** Longer ones make squares that a camera at the back of a room cannot read. */
export const LONGEST = 600;

export interface JoinLink {
  readonly url: string;
  /** The step only: with the figures as they are it would be too long. */
  readonly short: boolean;
  /** No other machine reaches this one by this name. */
  readonly local: boolean;
}

/** `hash`: of the lecture; `base`: of the page, without a hash. */
export function joinLink(doc: LessonDoc, step: number, hash: string, base: URL): JoinLink {
  const id = doc.steps[step]?.id ?? "";
  const at = (parameters: ReadonlyMap<string, string>): string =>
    `${base.origin}${base.pathname}${courseOf(base)}${joinedRoute.hash(doc, id, parameters)}`;
  const whole = at(parseAddress("", hash).parameters);
  const short = whole.length > LONGEST;
  const local = /^(localhost|127\.|\[::1\])/.test(base.hostname);
  return { url: short ? at(new Map()) : whole, short, local };
}

/** How somebody looks at the lecture is their own; the course that it belongs to is not. */
function courseOf({ searchParams }: URL): string {
  const course = searchParams.get("course");
  return course === null ? "" : `?course=${encodeURIComponent(course)}`;
}
