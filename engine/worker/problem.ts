/**
 * Every error that leaves the engine is an EngineProblem: a code, a sentence for the reader, and
 * what to do about it.
 */
import { LabError } from "../core/errors";
import type { EngineProblem } from "./protocol";

export function problemOf(error: unknown): EngineProblem {
  if (error instanceof LabError)
    return { code: error.code, message: error.message, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "unsupported",
    message: `something went wrong in the engine: ${message}`,
    hint: "Reload the page; your work is kept.",
  };
}

export function isLost(error: unknown): boolean {
  return error instanceof LabError && error.code === "lost";
}
