/** Storage: 30 to 36. */
import type { PromiseMade } from "./promise";
import { damagedDocuments } from "./state";

export const STORAGE: readonly PromiseMade[] = [
  {
    number: 30,
    says: "full storage is said once, and written again when there is room",
    count: 100,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/storage.spec.ts"],
      titles: "full to the last character",
      repeats: true,
    },
  },
  {
    number: 31,
    says: "a damaged document is set aside, never an error, and storage goes on working",
    count: 1000,
    trial: { kind: "here", run: damagedDocuments },
  },
  {
    number: 32,
    says: "every document of every release loads",
    count: 1,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["app/lesson/compile/migrate.test.ts", "app/widgets/contract.test.ts"],
      titles: "released|brought up|older format|mean what they meant",
    },
  },
  {
    number: 33,
    says: "a database that is deleted, silent, blocked, newer or without its store costs nothing but what was in it",
    count: 1,
    trial: {
      kind: "tests",
      runner: "browser",
      files: ["app/store/run-storage.browser.test.ts"],
    },
  },
  {
    number: 34,
    says: "100 kills while saving damage nothing and lose nothing that was acknowledged",
    count: 100,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/killed.spec.ts"],
      repeats: true,
    },
  },
  {
    number: 35,
    says: "a sandboxed frame without storage and workers teaches",
    count: 1,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/sandbox.spec.ts", "e2e/pages.spec.ts"],
      titles: "sandboxed|forbidden",
    },
  },
  {
    number: 36,
    says: "two tabs that write in turns lose no finished lesson",
    count: 200,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/storage.spec.ts"],
      titles: "two tabs",
      repeats: true,
    },
  },
];
