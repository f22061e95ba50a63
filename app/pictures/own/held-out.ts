/** The part of the pictures that is held out where nobody says another. */
export const HELD_OUT = 1 / 6;

/** How many of so many pictures are held out. */
export function heldOutOf(count: number, part = HELD_OUT): number {
  return Math.max(1, Math.floor(count * part));
}
