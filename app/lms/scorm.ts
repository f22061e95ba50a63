/**
 * A session with an LMS, of SCORM 1.2 or 2004, as one thing: what it knows of the learner, and how
 * it is told what the learner did. Nothing here throws: an LMS that refuses says so by `false`.
 */
import type { ScormVersion } from "../course/lms-mark";
import type { LmsCall } from "./find-api";
import { duration, type Report, type Session } from "./session";

interface Dialect {
  readonly calls: Readonly<Record<"initialize" | "terminate" | "get" | "set" | "commit", string>>;
  readonly names: Readonly<
    Record<"learner" | "entry" | "mode" | "status" | "location" | "score" | "time" | "exit", string>
  >;
  /** Characters for which an LMS must have room. */
  readonly room: { readonly location: number; readonly suspend: number };
  readonly time: (seconds: number) => string;
}

const DIALECTS: Readonly<Record<ScormVersion, Dialect>> = {
  "1.2": {
    calls: {
      initialize: "LMSInitialize",
      terminate: "LMSFinish",
      get: "LMSGetValue",
      set: "LMSSetValue",
      commit: "LMSCommit",
    },
    names: {
      learner: "cmi.core.student_id",
      entry: "cmi.core.entry",
      mode: "cmi.core.lesson_mode",
      status: "cmi.core.lesson_status",
      location: "cmi.core.lesson_location",
      score: "cmi.core.score",
      time: "cmi.core.session_time",
      exit: "cmi.core.exit",
    },
    room: { location: 255, suspend: 4096 },
    time: clockTime,
  },
  "2004": {
    calls: {
      initialize: "Initialize",
      terminate: "Terminate",
      get: "GetValue",
      set: "SetValue",
      commit: "Commit",
    },
    names: {
      learner: "cmi.learner_id",
      entry: "cmi.entry",
      mode: "cmi.mode",
      status: "cmi.completion_status",
      location: "cmi.location",
      score: "cmi.score",
      time: "cmi.session_time",
      exit: "cmi.exit",
    },
    room: { location: 1000, suspend: 64_000 },
    time: duration,
  },
};

const SUSPEND = "cmi.suspend_data";
/** The learner is done; what they do afterwards does not undo it. */
const DONE = new Set(["completed", "passed", "failed"]);

export class ScormSession implements Session {
  readonly learner: string;
  readonly isFirst: boolean;
  readonly suspended: string;
  readonly records: boolean;
  private done: boolean;

  private constructor(
    private readonly call: LmsCall,
    private readonly version: ScormVersion,
    private readonly dialect: Dialect,
    readonly goesOn: boolean,
  ) {
    const { names } = dialect;
    this.learner = this.get(names.learner);
    this.isFirst = this.get(names.entry) === "ab-initio";
    this.suspended = this.get(SUSPEND);
    this.records = !["browse", "review"].includes(this.get(names.mode));
    this.done = DONE.has(this.get(names.status));
  }

  /** Null when the LMS does not begin a session. */
  static begin(call: LmsCall, version: ScormVersion): ScormSession | null {
    const dialect = DIALECTS[version];
    const begun = call(dialect.calls.initialize, "") === "true";
    // An LMS whose session goes on refuses to begin it once more, and still answers.
    const goesOn = !begun && call(dialect.calls.get, dialect.names.status) !== "";
    return begun || goesOn ? new ScormSession(call, version, dialect, goesOn) : null;
  }

  save(report: Report): boolean {
    if (!this.records) return true;
    const { names, room, time, calls } = this.dialect;
    if (report.score !== null) this.setScore(report.score);
    if (report.complete || !this.done) this.setStatus(report);
    this.set(names.location, fitting(report.location, room.location));
    this.set(names.time, time(report.seconds));
    this.set(names.exit, "suspend");
    const kept = report.suspend.some(
      (text) => text.length <= room.suspend && this.set(SUSPEND, text),
    );
    return this.call(calls.commit, "") === "true" && kept;
  }

  /** Ends the session; a page that is loaded anew may be refused afterwards. */
  end(): boolean {
    return this.call(this.dialect.calls.terminate, "") === "true";
  }

  private setStatus({ complete, seen }: Report): void {
    this.set(this.dialect.names.status, complete ? "completed" : "incomplete");
    if (this.version === "2004") this.set("cmi.progress_measure", decimal(seen));
    this.done ||= complete;
  }

  private setScore({ right, of }: { readonly right: number; readonly of: number }): void {
    const { score } = this.dialect.names;
    const share = of === 0 ? 0 : right / of;
    this.set(`${score}.min`, "0");
    this.set(`${score}.max`, "100");
    this.set(`${score}.raw`, String(Math.round(100 * share)));
    if (this.version === "2004") this.set(`${score}.scaled`, decimal(share));
  }

  private get(name: string): string {
    return this.call(this.dialect.calls.get, name);
  }

  private set(name: string, value: string): boolean {
    return this.call(this.dialect.calls.set, name, value) === "true";
  }
}

/** Without the figures' states where they do not fit, and without all where that does not. */
function fitting(location: string, room: number): string {
  const short = location.length <= room ? location : location.replace(/\?.*$/, "");
  return short.length <= room ? short : "";
}

function decimal(share: number): string {
  return String(Math.round(1e4 * share) / 1e4);
}

/** As SCORM 1.2 writes a time: `0001:02:03.00`. */
function clockTime(seconds: number): string {
  const whole = Math.floor(Math.min(seconds, 9999 * 3600));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = String(Math.floor(whole / 3600)).padStart(4, "0");
  return `${hours}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.00`;
}
