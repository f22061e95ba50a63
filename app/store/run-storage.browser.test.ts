/** Kept runs in a real browser's database: bit for bit, listed, deleted. */
import { afterEach, expect, test } from "vitest";
import { basePath } from "../shell/address";
import { deleteRecords } from "./database";
import { deleteRun, type StoredRunRecord, listRuns, readRun, writeRun } from "./run-storage";

const run = (name: string, reached: number): StoredRunRecord => ({
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

afterEach(() => deleteRecords());

test("a run comes back bit for bit, replaced by the newer one of its name", async () => {
  expect(await readRun("lenet")).toBeNull();
  expect(await writeRun(run("lenet", 21))).toBe("kept");
  expect(await writeRun(run("lenet", 27))).toBe("kept");
  const back = await readRun("lenet");
  expect(back).toMatchObject({ reached: 27, losses: [{ step: 1, value: 2.3 }] });
  expect([...new Uint8Array(back?.state ?? new ArrayBuffer())]).toEqual([
    ...new Uint8Array(run("lenet", 27).state),
  ]);
});

test("all of them are listed with their size, and can be deleted one by one or all", async () => {
  for (const name of ["a", "b", "c"]) await writeRun(run(name, 30));
  expect(await listRuns()).toEqual(
    ["a", "b", "c"].map((name) => ({ name, reached: 30, bytes: 12 })),
  );
  await deleteRun("b");
  expect((await listRuns()).map(({ name }) => name)).toEqual(["a", "c"]);
  await deleteRecords();
  expect(await listRuns()).toEqual([]);
});

const NAME = `convlab:${basePath()}`;

function opened(name: string, version?: number, upgrade?: (database: IDBDatabase) => void) {
  return new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.addEventListener("upgradeneeded", () => upgrade?.(request.result));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function done(request: IDBRequest | IDBOpenDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve());
    request.addEventListener("error", () => reject(request.error));
  });
}

test("one damaged record among good ones hides none of them", async () => {
  await writeRun(run("a", 30));
  await writeRun(run("b", 31));
  const database = await opened(NAME);
  const store = database.transaction("runs", "readwrite").objectStore("runs");
  await done(store.put({ name: "damaged", key: 5, state: "no bytes" }));
  database.close();
  expect((await listRuns()).map(({ name }) => name)).toEqual(["a", "b"]);
  expect(await readRun("damaged")).toBeNull();
  expect(await readRun("b")).toMatchObject({ reached: 31 });
});

test("a database without its store, of a newer version, or deleted under us is used or made anew", async () => {
  await writeRun(run("a", 30));
  await done(indexedDB.deleteDatabase(NAME)); // closes ours
  expect(await readRun("a")).toBeNull();
  expect(await writeRun(run("b", 30))).toBe("kept");
  await done(indexedDB.deleteDatabase(NAME));
  (await opened(NAME, 7, (database) => database.createObjectStore("other"))).close();
  expect(await writeRun(run("c", 30))).toBe("kept");
  expect((await listRuns()).map(({ name }) => name)).toEqual(["c"]);
});

test("another page that holds the database without its store open costs a refusal, not a page that waits", async () => {
  await deleteRecords();
  await done(indexedDB.deleteDatabase(NAME));
  const held = await opened(NAME, 3, (database) => database.createObjectStore("other"));
  expect(await writeRun(run("d", 30))).toBe("forbidden");
  held.close();
  await expect.poll(() => writeRun(run("d", 30))).toBe("kept");
});
