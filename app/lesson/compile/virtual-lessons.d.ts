/**
 * The lessons as the build gives them: a light index, and each document as its own chunk. Made by
 * tools/vite-lessons.ts.
 */
declare module "virtual:lessons" {
  import type { LessonDoc } from "../document";

  export interface LessonEntry {
    readonly id: string;
    readonly title: string;
    readonly minutes: number;
    /** The language it was written in. */
    readonly lang: string;
    /** What its figures are, in the order in which they come. */
    readonly widgets: readonly string[];
    /** How each of its languages is loaded, the original included. */
    readonly languages: Readonly<Record<string, () => Promise<LessonDoc>>>;
  }

  export const lessons: readonly LessonEntry[];
}

/** The texts that translators work from, each its own chunk. */
declare module "virtual:lesson-sources" {
  export const sources: Readonly<Record<string, () => Promise<string>>>;
}
