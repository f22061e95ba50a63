/**
 * Overlays that are loaded. The first figure of the course slides one filter over one input;
 * `index.ts` adds what is drawn over other layers.
 */
import type { OverlayMaker } from "./overlay";
import { slidingOverlay } from "./sliding";

export const knownOverlays: OverlayMaker[] = [slidingOverlay];
