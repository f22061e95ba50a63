/** Turns volumes by hand: by dragging, or with the arrow keys once they have the focus. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { Turn } from "../scene/scene";
import { turned } from "./turn";

/** Degrees for a px, for a key, and how far a press may slip and still be a click. */
const BY_POINTER = 0.4;
const BY_KEY = 5;
const SLIP = 4;

const KEYS: Readonly<Record<string, Turn>> = {
  ArrowLeft: { yaw: -BY_KEY, pitch: 0 },
  ArrowRight: { yaw: BY_KEY, pitch: 0 },
  ArrowUp: { yaw: 0, pitch: -BY_KEY },
  ArrowDown: { yaw: 0, pitch: BY_KEY },
};

export function useTurning(turn: Turn, onTurn: ((turn: Turn) => void) | undefined) {
  const grip = useRef<{ readonly x: number; readonly y: number; readonly turn: Turn } | null>(null);
  const [isTurning, setTurning] = useState(false);
  const release = (): void => {
    grip.current = null;
    setTurning(false);
  };
  return {
    isTurning,
    handlers: {
      onPointerDown: ({ clientX, clientY, button }: PointerEvent) => {
        if (button === 0) grip.current = { x: clientX, y: clientY, turn };
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (grip.current === null) return;
        const [across, down] = [event.clientX - grip.current.x, event.clientY - grip.current.y];
        // Only then, so that a click still reaches its cell.
        if (!isTurning && Math.hypot(across, down) < SLIP) return;
        if (!isTurning) event.currentTarget.setPointerCapture(event.pointerId);
        setTurning(true);
        onTurn?.(turned(grip.current.turn, { yaw: BY_POINTER * across, pitch: BY_POINTER * down }));
      },
      onPointerUp: release,
      onPointerCancel: release,
      onKeyDown: (event: KeyboardEvent) => {
        const by = KEYS[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        onTurn?.(turned(turn, by));
      },
    },
  };
}
