/** Every overlay, one line each; all that apply to a layer are drawn together. */
import { joinsOverlay } from "./joins";
import { knownOverlays } from "./known";
import { routesOverlay } from "./routes";
import { statisticsOverlay } from "./statistics";
import { volumesOverlay } from "./volumes";

knownOverlays.push(routesOverlay, statisticsOverlay, joinsOverlay, volumesOverlay);
