/**
 * A sample of every promise that needs no browser, and that the table says no more than was tried.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PromiseMade } from "./promise";
import { PROMISES } from "./promises";
import { closing, reportOf, rowOf } from "./report";

test("there are 45, in order, and their tests are there", () => {
  expect(PROMISES.map(({ number }) => number)).toEqual(
    Array.from({ length: 45 }, (_, at) => at + 1),
  );
  const files = PROMISES.flatMap(({ trial }) => (trial.kind === "tests" ? trial.files : []));
  for (const file of files)
    expect(existsSync(join(import.meta.dirname, "..", "..", file)), file).toBe(true);
});

describe("a sample of", () => {
  const here = PROMISES.flatMap(({ number, says, count, trial }) =>
    trial.kind === "here" ? [{ number, says, count, run: trial.run }] : [],
  );
  test.each(here)("$number: $says", async ({ count, run }) => {
    const { done, held, failure } = await run(
      Math.min(count, Math.max(4, Math.round(count / 100), 0), 200),
    );
    expect(failure).toBeUndefined();
    expect(held).toBe(done);
    expect(done).toBeGreaterThan(0);
  });
});

test("what was tried in part, or less often than promised, has not passed", () => {
  const made = (short?: string): PromiseMade => ({
    number: 1,
    says: "x",
    count: 10,
    trial: {
      kind: "here",
      run: () => Promise.resolve({ done: 10, held: 10 }),
      ...(short === undefined ? {} : { short }),
    },
  });
  const whole = { done: 10, held: 10 };
  const rows = [
    rowOf(made(), whole, 1),
    rowOf(made("less"), whole, 1),
    rowOf(made(), { done: 5, held: 5 }, 1, 5),
    rowOf(made(), { done: 10, held: 9, failure: "seed 3" }, 1),
    rowOf(made(), { done: 0, held: 0 }, 1),
    rowOf({ ...made(), trial: { kind: "none", why: "no" } }, null, 0),
  ];
  expect(rows.map(({ state }) => state)).toEqual([
    "held",
    "in part",
    "in part",
    "failed",
    "failed",
    "not tried",
  ]);
  expect(closing(rows)).toBe("2 tried in part, 1 not tried\n1 passed, 2 failed");
});

test("a row that was written is read back as it is; what is no row is refused", () => {
  const [promise] = PROMISES;
  if (promise === undefined) throw new Error("no promises");
  const rows = [rowOf(promise, { done: 3, held: 2, failure: "seed 1: an error" }, 1.5)];
  const written = JSON.stringify({ machine: "2 × x", share: 1, rows });
  expect(reportOf(JSON.parse(written)).rows).toEqual(rows);
  expect(() => reportOf(JSON.parse(written.replace('"failed"', '"fine"')))).toThrow(/Invalid/);
});
