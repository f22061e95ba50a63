/** An error in the reader's words. */
import { echo, t, word } from "../language/words";
import { LabError } from "../../engine/core/errors";

export function reason(error: unknown): string {
  if (error instanceof LabError) {
    const [message, hint] = [echo(error.message), echo(error.hint)];
    return hint === "" ? message : `${sentence(message)} ${sentence(hint)}`;
  }
  if (isMissingPart(error))
    return t("{missing} Try again, or reload the page.", { missing: word(MISSING) });
  return error instanceof Error ? error.message : t("Something unexpected happened.");
}

/** With a large letter where no name begins it, and an end. */
function sentence(text: string): string {
  return withEnd(/^[a-z]+ /.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text);
}

export function withEnd(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

export const MISSING =
  "A part of the site could not be loaded: the connection may be down, or the site was updated.";

/**
 * Chunks are fetched when they are needed; each browser has its own words for one that did not
 * come.
 */
export function isMissingPart(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|Importing a module script failed|Unable to preload CSS/.test(
      error.message,
    )
  );
}
