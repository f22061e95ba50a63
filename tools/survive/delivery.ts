/** Delivery: 37 to 39. */
import type { PromiseMade } from "./promise";

export const DELIVERY: readonly PromiseMade[] = [
  {
    number: 37,
    says: "a broken update leaves the version before it in place, offline too",
    count: 3,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/offline.spec.ts"],
      titles: "broken ones leave the old one",
    },
  },
  {
    number: 38,
    says: "after the first visit every lesson works offline",
    count: 1,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/offline.spec.ts"],
      titles: "without a network",
    },
  },
  {
    number: 39,
    says: "any file that fails once or always, or is spoiled on its way, leaves a page with a way on",
    count: 1,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/mishaps.spec.ts", "e2e/files-that-fail.spec.ts"],
    },
  },
];
