/** Worker and memory: 24 to 29. */
import type { PromiseMade } from "./promise";

const CLIENT = "engine/client/client.browser.test.ts";

export const MEMORY: readonly PromiseMade[] = [
  {
    number: 24,
    says: "a worker that ends, hangs, falls silent or fills its heap at random costs nothing that a page had seen",
    count: 100,
    trial: {
      kind: "tests",
      runner: "browser",
      files: ["engine/client/survival.browser.test.ts"],
      titles: "its worker is ended",
      repeats: true,
    },
  },
  {
    number: 25,
    says: "a worker that dies without a word is noticed within 4 s, and the run goes on",
    count: 1,
    trial: {
      kind: "tests",
      runner: "browser",
      files: [CLIENT],
      titles: "killed, when it hangs, and when its heap is full",
    },
  },
  {
    number: 26,
    says: "a rejection inside the worker reaches the page",
    count: 1,
    trial: {
      kind: "tests",
      runner: "browser",
      files: [CLIENT],
      titles: "nobody caught in the worker",
    },
  },
  {
    number: 27,
    says: "100 changes of lesson leave heap, nodes, listeners and GPU memory level",
    count: 100,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/level.spec.ts"],
      titles: "changes of lesson",
      repeats: true,
    },
  },
  {
    number: 28,
    says: "30 minutes of training, three in each of ten experiments, leave memory and the processors' time for a step level",
    count: 30,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/level.spec.ts"],
      titles: "training leaves",
      repeats: true,
    },
  },
  {
    number: 29,
    says: "a page never has more than one snapshot that it has not drawn",
    count: 1,
    trial: {
      kind: "tests",
      runner: "node",
      files: ["engine/worker/host.test.ts"],
      titles: "not acknowledged",
    },
  },
];
