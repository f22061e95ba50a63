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
import { clampPlace, moved, samePlace, type Place } from "../grid";
import type { NumberGridProps } from "./NumberGrid";
import { useEditing } from "./useEditing";
import { placeOf, placeUnder, usePainting } from "./usePainting";

const CORNER: Place = { row: 0, column: 0 };

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

/** `under`: which cell an event of a mouse or finger means. */
export function useGrid(
  props: NumberGridProps,
  table: RefObject<HTMLElement | null>,
  under?: (event: MouseEvent<HTMLElement>) => Place | null,
) {
  const {
    values,
    origin = CORNER,
    onCursor,
    onAsk,
    onPoint,
    onEdit,
    editable,
    onPaste,
    brush = false,
    magnitude = 1e6,
  } = props;
  const [own, setOwn] = useState<Place>(CORNER);
  const extent = { rows: values.length, columns: values[0]?.length ?? 0 };
  const cursor = clampPlace(props.cursor ?? own, extent);
  const editing = useEditing(magnitude, onEdit);
  const at = under ?? ((event) => placeUnder(event, origin));
  const painting = usePainting({ brush, onStroke: props.onStroke, onPoint, under: at });
  const tapped = useRef<Place | null>(null);

  const focusCell = ({ row, column }: Place): void => {
    const find = (wanted: string) => table.current?.querySelector<HTMLElement>(wanted);
    const named = `[data-row="${row - origin.row}"][data-column="${column - origin.column}"]`;
    (find(named) ?? find("[role=gridcell]"))?.focus();
  };
  const go = (place: Place): void => {
    setOwn(place);
    onCursor?.(place);
    focusCell(place);
  };
  const mayEdit = (place: Place): boolean => onEdit !== undefined && editable?.(place) !== false;
  /** Edits the number that is there, or goes on from the character that was typed. */
  const edit = (place: Place, typed?: string): void => {
    if (mayEdit(place)) editing.begin(place, typed ?? textAt(place), typed === undefined);
  };
  const textAt = ({ row, column }: Place): string =>
    String(values[row]?.[column] ?? "").replace("-", "−");

  const handlers = {
    ...painting,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const { activeElement } = event.currentTarget.ownerDocument;
      const place = placeOf(activeElement ?? event.currentTarget, origin) ?? cursor;
      const to = event.altKey ? null : moved(place, event, extent);
      if (to !== null) go(to);
      else if (!actOnKey(event, place, { onAsk, onEdit, edit, mayEdit })) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onFocus(event: FocusEvent<HTMLElement>) {
      const place = placeOf(event.target, origin);
      if (place === null) return;
      setOwn(place);
      onPoint?.(place);
    },
    onBlur: () => onPoint?.(null),
    onClick(event: MouseEvent<HTMLElement>) {
      const place = brush ? null : at(event);
      if (place === null) return;
      setOwn(place);
      onCursor?.(place);
      onAsk?.(place);
    },
    onDoubleClick(event: MouseEvent<HTMLElement>) {
      const place = brush ? null : at(event);
      if (place !== null) edit(place);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      painting.onPointerUp();
      if (event.pointerType !== "touch" || brush) return;
      const place = at(event);
      if (place !== null && samePlace(place, tapped.current)) edit(place);
      tapped.current = place;
    },
    onCopy(event: ClipboardEvent) {
      event.clipboardData.setData("text/plain", matrixText(values));
      event.preventDefault();
    },
    onPaste(event: ClipboardEvent) {
      // A picture in the clipboard is for somebody further out.
      if (onPaste === undefined || (event.clipboardData.files?.length ?? 0) > 0) return;
      event.preventDefault();
      const read = parseMatrix(event.clipboardData.getData("text/plain"), {
        rows: 32,
        columns: 32,
        magnitude,
      });
      editing.complain("problem" in read ? read.problem : (onPaste(read.matrix, cursor) ?? ""));
    },
  };

  return {
    cursor,
    editing,
    handlers,
    refocus: (place: Place, by: number) =>
      go(clampPlace({ row: place.row, column: place.column + by }, extent)),
  };
}
