/** How this person wants to look at the page. The address wins over what is stored, what is stored over the system. */
import * as v from "valibot";
import type { StateCreator } from "zustand";
import { SCHEMES, type Scheme } from "../theme/scheme";
import type { LabState } from "./store";

export const settingsSchema = v.object({
  theme: v.fallback(v.nullable(v.picklist(SCHEMES)), null),
  still: v.fallback(v.nullable(v.boolean()), null),
  /** Frames a second of a playing time line, as a factor. */
  speed: v.fallback(v.pipe(v.number(), v.minValue(0.25), v.maxValue(8)), 1),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export interface SettingsSlice {
  readonly settings: Settings;
  setTheme(theme: Scheme | null): void;
  setStill(still: boolean | null): void;
  setSpeed(speed: number): void;
}

export const initialSettings: Settings = { theme: null, still: null, speed: 1 };

export const settingsSlice: StateCreator<LabState, [], [], SettingsSlice> = (set) => ({
  settings: initialSettings,
  setTheme: (theme) => set(({ settings }) => ({ settings: { ...settings, theme } })),
  setStill: (still) => set(({ settings }) => ({ settings: { ...settings, still } })),
  setSpeed: (speed) => set(({ settings }) => ({ settings: { ...settings, speed } })),
});
