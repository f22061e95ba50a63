/**
 * A picture of square pixels on a canvas, with a cursor on one of them. Arrow keys move it (Shift
 * by ten), a click places it. The bytes are drawn as given. Pure apart from the canvas.
 */
import { t } from "../../language/words";
import type { KeyboardEvent } from "react";
import { dragging } from "../marks/dragging";
import { variables } from "../marks/style";
import { PixelCanvas } from "./PixelCanvas";
import styles from "./photo.module.css";

export interface PhotoProps {
  readonly label: string;
  /** RGBA, side × side. */
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly side: number;
  /** null: on no pixel yet. */
  readonly cursor: { readonly row: number; readonly column: number } | null;
  readonly onCursor?: ((row: number, column: number) => void) | undefined;
  /**
   * Side of a window round the cursor, in pixels: it is framed, and what lies outside is dimmed.
   */
  readonly window?: number | undefined;
}

export function Photo({ label, bytes, side, cursor, onCursor, window }: PhotoProps) {
  const go = (row: number, column: number): void =>
    onCursor?.(Math.max(0, Math.min(side - 1, row)), Math.max(0, Math.min(side - 1, column)));
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.shiftKey ? 10 : 1;
    const move = {
      ArrowUp: [-by, 0],
      ArrowDown: [by, 0],
      ArrowLeft: [0, -by],
      ArrowRight: [0, by],
    }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const { row, column } = cursor ?? { row: side >> 1, column: side >> 1 };
    go(row + (move[0] ?? 0), column + (move[1] ?? 0));
  };
  return (
    <button
      type="button"
      className={styles["frame"]}
      aria-label={t("{label}{cursor}. Arrow keys move.", {
        label,
        cursor:
          cursor === null
            ? ""
            : t(". {window} row {row}, column {column}", {
                window: window === undefined ? t("Pixel") : t("Middle of the window:"),
                row: cursor.row,
                column: cursor.column,
              }),
      })}
      onKeyDown={onKeyDown}
      {...dragging(side, side, (x, y) => go(Math.floor(y), Math.floor(x)))}
      style={cursorStyle({ side, cursor, window })}
    >
      <PixelCanvas rgba={bytes} rows={side} columns={side} />
      {cursor !== null && (
        <span className={styles["cursor"]} data-window={window !== undefined} aria-hidden />
      )}
    </button>
  );
}

function cursorStyle({ side, cursor, window }: Pick<PhotoProps, "side" | "cursor" | "window">) {
  if (cursor === null) return undefined;
  // An even window has its middle between two pixels.
  const middle = ((window ?? 1) % 2) / 2;
  return variables({
    "--x": `${((cursor.column + middle) / side) * 100}%`,
    "--y": `${((cursor.row + middle) / side) * 100}%`,
    ...(window === undefined ? {} : { "--window": `${(window / side) * 100}%` }),
  });
}
