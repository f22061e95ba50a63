/** What went wrong with a run, as the engine says it or in words of the page's own. */
import { t } from "../language/words";
import { LabError } from "../../engine/core/errors";
import type { EngineProblem } from "../../engine/worker/protocol";
import { isMissingPart, MISSING } from "../shell/reason";

export function problemOf(problem: unknown): EngineProblem {
  if (problem instanceof LabError)
    return { code: problem.code, message: problem.message, hint: problem.hint };
  if (isMissingPart(problem)) return { code: "lost", message: MISSING, hint: "" };
  const message = problem instanceof Error ? problem.message : t("Something unexpected happened.");
  return { code: "lost", message, hint: t("Reload the page.") };
}
