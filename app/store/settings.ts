/**
 * How this person wants to look at the page. The address wins over what is stored, what is stored
 * over the system.
 */
import * as v from "valibot";
import type { StateCreator } from "zustand";
import { SCHEMES, type Scheme } from "../theme/scheme";
import type { LabState } from "./store";

export const settingsSchema = v.object({
  theme: v.fallback(v.nullable(v.picklist(SCHEMES)), null),
  still: v.fallback(v.nullable(v.boolean()), null),
  /** Language of the lessons, as in their file names; null follows the system. */
  language: v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(35))), null),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export interface SettingsSlice {
  readonly settings: Settings;
  setTheme(theme: Scheme | null): void;
  setStill(still: boolean | null): void;
  setLanguage(language: string | null): void;
}

export const initialSettings: Settings = { theme: null, still: null, language: null };

export const settingsSlice: StateCreator<LabState, [], [], SettingsSlice> = (set) => ({
  settings: initialSettings,
  setTheme: (theme) => set(({ settings }) => ({ settings: { ...settings, theme } })),
  setStill: (still) => set(({ settings }) => ({ settings: { ...settings, still } })),
  setLanguage: (language) => set(({ settings }) => ({ settings: { ...settings, language } })),
});
