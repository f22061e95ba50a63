/**
 * What a lecturer draws over the screen, with mouse, pen or finger, and the spotlight. Strokes
 * belong to the step: the next one is clean.
 */
import { type PointerEvent, type ReactNode, useEffect, useRef } from "react";
import type { Stroke } from "./picture";
import styles from "./present.module.css";

interface MarksProps {
  readonly strokes: readonly Stroke[];
  /** The pointer draws. */
  readonly pen: boolean;
  /** All but a circle round the pointer is dark. */
  readonly spot: boolean;
  readonly onStrokes: (strokes: readonly Stroke[]) => void;
}

export function Marks({ strokes, pen, spot, onStrokes }: MarksProps): ReactNode {
  const drawing = useRef(false);
  const add = (event: PointerEvent, begins: boolean): void => {
    const at = [within(event.clientX / innerWidth), within(event.clientY / innerHeight)] as const;
    const last = strokes.at(-1) ?? [];
    onStrokes(begins ? [...strokes, [at]] : [...strokes.slice(0, -1), [...last, at]]);
  };
  return (
    <>
      {pen || strokes.length > 0 ? (
        <svg
          className={styles["ink"]}
          data-pen={pen || undefined}
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          aria-hidden
          onPointerDown={(event) => {
            drawing.current = true;
            event.currentTarget.setPointerCapture?.(event.pointerId);
            add(event, true);
          }}
          onPointerMove={(event) => {
            if (drawing.current) add(event, false);
          }}
          onPointerUp={() => {
            drawing.current = false;
          }}
          onPointerCancel={() => {
            drawing.current = false;
          }}
        >
          {strokes.map((stroke, at) => (
            <polyline key={at} points={stroke.map((place) => place.join()).join(" ")} />
          ))}
        </svg>
      ) : null}
      {spot ? <Spot /> : null}
    </>
  );
}

function within(share: number): number {
  return Math.max(0, Math.min(1, Number.isFinite(share) ? share : 0));
}

function Spot(): ReactNode {
  const dark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const move = (event: globalThis.PointerEvent): void => {
      dark.current?.style.setProperty("--x", `${event.clientX}px`);
      dark.current?.style.setProperty("--y", `${event.clientY}px`);
    };
    for (const kind of ["pointermove", "pointerdown"] as const) addEventListener(kind, move);
    return () => {
      for (const kind of ["pointermove", "pointerdown"] as const) removeEventListener(kind, move);
    };
  }, []);
  return <div ref={dark} className={styles["spot"]} data-spot aria-hidden />;
}
