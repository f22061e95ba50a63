/** How the studio's preview is addressed: its step only, so that the address stays short while one writes. */
import type { SessionRoute } from "../../lesson/runtime/session";
import { formatHash } from "../../shell/address";

export const studioRoute: SessionRoute = {
  page: "studio",
  hash: (_doc, step) => formatHash("studio", [step]),
  stepIn: (address) => address.path[0],
  remembers: false,
};
