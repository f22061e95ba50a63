/**
 * A session with an LMS that speaks cmi5, or that launches in the older way of xAPI. Statements
 * are told one after the other and keep their ids until they are taken; what must be said once in
 * an attempt is written down, with its id, before it is said. Source: cmi5 (Quartz, 1st Edition).
 */
import { type Beginning, DOCUMENT, type Kept, NOTE, NOTHING, tabStorage } from "./begin-cmi5";
import { isWeb, learnerOf } from "./launch";
import { taken } from "./record-store";
import { duration, type Report, type Session } from "./session";
import { progress, type Statement, statement, timestamp, uuid, type Verb } from "./statement";

/** Characters: a page that goes away may send 64 KiB in all. */
const ROOM = 24_000;

interface Waiting {
  readonly statement: Statement;
  readonly onTaken: () => void;
}

export class Cmi5Session implements Session {
  readonly learner: string;
  readonly isFirst: boolean;
  readonly suspended: string;
  readonly records: boolean;
  readonly goesOn: boolean;
  /** Where the learner goes when they are done; null where the LMS does not say. */
  readonly back: string | null;
  /** The languages that the learner wishes for, best first. */
  readonly languages: readonly string[];
  private kept: Kept;
  private lastKept: string;
  private standing: string;
  private report: Report | null = null;
  private readonly made = new Set<Verb>();
  private readonly waiting: Waiting[] = [];
  private flying: Waiting | null = null;
  private running: Promise<boolean> | null = null;
  private readonly tried = new Set<Waiting>();

  constructor(private readonly from: Beginning) {
    const { launch, data, kept, languages, goesOn } = from;
    this.goesOn = goesOn;
    this.learner = learnerOf(launch);
    this.isFirst = kept === null;
    this.kept = kept ?? NOTHING;
    this.suspended = this.kept.suspend;
    this.standing = this.kept.standing;
    this.lastKept = kept === null ? "" : JSON.stringify(kept);
    this.records = data === null || data.launchMode === "Normal";
    this.back = data?.returnURL !== undefined && isWeb(data.returnURL) ? data.returnURL : null;
    this.languages = languages;
  }

  save(report: Report): boolean | Promise<boolean> {
    if (!this.records) return true;
    this.report = report;
    const suspend = report.suspend.find((text) => text.length <= ROOM) ?? "";
    this.kept = { ...this.kept, suspend };
    this.tellNews(report);
    if (this.isTold() && this.running === null) return true;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** The page goes away: everything is sent at once, and nobody waits for an answer. */
  end(): void {
    const { note, store } = this.from;
    const { report } = this;
    const scaled = this.records && report?.complete === true ? scaledOf(report) : null;
    if (report !== null && scaled !== null && this.fails(scaled)) {
      this.kept = { ...this.kept, failed: scaled };
      this.tell("failed", {
        success: false,
        score: scoreOf(scaled),
        duration: duration(report.seconds),
      });
    }
    const seconds = (Date.parse(timestamp()) - Date.parse(note.began)) / 1000;
    this.tell("terminated", { duration: duration(seconds) });
    if (this.records && report !== null) void this.keep();
    const left = this.waiting.filter((one) => one !== this.flying);
    // One that may have arrived already would be in the way of the others.
    for (const one of left.filter((two) => this.tried.has(two))) void store.tell([one.statement]);
    void store.tell(left.filter((one) => !this.tried.has(one)).map((one) => one.statement));
    this.waiting.length = 0;
    tabStorage().write(NOTE, { ...note, ended: true });
  }

  private tellNews(report: Report): void {
    const { data } = this.from;
    const spent = duration(report.seconds);
    const scaled = scaledOf(report);
    const score = scaled === null ? {} : { score: scoreOf(scaled) };
    const isCompleted = this.kept.completed !== null;
    const percent = isCompleted || report.complete ? 100 : Math.floor(100 * report.seen);
    const standing = `${percent} ${scaled ?? ""}`;
    // Before the lessons are known, and before anything is done, there is nothing to say.
    const isKnown = isCompleted ? scaled !== null : percent > 0 || (scaled ?? 0) > 0;
    if (isKnown && standing !== this.standing) {
      this.standing = standing;
      const extensions = isCompleted ? {} : { extensions: progress(percent) };
      this.tell("progressed", { ...score, ...extensions }, () => {
        this.kept = { ...this.kept, standing };
      });
    }
    // cmi5 has a score where there is a mark to pass, and nowhere else among its own verbs.
    if (report.complete)
      this.tellOnce("completed", {
        completion: true,
        duration: spent,
        ...(data === null ? score : {}),
      });
    if (scaled !== null && data?.masteryScore !== undefined && scaled >= data.masteryScore)
      this.tellOnce("passed", { success: true, duration: spent, ...score });
  }

  private isTold(): boolean {
    return this.waiting.length === 0 && JSON.stringify(this.kept) === this.lastKept;
  }

  private fails(scaled: number): boolean {
    const mark = this.from.data?.masteryScore;
    const { passed, failed } = this.kept;
    return mark !== undefined && scaled < mark && passed === null && scaled !== failed;
  }

  private tellOnce(verb: "completed" | "passed", result: Statement["result"]): void {
    const known = this.kept[verb];
    if (known?.taken === true || this.made.has(verb)) return;
    this.made.add(verb);
    const id = known?.id ?? uuid();
    this.kept = { ...this.kept, [verb]: { id, taken: false } };
    this.tell(
      verb,
      result,
      () => {
        this.kept = { ...this.kept, [verb]: { id, taken: true } };
      },
      id,
    );
  }

  private tell(
    verb: Verb,
    result: Statement["result"],
    onTaken: () => void = () => undefined,
    id = uuid(),
  ): void {
    const { launch, data } = this.from;
    const rest = result === undefined ? { id } : { id, result };
    this.waiting.push({ statement: statement(launch, data, verb, rest), onTaken });
  }

  /** Until all is told; false at the first that is not taken. */
  private async run(): Promise<boolean> {
    while (await this.keep()) {
      const [next] = this.waiting;
      if (this.isTold()) return true;
      if (next === undefined) continue; // what is kept changed while it was on its way
      this.flying = next;
      this.tried.add(next);
      const status = await this.from.store.tell([next.statement]);
      this.flying = null;
      if (!taken({ status })) return false;
      this.waiting.shift();
      next.onTaken();
    }
    return false;
  }

  /** False: not taken. What changes on its way is kept by the next call. */
  private async keep(): Promise<boolean> {
    const text = JSON.stringify(this.kept);
    if (text === this.lastKept) return true;
    const isKept = await this.from.store.keep(DOCUMENT, text);
    if (isKept) this.lastKept = text;
    return isKept;
  }
}

function scaledOf({ score }: Report): number | null {
  return score === null || score.of === 0 ? null : Math.round((1e4 * score.right) / score.of) / 1e4;
}

function scoreOf(scaled: number): { scaled: number; raw: number; min: number; max: number } {
  return { scaled, raw: Math.round(100 * scaled), min: 0, max: 100 };
}
