/** What an LMS is told, in both dialects, and what of it survives: no LMS is needed for this. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noAnswer } from "../store/answers";
import { findApi } from "./find-api";
import { ScormSession } from "./scorm";
import type { Report } from "./session";
import { readSuspended, suspendTexts } from "./suspend";

/** An LMS in memory: what it was told, and a switch for what it refuses. */
function fakeLms(given: Readonly<Record<string, string>> = {}) {
  const values = new Map(Object.entries(given));
  const lms = {
    values,
    log: [] as string[],
    refuses: new Set<string>(),
    room: Number.POSITIVE_INFINITY,
    call: (name: string, ...args: readonly string[]): string => {
      const word = name.replace("LMS", "").replace("Finish", "Terminate");
      const [key = "", value = ""] = args;
      if (word === "GetValue") return values.get(key) ?? "";
      lms.log.push(word);
      if (lms.refuses.has(word) || value.length > lms.room) return "false";
      if (word === "SetValue") values.set(key, value);
      return "true";
    },
  };
  return lms;
}

const REPORT: Report = {
  score: { right: 2, of: 3 },
  seen: 0.5,
  complete: false,
  location: "#/lesson/stride/visit?c1.stride=2",
  suspend: ["full", "sh"],
  seconds: 3723.9,
};

function begun(lms: ReturnType<typeof fakeLms>, version: "1.2" | "2004"): ScormSession {
  const session = ScormSession.begin(lms.call, version);
  if (session === null) throw new Error("no session");
  return session;
}

describe("a session", () => {
  test("tells SCORM 1.2 in its words", () => {
    const lms = fakeLms({ "cmi.core.student_id": "ada", "cmi.core.entry": "ab-initio" });
    const session = begun(lms, "1.2");
    expect(session).toMatchObject({ learner: "ada", isFirst: true, records: true, goesOn: false });
    expect(session.save(REPORT)).toBe(true);
    expect(Object.fromEntries(lms.values)).toMatchObject({
      "cmi.core.score.raw": "67",
      "cmi.core.score.max": "100",
      "cmi.core.lesson_status": "incomplete",
      "cmi.core.lesson_location": REPORT.location,
      "cmi.core.session_time": "0001:02:03.00",
      "cmi.core.exit": "suspend",
      "cmi.suspend_data": "full",
    });
    expect(lms.log.at(-1)).toBe("Commit");
  });

  test("tells SCORM 2004 in its words", () => {
    const lms = fakeLms({ "cmi.learner_id": "ada", "cmi.suspend_data": "before" });
    const session = begun(lms, "2004");
    expect(session.suspended).toBe("before");
    session.save({ ...REPORT, complete: true });
    expect(Object.fromEntries(lms.values)).toMatchObject({
      "cmi.score.scaled": "0.6667",
      "cmi.score.raw": "67",
      "cmi.completion_status": "completed",
      "cmi.progress_measure": "0.5",
      "cmi.session_time": "PT1H2M3S",
    });
  });

  test("does not undo what was done, and scores nothing before the questions are known", () => {
    const lms = fakeLms({ "cmi.core.lesson_status": "passed" });
    begun(lms, "1.2").save({ ...REPORT, score: null });
    expect(lms.values.get("cmi.core.lesson_status")).toBe("passed");
    expect(lms.values.has("cmi.core.score.raw")).toBe(false);
  });

  test("takes the shorter text where there is no room, and a place without its figures", () => {
    const lms = fakeLms();
    const session = begun(lms, "1.2");
    const long = { ...REPORT, suspend: ["x".repeat(5000), "short"] };
    session.save({ ...long, location: `#/lesson/a/b?${"x".repeat(300)}` });
    expect(lms.values.get("cmi.suspend_data")).toBe("short");
    expect(lms.values.get("cmi.core.lesson_location")).toBe("#/lesson/a/b");
    lms.room = 3;
    session.save(REPORT);
    expect(lms.values.get("cmi.suspend_data")).toBe("sh");
  });

  test("says when it is refused, and what is refused once is taken when it is told again", () => {
    const lms = fakeLms();
    const session = begun(lms, "2004");
    lms.refuses.add("Commit");
    expect(session.save(REPORT)).toBe(false);
    lms.refuses.delete("Commit");
    expect(session.save(REPORT)).toBe(true);
    lms.refuses.add("SetValue");
    expect(session.save(REPORT)).toBe(false);
  });

  test("goes on where the page was loaded anew; an LMS that has ended it begins none", () => {
    const running = fakeLms({ "cmi.completion_status": "incomplete" });
    const call = (name: string, ...args: readonly string[]): string =>
      name === "Initialize" ? "false" : running.call(name, ...args);
    expect(ScormSession.begin(call, "2004")?.goesOn).toBe(true);
    const ended = fakeLms();
    ended.refuses.add("Initialize");
    expect(ScormSession.begin(ended.call, "2004")).toBeNull();
  });

  test("records nothing of a learner who looks back", () => {
    const lms = fakeLms({ "cmi.core.lesson_mode": "review" });
    const session = begun(lms, "1.2");
    expect(session.records).toBe(false);
    expect(session.save(REPORT)).toBe(true);
    expect(lms.log).not.toContain("SetValue");
  });
});

describe("the object of an LMS", () => {
  const api = { LMSGetValue: (name: string) => `value of ${name}` };
  const framed = (parent: object | null, opener: object | null = null): object => {
    const frame: Record<string, unknown> = { opener };
    frame["parent"] = parent ?? frame;
    return frame;
  };
  /** A page of another origin: every look at it throws. */
  const foreign = new Proxy(
    {},
    {
      get: () => {
        throw new DOMException("", "SecurityError");
      },
    },
  );

  test("is found in frames round the page, in the opener and its frames, in its own version", () => {
    const lms = Object.assign(framed(null), { API: api });
    for (const here of [framed(framed(lms)), framed(null, lms), framed(null, framed(lms))]) {
      expect(findApi(here, "1.2")?.("LMSGetValue", "x")).toBe("value of x");
      expect(findApi(here, "2004")).toBeNull();
    }
  });

  test("is not looked for in vain without end, and nothing foreign or broken throws", () => {
    const one: Record<string, unknown> = {};
    const other = { parent: one };
    one["parent"] = other;
    expect(findApi(one, "1.2")).toBeNull();
    expect(findApi(framed(foreign, foreign), "1.2")).toBeNull();
    const broken = Object.assign(framed(null), {
      API: {
        LMSCommit: () => {
          throw new Error("time-out");
        },
        LMSFinish: () => undefined,
      },
    });
    const call = findApi(broken, "1.2");
    for (const name of ["LMSCommit", "LMSFinish", "LMSNothing"]) expect(call?.(name)).toBe("");
  });
});

describe("what an LMS keeps", () => {
  const answer = fc.record({
    given: fc.oneof(fc.string(), fc.array(fc.nat(9))),
    checked: fc.boolean(),
    right: fc.boolean(),
    hints: fc.nat(5),
    solution: fc.boolean(),
  });
  const kept = fc.record({
    progress: fc.record({
      lessons: fc.dictionary(
        fc.stringMatching(/^[a-z]{1,8}$/),
        fc.record({
          step: fc.string(),
          visited: fc.array(fc.string(), { maxLength: 5 }),
          done: fc.boolean(),
        }),
      ),
      last: fc.string({ maxLength: 50 }),
    }),
    answers: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), answer),
  });

  test("comes back as it was, and from every shorter form with what is right", () => {
    fc.assert(
      fc.property(kept, (state) => {
        const texts = suspendTexts(state);
        expect(readSuspended(texts[0] ?? "")).toEqual(JSON.parse(JSON.stringify(state)));
        const right = Object.entries(state.answers)
          .filter(([, one]) => one.checked && one.right)
          .map(([key]) => key);
        for (const text of texts.slice(0, -1)) {
          const read = readSuspended(text)?.answers ?? {};
          expect(Object.keys(read).filter((key) => read[key]?.checked && read[key].right)).toEqual(
            right,
          );
        }
        expect(readSuspended(texts.at(-1) ?? "")?.progress).toEqual(
          JSON.parse(JSON.stringify(state.progress)),
        );
      }),
    );
  });

  test("of a long course fits into the room of SCORM 1.2", () => {
    const answers = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [
        `lesson-${at % 26}/question-${at}`,
        { ...noAnswer, given: `${at * 7}`.repeat(20), checked: true, right: true },
      ]),
    );
    const lessons = Object.fromEntries(
      Array.from({ length: 26 }, (_, at) => [
        `lesson-${at}`,
        { step: "end", visited: Array.from({ length: 9 }, (__, step) => `s${step}`), done: true },
      ]),
    );
    const texts = suspendTexts({ progress: { lessons, last: "#/" }, answers });
    const fits = texts.find((text) => text.length <= 4096);
    expect(Object.keys(readSuspended(fits ?? "")?.answers ?? {})).toHaveLength(300);
  });

  test("that is damaged or not ours is nothing", () => {
    const [text = ""] = suspendTexts({ progress: { lessons: {}, last: "" }, answers: {} });
    for (const other of ["", "1", "2abc", "1***", text.slice(0, -6), "bookmark=3"])
      expect(readSuspended(other)).toBeNull();
  });
});
