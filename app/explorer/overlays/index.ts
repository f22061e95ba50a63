/** Every overlay, one line each; all that apply to a layer are drawn together. */
import { joinsOverlay } from "./joins";
import type { OverlayMaker } from "./overlay";
import { routesOverlay } from "./routes";
import { slidingOverlay } from "./sliding";
import { statisticsOverlay } from "./statistics";
import { volumesOverlay } from "./volumes";

export const overlays: readonly OverlayMaker[] = [
  slidingOverlay,
  routesOverlay,
  statisticsOverlay,
  joinsOverlay,
  volumesOverlay,
];
