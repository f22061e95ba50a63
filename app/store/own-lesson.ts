/** A lesson from elsewhere, as it is stored under `own-<digest of its text>`. */
import * as v from "valibot";

export const ownLessonSchema = v.object({
  title: v.pipe(v.string(), v.maxLength(200)),
  text: v.pipe(v.string(), v.maxLength(300_000)),
});
export type StoredLesson = v.InferOutput<typeof ownLessonSchema>;
