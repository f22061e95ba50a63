/**
 * 28×28 pixels to draw on: mouse, pen, finger, or keys. With keys a brush cursor moves by arrows;
 * Space puts the pen down and lifts it, Backspace wipes under the brush. What is drawn is a prop;
 * the pad remembers only where the pen is.
 */
import { t } from "../../language/words";
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { classes } from "../../figures/marks/style";
import styles from "./drawing.module.css";
import { type Drawing, erased, PEN, penDown, penMoved, rasterised } from "./drawing";
import { describePicture, SIDE, type Spot } from "./picture";
import { usePainted } from "./usePainted";

export interface DrawingPadProps {
  readonly drawing: Drawing;
  /** Whether the pen begins a new drawing: a digit of a data set is not drawn over. */
  readonly begins: boolean;
  readonly eraser: boolean;
  readonly locked: boolean;
  /** `streaming` while one stroke goes on. */
  readonly onDraw: (next: Drawing, streaming: boolean) => void;
}

interface Brush extends Spot {
  readonly down: boolean;
}

export function DrawingPad(props: DrawingPadProps) {
  const { drawing, eraser, locked } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = usePen(props);
  const { brush, isShown, setShown, lift, said, onKeyDown } = useBrush(props);
  const picture = useMemo(() => rasterised(drawing), [drawing]);
  usePainted(canvas, picture);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a field to draw in, by pointer and by keys
    <div
      role="application"
      aria-roledescription={t("drawing field")}
      aria-label={t(
        "Draw a digit. {picture} Arrow keys move the brush, Space puts the pen down or lifts it, Backspace wipes.",
        { picture: describePicture(picture) },
      )}
      aria-disabled={locked}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keys move a brush
      tabIndex={0}
      className={classes(styles["pad"], eraser && styles["erasing"])}
      onPointerDown={(event) => {
        if (!locked) setShown(false);
        pen.onPointer(event);
      }}
      onPointerMove={pen.onPointer}
      onPointerUp={pen.lift}
      onPointerCancel={pen.lift}
      onKeyDown={onKeyDown}
      onFocus={(event) => setShown(event.currentTarget.matches(":focus-visible"))}
      onBlur={() => {
        setShown(false);
        lift();
      }}
    >
      <canvas ref={canvas} width={SIDE} height={SIDE} className={styles["pixels"]} aria-hidden />
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} className={styles["overlay"]} aria-hidden>
        <rect x={4} y={4} width={20} height={20} className={styles["guide"]} />
        {isShown && (
          <g className={classes(styles["brush"], brush.down && styles["down"])}>
            <circle cx={brush.x} cy={brush.y} r={PEN + 0.6} className={styles["brushHalo"]} />
            <circle cx={brush.x} cy={brush.y} r={PEN + 0.6} />
          </g>
        )}
      </svg>
      <LiveText text={said} />
    </div>
  );
}

/** Draws where a pointer goes. */
function usePen({ drawing, begins, eraser, locked, onDraw }: DrawingPadProps) {
  /**
   * Where the pen was, and the drawing with all of its stroke so far: moves can come faster than
   * the page is drawn.
   */
  const pen = useRef<{ readonly at: Spot; readonly drawing: Drawing } | null>(null);
  const onPointer = (event: PointerEvent<HTMLElement>): void => {
    const isStart = event.type === "pointerdown";
    const before = pen.current;
    if (locked || (event.type === "pointermove" && before === null)) return;
    if (isStart) event.currentTarget.setPointerCapture?.(event.pointerId);
    const at = spotUnder(event);
    const wipes = eraser || event.buttons === 32;
    const stroke = before === null ? drawing : moved(before.drawing, before.at, at, wipes);
    const next = isStart ? begun(drawing, at, wipes, begins) : stroke;
    pen.current = { at, drawing: next };
    onDraw(next, true);
  };
  const lift = (): void => {
    pen.current = null;
  };
  return { onPointer, lift };
}

function spotUnder({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): Spot {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: ((clientX - left) / width) * SIDE, y: ((clientY - top) / height) * SIDE };
}

/** Draws with keys. */
function useBrush({ drawing, begins, eraser, locked, onDraw }: DrawingPadProps) {
  const [brush, setBrush] = useState<Brush>({ x: 14.5, y: 6.5, down: false });
  /** The brush belongs to keys, and would stay behind under a pointer. */
  const [isShown, setShown] = useState(false);
  const [said, setSaid] = useState("");
  const draw = (key: string, next: Brush): void => {
    const [from, at] = [spotOf(brush), spotOf(next)];
    if (key === "Backspace" || key === "Delete") onDraw(erased(drawing, at, at), false);
    else if (next.down && (key === " " || key === "Enter"))
      onDraw(begun(drawing, at, eraser, begins), key !== " ");
    else if (next.down) onDraw(moved(drawing, from, at, eraser), true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (locked || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = keyed(brush, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setBrush(next);
    setShown(true);
    draw(event.key, next);
    setSaid(
      t("row {row}, column {column}, pen {pen}", {
        row: Math.floor(next.y),
        column: Math.floor(next.x),
        pen: next.down ? t("down") : t("up"),
      }),
    );
  };
  const lift = (): void => setBrush((now) => ({ ...now, down: false }));
  return { brush, isShown, setShown, lift, said, onKeyDown };
}

function spotOf({ x, y }: Brush): Spot {
  return { x, y };
}

function begun(drawing: Drawing, at: Spot, wipes: boolean, begins: boolean): Drawing {
  return wipes ? erased(drawing, at, at) : penDown(drawing, at, begins);
}

function moved(drawing: Drawing, from: Spot, to: Spot, wipes: boolean): Drawing {
  return wipes ? erased(drawing, from, to) : penMoved(drawing, from, to);
}

/** Where a key takes the brush; null for keys that are not the brush's. Shift moves four pixels. */
function keyed(brush: Brush, key: string, far: boolean): Brush | null {
  const by = far ? 4 : 1;
  const to = (dx: number, dy: number): Brush => ({
    ...brush,
    x: Math.max(0.5, Math.min(SIDE - 0.5, brush.x + dx * by)),
    y: Math.max(0.5, Math.min(SIDE - 0.5, brush.y + dy * by)),
  });
  switch (key) {
    case "ArrowLeft":
      return to(-1, 0);
    case "ArrowRight":
      return to(1, 0);
    case "ArrowUp":
      return to(0, -1);
    case "ArrowDown":
      return to(0, 1);
    case " ":
    case "Enter":
      return { ...brush, down: !brush.down };
    case "Backspace":
    case "Delete":
      return { ...brush, down: false };
    default:
      return null;
  }
}
