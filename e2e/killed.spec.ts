/**
 * The browser is ended by force while it writes a training run: at the next start the run that was
 * acknowledged is there, whole, and goes on.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { mortalBrowser } from "./own-browser";
import { found, seeded, trialsOr } from "./trials";

/**
 * In the page: each run that is written carries a sum over its bytes, and the console says when a
 * write begins and when the database has acknowledged it.
 */
function watchWrites(): void {
  const sumOf = (bytes: ArrayBuffer): number =>
    new Uint8Array(bytes).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 7);
  const put = Reflect.get(IDBObjectStore.prototype, "put");
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value, key) {
    const run = value as { state?: unknown; reached?: number };
    const checked = run.state instanceof ArrayBuffer ? { ...run, sum: sumOf(run.state) } : run;
    const request = put.call(this, checked, ...(key === undefined ? [] : [key]));
    if (run.reached === undefined) return request;
    console.info(`writing ${run.reached}`);
    this.transaction.addEventListener("complete", () => console.info(`written ${run.reached}`));
    return request;
  };
}

/**
 * What the database holds, read without the site: the steps of whole runs, and how many are not.
 */
function storedRuns() {
  const sumOf = (bytes: ArrayBuffer): number =>
    new Uint8Array(bytes).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, 7);
  return new Promise<{ reached: number[]; damaged: number }>((resolve, reject) => {
    const opening = indexedDB.open("convlab:/lab/");
    // Nobody has made it yet.
    opening.addEventListener("upgradeneeded", () => opening.transaction?.abort());
    opening.addEventListener("error", () => resolve({ reached: [], damaged: 0 }));
    opening.addEventListener("success", () => {
      const all = opening.result.transaction("runs").objectStore("runs").getAll();
      all.addEventListener("error", () => reject(all.error));
      all.addEventListener("success", () => {
        opening.result.close();
        const runs = all.result as { state: ArrayBuffer; sum: number; reached: number }[];
        const whole = runs.filter(({ state, sum }) => sumOf(state) === sum);
        resolve({
          reached: whole.map(({ reached }) => reached),
          damaged: runs.length - whole.length,
        });
      });
    });
  });
}

async function trainOn(page: Page, from: number): Promise<void> {
  await page
    .getByRole("button", { name: /^(Train|Go on)$/ })
    .first()
    .click({ timeout: 60_000 });
  const step = page.locator('[data-name="step"]').first();
  await expect
    .poll(async () => Number((await step.textContent())?.replace(",", "")), { timeout: 60_000 })
    .toBeGreaterThan(from + 2);
}

test("a browser that is killed while it saves damages nothing and loses nothing that was acknowledged", async () => {
  test.skip(process.platform !== "linux", "processes are found as Linux shows them");
  const kills = trialsOr(2);
  test.setTimeout(60_000 + kills * 60_000);
  const profile = mkdtempSync(join(tmpdir(), "convlab-killed-"));
  let [acknowledged, inTheMiddle] = [0, 0];
  let lastKill = (): Promise<void> => Promise.resolve();
  try {
    for (let seed = 1; seed <= kills + 1; seed++) {
      const { context, page, aim } = await mortalBrowser(profile);
      lastKill = () => aim()();
      const errors: string[] = [];
      page.on("pageerror", ({ message }) => errors.push(message));
      await context.addInitScript(watchWrites);
      let writing = acknowledged;
      const begun = new Promise<void>((resolve) => {
        page.on("console", (message) => {
          const [, what, step = ""] = /^(writing|written) (\d+)$/.exec(message.text()) ?? [];
          if (what === "written") acknowledged = Math.max(acknowledged, Number(step));
          if (what === "writing") writing = Number(step);
          if (what === "writing") resolve();
        });
      });
      await page.goto("./?backend=wasm#/lesson/convnet/train");
      await expect(page.getByRole("button", { name: /^(Train|Go on)$/ }).first()).toBeEnabled({
        timeout: 60_000,
      });
      const { reached, damaged } = await page.evaluate(storedRuns);
      const after = `after kill ${seed - 1}`;
      expect(damaged, `damaged runs ${after}`).toBe(0);
      expect(Math.max(0, ...reached), after).toBeGreaterThanOrEqual(acknowledged);
      // The first write may have been cut off: then there is nothing to go on from.
      if (reached.length > 0) {
        const notice = page.getByText(/it goes on from step \d+/);
        await expect(notice, after).toBeVisible({ timeout: 60_000 });
        const [, from = ""] = /step (\d+)/.exec((await notice.textContent()) ?? "") ?? [];
        expect(Number(from), after).toBeGreaterThanOrEqual(acknowledged);
      }
      expect(errors, after).toEqual([]);
      if (seed > kills) {
        await context.close();
        break;
      }
      await trainOn(page, acknowledged);
      const kill = aim();
      // Not waited for: the write may begin before the click has been answered.
      page
        .getByRole("button", { name: "Pause" })
        .first()
        .click()
        .catch(() => undefined);
      await begun;
      const wait = seeded(seed)(24) - 8;
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      await kill();
      if (writing > acknowledged) inTheMiddle++;
    }
    found(`${inTheMiddle} of ${kills} kills in the middle of a write`);
  } finally {
    await lastKill();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
