/**
 * xAPI statements as cmi5 wants them. Sources: cmi5 (Quartz, 1st Edition), 9 and 10; xAPI 1.0.3,
 * Data, 4.
 */
import * as v from "valibot";
import type { Launch } from "./launch";

const CMI5 = "https://w3id.org/xapi/cmi5";
const IN_CMI5 = `${CMI5}/context/categories/cmi5`;
const MOVES_ON = `${CMI5}/context/categories/moveon`;

const record = v.record(v.string(), v.unknown());

/** What the LMS laid down for this launch. */
export const launchDataSchema = v.object({
  contextTemplate: v.looseObject({
    contextActivities: v.optional(record, {}),
    extensions: v.optional(record, {}),
  }),
  launchMode: v.picklist(["Normal", "Browse", "Review"]),
  masteryScore: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  returnURL: v.optional(v.string()),
});
export type LaunchData = v.InferOutput<typeof launchDataSchema>;

/** `progressed` is no verb of cmi5, but allowed beside its own. */
export type Verb = "initialized" | "progressed" | "completed" | "passed" | "failed" | "terminated";

interface Result {
  readonly score?: Readonly<Record<"scaled" | "raw" | "min" | "max", number>>;
  readonly success?: boolean;
  readonly completion?: boolean;
  readonly duration?: string;
  readonly extensions?: Readonly<Record<string, number>>;
}

export interface Statement {
  readonly id: string;
  readonly timestamp: string;
  readonly actor: Launch["actor"];
  readonly verb: { readonly id: string; readonly display: { readonly en: string } };
  readonly object: { readonly objectType: "Activity"; readonly id: string };
  readonly result?: Result;
  readonly context: Readonly<Record<string, unknown>>;
}

/** `data` is null in the older form of a launch, which knows nothing of cmi5. */
export function statement(
  { actor, activity, registration }: Launch,
  data: LaunchData | null,
  verb: Verb,
  { id = uuid(), at = timestamp(), result }: { id?: string; at?: string; result?: Result } = {},
): Statement {
  return {
    id,
    timestamp: at,
    actor,
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}`, display: { en: verb } },
    object: { objectType: "Activity", id: activity },
    ...(result === undefined ? {} : { result }),
    context: {
      ...(registration === null ? {} : { registration }),
      ...(data === null ? {} : contextOf(data, verb)),
    },
  };
}

export const progress = (percent: number): Readonly<Record<string, number>> => ({
  [`${CMI5}/result/extensions/progress`]: percent,
});

export const timestamp = (): string => new Date().toISOString();

/** Also on a page over plain http, where `crypto.randomUUID` is missing. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab".charAt((bytes[8] ?? 0) & 3);
  return hex.replace(
    /^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/,
    (_, ...part) => `${part[0]}-${part[1]}-4${part[2]}-${variant}${part[3]}-${part[4]}`,
  );
}

/** The template of the LMS with what it leaves to us; nothing of it is overwritten. */
function contextOf(
  { contextTemplate, masteryScore }: LaunchData,
  verb: Verb,
): Readonly<Record<string, unknown>> {
  const { contextActivities, extensions } = contextTemplate;
  const judged = verb === "passed" || verb === "failed";
  const own = [
    ...(verb === "progressed" ? [] : [IN_CMI5]),
    ...(judged || verb === "completed" ? [MOVES_ON] : []),
  ];
  const given = [contextActivities["category"] ?? []].flat();
  const others = given.filter(
    (one) => !v.is(v.object({ id: v.picklist([IN_CMI5, MOVES_ON]) }), one),
  );
  const category = [...others, ...own.map((id) => ({ id }))];
  return {
    ...contextTemplate,
    contextActivities: { ...contextActivities, ...(category.length === 0 ? {} : { category }) },
    extensions: {
      ...(judged ? { [`${CMI5}/context/extensions/masteryscore`]: masteryScore } : {}),
      ...extensions,
    },
  };
}
