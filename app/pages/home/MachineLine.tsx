/** What computes on this machine, and why. */
import type { ReactNode } from "react";

export function MachineLine(): ReactNode {
  return null;
}
