/** Every page, by the first word of its address. A page that is not listed does not exist. */
import type { ComponentType } from "react";
import { besideManifest } from "../course/beside";
import { bestOf, LANGUAGES } from "../language/languages";
import { beginLesson, lessonLanguage } from "../lesson/runtime/library";
import type { Address } from "../shell/address";
import { wantedLanguages } from "../shell/appearance";
import { beginWidgets } from "../widgets/lazy";

export interface Page {
  readonly load: () => Promise<ComponentType>;
  /** Begins to load what the page will ask for, while the page itself is loaded. */
  readonly ahead?: (address: Address) => void;
  /** The language that it speaks; English where its texts are in no catalogue. */
  readonly language?: (address: Address, wanted: readonly string[]) => string;
  /** Whether it says more than the start and the lessons, whose words are loaded first. */
  readonly whole?: boolean;
}

const ahead = ({ path }: Address): void =>
  beginLesson(path[0] ?? "", wantedLanguages(), path[1] === undefined);

/** The page of a lesson speaks the language of its lesson. */
const language = ({ path }: Address, wanted: readonly string[]): string =>
  lessonLanguage(path[0] ?? "", wanted) ?? "en";

/** The first language of the reader that the lab speaks. */
export const wantedOf = (wanted: readonly string[]): string => bestOf(wanted, LANGUAGES) ?? "en";

/** A figure alone has no lesson. */
const embedded = (address: Address, wanted: readonly string[]): string =>
  address.path[0] === "widget" ? wantedOf(wanted) : language(address, wanted);

const readers = (_: Address, wanted: readonly string[]): string => wantedOf(wanted);

/** What the pages for whoever makes and examines have in common. */
const tools = { language: readers, whole: true } as const;

export const pages: Readonly<Record<string, Page>> = {
  "": {
    load: async () => (await import("./home/Home")).Home,
    ahead: () => {
      void besideManifest();
      beginWidgets(["conv"]);
    },
    language: readers,
  },
  lesson: { load: async () => (await import("./lesson/LessonPage")).LessonPage, ahead, language },
  present: { load: async () => (await import("./present/Present")).Present, ahead, language },
  print: { load: async () => (await import("./print/Print")).Print, language, whole: true },
  lab: { load: async () => (await import("./lab/Lab")).Lab, ...tools },
  networks: { load: async () => (await import("./networks/Networks")).Networks, ...tools },
  studio: { load: async () => (await import("./studio/Studio")).Studio, ...tools },
  embed: { load: async () => (await import("./embed/Embed")).Embed, language: embedded },
  course: { load: async () => (await import("./course/MakeCourse")).MakeCourse, ...tools },
  results: { load: async () => (await import("./results/Results")).Results, ...tools },
  check: { load: async () => (await import("./check/Check")).Check, ...tools },
  gallery: { load: async () => (await import("./gallery/Gallery")).Gallery },
};
