/**
 * What the maker of a course may say of it to an LMS, beside its contents: an id that stays when
 * the title changes, a mark to pass, and where a record store is (cmi5). Pure.
 */
import * as v from "valibot";
import { t } from "../language/words";
import { digest } from "../shell/digest";

export const detailsSchema = v.object({
  /** "": it follows from the title. */
  id: v.string(),
  /** Per cent; "": none. As it is typed. */
  pass: v.string(),
  /** "": on the origin that the package is served from. */
  store: v.string(),
});

/** As typed. */
export type LmsDetails = v.InferOutput<typeof detailsSchema>;

export const NO_DETAILS: LmsDetails = { id: "", pass: "", store: "" };

const PLAIN_ID = /^[A-Za-z_][\w.-]{0,63}$/;

/** Why a package cannot be made with them; "" when it can. */
export function detailsProblem({ id, pass, store }: LmsDetails): string {
  if (id !== "" && !PLAIN_ID.test(id) && !isAddress(id))
    return t(
      "The id “{id}” cannot be used: letters, digits, - _ and ., a letter first, or an address that begins with https.",
      { id: id.slice(0, 60) },
    );
  if (pass !== "" && markIn(pass) === null)
    return t("The mark to pass is “{pass}”; it may be a whole number from 1 to 100.", {
      pass: pass.slice(0, 20),
    });
  return store === "" || originOf(store) !== null
    ? ""
    : t("The address of the record store is “{store}”; it has to begin with https.", {
        store: store.slice(0, 60),
      });
}

/** 0.8 for "80"; null where there is no mark. */
export function markIn(pass: string): number | null {
  const mark = /^\d{1,3}$/.test(pass) ? Number(pass) : 0;
  return mark >= 1 && mark <= 100 ? mark / 100 : null;
}

/** "https://lrs.example.org" of a longer address; null where it is none. */
export function originOf(store: string): string | null {
  return isAddress(store) ? new URL(store).origin : null;
}

/** The identifier of a manifest. */
export function manifestId({ id }: LmsDetails, title: string): string {
  return PLAIN_ID.test(id) ? id : `convlab-${digest(id === "" ? title : id)}`;
}

/** The same for the same id, else title: a package that is uploaded anew is the same course. */
export function courseIri({ id }: LmsDetails, title: string): string {
  return isAddress(id) ? id : uuidOf(id === "" ? title : id);
}

/** Of the one unit of the course. */
export function unitIri(details: LmsDetails, title: string): string {
  const course = courseIri(details, title);
  return isAddress(course)
    ? `${course.replace(/\/$/, "")}/lessons`
    : uuidOf(`${details.id === "" ? title : details.id} lessons`);
}

function isAddress(text: string): boolean {
  return /^https:\/\/[\w.-]+\.\w+(?::\d+)?(?:\/[\w.~/-]*)?$/.test(text) && URL.canParse(text);
}

function uuidOf(text: string): string {
  const hex = [1, 2, 3]
    .map((part) =>
      Number.parseInt(digest(`${part} ${text}`), 36)
        .toString(16)
        .padStart(14, "0"),
    )
    .join("");
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `urn:uuid:${part(0, 8)}-${part(8, 12)}-8${part(12, 15)}-8${part(15, 18)}-${part(18, 30)}`;
}
