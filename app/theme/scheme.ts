/**
 * The four looks of the page, and how a pure figure learns which one it is drawn in (it may not ask
 * the store).
 */
import { createContext, useContext } from "react";

export const SCHEMES = ["light", "dark", "projector", "contrast"] as const;
export type Scheme = (typeof SCHEMES)[number];

export const SchemeContext = createContext<Scheme>("light");

export function useScheme(): Scheme {
  return useContext(SchemeContext);
}
