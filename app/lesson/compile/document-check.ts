/**
 * Whether a value is a LessonDoc through and through: for files that were compiled elsewhere, and
 * for the fuzz test.
 */
import * as v from "valibot";
import type { LessonDoc } from "../document";

const MATH_ELEMENT = /^(math|m[a-z]{1,11})$/;
const MATH_ATTRIBUTE = /^(data-role|[a-z]{3,16})$/;

const mathNode: v.GenericSchema = v.lazy(() =>
  v.union([
    v.string(),
    v.strictObject({
      tag: v.pipe(v.string(), v.regex(MATH_ELEMENT)),
      attributes: v.record(
        v.pipe(v.string(), v.regex(MATH_ATTRIBUTE), v.notValue("style"), v.notValue("href")),
        v.string(),
      ),
      children: v.array(mathNode),
    }),
  ]),
);

const slug = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/));
const tex = { tex: v.string(), mathml: mathNode };
const href = v.pipe(v.string(), v.regex(/^(https:\/\/|#|(?![a-z][a-z0-9+.-]*:|\/\/))/i));
const inline: v.GenericSchema = v.lazy(() =>
  v.variant("kind", [
    v.strictObject({ kind: v.literal("text"), text: v.string() }),
    v.strictObject({ kind: v.literal("emphasis"), content: v.array(inline) }),
    v.strictObject({ kind: v.literal("strong"), content: v.array(inline) }),
    v.strictObject({ kind: v.literal("code"), text: v.string() }),
    v.strictObject({ kind: v.literal("link"), href, content: v.array(inline) }),
    v.strictObject({ kind: v.literal("math"), ...tex }),
    v.strictObject({ kind: v.literal("term"), term: v.string(), content: v.array(inline) }),
  ]),
);
const inlines = v.array(inline);
const blocks = v.array(v.lazy(() => block));
const values = v.record(v.string(), v.unknown());
/** What a question hides of a figure until it is answered. */
const hides = v.optional(v.strictObject({ figure: slug, names: v.array(v.string()) }));
const choices = v.array(
  v.strictObject({ content: inlines, correct: v.boolean(), feedback: inlines }),
);
const help = { hints: v.array(blocks), solution: blocks };
const finite = v.pipe(v.number(), v.finite());

const figure = v.strictObject({
  kind: v.literal("figure"),
  id: slug,
  widget: v.string(),
  properties: values,
  alt: v.string(),
  caption: inlines,
  hide: v.array(v.string()),
  lock: v.array(v.string()),
  bind: v.optional(slug),
});

const block: v.GenericSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("paragraph"), content: inlines }),
  v.strictObject({ kind: v.literal("heading"), level: v.picklist([2, 3, 4]), content: inlines }),
  v.strictObject({ kind: v.literal("list"), ordered: v.boolean(), items: v.array(blocks) }),
  v.strictObject({
    kind: v.literal("table"),
    head: v.array(inlines),
    rows: v.array(v.array(inlines)),
  }),
  v.strictObject({ kind: v.literal("quote"), blocks }),
  v.strictObject({ kind: v.literal("code"), language: v.string(), text: v.string() }),
  v.strictObject({ kind: v.literal("image"), source: v.string(), alt: v.string() }),
  v.strictObject({ kind: v.literal("math"), ...tex }),
  figure,
  v.strictObject({
    kind: v.literal("set"),
    figure: slug,
    state: values,
    version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  v.strictObject({
    kind: v.literal("callout"),
    tone: v.picklist(["note", "tip", "pitfall", "deepdive", "history"]),
    title: v.string(),
    blocks,
  }),
  v.strictObject({
    kind: v.literal("only"),
    for: v.picklist(["screen", "present", "print"]),
    blocks,
  }),
  v.strictObject({ kind: v.literal("compare"), figures: v.array(figure) }),
  v.strictObject({ kind: v.literal("hint"), blocks }),
  v.strictObject({ kind: v.literal("solution"), blocks }),
  v.strictObject({
    kind: v.literal("predict"),
    id: slug,
    hides,
    answer: v.variant("type", [
      v.strictObject({ type: v.literal("value"), value: finite, tolerance: finite }),
      v.strictObject({ type: v.literal("choice"), choices }),
      v.strictObject({ type: v.literal("open") }),
    ]),
    ask: blocks,
    reveal: blocks,
  }),
  v.strictObject({
    kind: v.literal("quiz"),
    id: slug,
    hides,
    ask: blocks,
    several: v.boolean(),
    choices,
    ...help,
  }),
  v.strictObject({
    kind: v.literal("numeric"),
    id: slug,
    hides,
    ask: blocks,
    value: finite,
    tolerance: finite,
    unit: v.string(),
    mistakes: v.array(v.strictObject({ value: finite, feedback: inlines })),
    ...help,
  }),
  v.strictObject({
    kind: v.literal("cell"),
    id: slug,
    hides,
    ask: blocks,
    figure: slug,
    tensor: v.string(),
    index: v.array(v.number()),
    ...help,
  }),
  v.strictObject({
    kind: v.literal("order"),
    id: slug,
    ask: blocks,
    items: v.array(inlines),
    ...help,
  }),
  v.strictObject({
    kind: v.literal("practice"),
    id: slug,
    generator: v.string(),
    options: values,
    seed: v.number(),
  }),
  v.strictObject({ kind: v.literal("problem"), message: v.string(), line: v.number() }),
]);

const lesson = v.strictObject({
  format: v.literal(1),
  id: slug,
  title: v.string(),
  summary: v.string(),
  lang: v.string(),
  dir: v.picklist(["ltr", "rtl"]),
  level: v.picklist(["intro", "core", "advanced"]),
  minutes: v.number(),
  goals: v.array(v.string()),
  requires: v.array(v.string()),
  authors: v.array(v.string()),
  license: v.string(),
  reviewer: v.optional(v.string()),
  steps: v.array(
    v.strictObject({
      id: slug,
      title: v.string(),
      minutes: v.optional(v.number()),
      blocks,
      notes: blocks,
    }),
  ),
});

export function isLessonDoc(value: unknown): value is LessonDoc {
  return v.is(lesson, value);
}

/** What is wrong with it, for tests and messages. */
export function faultsOf(value: unknown): string[] {
  const result = v.safeParse(lesson, value);
  return result.success
    ? []
    : result.issues.map((issue) => `${v.getDotPath(issue) ?? ""}: ${issue.message}`);
}
