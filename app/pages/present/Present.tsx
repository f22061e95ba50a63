/** `#/present/<id>`. */
import type { ReactNode } from "react";

export function Present(): ReactNode {
  return null;
}
