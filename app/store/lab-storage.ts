/**
 * Ties the store to storage: loads once, writes soon after a change and at the latest when the page
 * goes away.
 */
import type * as v from "valibot";
import type { StoreApi } from "zustand";
import { answersSchema, storedAnswers } from "./answers";
import { basePath } from "../shell/address";
import { type SiteStorage, browserStorage, createStorage } from "./storage";
import { initialProgress, mergeProgress, progressSchema } from "./progress";
import { initialSettings, settingsSchema } from "./settings";
import { ownLessonSchema } from "./own-lesson";
import { lab, type LabState } from "./store";

/** What an exported file may bring back: documents by name, or by the beginning of their names. */
export const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = {
  settings: settingsSchema,
  progress: progressSchema,
  answers: answersSchema,
  "own-*": ownLessonSchema,
};
const WAIT = 400;

let shared: SiteStorage | null = null;
let reader = "";

/**
 * From now on what is stored is this reader's own, on a machine that several use. To be called
 * before anything is stored.
 */
export function storeFor(name: string): void {
  reader = name;
  shared = null;
}

/** The page's own storage. */
export function deviceStorage(): SiteStorage {
  shared ??= createStorage(
    browserStorage(),
    reader === "" ? basePath() : `${basePath()}@${reader}`,
  );
  return shared;
}

/** Fills the store from storage. What is missing or damaged leaves the store as it is. */
export function loadLab(store: StoreApi<LabState>, storage: SiteStorage): void {
  store.setState({
    settings: storage.read("settings", settingsSchema) ?? initialSettings,
    progress: storage.read("progress", progressSchema) ?? initialProgress,
    answers: storage.read("answers", answersSchema) ?? {},
  });
}

export interface LabStorage {
  flush(): void;
  /**
   * Empties the store's stored slices and the storage, in that order, so that nothing is written
   * back.
   */
  forgetAll(): void;
  stop(): void;
}

const STORED = ["settings", "progress", "answers"] as const;

/** What another tab of the lab has stored meanwhile stays. */
function writeChanges(storage: SiteStorage, now: LabState, written: LabState): void {
  if (now.settings !== written.settings) storage.write("settings", now.settings);
  if (now.progress !== written.progress) {
    const stored = storage.read("progress", progressSchema) ?? initialProgress;
    storage.write("progress", mergeProgress(stored, now.progress));
  }
  if (now.answers !== written.answers)
    storage.write("answers", {
      ...storage.read("answers", answersSchema),
      ...storedAnswers(now.answers),
    });
}

/** Writes what changed, from now on. */
function follow(store: StoreApi<LabState>, storage: SiteStorage): LabStorage {
  let written = store.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const now = store.getState();
    writeChanges(storage, now, written);
    written = now;
  };
  const stop = store.subscribe((now) => {
    if (STORED.some((slice) => now[slice] !== written[slice])) timer ??= setTimeout(write, WAIT);
  });
  globalThis.addEventListener?.("pagehide", write);
  return {
    flush: write,
    forgetAll() {
      store.setState({ settings: initialSettings, progress: initialProgress, answers: {} });
      write();
      storage.deleteAll();
    },
    stop() {
      write();
      stop();
      globalThis.removeEventListener?.("pagehide", write);
    },
  };
}

let own: LabStorage | null = null;

/** The page's own: begins to store when it is first asked for. */
export function labStorage(): LabStorage {
  if (own === null) {
    loadLab(lab, deviceStorage());
    own = follow(lab, deviceStorage());
  }
  return own;
}
