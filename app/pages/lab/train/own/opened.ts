/** The reader's own pictures that were opened last: they stay while the page does. */
import type { OwnSet } from "./pictures";

export const openedSet: { current: OwnSet | null } = { current: null };
