/**
 * What the audience sees, as one message: the step, the state of every figure, the told answers,
 * the strokes. A second window of the audience lays it down whole; each window computes its own
 * numbers from the state.
 */
import * as v from "valibot";
import type { LessonDoc } from "../../lesson/document";
import type { LessonScope } from "../../lesson/runtime/scope";
import { same } from "../../shell/codec";
import { answersSchema, answerKey } from "../../store/answers";
import { lab } from "../../store/store";

/** Places on the screen, as shares of its width and height. */
export type Stroke = readonly (readonly [x: number, y: number])[];

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

export const pictureSchema = v.object({
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  blank: v.picklist(["none", "black", "white"]),
  zoom: v.pipe(v.number(), v.minValue(0.1), v.maxValue(10)),
  tools: v.boolean(),
  /** States by figure, as the widget's own `restore` reads them. */
  figures: v.record(v.string(), v.unknown()),
  /** Answers of the lecture that are told or given. */
  answers: answersSchema,
  strokes: v.array(v.array(v.tuple([share, share]))),
  /** What each run on the stage does: "fresh", "begun", "running". */
  live: v.array(v.string()),
});

export type Picture = v.InferOutput<typeof pictureSchema>;

/** States of the lesson's figures, and the answers of this lecture, as they are now. */
export function pictureParts({
  doc,
  prefix,
}: Pick<LessonScope, "doc" | "prefix">): Pick<Picture, "figures" | "answers"> {
  const { figures, answers } = lab.getState();
  const own = answerKey("present", doc.id, "");
  return {
    figures: Object.fromEntries(
      Object.entries(figures).flatMap(([key, record]) =>
        key.startsWith(prefix) ? [[key.slice(prefix.length), record.state]] : [],
      ),
    ),
    answers: Object.fromEntries(Object.entries(answers).filter(([key]) => key.startsWith(own))),
  };
}

/** Lays the states and answers of another window over this one's. */
export function takeOver(
  { doc, prefix, registry }: Pick<LessonScope, "doc" | "prefix" | "registry">,
  { figures, answers }: Pick<Picture, "figures" | "answers">,
): void {
  for (const [id, raw] of Object.entries(figures)) {
    const record = lab.getState().figures[prefix + id];
    const definition = record === undefined ? undefined : registry[record.widget]?.definition;
    if (record === undefined || definition === undefined) continue;
    const next = definition.restore(raw, record.state);
    if (!same(next, record.state)) lab.getState().changeFigure(prefix + id, next, "merge");
  }
  takeAnswers(doc, answers);
}

/** The answers of a lecture, and no others. */
export function takeAnswers(doc: LessonDoc, answers: Picture["answers"]): void {
  const own = answerKey("present", doc.id, "");
  const now = lab.getState().answers;
  for (const key of Object.keys(now))
    if (key.startsWith(own) && !Object.hasOwn(answers, key)) lab.getState().forgetAnswers(key);
  for (const [key, answer] of Object.entries(answers))
    if (key.startsWith(own) && !same(now[key], answer)) lab.getState().answer(key, answer);
}
