/**
 * 28×28 pixels to draw on: mouse, pen, finger, or keys. With keys a brush cursor moves by arrows; Space puts the pen down
 * and lifts it, Backspace wipes under the brush. What is drawn is a prop; the pad remembers only where the pen is.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { classes } from "../../figures/marks/style";
import styles from "./digit-lab.module.css";
import { describePicture, SIDE, stroked, type Picture, type Spot } from "./picture";
import { usePainted } from "./usePainted";

export interface DrawingPadProps {
  readonly picture: Picture;
  readonly eraser: boolean;
  readonly locked: boolean;
  /** `streaming` while one stroke goes on. */
  readonly onDraw: (next: Picture, streaming: boolean) => void;
}

const PEN = 1.15;
const ERASER = 2;

interface Brush extends Spot {
  readonly down: boolean;
}

export function DrawingPad({ picture, eraser, locked, onDraw }: DrawingPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  /** Where the pen was, and the drawing with all of its stroke so far: moves can come faster than the page is drawn. */
  const pen = useRef<{ readonly at: Spot; readonly picture: Picture } | null>(null);
  const [brush, setBrush] = useState<Brush>({ x: 14.5, y: 6.5, down: false });
  const [focused, setFocused] = useState(false);
  const [said, setSaid] = useState("");
  usePainted(canvas, picture);

  const mark = (on: Picture, from: Spot, to: Spot, wipe: boolean, streaming: boolean): Picture => {
    const next = stroked(on, from, to, wipe ? ERASER : PEN, wipe);
    onDraw(next, streaming);
    return next;
  };
  const onPointer = (event: PointerEvent<HTMLElement>): void => {
    if (locked || (event.type === "pointermove" && pen.current === null)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = { x: ((event.clientX - box.left) / box.width) * SIDE, y: ((event.clientY - box.top) / box.height) * SIDE };
    if (event.type === "pointerdown") event.currentTarget.setPointerCapture?.(event.pointerId);
    const before = event.type === "pointerdown" ? { at, picture } : pen.current;
    if (before === null) return;
    pen.current = { at, picture: mark(before.picture, before.at, at, eraser || event.buttons === 32, true) };
  };
  const lift = (): void => {
    pen.current = null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (locked || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = keyed(brush, event.key, event.shiftKey);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setBrush(next);
    const wiping = event.key === "Backspace" || event.key === "Delete";
    if (wiping) mark(picture, next, next, true, false);
    else if (next.down) mark(picture, brush, next, eraser, event.key !== " ");
    setSaid(`row ${Math.floor(next.y)}, column ${Math.floor(next.x)}, pen ${next.down ? "down" : "up"}`);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a field to draw in, by pointer and by keys
    <div
      role="application"
      aria-roledescription="drawing field"
      aria-label={`Draw a digit. ${describePicture(picture)} Arrow keys move the brush, Space puts the pen down or lifts it, Backspace wipes.`}
      aria-disabled={locked}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keys move a brush
      tabIndex={0}
      className={classes(styles["pad"], eraser && styles["erasing"])}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onPointerUp={lift}
      onPointerCancel={lift}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        setBrush((now) => ({ ...now, down: false }));
      }}
    >
      <canvas ref={canvas} width={SIDE} height={SIDE} className={styles["pixels"]} aria-hidden />
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} className={styles["overlay"]} aria-hidden>
        <rect x={4} y={4} width={20} height={20} className={styles["guide"]} />
        {focused && (
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

/** Where a key takes the brush; null for keys that are not the brush's. Shift moves four pixels. */
export function keyed(brush: Brush, key: string, far: boolean): Brush | null {
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
