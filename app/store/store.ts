/** The one store of the page, in slices. Tensors never live here. */
import { type StoreApi, createStore, useStore } from "zustand";
import { type AnswersSlice, answersSlice } from "./answers";
import { type EngineSlice, engineSlice } from "./engine";
import { type FiguresSlice, figuresSlice } from "./figures";
import { type ProgressSlice, progressSlice } from "./progress";
import { type SettingsSlice, settingsSlice } from "./settings";

export type LabState = SettingsSlice & FiguresSlice & AnswersSlice & ProgressSlice & EngineSlice;

export function createLab(): StoreApi<LabState> {
  return createStore<LabState>()((...context) => ({
    ...settingsSlice(...context),
    ...figuresSlice(...context),
    ...answersSlice(...context),
    ...progressSlice(...context),
    ...engineSlice(...context),
  }));
}

export const lab = createLab();

/**
 * Selects from the store. A selector must return something that is stored, never an object made on
 * the spot.
 */
export function useLab<T>(select: (state: LabState) => T): T {
  return useStore(lab, select);
}
