/**
 * Frames of the camera go to the class whose button is held, ten a second at most. What was
 * collected outlives a visit to another part of the page, not the page: nothing is stored.
 */
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { now } from "../../../../../engine/core/clock";
import { type Camera, useCamera } from "../../../../pictures/useCamera";
import { type Rgba, sourceOf } from "../../../../pictures/rgba-source";
import { type Collected, nothingCollected, withPicture } from "./collected";

/** Pixels along one side: more than the ready network reads, so that another one may read more. */
const SIDE = 64;
/** Milliseconds between two pictures while a button is held. */
const BETWEEN = 100;

let last: Collected | null = null;

export interface Collecting {
  readonly all: Collected;
  readonly change: (next: (all: Collected) => Collected) => void;
  readonly camera: Camera;
  /** The class whose button is held. */
  readonly held: number | null;
  /** The button of a class goes down; null: up. A short press takes one picture. */
  readonly hold: (of: number | null) => void;
}

/** `preview` shows every frame. */
export function useCollecting(
  on: boolean,
  preview: RefObject<HTMLCanvasElement | null>,
): Collecting {
  const [all, setAll] = useState(() => last ?? nothingCollected(SIDE));
  const [held, setHeld] = useState<number | null>(null);
  const frame = useRef<Rgba>(null);
  const taken = useRef(0);
  useEffect(() => {
    last = all;
  }, [all]);
  const take = useCallback((of: number) => {
    const picture = frame.current;
    if (picture === null) return;
    taken.current = now();
    setAll((known) => withPicture(known, of, picture));
  }, []);
  const camera = useCamera(on, sourceOf(SIDE), (seen) => {
    frame.current = seen;
    const shown = new ImageData(new Uint8ClampedArray(seen), SIDE, SIDE);
    preview.current?.getContext("2d")?.putImageData(shown, 0, 0);
    if (held !== null && now() - taken.current >= BETWEEN) take(held);
  });
  useEffect(() => {
    // The last frame is no picture of now once the camera is off.
    if (!camera.seen) frame.current = null;
  }, [camera.seen]);
  const hold = useCallback(
    (of: number | null) => {
      setHeld(of);
      if (of !== null) take(of);
    },
    [take],
  );
  return { all, change: setAll, camera, held, hold };
}
