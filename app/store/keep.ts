/** Ties the store to storage: loads once, writes soon after a change and at the latest when the page goes away. */
import type { StoreApi } from "zustand";
import { answersSchema, keptAnswers } from "./answers";
import { basePath } from "../shell/address";
import { type Persist, browserStorage, createPersist } from "./persist";
import { initialProgress, mergeProgress, progressSchema } from "./progress";
import { initialSettings, settingsSchema } from "./settings";
import type { LabState } from "./store";

export const SCHEMAS = { settings: settingsSchema, progress: progressSchema, answers: answersSchema };
const WAIT = 400;

let shared: Persist | null = null;

/** The page's own storage. */
export function devicePersist(): Persist {
  shared ??= createPersist(browserStorage(), basePath());
  return shared;
}

/** Fills the store from storage. What is missing or damaged leaves the store as it is. */
export function load(store: StoreApi<LabState>, persist: Persist): void {
  store.setState({
    settings: persist.read("settings", settingsSchema) ?? initialSettings,
    progress: persist.read("progress", progressSchema) ?? initialProgress,
    answers: persist.read("answers", answersSchema) ?? {},
  });
}

export interface Keeper {
  flush(): void;
  /** Empties the store's stored slices and the storage, in that order, so that nothing is written back. */
  forgetAll(): void;
  stop(): void;
}

/** Writes what changed, from now on. */
export function keep(store: StoreApi<LabState>, persist: Persist): Keeper {
  let written = store.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const now = store.getState();
    if (now.settings !== written.settings) persist.write("settings", now.settings);
    if (now.progress !== written.progress)
      persist.write("progress", mergeProgress(persist.read("progress", progressSchema) ?? initialProgress, now.progress));
    if (now.answers !== written.answers)
      persist.write("answers", { ...persist.read("answers", answersSchema), ...keptAnswers(now.answers) });
    written = now;
  };
  const stop = store.subscribe((now) => {
    if (now.settings === written.settings && now.progress === written.progress && now.answers === written.answers) return;
    timer ??= setTimeout(write, WAIT);
  });
  globalThis.addEventListener?.("pagehide", write);
  return {
    flush: write,
    forgetAll() {
      store.setState({ settings: initialSettings, progress: initialProgress, answers: {} });
      write();
      persist.deleteAll();
    },
    stop() {
      write();
      stop();
      globalThis.removeEventListener?.("pagehide", write);
    },
  };
}
