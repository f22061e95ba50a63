/** Which theme and which motion: the address first, then what the reader chose, then the system. */
import { useEffect, useSyncExternalStore } from "react";
import { lab, useLab } from "../store/store";
import type { Scheme } from "../theme/scheme";
import { useAddress } from "./useAddress";

/** The scheme of the page; a lecture starts on the projector's. */
export function useSchemeOfPage(): Scheme {
  const { preferences, page, parameters } = useAddress();
  const chosen = useLab((state) => state.settings.theme);
  const system = useSystem("(prefers-color-scheme: dark)");
  const strong = useSystem("(prefers-contrast: more)");
  if (preferences.theme !== null) return preferences.theme;
  if (page === "present" && !parameters.has("notes")) return "projector";
  return chosen ?? (strong ? "contrast" : system ? "dark" : "light");
}

/** True when things should jump instead of slide. */
export function useStill(): boolean {
  const { preferences } = useAddress();
  const chosen = useLab((state) => state.settings.still);
  const system = useSystem("(prefers-reduced-motion: reduce)");
  return preferences.still ?? chosen ?? system;
}

/** Puts both on the root element, where the style sheets look. */
export function useRootLooks(): Scheme {
  const scheme = useSchemeOfPage();
  const still = useStill();
  const { page, parameters } = useAddress();
  const kind = page === "present" && parameters.has("notes") ? "notes" : page;
  useEffect(() => {
    document.documentElement.dataset["page"] = kind;
  }, [kind]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = scheme;
    if (still) document.documentElement.dataset["still"] = "1";
    else delete document.documentElement.dataset["still"];
  }, [scheme, still]);
  return scheme;
}

export function chooseTheme(theme: Scheme | null): void {
  lab.getState().setTheme(theme);
}

export function chooseStill(still: boolean): void {
  lab.getState().setStill(still);
}

function useSystem(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = globalThis.matchMedia?.(query);
      list?.addEventListener("change", listener);
      return () => list?.removeEventListener("change", listener);
    },
    () => globalThis.matchMedia?.(query).matches ?? false,
  );
}
