/** One of so many is held out. */
const HELD_OUT = 6;

/** How many of so many pictures are held out. */
export function heldOutOf(count: number): number {
  return Math.max(1, Math.floor(count / HELD_OUT));
}
