/**
 * Editing one cell of a grid: what is being typed, why it is refused, and what happens on Enter,
 * Tab, Escape and blur. A number that cannot be read is never stored: the old value stays and the
 * reader is told why.
 */
import { t } from "../../../language/words";
import { useState } from "react";
import { problemWith } from "../../describe/matrix-text";
import { parseNumber } from "../../describe/read-number";
import type { Place } from "../grid";

export interface Editing {
  readonly place: Place;
  readonly text: string;
  /** The text is the old number, to be typed over. */
  readonly old: boolean;
}

export interface EditingHandle {
  readonly editing: Editing | null;
  readonly problem: string;
  begin(place: Place, text: string, old: boolean): void;
  type(text: string): void;
  /** True when the number was taken. */
  commit(): boolean;
  cancel(): void;
  /**
   * The focus went elsewhere: a readable number is taken, else the old value stays and the reason
   * is shown.
   */
  leave(): void;
  complain(problem: string): void;
}

export function useEditing(
  magnitude: number,
  onEdit: ((place: Place, value: number) => void) | undefined,
): EditingHandle {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [problem, setProblem] = useState("");
  return {
    editing,
    problem,
    begin(place, text, old) {
      setProblem("");
      setEditing({ place, text, old });
    },
    type(text) {
      setProblem("");
      setEditing((now) => (now === null ? null : { ...now, text }));
    },
    commit() {
      if (editing === null) return true;
      const value = parseNumber(editing.text);
      const refused = problemWith(value, editing.text, { magnitude });
      if (refused !== null || value === null) {
        setProblem(t("{refused} Escape keeps the old value.", { refused: refused ?? "" }));
        return false;
      }
      setEditing(null);
      setProblem("");
      onEdit?.(editing.place, value);
      return true;
    },
    cancel() {
      setEditing(null);
      setProblem("");
    },
    leave() {
      if (editing === null) return;
      const value = parseNumber(editing.text);
      const refused = problemWith(value, editing.text, { magnitude });
      setEditing(null);
      setProblem(refused === null ? "" : t("{refused} The old value stays.", { refused }));
      if (refused === null && value !== null) onEdit?.(editing.place, value);
    },
    complain: setProblem,
  };
}
