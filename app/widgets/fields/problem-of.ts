/** What an author is told of a text that its own reader refuses. */
import { LabError } from "../../../engine/core/errors";
import type { TextProblem } from "../widget";

/** Null where `read` takes the text; it throws LabError where not. */
export function problemOf(read: (text: string) => unknown, allowed: string) {
  return (text: string): TextProblem | null => {
    try {
      read(text);
      return null;
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      return { message: error.message, allowed, suggestion: null };
    }
  };
}
