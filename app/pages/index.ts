/** Every page, by the first word of its address. A page that is not listed does not exist. */
import type { ComponentType } from "react";

export interface Page {
  readonly load: () => Promise<ComponentType>;
}

export const pages: Readonly<Record<string, Page>> = {
  "": { load: async () => (await import("./home/Home")).Home },
  lesson: { load: async () => (await import("./lesson/LessonPage")).LessonPage },
  present: { load: async () => (await import("./present/Present")).Present },
  print: { load: async () => (await import("./print/Print")).Print },
  lab: { load: async () => (await import("./lab/Lab")).Lab },
  networks: { load: async () => (await import("./networks/Networks")).Networks },
  studio: { load: async () => (await import("./studio/Studio")).Studio },
  embed: { load: async () => (await import("./embed/Embed")).Embed },
  check: { load: async () => (await import("./check/Check")).Check },
  gallery: { load: async () => (await import("./gallery/Gallery")).Gallery },
};
