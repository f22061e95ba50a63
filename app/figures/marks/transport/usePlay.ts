/**
 * Plays along a time line: one step at a time, as a stream that merges into one undo step. It stops
 * at the end, when the page is hidden, and when `element` leaves the screen. The figure itself
 * keeps no clock.
 */
import { useEffect, useEffectEvent, useState, type RefObject } from "react";

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
type Speed = (typeof SPEEDS)[number];

/** One step at speed 1: time to read a line of arithmetic. */
const STEP_MS = 1000;

export interface Play {
  readonly playing: boolean;
  readonly speed: Speed;
  setSpeed(speed: Speed): void;
  toggle(): void;
  stop(): void;
}

export function usePlay(
  step: number,
  steps: number,
  seek: (step: number) => void,
  element: RefObject<Element | null>,
): Play {
  const [wanted, setWanted] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const playing = wanted && steps > 0;
  const advance = useEffectEvent(() => {
    if (step >= steps) setWanted(false);
    else seek(step + 1);
  });
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => advance(), STEP_MS / speed);
    return () => clearInterval(timer);
  }, [playing, speed]);
  useEffect(() => {
    if (!playing) return;
    const stop = (): void => setWanted(false);
    const onVisibility = (): void => {
      if (document.hidden) stop();
    };
    document.addEventListener("visibilitychange", onVisibility);
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => !entry.isIntersecting)) stop();
    });
    if (element.current !== null) observer.observe(element.current);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      observer.disconnect();
    };
  }, [playing, element]);
  return {
    playing,
    speed,
    setSpeed,
    toggle() {
      if (!playing && step >= steps) seek(0);
      setWanted(!playing);
    },
    stop: () => setWanted(false),
  };
}
