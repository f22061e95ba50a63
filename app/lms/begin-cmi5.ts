/**
 * How a session of cmi5 begins: the token, which is had once; what the LMS laid down for the
 * launch; what it keeps of the learner; and the first statement. Source: cmi5 (Quartz, 1st
 * Edition), 7 to 11.
 */
import * as v from "valibot";
import { basePath } from "../shell/address";
import { digest } from "../shell/digest";
import { browserStorage, createStorage, type SiteStorage } from "../store/storage";
import type { Launch } from "./launch";
import { ask, RecordStore, taken } from "./record-store";
import type { LmsState } from "./state";
import { type LaunchData, launchDataSchema, statement, timestamp, uuid } from "./statement";

/** Our own document at the LMS. */
export const DOCUMENT = "convlab";
export const NOTE = "cmi5";

/** What must not stay on a machine lasts as long as this tab. */
export function tabStorage(): SiteStorage {
  return createStorage(browserStorage("tab"), basePath());
}

/** In this tab alone: a page that is loaded anew goes on with the token that it had. */
const noteSchema = v.object({
  launch: v.string(),
  token: v.string(),
  id: v.string(),
  began: v.string(),
  initialized: v.boolean(),
  ended: v.boolean(),
});
type Note = v.InferOutput<typeof noteSchema>;

const once = v.nullable(v.object({ id: v.pipe(v.string(), v.uuid()), taken: v.boolean() }));
const keptSchema = v.object({
  suspend: v.string(),
  /** Progress and score that were told last. */
  standing: v.string(),
  completed: once,
  passed: once,
  failed: v.nullable(v.number()),
});
export type Kept = v.InferOutput<typeof keptSchema>;
export const NOTHING: Kept = {
  suspend: "",
  standing: "",
  completed: null,
  passed: null,
  failed: null,
};

export interface Beginning {
  readonly launch: Launch;
  readonly store: RecordStore;
  readonly data: LaunchData | null;
  readonly languages: readonly string[];
  /** Null: the LMS keeps nothing yet. */
  readonly kept: Kept | null;
  readonly note: Note;
  readonly goesOn: boolean;
}

/** Why there is no session; "refused" is worth another try. */
interface NoSession {
  readonly state: LmsState;
  readonly reason?: string;
}

export async function beginCmi5(launch: Launch): Promise<Beginning | NoSession> {
  const found = await noteOf(launch);
  if ("state" in found) return found;
  tabStorage().write(NOTE, found);
  const { id, began: at, token, initialized: goesOn } = found;
  const store = new RecordStore(launch, launch.fetch === null ? launch.auth : `Basic ${token}`);
  const given = await learnerState(launch, store);
  if ("state" in given) return given;
  const first = statement(launch, given.data, "initialized", { id, at });
  const status = goesOn ? 200 : await store.tell([first]);
  if (!taken({ status })) return refusal(status);
  const note = { ...found, initialized: true };
  tabStorage().write(NOTE, note);
  return { launch, store, note, goesOn, ...given };
}

/** The session that this tab is in, or a new one: a token is asked for once. */
async function noteOf(launch: Launch): Promise<Note | NoSession> {
  const name = digest(JSON.stringify(launch));
  const known = tabStorage().read(NOTE, noteSchema);
  if (known?.launch === name && !known.ended) return known;
  if (known?.launch === name && launch.fetch !== null) return { state: "ended" };
  const token = launch.fetch === null ? "" : await tokenOf(launch.fetch);
  if (typeof token !== "string") return token;
  const begins = { id: uuid(), began: timestamp(), initialized: false, ended: false };
  return { launch: name, token, ...begins };
}

const tokenSchema = v.object({ "auth-token": v.pipe(v.string(), v.regex(/^[\x21-\x7E]+$/)) });

async function tokenOf(address: string): Promise<string | NoSession> {
  const answer = await ask(address, { method: "POST" });
  if (!taken(answer)) return refusal(answer.status);
  const read = v.safeParse(tokenSchema, answer.json);
  return read.success ? read.output["auth-token"] : { state: "ended" };
}

/** What the LMS knows of the launch, the learner's state and the languages they wish for. */
async function learnerState(
  { fetch: isCmi5 }: Launch,
  store: RecordStore,
): Promise<Pick<Beginning, "data" | "kept" | "languages"> | NoSession> {
  const [own, laid, wishes] = await Promise.all([
    store.document(DOCUMENT),
    isCmi5 === null ? null : store.document("LMS.LaunchData"),
    isCmi5 === null ? null : store.profile("cmi5LearnerPreferences"),
  ]);
  if (!taken(own) && own.status !== 404) return refusal(own.status);
  const data = laid === null ? null : v.safeParse(launchDataSchema, laid.json);
  if (laid !== null && !taken(laid) && laid.status !== 404) return refusal(laid.status);
  if (data?.success === false)
    return {
      state: "unreadable",
      reason: "its LMS.LaunchData are missing or not as cmi5 has them",
    };
  const kept = v.safeParse(keptSchema, own.json);
  const isNone = !taken(own) || own.json === undefined;
  return {
    data: data?.output ?? null,
    kept: isNone ? null : kept.success ? kept.output : NOTHING,
    languages: languagesOf(wishes?.json),
  };
}

function languagesOf(json: unknown): readonly string[] {
  const read = v.safeParse(v.object({ languagePreference: v.string() }), json);
  return read.success ? read.output.languagePreference.split(",").map((one) => one.trim()) : [];
}

/** Who is not let in will not be: the token is used up, or the session is over. */
function refusal(status: number): NoSession {
  return { state: [400, 401, 403, 404, 410].includes(status) ? "ended" : "refused" };
}
