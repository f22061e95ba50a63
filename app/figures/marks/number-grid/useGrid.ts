/**
 * What a NumberGrid does with events: moving, asking, editing, pasting, copying. The cells
 * themselves hold no handlers.
 */
import {
  useRef,
  useState,
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
} from "react";
import { matrixText, parseMatrix } from "../../describe/matrix-text";
import { clampPlace, type Extent, moved, samePlace, type Place } from "../grid";
import type { NumberGridProps } from "./NumberGrid";
import { useEditing } from "./useEditing";
import { placeOf, placeUnder, usePainting } from "./usePainting";

const CORNER: Place = { row: 0, column: 0 };
/** Largest that may be typed where nothing else is said. */
const MAGNITUDE = 1e6;

interface CellActions extends Pick<NumberGridProps, "onAsk" | "onEdit"> {
  edit(place: Place, typed?: string): void;
  mayEdit(place: Place): boolean;
}

/** What a key does to a cell; false where it means nothing here. */
function actOnKey(event: KeyboardEvent, place: Place, actions: CellActions): boolean {
  const { onAsk, onEdit, edit, mayEdit } = actions;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Enter" && onAsk !== undefined) onAsk(place);
  else if (event.key === "Enter" || event.key === "e" || event.key === "F2") edit(place);
  else if (/^[-−+.,\d]$/.test(event.key)) edit(place, event.key);
  else if ((event.key === "Delete" || event.key === "Backspace") && mayEdit(place))
    onEdit?.(place, 0);
  else return false;
  return true;
}

/** What the handlers of a grid need of it. */
interface Actions extends CellActions {
  readonly cursor: Place;
  readonly at: (event: MouseEvent<HTMLElement>) => Place | null;
  readonly extent: Extent;
  setOwn(place: Place): void;
  go(place: Place): void;
}

/** `under`: which cell an event of a mouse or finger means. */
export function useGrid(
  props: NumberGridProps,
  table: RefObject<HTMLElement | null>,
  under?: (event: MouseEvent<HTMLElement>) => Place | null,
) {
  const { values, origin = CORNER, onCursor, onAsk, onPoint, onEdit, editable } = props;
  const { brush = false, magnitude = MAGNITUDE } = props;
  const [own, setOwn] = useState<Place>(CORNER);
  const extent = { rows: values.length, columns: values[0]?.length ?? 0 };
  const cursor = clampPlace(props.cursor ?? own, extent);
  const editing = useEditing(magnitude, onEdit);
  const at = under ?? ((event) => placeUnder(event, origin));
  const painting = usePainting({ brush, onStroke: props.onStroke, onPoint, under: at });
  const tapped = useRef<Place | null>(null);

  const go = (place: Place): void => {
    setOwn(place);
    onCursor?.(place);
    focusCell(table.current, place, origin);
  };
  const mayEdit = (place: Place): boolean => onEdit !== undefined && editable?.(place) !== false;
  /** Edits the number that is there, or goes on from the character that was typed. */
  const edit = (place: Place, typed?: string): void => {
    const { row, column } = place;
    const old = String(values[row]?.[column] ?? "").replace("-", "−");
    if (mayEdit(place)) editing.begin(place, typed ?? old, typed === undefined);
  };
  const actions = { onAsk, onEdit, edit, mayEdit, cursor, at, extent, setOwn, go };
  return {
    cursor,
    editing,
    handlers: {
      ...painting,
      ...keysOf(props, actions),
      ...clipboardOf(props, cursor, editing.complain),
      ...pressesOf(props, actions),
      onPointerUp(event: PointerEvent<HTMLElement>) {
        painting.onPointerUp();
        if (event.pointerType !== "touch" || brush) return;
        const place = at(event);
        if (place !== null && samePlace(place, tapped.current)) edit(place);
        tapped.current = place;
      },
    },
    refocus: (place: Place, by: number) =>
      go(clampPlace({ row: place.row, column: place.column + by }, extent)),
  };
}

function focusCell(table: HTMLElement | null, { row, column }: Place, origin: Place): void {
  const find = (wanted: string) => table?.querySelector<HTMLElement>(wanted);
  const named = `[data-row="${row - origin.row}"][data-column="${column - origin.column}"]`;
  (find(named) ?? find("[role=gridcell]"))?.focus();
}

function keysOf({ origin = CORNER, onPoint }: NumberGridProps, actions: Actions) {
  return {
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const { activeElement } = event.currentTarget.ownerDocument;
      const place = placeOf(activeElement ?? event.currentTarget, origin) ?? actions.cursor;
      const to = event.altKey ? null : moved(place, event, actions.extent);
      if (to !== null) actions.go(to);
      else if (!actOnKey(event, place, actions)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus(event: FocusEvent<HTMLElement>) {
      const place = placeOf(event.target, origin);
      if (place === null) return;
      actions.setOwn(place);
      onPoint?.(place);
    },
    onBlur: () => onPoint?.(null),
  };
}

/** A click chooses and asks, a double click edits; a brush does neither. */
function pressesOf({ brush = false, onCursor }: NumberGridProps, actions: Actions) {
  return {
    onClick(event: MouseEvent<HTMLElement>) {
      const place = brush ? null : actions.at(event);
      if (place === null) return;
      actions.setOwn(place);
      onCursor?.(place);
      actions.onAsk?.(place);
    },
    onDoubleClick(event: MouseEvent<HTMLElement>) {
      const place = brush ? null : actions.at(event);
      if (place !== null) actions.edit(place);
    },
  };
}

/** The whole matrix is copied; one that is pasted begins at the cursor. */
function clipboardOf(
  { values, onPaste, magnitude = MAGNITUDE }: NumberGridProps,
  cursor: Place,
  complain: (problem: string) => void,
) {
  return {
    onCopy(event: ClipboardEvent) {
      event.clipboardData.setData("text/plain", matrixText(values));
      event.preventDefault();
    },
    onPaste(event: ClipboardEvent) {
      // A picture in the clipboard is for somebody further out.
      if (onPaste === undefined || (event.clipboardData.files?.length ?? 0) > 0) return;
      event.preventDefault();
      const most = { rows: 32, columns: 32, magnitude };
      const read = parseMatrix(event.clipboardData.getData("text/plain"), most);
      complain("problem" in read ? read.problem : (onPaste(read.matrix, cursor) ?? ""));
    },
  };
}
