/**
 * A layer dragged by its grip to another place in the list: while it is held, where it would land
 * and what that gives is told; Escape gives it back. Keys and the box of commands do the same.
 */
import { type PointerEvent, type RefObject, useEffect, useState } from "react";
import { t } from "../../language/words";
import { movedTo, type Place } from "../../../engine/graph/change";
import { explicit } from "../../../engine/graph/edit";
import { examined } from "../../../engine/graph/examined";
import type { NetworkSpec } from "../../../engine/graph/spec";
import { announce } from "../../shell/announce";
import { reason } from "../../shell/reason";

/** Where the held layer would land. */
export interface Landing {
  /** From the top of the list, in px. */
  readonly top: number;
  readonly words: string;
  readonly fits: boolean;
  /** Null: it stays where it is. */
  readonly next: NetworkSpec | null;
}

export interface Dragging {
  /** The layer that is held. */
  readonly held: string | null;
  readonly landing: Landing | null;
  onGrip(event: PointerEvent, name: string): void;
}

/** px from an edge where the list, or the page, begins to scroll, and by how much a frame. */
const [EDGE, SPEED] = [56, 10];

/** `list` scrolls; each row in it has the layer's name in `data-row`, the input first. */
export function useDragging(
  list: RefObject<HTMLElement | null>,
  spec: NetworkSpec,
  onDrop: (next: NetworkSpec, name: string) => void,
): Dragging {
  const [held, setHeld] = useState<string | null>(null);
  const [landing, setLanding] = useState<Landing | null>(null);
  useEffect(() => {
    const root = list.current;
    if (held === null || root === null) return undefined;
    const landingFor = finder(root, spec, held);
    let [y, frame] = [Number.NaN, 0];
    let found: Landing | null = null;
    const look = (): void => {
      frame = requestAnimationFrame(look);
      if (Number.isNaN(y)) return;
      scrollNear(root, y);
      found = landingFor(y);
      setLanding(found);
    };
    const end = (drops: boolean): void => {
      setHeld(null);
      setLanding(null);
      if (drops && found?.next != null) onDrop(found.next, held);
      else announce(t("{name} stays where it is.", { name: held }));
    };
    const onMove = (event: globalThis.PointerEvent): void => {
      y = event.clientY;
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end(false);
    };
    frame = requestAnimationFrame(look);
    const left = new AbortController();
    const { signal } = left;
    document.addEventListener("pointermove", onMove, { signal });
    document.addEventListener("pointerup", () => end(true), { signal });
    document.addEventListener("pointercancel", () => end(false), { signal });
    document.addEventListener("keydown", onKey, { signal, capture: true });
    return () => {
      cancelAnimationFrame(frame);
      left.abort();
    };
  }, [held, list, spec, onDrop]);
  return {
    held,
    landing,
    onGrip: (event, name) => {
      if (event.button !== 0) return;
      event.preventDefault();
      setHeld(name);
    },
  };
}

/** Tells where the layer would land, from the pointer's place; the same object for the same. */
function finder(root: HTMLElement, spec: NetworkSpec, name: string): (y: number) => Landing {
  let [gap, found]: [number, Landing | null] = [-1, null];
  return (y) => {
    const rows = [...root.querySelectorAll<HTMLElement>("[data-row]")];
    const now = Math.max(1, rows.filter((row) => middleOf(row) < y).length);
    const top = topOf(root, rows, now);
    if (found === null || now !== gap) found = landingAt(spec, name, now, top);
    else if (top !== found.top) found = { ...found, top };
    gap = now;
    return found;
  };
}

/** What would become of a layer between row `gap` − 1 and row `gap` of the list. */
export function landingAt(spec: NetworkSpec, name: string, gap: number, top: number): Landing {
  const place = placeBetween(spec, gap);
  const next = movedTo(spec, name, place);
  const where =
    "before" in place
      ? t("before {name}", { name: place.before })
      : t("behind {name}", { name: place.after });
  if (next === null)
    return { top, words: t("{name} stays here", { name }), fits: true, next: null };
  const { layers, problem } = examined(next);
  const shape = layers.find((one) => one.spec.name === name)?.shape?.shape ?? null;
  const gives = shape === null ? where : `${where}: ${shape.join("×")}`;
  if (problem === null) return { top, words: gives, fits: true, next };
  const why = reason(problem.error);
  return { top, words: t("{gives}; it would not fit: {why}", { gives, why }), fits: false, next };
}

/** On the wire into the row below where that reads the row above; else behind the row above. */
function placeBetween(spec: NetworkSpec, gap: number): Place {
  const wired = explicit(spec);
  const above = gap < 2 ? "input" : (wired[gap - 2]?.name ?? "input");
  const below = wired[gap - 1];
  return below?.inputs[0] === above ? { before: below.name } : { after: above };
}

function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

function topOf(root: HTMLElement, rows: readonly HTMLElement[], gap: number): number {
  const below = rows[gap]?.getBoundingClientRect().top;
  const line = below ?? rows.at(-1)?.getBoundingClientRect().bottom ?? 0;
  return line - root.getBoundingClientRect().top + root.scrollTop;
}

function scrollNear(root: HTMLElement, y: number): void {
  const { top, bottom } = root.getBoundingClientRect();
  if (y < Math.max(top, 0) + EDGE) root.scrollTop -= SPEED;
  else if (y > Math.min(bottom, innerHeight) - EDGE) root.scrollTop += SPEED;
  if (y < EDGE) scrollBy(0, -SPEED);
  else if (y > innerHeight - EDGE) scrollBy(0, SPEED);
}
