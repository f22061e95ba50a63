/**
 * A strict LMS that speaks cmi5, below `/lms/` of a host: it launches, gives each launch's token
 * once, lays down LMS.LaunchData, and checks every request and statement against the rules. What
 * breaks one is answered with an error and written to `faults`. Sources: cmi5 (Quartz, 1st
 * Edition); xAPI 1.0.3.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { isDeepStrictEqual as same } from "node:util";

const CMI5 = "https://w3id.org/xapi/cmi5";
const SESSION = `${CMI5}/context/extensions/sessionid`;
const MARK = `${CMI5}/context/extensions/masteryscore`;
const PROGRESS = `${CMI5}/result/extensions/progress`;
const VERBS = "http://adlnet.gov/expapi/verbs/";
const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const DURATION = /^PT(\d+H)?(\d+M)?(\d+(\.\d+)?S)?$/;

interface Told {
  readonly id: string;
  readonly timestamp: string;
  readonly actor: unknown;
  readonly verb: { readonly id: string };
  readonly object: { readonly id: string };
  readonly result?: {
    readonly success?: boolean;
    readonly completion?: boolean;
    readonly duration?: string;
    readonly score?: { readonly scaled: number };
    readonly extensions?: Readonly<Record<string, number>>;
  };
  readonly context: {
    readonly registration?: string;
    readonly contextActivities?: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
}

interface Session {
  readonly id: string;
  readonly token: string;
  isGiven: boolean;
  readonly told: Told[];
}

export class RecordStore {
  readonly faults: string[] = [];
  readonly statements: Told[] = [];
  readonly documents = new Map<string, string>();
  /** Answers nothing but errors. */
  refuses = false;
  /** Answers nothing at all. */
  silent = false;
  /** Another host than the page's. */
  endpoint: string | null = null;
  /** The page that it opens. */
  start = "index.html";
  asked = 0;
  private readonly sessions: Session[] = [];
  private readonly registration = randomUUID();
  private readonly activity = "https://school.example/au/1";
  private readonly actor = {
    objectType: "Agent",
    account: { homePage: "https://school.example", name: "ada" },
  };

  constructor(private readonly mark: number) {}

  verbs(): readonly string[] {
    return this.statements.map(({ verb }) => verb.id.replace(VERBS, ""));
  }

  readonly listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => this.answer(request, response, Buffer.concat(chunks).toString()));
  };

  private answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const url = new URL(request.url ?? "", `http://${request.headers.host}`);
    if (url.pathname === "/lms/launch") return this.launch(response, url.origin);
    if (url.pathname === "/lms/done") return finish(response, 200, "Back at the LMS.");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "*, Authorization");
    response.setHeader("Access-Control-Allow-Methods", "*");
    if (request.method === "OPTIONS") return finish(response, 204);
    if (url.pathname === "/lms/token") return this.token(request, response, url);
    this.asked++;
    if (this.silent) return;
    if (this.refuses) return finish(response, 503);
    const [, name = ""] = /^Basic (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    const session = this.sessions.find(({ token, isGiven }) => isGiven && token === name);
    if (session === undefined) return this.fault(response, 401, "a token that was not given");
    if (request.headers["x-experience-api-version"] !== "1.0.3")
      return this.fault(response, 400, "no version");
    if (body !== "" && request.headers["content-type"] !== "application/json")
      return this.fault(response, 400, "no content type");
    const path = url.pathname.replace("/lms/lrs/", "");
    if (path === "statements" && request.method === "POST")
      return this.take(response, session, JSON.parse(body));
    if (path === "activities/state") return this.state(request, response, url, body, session);
    if (path === "agents/profile" && this.isActor(url)) return finish(response, 404);
    this.fault(response, 404, `${request.method} ${url.pathname}`);
  }

  /** A page of the LMS with the course in a frame: each launch is a session of its own. */
  private launch(response: ServerResponse, origin: string): void {
    const session = { id: randomUUID(), token: randomUUID(), isGiven: false, told: [] };
    this.sessions.push(session);
    this.documents.set(
      "LMS.LaunchData",
      JSON.stringify({
        contextTemplate: {
          contextActivities: { grouping: [{ id: "https://author.example/au" }] },
          extensions: { [SESSION]: session.id },
        },
        launchMode: "Normal",
        masteryScore: this.mark,
        moveOn: "Completed",
        returnURL: `${origin}/lms/done`,
      }),
    );
    const query = new URLSearchParams({
      endpoint: `${this.endpoint ?? origin}/lms/lrs`,
      fetch: `${origin}/lms/token?session=${session.id}`,
      actor: JSON.stringify(this.actor),
      registration: this.registration,
      activityId: this.activity,
    });
    response.setHeader("Content-Type", "text/html");
    finish(
      response,
      200,
      `<!doctype html><title>LMS</title><iframe src="/sites/one/${this.start}?${query.toString().replaceAll("&", "&amp;")}" width="1200" height="800"></iframe>`,
    );
  }

  private token(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const session = this.sessions.find(({ id }) => id === url.searchParams.get("session"));
    if (request.method !== "POST" || session === undefined)
      return this.fault(response, 405, "the token is had by POST");
    const isFirst = !session.isGiven;
    session.isGiven = true;
    if (!isFirst) this.faults.push("a token was asked for twice");
    response.setHeader("Content-Type", "application/json");
    const answer = isFirst ? { "auth-token": session.token } : { "error-code": "1" };
    finish(response, 200, JSON.stringify(answer));
  }

  private isActor(url: URL): boolean {
    return same(JSON.parse(url.searchParams.get("agent") ?? "null"), this.actor);
  }

  private state(
    { method }: IncomingMessage,
    response: ServerResponse,
    url: URL,
    body: string,
    session: Session,
  ): void {
    const { searchParams: query } = url;
    const name = query.get("stateId") ?? "";
    if (
      !this.isActor(url) ||
      query.get("activityId") !== this.activity ||
      query.get("registration") !== this.registration
    )
      return this.fault(response, 400, `the document ${name} of somebody else`);
    if (method === "PUT") {
      if (name === "LMS.LaunchData") return this.fault(response, 403, "LMS.LaunchData changed");
      if (session.told.length === 0) return this.fault(response, 403, "written before initialized");
      this.documents.set(name, body);
      return finish(response, 204);
    }
    const text = this.documents.get(name);
    finish(response, text === undefined ? 404 : 200, text);
  }

  private take(response: ServerResponse, session: Session, told: readonly Told[]): void {
    for (const one of told) {
      if (this.statements.some(({ id }) => id === one.id)) return finish(response, 409);
      const wrong = this.wrongIn(one, session);
      if (wrong !== null) return this.fault(response, 400, `${one.verb.id}: ${wrong}`);
      this.statements.push(one);
      session.told.push(one);
    }
    finish(response, 200, JSON.stringify(told.map(({ id }) => id)));
  }

  private wrongIn(one: Told, session: Session): string | null {
    const { id, timestamp, actor, verb, object, context } = one;
    const word = verb.id.replace(VERBS, "");
    const category = (context.contextActivities?.["category"] ?? []).map((each) => each.id);
    const grouping = context.contextActivities?.["grouping"];
    const last = session.told.at(-1);
    if (!UUID.test(id)) return "id";
    if (Number.isNaN(Date.parse(timestamp)) || !timestamp.endsWith("Z")) return "timestamp";
    if (last !== undefined && timestamp < last.timestamp) return "earlier than the one before";
    if (!same(actor, this.actor)) return "actor";
    if (object.id !== this.activity) return "object";
    if (context.registration !== this.registration) return "registration";
    if (context.extensions?.[SESSION] !== session.id) return "session id";
    if (!same(grouping, [{ id: "https://author.example/au" }])) return "template";
    if ((last === undefined) !== (word === "initialized")) return "initialized is first, once";
    if (last?.verb.id === `${VERBS}terminated`) return "after terminated";
    const isOwn = category.includes(`${CMI5}/context/categories/cmi5`);
    if (isOwn !== (word !== "progressed")) return "category cmi5";
    return isOwn ? this.wrongInOwn(one, word, category, session) : wrongInProgress(one);
  }

  /** In a statement with a verb that cmi5 defines. */
  private wrongInOwn(
    { verb, result = {}, context }: Told,
    word: string,
    category: readonly string[],
    session: Session,
  ): string | null {
    const { success, completion, duration, score, extensions } = result;
    const isJudged = word === "passed" || word === "failed";
    const has = (name: string) => this.verbs().includes(name);
    if (session.told.some((other) => other.verb.id === verb.id)) return "twice in a session";
    if ((word === "completed" || word === "passed") && has(word)) return "twice in an attempt";
    if (word === "failed" && has("passed")) return "failed after passed";
    if (completion !== (word === "completed" ? true : undefined)) return "completion";
    if (success !== (isJudged ? word === "passed" : undefined)) return "success";
    if ((score !== undefined) !== isJudged) return "score";
    if (score !== undefined && score.scaled >= this.mark !== (word === "passed")) return "mark";
    if (isJudged !== (context.extensions?.[MARK] === this.mark)) return "mark in the context";
    const moves = category.includes(`${CMI5}/context/categories/moveon`);
    if (moves !== (isJudged || word === "completed")) return "category moveon";
    if (word !== "initialized" && !DURATION.test(duration ?? "")) return "duration";
    return extensions === undefined ? null : "progress";
  }

  private fault(response: ServerResponse, status: number, words: string): void {
    this.faults.push(words);
    finish(response, status);
  }
}

function wrongInProgress({ result }: Told): string | null {
  const percent = result?.extensions?.[PROGRESS] ?? 0;
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) return "progress";
  return result?.success === undefined && result?.completion === undefined ? null : "result";
}

function finish(response: ServerResponse, status: number, text = ""): void {
  response.writeHead(status);
  response.end(text);
}
