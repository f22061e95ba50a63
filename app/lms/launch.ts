/**
 * How an LMS that speaks xAPI launches a page: everything it needs stands in the address. Read here
 * and nowhere else, and untrusted: each part is checked. Sources: cmi5 (Quartz, 1st Edition), 8.1;
 * for the older form with `auth` and `activity_id`, Rustici's launch of Tin Can.
 */
import * as v from "valibot";

const LONGEST = 2_000;

const line = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST));
const web = v.pipe(
  line,
  v.check((text) => isWeb(text)),
);
const actorSchema = v.pipe(
  v.object({
    objectType: v.optional(v.literal("Agent"), "Agent"),
    name: v.optional(line),
    account: v.optional(v.object({ homePage: v.pipe(line, v.url()), name: line })),
    mbox: v.optional(v.pipe(line, v.startsWith("mailto:"))),
    mbox_sha1sum: v.optional(v.pipe(line, v.regex(/^[\da-f]{40}$/i))),
    openid: v.optional(web),
  }),
  v.check((actor) => IDENTITIES.filter((name) => actor[name] !== undefined).length === 1),
);
const IDENTITIES = ["account", "mbox", "mbox_sha1sum", "openid"] as const;

export interface Launch {
  /** Ends with `/`. */
  readonly endpoint: string;
  readonly actor: v.InferOutput<typeof actorSchema>;
  readonly activity: string;
  readonly registration: string | null;
  /** Where the token is had, once; null in the older form. */
  readonly fetch: string | null;
  /** The older form's header; "" where there is a `fetch`. */
  readonly auth: string;
}

/** Null: nothing of a launch is there. A text: the part that cannot be used. */
export function readLaunch(query: URLSearchParams): Launch | null | string {
  if (!["endpoint", "fetch", "auth", "actor"].some((name) => query.has(name))) return null;
  const fetch = query.get("fetch");
  const endpoint = query.get("endpoint") ?? "";
  const actor = v.safeParse(actorSchema, jsonOf(query.get("actor") ?? ""));
  const registration = query.get("registration");
  const activity = query.get(fetch === null ? "activity_id" : "activityId") ?? "";
  const auth = query.get("auth") ?? "";
  if (!v.is(web, endpoint)) return "endpoint is not an http or https address";
  if (fetch !== null && !v.is(web, fetch)) return "fetch is not an http or https address";
  if (fetch === null && !/^[\x20-\x7E]{1,2000}$/.test(auth))
    return "there is neither fetch nor an auth that can be sent";
  if (!actor.success) return "actor is not one learner (an Agent)";
  if (!v.is(v.pipe(line, v.url()), activity)) return "the id of the activity is not an address";
  if (registration === null ? fetch !== null : !v.is(v.pipe(line, v.uuid()), registration))
    return "registration is not a UUID";
  return {
    endpoint: endpoint.replace(/\/?$/, "/"),
    actor: actor.output,
    activity,
    registration,
    fetch,
    auth: fetch === null ? auth : "",
  };
}

/** The same for the same learner in the same attempt at the same course. */
export function learnerOf({ actor, activity, registration }: Launch): string {
  return JSON.stringify([IDENTITIES.map((name) => actor[name] ?? ""), activity, registration]);
}

export function isWeb(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** The older form writes each value of the actor as a list of one. */
function jsonOf(text: string): unknown {
  try {
    const json: unknown = text.length > LONGEST ? null : JSON.parse(text);
    if (typeof json !== "object" || json === null) return null;
    return Object.fromEntries(
      Object.entries(json).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
    );
  } catch {
    return null;
  }
}
