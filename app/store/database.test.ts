/** @vitest-environment happy-dom */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { StoredRunRecord } from "./run-storage";

type Runs = typeof import("./run-storage");
let runs: Runs;
let module: typeof import("./database");
let opened = 0;
const database = { open: (): EventTarget => new EventTarget() };
beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  opened = 0;
  vi.stubGlobal("indexedDB", {
    open: () => {
      opened++;
      return database.open();
    },
  });
  runs = await import("./run-storage");
  module = await import("./database");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run: StoredRunRecord = {
  name: "lenet",
  key: "k",
  step: 1,
  reached: 1,
  openedRate: 0.1,
  rate: 0.1,
  state: new ArrayBuffer(4),
  losses: [],
  scores: [],
};

test("a database that never answers delays each call by the limit once, then not at all, and is asked again later", async () => {
  const read = runs.readRun("lenet");
  await vi.advanceTimersByTimeAsync(module.LIMIT);
  expect(await read).toBeNull();
  expect(opened).toBe(1);
  expect(await runs.writeRun(run)).toBe("forbidden"); // no timer has to pass
  expect(await runs.listRuns()).toEqual([]);
  await runs.deleteRun("lenet");
  await module.deleteRecords();
  expect(opened).toBe(1);
  await vi.advanceTimersByTimeAsync(module.REST);
  const again = runs.readRun("lenet");
  await vi.advanceTimersByTimeAsync(module.LIMIT);
  expect(await again).toBeNull();
  expect(opened).toBe(2);
});

test.each(["error", "blocked"])(
  "an open that ends with %s is tried anew by the next call",
  async (kind) => {
    database.open = () => {
      const request = Object.assign(new EventTarget(), { error: null });
      queueMicrotask(() => request.dispatchEvent(new Event(kind)));
      return request;
    };
    expect(await runs.readRun("lenet")).toBeNull();
    expect(await runs.writeRun(run)).toBe("forbidden");
    expect(opened).toBe(2);
  },
);

test("no IndexedDB at all, or one that throws, is storage that is forbidden", async () => {
  database.open = () => {
    throw new DOMException("no", "SecurityError");
  };
  expect(await runs.writeRun(run)).toBe("forbidden");
  vi.stubGlobal("indexedDB", undefined);
  expect(await runs.listRuns()).toEqual([]);
});
