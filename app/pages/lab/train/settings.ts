/**
 * The settings of the lab's run: they outlive a visit to another part of the page, and a reload.
 */
import * as v from "valibot";
import { createStore } from "zustand";
import { deviceStorage } from "../../../store/lab-storage";
import { training, type TrainingState } from "../../../widgets/training/definition";

export const RUN = "lab";
const DOCUMENT = "training";

const beginning = training.initial({
  run: RUN,
  init: "he",
  optimiser: "momentum",
  shows: "sentence warnings loss accuracy filters pictures",
});

export const settings = createStore<TrainingState>()(() => {
  const stored = deviceStorage().read(DOCUMENT, v.unknown());
  return stored === null ? beginning : training.restore(stored, beginning);
});

settings.subscribe((state) => deviceStorage().write(DOCUMENT, state));
