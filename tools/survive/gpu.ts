/** The graphics card: 8 to 16. */
import type { PromiseMade } from "./promise";
import { plannedNetworks } from "./runs";

const SURVIVAL = "engine/client/survival.browser.test.ts";
const DEVICE = "engine/backends/webgpu/executable.browser.test.ts";

export const GPU: readonly PromiseMade[] = [
  {
    number: 8,
    says: "a device lost at a random step costs nothing: the last weights are the same to the bit",
    count: 100,
    trial: {
      kind: "tests",
      runner: "browser",
      files: [SURVIVAL],
      titles: "its device is destroyed",
      repeats: true,
    },
  },
  {
    number: 9,
    says: "a crash of the GPU process costs nothing either",
    count: 25,
    trial: {
      kind: "tests",
      runner: "browser",
      files: [SURVIVAL],
      titles: "the graphics process crashes",
      repeats: true,
    },
  },
  {
    number: 10,
    says: "after two crashes the processor goes on within 2 s, and the GPU comes back after 120 s",
    count: 1,
    trial: { kind: "tests", runner: "journey", files: ["e2e/gpu-crash.spec.ts"] },
  },
  {
    number: 11,
    says: "a loss while compiling, uploading, reading, saving, switching or hidden is as in 8",
    count: 60,
    trial: {
      kind: "tests",
      runner: "browser",
      files: [SURVIVAL],
      titles: "its device goes while",
      repeats: true,
    },
  },
  {
    number: 12,
    says: "no number of a step that did not happen is shown",
    count: 100,
    trial: {
      kind: "tests",
      runner: "browser",
      files: [DEVICE],
      titles: "never ran|nobody caught",
    },
  },
  {
    number: 13,
    says: "without WebGPU every lesson works on the processor",
    count: 1,
    trial: {
      kind: "tests",
      runner: "journey",
      files: ["e2e/processor.spec.ts"],
    },
  },
  {
    number: 14,
    says: "no more is asked for than the limits that every device has",
    count: 1,
    trial: {
      kind: "tests",
      runner: "browser",
      files: [DEVICE],
      titles: "the least limits",
    },
  },
  {
    number: 15,
    says: "a random network is planned within 256 MB or refused by the name of what is too large, before anything is allocated",
    count: 1000,
    trial: { kind: "here", run: plannedNetworks },
  },
  {
    number: 16,
    says: "no submission takes more than 200 ms, half of them at most 30 ms",
    count: 1,
    trial: { kind: "tests", runner: "journey", files: ["e2e/submissions.spec.ts"] },
  },
];
