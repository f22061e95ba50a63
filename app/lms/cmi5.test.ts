// @vitest-environment happy-dom
/** What an LMS with a learning record store is told, and what of it survives a bad line. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { beginCmi5 } from "./begin-cmi5";
import { Cmi5Session } from "./cmi5";
import { readLaunch } from "./launch";
import { ATTEMPT, LAUNCH } from "./launch.testing";
import type { Report } from "./session";
import type { Statement } from "./statement";

const SESSION = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const CMI5 = { id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" };
const MOVES_ON = { id: "https://w3id.org/xapi/cmi5/context/categories/moveon" };
const OTHER = { id: "https://school.example/category" };
const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** An LMS in memory. `status` is what it answers to the next requests; 0 is no answer. */
function fakeLms(data: Readonly<Record<string, unknown>> = {}) {
  const lms = {
    statements: [] as Statement[],
    documents: new Map<string, string>([
      [
        "LMS.LaunchData",
        JSON.stringify({
          contextTemplate: {
            platform: "school",
            contextActivities: { grouping: [{ id: "https://author.example/au" }], category: OTHER },
            extensions: { [SESSION]: "s1" },
          },
          launchMode: "Normal",
          moveOn: "Completed",
          ...data,
        }),
      ],
    ]),
    profile: "",
    tokens: 0,
    status: 200,
    asked: [] as string[],
    verbs: () => lms.statements.map(({ verb }) => verb.display.en),
    answer(url: URL, request: RequestInit): Response {
      const { pathname, searchParams } = url;
      lms.asked.push(`${request.method} ${pathname}`);
      if (lms.status === 0) throw new TypeError("Failed to fetch");
      if (lms.status !== 200) return new Response("", { status: lms.status });
      if (pathname === "/token")
        return Response.json(lms.tokens++ === 0 ? { "auth-token": "a1" } : { "error-code": "1" });
      const headers = new Headers(request.headers);
      expect(headers.get("Authorization")).toMatch(/^Basic (a1|b2)$/);
      expect(headers.get("X-Experience-API-Version")).toBe("1.0.3");
      if (pathname === "/lrs/agents/profile")
        return new Response(lms.profile, { status: lms.profile === "" ? 404 : 200 });
      const body = String(request.body);
      if (pathname === "/lrs/statements") {
        const told: Statement[] = JSON.parse(body);
        if (told.some(({ id }) => lms.statements.some((one) => one.id === id)))
          return new Response("", { status: 409 });
        lms.statements.push(...told);
        return Response.json(told.map(({ id }) => id));
      }
      expect(pathname).toBe("/lrs/activities/state");
      const name = searchParams.get("stateId") ?? "";
      if (request.method === "PUT") {
        lms.documents.set(name, body);
        return new Response(null, { status: 204 });
      }
      const text = lms.documents.get(name);
      return new Response(text ?? "", { status: text === undefined ? 404 : 200 });
    },
  };
  vi.stubGlobal("fetch", async (url: string, request: RequestInit) =>
    lms.answer(new URL(url), request),
  );
  return lms;
}

const REPORT: Report = {
  score: { right: 1, of: 3 },
  seen: 0.5,
  complete: false,
  location: "#/lesson/stride",
  suspend: ["full", "sh"],
  seconds: 3723.9,
};
const DONE: Report = { ...REPORT, seen: 1, complete: true };

async function begun(query: Readonly<Record<string, string>> = LAUNCH): Promise<Cmi5Session> {
  const launch = readLaunch(new URLSearchParams(query));
  if (launch === null || typeof launch === "string") throw new Error(`no launch: ${launch}`);
  const beginning = await beginCmi5(launch);
  if ("state" in beginning) throw new Error(`${beginning.state}: ${beginning.reason}`);
  return new Cmi5Session(beginning);
}

const again = { ...LAUNCH, fetch: "https://school.example/token?k=2" };

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.restoreAllMocks());

describe("a session", () => {
  test("tells in order what cmi5 wants, each once, with the template of the LMS", async () => {
    const lms = fakeLms({ masteryScore: 0.6 });
    const session = await begun();
    expect(session).toMatchObject({ isFirst: true, records: true, goesOn: false, suspended: "" });
    expect(await session.save(REPORT)).toBe(true);
    expect(session.save(REPORT)).toBe(true);
    expect(await session.save(DONE)).toBe(true);
    expect(await session.save({ ...DONE, score: { right: 2, of: 3 } })).toBe(true);
    session.save({ ...DONE, score: { right: 2, of: 3 } });
    session.end();
    expect(lms.verbs()).toEqual([
      "initialized",
      "progressed",
      "progressed",
      "completed",
      "progressed",
      "passed",
      "terminated",
    ]);
    expect(new Set(lms.statements.map(({ id }) => id)).size).toBe(7);
    for (const { id, timestamp, actor, object, context } of lms.statements) {
      expect(id).toMatch(UUID);
      expect(new Date(timestamp).toISOString()).toBe(timestamp);
      expect(actor).toEqual(JSON.parse(LAUNCH.actor));
      expect(object.id).toBe(LAUNCH.activityId);
      expect(context).toMatchObject({
        registration: ATTEMPT,
        platform: "school",
        contextActivities: { grouping: [{ id: "https://author.example/au" }] },
        extensions: { [SESSION]: "s1" },
      });
    }
    const of = (at: number) => lms.statements[at];
    const category = (...all: readonly object[]) => ({ contextActivities: { category: all } });
    expect(of(0)?.context).toMatchObject(category(OTHER, CMI5));
    expect(of(1)?.context).toMatchObject(category(OTHER));
    expect(of(1)?.result).toEqual({
      score: { scaled: 0.3333, raw: 33, min: 0, max: 100 },
      extensions: { "https://w3id.org/xapi/cmi5/result/extensions/progress": 50 },
    });
    expect(of(3)?.context).toMatchObject(category(OTHER, CMI5, MOVES_ON));
    expect(of(3)?.result).toEqual({ completion: true, duration: "PT1H2M3S" });
    expect(of(4)?.result).not.toHaveProperty("extensions");
    expect(of(5)?.result).toMatchObject({ success: true, score: { scaled: 0.6667 } });
    expect(of(5)?.context).toMatchObject({
      ...category(OTHER, CMI5, MOVES_ON),
      extensions: { "https://w3id.org/xapi/cmi5/context/extensions/masteryscore": 0.6 },
    });
    expect(of(6)?.result).toEqual({ duration: expect.stringMatching(/^PT\d+H\d+M\d+S$/) });
  });

  test("passes and fails nobody without a mark, and fails only who is done, at the end", async () => {
    const free = fakeLms();
    const one = await begun();
    await one.save({ ...DONE, score: { right: 3, of: 3 } });
    one.end();
    expect(free.verbs()).not.toContain("passed");
    sessionStorage.clear();
    const marked = fakeLms({ masteryScore: 0.6 });
    const two = await begun();
    await two.save(REPORT);
    two.end();
    const three = await begun(again).catch(String);
    expect(three).toMatch("ended"); // the token of this launch was had already
    marked.tokens = 0;
    const four = await begun(again);
    expect(four.isFirst).toBe(false);
    await four.save(DONE);
    four.end();
    expect(marked.verbs()).toEqual([
      "initialized",
      "progressed",
      "terminated",
      "initialized",
      "progressed",
      "completed",
      "failed",
      "terminated",
    ]);
    marked.tokens = 0;
    const five = await begun({ ...again, fetch: `${again.fetch}3` });
    expect(five.save(DONE)).toBe(true);
    await five.save({ ...DONE, score: { right: 3, of: 3 } });
    five.end();
    expect(marked.verbs().slice(8)).toEqual(["initialized", "progressed", "passed", "terminated"]);
  });

  test("fails nobody who has passed, and nobody twice for one score", async () => {
    const lms = fakeLms({ masteryScore: 0.6 });
    const visit = async (right: number, key: string): Promise<void> => {
      lms.tokens = 0;
      const session = await begun({ ...LAUNCH, fetch: `${LAUNCH.fetch}${key}` });
      await session.save({ ...DONE, score: { right, of: 3 } });
      session.end();
      await vi.waitFor(() => expect(lms.verbs().at(-1)).toBe("terminated"));
    };
    for (const [at, right] of [1, 1, 0, 2, 1].entries()) await visit(right, `${at}`);
    expect(lms.verbs().filter((verb) => /passed|failed/.test(verb))).toEqual([
      "failed",
      "failed",
      "passed",
    ]);
  });

  test("says only that it begins and ends where the learner looks back", async () => {
    const lms = fakeLms({ launchMode: "Review", returnURL: "javascript:alert(1)" });
    const session = await begun();
    expect(session).toMatchObject({ records: false, back: null });
    expect(session.save(DONE)).toBe(true);
    session.end();
    expect(lms.verbs()).toEqual(["initialized", "terminated"]);
    expect(lms.documents.has("convlab")).toBe(false);
  });

  test("knows the way back and the learner's language", async () => {
    const lms = fakeLms({ returnURL: "https://school.example/back" });
    lms.profile = '{"languagePreference":"es-MX, en"}';
    expect(await begun()).toMatchObject({
      back: "https://school.example/back",
      languages: ["es-MX", "en"],
    });
  });

  test("in the older form has the header of the address, and no words of cmi5", async () => {
    const lms = fakeLms({ masteryScore: 0.1 });
    const { fetch: _, activityId, ...rest } = LAUNCH;
    const session = await begun({ ...rest, auth: "Basic b2", activity_id: activityId });
    await session.save(DONE);
    session.end();
    expect(lms.verbs()).toEqual(["initialized", "progressed", "completed", "terminated"]);
    expect(lms.statements[2]).toMatchObject({
      result: { score: { scaled: 0.3333 } },
      context: { registration: ATTEMPT },
    });
    expect(lms.statements[2]?.context).not.toHaveProperty("contextActivities");
  });
});

describe("what is refused", () => {
  test("is told again with the ids that it had, and what came through is not told twice", async () => {
    const lms = fakeLms();
    const session = await begun();
    lms.status = 503;
    expect(await session.save(DONE)).toBe(false);
    lms.status = 200;
    const { answer } = lms;
    const lost: string[] = [];
    lms.answer = (url, request) => {
      const given = answer(url, request);
      if (request.method !== "POST") return given;
      lost.push(...JSON.parse(String(request.body)).map(({ id }: Statement) => id));
      throw new TypeError("the answer is lost");
    };
    expect(await session.save(DONE)).toBe(false);
    lms.answer = answer;
    expect(await session.save(DONE)).toBe(true);
    expect(lms.verbs()).toEqual(["initialized", "progressed", "completed"]);
    expect(lms.statements[1]?.id).toBe(lost[0]);
  });

  test("is not completed a second time at the next visit, even when the first was not heard of", async () => {
    const lms = fakeLms();
    const session = await begun();
    const { answer } = lms;
    lms.answer = (url, request) => {
      const given = answer(url, request);
      if (String(request.body).includes("verbs/completed")) throw new TypeError("lost");
      return given;
    };
    expect(await session.save(DONE)).toBe(false);
    lms.answer = answer;
    lms.tokens = 0;
    const next = await begun(again);
    expect(await next.save(DONE)).toBe(true);
    expect(lms.verbs().filter((verb) => verb === "completed")).toHaveLength(1);
    lms.tokens = 0;
    const third = await begun({ ...again, fetch: `${again.fetch}3` });
    expect(third.save(DONE)).toBe(true);
  });

  test("by silence, by the page's policy or by the LMS is `false`, and begins nothing", async () => {
    const lms = fakeLms();
    lms.status = 0;
    await expect(begun()).rejects.toThrow("refused");
    lms.status = 503;
    await expect(begun()).rejects.toThrow("refused");
    lms.status = 403;
    await expect(begun()).rejects.toThrow("ended");
    lms.status = 200;
    const session = await begun();
    for (const status of [0, 400, 401, 503]) {
      lms.status = status;
      expect(await session.save(REPORT)).toBe(false);
    }
    lms.status = 200;
    expect(await session.save(REPORT)).toBe(true);
  });

  test("by taking too long: a request that is not answered is given up", async () => {
    const lms = fakeLms();
    const session = await begun();
    vi.spyOn(AbortSignal, "timeout").mockReturnValue(AbortSignal.abort(new Error("time-out")));
    vi.stubGlobal("fetch", (_: string, { signal }: RequestInit) =>
      signal?.aborted === true ? Promise.reject(signal.reason) : new Promise(() => undefined),
    );
    expect(await session.save(REPORT)).toBe(false);
    expect(lms.verbs()).toEqual(["initialized"]);
  });

  test("for what it laid down: that is named", async () => {
    const lms = fakeLms({ launchMode: "Fast" });
    await expect(begun()).rejects.toThrow(/unreadable: .*its LMS\.LaunchData/);
    lms.documents.delete("LMS.LaunchData");
    await expect(begun()).rejects.toThrow("unreadable");
    expect(lms.statements).toEqual([]);
  });
});

describe("a page that is loaded anew", () => {
  test("goes on with its session and its token", async () => {
    const lms = fakeLms();
    await (await begun()).save(REPORT);
    const anew = await begun();
    expect(anew).toMatchObject({ goesOn: true, isFirst: false, suspended: "full" });
    expect(anew.save(REPORT)).toBe(true);
    await anew.save(DONE);
    expect(lms.tokens).toBe(1);
    expect(lms.verbs()).toEqual(["initialized", "progressed", "progressed", "completed"]);
    expect(localStorage).toHaveLength(0);
  });

  test("begins none after its session has ended", async () => {
    const lms = fakeLms();
    (await begun()).end();
    await expect(begun()).rejects.toThrow("ended");
    expect(lms.tokens).toBe(1);
    expect(lms.verbs()).toEqual(["initialized", "terminated"]);
  });

  test("tells the first statement once more where it was not taken, with its id", async () => {
    const lms = fakeLms();
    const { answer } = lms;
    lms.answer = (url, request) => {
      const given = answer(url, request);
      if (url.pathname.endsWith("statements")) throw new TypeError("lost");
      return given;
    };
    await expect(begun()).rejects.toThrow("refused");
    lms.answer = answer;
    expect((await begun()).goesOn).toBe(false);
    expect(lms.verbs()).toEqual(["initialized"]);
  });
});

test("what changes while it is on its way is kept, too", async () => {
  const lms = fakeLms();
  const session = await begun();
  await session.save(REPORT);
  void session.save({ ...REPORT, suspend: ["second"] });
  expect(await session.save({ ...REPORT, suspend: ["third"] })).toBe(true);
  expect(lms.documents.get("convlab")).toContain("third");
});

test("a page that goes away sends nothing twice", async () => {
  const lms = fakeLms();
  const session = await begun();
  const sent: string[] = [];
  const { answer } = lms;
  lms.answer = (url, request) => {
    if (!url.pathname.endsWith("statements")) return answer(url, request);
    const isFirst = sent.length === 0;
    sent.push(...JSON.parse(String(request.body)).map(({ id }: Statement) => id));
    if (isFirst) session.end(); // while the first is on its way
    return answer(url, request);
  };
  await session.save(DONE);
  expect(sent).toHaveLength(3);
  expect(new Set(sent).size).toBe(3);
});

test("a page that goes away in the middle sends the rest at once", async () => {
  const lms = fakeLms({ masteryScore: 0.9 });
  const session = await begun();
  void session.save(DONE);
  session.end();
  expect(lms.asked.slice(-2).every((one) => /PUT|POST/.test(one))).toBe(true);
  await vi.waitFor(() => expect(lms.verbs()).toContain("terminated"));
  expect(lms.verbs()).toEqual(["initialized", "progressed", "completed", "failed", "terminated"]);
});
