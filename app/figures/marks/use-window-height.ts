/**
 * The height of the window, or of the stage of a lecture, in CSS px, followed as it changes: a
 * figure that fits it is seen at once.
 */
import { useSyncExternalStore } from "react";
import { followRoom, leastType, onStage, roomHeight } from "./room";

const USUAL = 768;

export function useWindowHeight(): number {
  return useSyncExternalStore(followRoom, roomHeight, () => USUAL);
}

/** Whether the figure stands on the stage of a lecture, alone and as large as it can be. */
export function useOnStage(): boolean {
  return useSyncExternalStore(followRoom, onStage, () => false);
}

/** The smallest type that is read here, in the figure's own CSS px: larger on a stage. */
export function useLeastType(): number {
  return useSyncExternalStore(followRoom, leastType, leastType);
}
