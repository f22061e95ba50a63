/** Which theme and which motion: the address first, then what the reader chose, then the system. */
import { useEffect, useSyncExternalStore } from "react";
import { lab, useLab } from "../store/store";
import type { Scheme } from "../theme/scheme";
import { type Address, type Preferences, goTo, readAddress } from "./address";
import { useAddress } from "./useAddress";

const DARK = "(prefers-color-scheme: dark)";
const STRONG = "(prefers-contrast: more)";
const CALM = "(prefers-reduced-motion: reduce)";

/**
 * The scheme of the page; a lecture starts on the projector's, and paper is white whatever the
 * screen is.
 */
function schemeOf(
  { preferences, page, parameters }: Address,
  chosen: Scheme | null,
  system: { readonly dark: boolean; readonly strong: boolean },
): Scheme {
  if (page === "print") return "light";
  if (preferences.theme !== null) return preferences.theme;
  if (page === "present" && !parameters.has("notes")) return "projector";
  return chosen ?? (system.strong ? "contrast" : system.dark ? "dark" : "light");
}

/** Sets the theme before anything is drawn, so that nothing flashes. */
export function setFirstAppearance(): void {
  const system = { dark: matches(DARK), strong: matches(STRONG) };
  document.documentElement.dataset["theme"] = schemeOf(
    readAddress(),
    lab.getState().settings.theme,
    system,
  );
}

/** True when things should jump instead of slide. */
export function useStill(): boolean {
  const { preferences } = useAddress();
  const chosen = useLab((state) => state.settings.still);
  const system = useSystem(CALM);
  return preferences.still ?? chosen ?? system;
}

/** Puts both on the root element, where the style sheets look. */
export function useRootAppearance(): Scheme {
  const address = useAddress();
  const chosen = useLab((state) => state.settings.theme);
  const scheme = schemeOf(address, chosen, { dark: useSystem(DARK), strong: useSystem(STRONG) });
  const still = useStill();
  const { page, parameters } = address;
  const kind = page === "present" && parameters.has("notes") ? "notes" : page;
  useEffect(() => {
    document.documentElement.dataset["page"] = kind;
  }, [kind]);
  useEffect(() => {
    document.documentElement.dataset["theme"] = scheme;
    document.documentElement.dataset["still"] = still ? "1" : "0";
  }, [scheme, still]);
  return scheme;
}

export function chooseTheme(theme: Scheme | null): void {
  lab.getState().setTheme(theme);
}

export function chooseStill(still: boolean): void {
  lab.getState().setStill(still);
}

/** Made once: a function made while drawing would be listened to anew by every drawing. */
const followers = new Map([DARK, STRONG, CALM].map((query) => [query, follower(query)]));

function follower(query: string): (listener: () => void) => () => void {
  return (listener) => {
    const list = globalThis.matchMedia?.(query);
    list?.addEventListener("change", listener);
    return () => list?.removeEventListener("change", listener);
  };
}

function useSystem(query: string): boolean {
  return useSyncExternalStore(followers.get(query) ?? follower(query), () => matches(query));
}

function matches(query: string): boolean {
  return globalThis.matchMedia?.(query).matches ?? false;
}

/** The chosen language is what is seen from now on, whatever the address said. */
export function chooseLanguage(lang: string): void {
  lab.getState().setLanguage(lang);
  const { hash, preferences } = readAddress();
  if (preferences.lang !== null) goTo(hash, "replace", { ...preferences, lang });
}

/** The languages that the reader wants, the most wanted first. */
export function wantedLanguages(): readonly string[] {
  return wantedBy(readAddress().preferences.lang, lab.getState().settings.language);
}

export function useWantedLanguages(): readonly string[] {
  const { preferences } = useAddress();
  const chosen = useLab((state) => state.settings.language);
  return wantedBy(preferences.lang, chosen);
}

function wantedBy(asked: string | null, chosen: string | null): readonly string[] {
  const system = globalThis.navigator?.languages ?? [];
  return [asked, chosen, ...system].filter((one) => one !== null);
}

/**
 * What a link carries before its hash: what the address says, and the theme that the reader chose.
 */
export function preferencesToShare(): Preferences {
  const { preferences } = readAddress();
  return { ...preferences, theme: preferences.theme ?? lab.getState().settings.theme };
}
