/** The course that an instructor is making: pure changes, and the file that comes out. */
import { t } from "../language/words";
import * as v from "valibot";
import type { CourseFile, PackedLesson } from "./course-file";
import { detailsSchema, NO_DETAILS } from "./lms-details";
import { idIn } from "./lesson-text";
import { isOwn } from "./own-id";
import { filesOf, textOf } from "./own-lessons";

export const draftSchema = v.object({
  title: v.string(),
  welcome: v.string(),
  parts: v.array(
    v.object({ title: v.string(), summary: v.string(), lessons: v.array(v.string()) }),
  ),
  /** For packages alone; the course file does not have it. */
  lms: v.optional(detailsSchema, NO_DETAILS),
});

/** Lessons by id: the lab's own, and those of this device (`own-…`). */
export type CourseDraft = v.InferOutput<typeof draftSchema>;
type Part = CourseDraft["parts"][number];

export function emptyDraft(): CourseDraft {
  return {
    title: "",
    welcome: "",
    parts: [{ title: t("Part one"), summary: "", lessons: [] }],
    lms: NO_DETAILS,
  };
}

export function changePart(draft: CourseDraft, at: number, change: Partial<Part>): CourseDraft {
  return {
    ...draft,
    parts: draft.parts.map((part, here) => (here === at ? { ...part, ...change } : part)),
  };
}

export function addPart(draft: CourseDraft): CourseDraft {
  const part = {
    title: t("Part {number}", { number: draft.parts.length + 1 }),
    summary: "",
    lessons: [],
  };
  return { ...draft, parts: [...draft.parts, part] };
}

/** The lessons of a part that is removed go to the one before it, or after it. */
export function removePart(draft: CourseDraft, at: number): CourseDraft {
  const gone = draft.parts[at];
  if (gone === undefined || draft.parts.length < 2) return draft;
  const heir = at === 0 ? 0 : at - 1;
  const parts = draft.parts.toSpliced(at, 1);
  return changePart({ ...draft, parts }, heir, {
    lessons:
      at === 0
        ? [...gone.lessons, ...(parts[0]?.lessons ?? [])]
        : [...(parts[heir]?.lessons ?? []), ...gone.lessons],
  });
}

/** Up or down by one place, across the borders of parts. */
export function moveLesson(
  draft: CourseDraft,
  part: number,
  place: number,
  by: 1 | -1,
): CourseDraft {
  const lessons = draft.parts[part]?.lessons ?? [];
  const id = lessons[place];
  if (id === undefined) return draft;
  const to = place + by;
  if (to >= 0 && to < lessons.length)
    return changePart(draft, part, { lessons: lessons.toSpliced(place, 1).toSpliced(to, 0, id) });
  const next = draft.parts[part + by];
  if (next === undefined) return draft;
  const out = changePart(draft, part, { lessons: lessons.toSpliced(place, 1) });
  return changePart(out, part + by, {
    lessons: by === 1 ? [id, ...next.lessons] : [...next.lessons, id],
  });
}

/** Why it cannot be saved yet; "" when it can. */
export function missingIn(draft: CourseDraft): string {
  if (draft.title.trim() === "") return t("The course needs a title.");
  const nameless = draft.parts.findIndex(({ title }) => title.trim() === "");
  if (nameless >= 0) return t("Part {number} needs a title.", { number: nameless + 1 });
  return draft.parts.every(({ lessons }) => lessons.length === 0)
    ? t("The course needs a lesson.")
    : "";
}

/** A lesson that is no longer on this device is left out. */
export async function courseFileOf(draft: CourseDraft): Promise<CourseFile> {
  const packed = new Map<string, PackedLesson>();
  const names = new Map<string, string>();
  for (const id of new Set(draft.parts.flatMap(({ lessons }) => lessons))) {
    if (!isOwn(id)) {
      names.set(id, id);
      continue;
    }
    const text = textOf(id);
    if (text === null) continue;
    const own = idIn(text) ?? id;
    let name = `lessons/${own}.mdoc`;
    for (let twin = 2; packed.has(name); twin++) name = `lessons/${own}-${twin}.mdoc`;
    names.set(id, name);
    packed.set(name, { text, files: await filesOf(id) });
  }
  const parts = draft.parts.map(({ title, summary, lessons }) => ({
    title: title.trim(),
    summary,
    lessons: lessons.flatMap((id) => names.get(id) ?? []),
  }));
  return {
    course: { format: 1, title: draft.title.trim(), welcome: draft.welcome, parts },
    lessons: packed,
  };
}
