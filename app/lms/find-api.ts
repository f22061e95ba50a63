/**
 * Looks for the object through which an LMS speaks with what it launched: in the frames round this
 * page, then in the window that opened it and the frames round that. Sources: SCORM 1.2 Run-Time
 * Environment, 3.3.6.1; SCORM 2004 4th Edition Run-Time Environment, 3.3.6.
 */
import type { ScormVersion } from "../course/lms-mark";

/** Calls a function of the LMS. What it does not answer, or throws, is "". */
export type LmsCall = (name: string, ...values: readonly string[]) => string;

const HOMES = { "1.2": "API", "2004": "API_1484_11" } as const;
/** Frames in frames; more than any LMS has. */
const DEEPEST = 20;

/** Null where there is none, or a foreign page round this one does not show it. Never throws. */
export function findApi(here: unknown, version: ScormVersion): LmsCall | null {
  return above(here, version) ?? above(property(here, "opener"), version);
}

function above(start: unknown, version: ScormVersion): LmsCall | null {
  let frame = start;
  for (let depth = 0; depth < DEEPEST && frame !== null && frame !== undefined; depth++) {
    const api = property(frame, HOMES[version]);
    if (isObject(api)) return caller(api);
    const parent = property(frame, "parent");
    if (parent === frame) return null;
    frame = parent;
  }
  return null;
}

function caller(api: object): LmsCall {
  return (name, ...values) => {
    try {
      const answer: unknown = Reflect.apply(Reflect.get(api, name), api, values);
      return answer === null || answer === undefined ? "" : String(answer);
    } catch {
      return "";
    }
  };
}

function property(of: unknown, name: string): unknown {
  try {
    return isObject(of) ? Reflect.get(of, name) : undefined;
  } catch {
    return undefined; // a page of another origin
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
