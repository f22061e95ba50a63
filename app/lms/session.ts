/**
 * What every kind of LMS has in common: a session with one learner, and what it is told of them.
 */

export interface Report {
  /** Null until the questions are known. */
  readonly score: { readonly right: number; readonly of: number } | null;
  /** From 0 to 1: how much of the course was seen. */
  readonly seen: number;
  readonly complete: boolean;
  /** Where the learner is, from `#` on. */
  readonly location: string;
  /** The same state, the fullest text first; an LMS takes the first for which it has room. */
  readonly suspend: readonly string[];
  /** Seconds of this session. */
  readonly seconds: number;
}

/** Nothing here throws: an LMS that refuses says so by `false`. */
export interface Session {
  readonly learner: string;
  /** The LMS has never seen this learner in this attempt. */
  readonly isFirst: boolean;
  /** What was kept last, "" when nothing was. */
  readonly suspended: string;
  /** Not when the learner looks back, or looks whether they want it: then nothing is recorded. */
  readonly records: boolean;
  /** The page was loaded anew inside a session that goes on. */
  readonly goesOn: boolean;
  /** Tells the LMS. False when it does not take it; the same can be tried again. */
  save(report: Report): boolean | Promise<boolean>;
  /** Ends the session; a page that is loaded anew may be refused afterwards. */
  end(): void;
}

/** As ISO 8601 writes a time: `PT1H2M3S`. */
export function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  return `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${whole % 60}S`;
}
