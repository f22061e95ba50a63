/** The field that lies over a cell while its number is typed. */
import { t } from "../../../language/words";
import { useEffect, useRef, type KeyboardEvent } from "react";
import type { Place } from "../grid";
import { variables } from "../style";
import styles from "./number-grid.module.css";
import type { Editing, EditingHandle } from "./useEditing";

interface CellEditorProps {
  readonly editing: Editing;
  readonly handle: EditingHandle;
  readonly label: string;
  /** Where the focus goes: `by` cells to the right of the edited one (Tab), or back to it. */
  readonly onDone: (place: Place, by: number) => void;
}

export function CellEditor({ editing, handle, label, onDone }: CellEditorProps) {
  const field = useRef<HTMLInputElement>(null);
  const { row, column } = editing.place;
  const typedOver = useRef(editing.old);
  // Enter and Escape move the focus themselves: the blur that follows must not be taken for the
  // reader's.
  const closed = useRef(false);
  useEffect(() => {
    const input = field.current;
    input?.focus();
    // What is typed next replaces the old number, but goes on from a digit that was just typed.
    input?.setSelectionRange(typedOver.current ? 0 : input.value.length, input.value.length);
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Tab" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Escape") handle.cancel();
    else if (!handle.commit()) return;
    closed.current = true;
    onDone(editing.place, event.key === "Tab" ? (event.shiftKey ? -1 : 1) : 0);
  };
  return (
    <input
      ref={field}
      className={styles["editor"]}
      style={variables({ "--row": String(row), "--column": String(column) })}
      value={editing.text}
      inputMode="text"
      autoComplete="off"
      spellCheck={false}
      maxLength={24}
      aria-label={t("{label}, row {row}, column {column}, new number", { label, row, column })}
      aria-invalid={handle.problem !== ""}
      onChange={(event) => handle.type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onPaste={(event) => event.stopPropagation()}
      onCopy={(event) => event.stopPropagation()}
      onBlur={() => {
        if (!closed.current) handle.leave();
      }}
    />
  );
}
