/** Every page, by the first word of its address. A page that is not listed does not exist. */
import type { ComponentType } from "react";
import { besideManifest } from "../course/beside";
import { bestOf, LANGUAGES } from "../language/languages";
import { beginLesson, lessonLanguage } from "../lesson/runtime/library";
import type { Address } from "../shell/address";
import type { tools } from "./tools";
import { wantedLanguages } from "../shell/appearance";
import { beginWidgets } from "../widgets/lazy";

type Tools = typeof tools;

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

/** A page for whoever makes and examines. */
const toolNamed = (name: keyof Tools) => async () => (await import("./tools")).tools[name]();

function tool(name: keyof Tools): Page {
  return { load: toolNamed(name), language: readers, whole: true };
}

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
  lab: tool("lab"),
  networks: tool("networks"),
  studio: tool("studio"),
  embed: { load: async () => (await import("./embed/Embed")).Embed, language: embedded },
  course: tool("course"),
  results: tool("results"),
  check: tool("check"),
  gallery: { load: toolNamed("gallery") },
};
