/** Kept runs in a real browser's database: bit for bit, listed, deleted. */
import { afterEach, expect, test } from "vitest";
import { forgetRun, forgetRuns, type KeptRun, listRuns, readRun, writeRun } from "./persist-runs";

const run = (name: string, reached: number): KeptRun => ({
  name,
  key: "mnist 1 64 momentum true",
  step: 20,
  reached,
  openedRate: 0.03,
  rate: 0.01,
  state: Float32Array.of(0.1, Number.NaN, -0).buffer,
  losses: [{ step: 1, value: 2.3 }],
  scores: [],
});

afterEach(() => forgetRuns());

test("a run comes back bit for bit, replaced by the newer one of its name", async () => {
  expect(await readRun("lenet")).toBeNull();
  expect(await writeRun(run("lenet", 21))).toBe("kept");
  expect(await writeRun(run("lenet", 27))).toBe("kept");
  const back = await readRun("lenet");
  expect(back).toMatchObject({ reached: 27, losses: [{ step: 1, value: 2.3 }] });
  expect([...new Uint8Array(back?.state ?? new ArrayBuffer())]).toEqual([...new Uint8Array(run("lenet", 27).state)]);
});

test("all of them are listed with their size, and can be deleted one by one or all", async () => {
  for (const name of ["a", "b", "c"]) await writeRun(run(name, 30));
  expect(await listRuns()).toEqual(["a", "b", "c"].map((name) => ({ name, reached: 30, bytes: 12 })));
  await forgetRun("b");
  expect((await listRuns()).map(({ name }) => name)).toEqual(["a", "c"]);
  await forgetRuns();
  expect(await listRuns()).toEqual([]);
});
