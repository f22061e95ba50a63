/**
 * The room that figures may fill. In a page that is the window. On the stage of a lecture it is the
 * stage, which tries several magnifications and needs each figure laid out anew before it can tell
 * whether the figure is seen whole.
 */

/** No text is smaller, px. */
const SMALLEST_TYPE = 14;

let stageHeight: number | null = null;
/** The smallest type on the stage, in the figure's own CSS px. */
let stageType = 0;
/** Reading it makes the browser lay the page out, so it is read only when it may have changed. */
let windowHeight: number | null = null;
const measures = new Set<() => void>();
const followers = new Set<() => void>();

/** The height that all of a figure may take, in the figure's own CSS px. */
export function roomHeight(): number {
  if (stageHeight !== null) return stageHeight;
  if (followers.size === 0) return innerHeight;
  windowHeight ??= innerHeight;
  return windowHeight;
}

/** Whether the room is the stage of a lecture. */
export function onStage(): boolean {
  return stageHeight !== null;
}

/** The smallest type that a figure may use here, in its own CSS px. */
export function leastType(): number {
  return stageHeight === null ? SMALLEST_TYPE : stageType;
}

/** Null gives the room back to the window; `least` is the smallest type read on the stage. */
export function setStage(height: number | null, least = SMALLEST_TYPE): void {
  if (stageHeight === height && stageType === least) return;
  stageHeight = height;
  stageType = least;
  for (const follow of followers) follow();
}

export function followRoom(listener: () => void): () => void {
  const resized = (): void => {
    windowHeight = null;
    listener();
  };
  followers.add(listener);
  addEventListener("resize", resized);
  return () => {
    followers.delete(listener);
    removeEventListener("resize", resized);
    windowHeight = null;
  };
}

/**
 * Calls `measure` whenever `node` changes its size, and when the stage cannot wait until the
 * browser says so.
 */
export function followSize(node: Element, measure: () => void): () => void {
  if (typeof ResizeObserver === "undefined") return () => undefined;
  const observer = new ResizeObserver(measure);
  observer.observe(node);
  measures.add(measure);
  return () => {
    observer.disconnect();
    measures.delete(measure);
  };
}

/** Lets everything that follows its size look now. */
export function measureNow(): void {
  for (const measure of measures) measure();
}
