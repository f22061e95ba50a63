/** Where the pages lie for whoever makes and examines; loaded with the first of them. */
import type { ComponentType } from "react";

export const tools = {
  lab: async () => (await import("./lab/Lab")).Lab,
  networks: async () => (await import("./networks/Networks")).Networks,
  studio: async () => (await import("./studio/Studio")).Studio,
  course: async () => (await import("./course/MakeCourse")).MakeCourse,
  results: async () => (await import("./results/Results")).Results,
  check: async () => (await import("./check/Check")).Check,
  gallery: async () => (await import("./gallery/Gallery")).Gallery,
} satisfies Readonly<Record<string, () => Promise<ComponentType>>>;
