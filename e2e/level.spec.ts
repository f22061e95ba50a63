/** What many changes of lesson, and long training, leave behind: nothing that grows. */
import { expect, type Page, test } from "@playwright/test";
import { lessons, stepsOf } from "./course";
import { type Level, levelOf, processorSeconds } from "./devtools";
import { ownBrowser } from "./own-browser";
import { found, seeded, SURVIVES, trialsOr } from "./trials";

const MEGABYTE = 2 ** 20;
/**
 * What the browser learns about code that runs often grows for a long time, and counts as heap:
 * here it learns all of it the first time, and compiles nothing better.
 */
const PLAIN =
  "--js-flags=--no-opt --no-sparkplug --no-maglev --no-lazy-feedback-allocation --no-flush-bytecode";
/** By how much each may differ from what it was before. */
const MORE: Readonly<Record<keyof Level, number>> = {
  heap: MEGABYTE,
  nodes: 50,
  listeners: 20,
  workers: 0,
  workerHeap: MEGABYTE,
  gpu: 32 * MEGABYTE,
};

function expectLevel(before: Level, after: Level, allowed = MORE): void {
  const grown = Object.entries(allowed).map(([name, most]) => {
    const what = name as keyof Level;
    return { what, more: after[what] - before[what], most };
  });
  found(grown.map(({ what, more }) => `${what} ${more > 0 ? "+" : ""}${shown(more)}`).join(", "));
  expect(grown.filter(({ more, most }) => more > most)).toEqual([]);
}

function shown(number: number): string {
  return Math.abs(number) < 10_000 ? String(number) : `${(number / MEGABYTE).toFixed(1)} MB`;
}

/** To a step, as a reader gets there; where it trains, it begins to. */
async function visit(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => location.assign(`#/${to}`), route);
  await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
  await expect(page.locator("main figure [aria-busy=true]")).toHaveCount(0, { timeout: 60_000 });
  const train = page.getByRole("button", { name: /^(Train|Go on)$/ }).first();
  if ((await train.count()) > 0 && (await train.isEnabled())) await train.click();
}

/** Milliseconds after which a run that nobody looks at has been given back, with all its curves. */
const GIVEN_BACK = 130_000;

/** In a browser of its own, which fails the test on an error of the page. */
async function inPlainBrowser(route: string, trial: (page: Page) => Promise<void>): Promise<void> {
  const { browser, page } = await ownBrowser(undefined, [PLAIN]);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  try {
    await page.goto(route);
    await trial(page);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
}

test("changes of lesson leave heap, nodes, listeners, workers and the graphics process level", async () => {
  const changes = trialsOr(4);
  test.setTimeout(120_000 + changes * 20_000);
  const below = seeded(27);
  const places = lessons().map((lesson) => {
    const steps = stepsOf(lesson);
    return `lesson/${lesson}/${steps[below(steps.length)] ?? ""}`;
  });
  const round = places.slice(0, Math.min(changes, places.length));
  await inPlainBrowser("./?still=1#/", async (page) => {
    // The first visits load what is kept for good: code, lessons, data.
    for (const place of [...round, ...round]) await visit(page, place);
    const left = async (): Promise<Level> => {
      await visit(page, "");
      if (changes > 50) await page.waitForTimeout(GIVEN_BACK);
      return levelOf(page);
    };
    const before = await left();
    for (let at = 0; at < changes; at++) await visit(page, round[at % round.length] ?? "");
    // A sample does not wait until the last runs are given back.
    const allowed = changes > 50 ? MORE : { ...MORE, heap: 2 * MEGABYTE };
    expectLevel(before, await left(), allowed);
  });
});

/** By how much a step may take longer at the end, in seconds of processors. */
const SLOWER = 1.25;

/** A live experiment of each lesson that has one. */
const EXPERIMENTS = [
  "convnet/train",
  "activations/train",
  "alexnet/race",
  "batch-norm/train",
  "batch-norm-benefits/vanish",
  "batch-norm-test/question",
  "covariate-shift/question",
  "lenet/race",
  "residual/race",
  "vanishing-gradients/real",
];

for (const place of SURVIVES ? EXPERIMENTS : EXPERIMENTS.slice(0, 1))
  test(`training leaves memory and the processors' time of a step level: ${place}`, async () => {
    const minutes = trialsOr(1) / EXPERIMENTS.length;
    test.setTimeout(180_000 + minutes * 70_000);
    await inPlainBrowser(`./?backend=wasm&still=1#/lesson/${place}`, async (page) => {
      const step = page.locator('[data-name="step"]').first();
      let [trained, last] = [0, 0];
      /** Trains for a while, and begins anew whenever the run has come to its end. */
      const train = async (milliseconds: number) => {
        const [from, used] = [trained, await processorSeconds(page)];
        for (const end = performance.now() + milliseconds; performance.now() < end; ) {
          const again = page.getByRole("button", { name: /^(Train|Go on|Start over)$/ });
          const trains = await page.getByRole("button", { name: "Pause" }).first().isVisible();
          if (!trains) await again.first().click({ timeout: 60_000 });
          await page.waitForTimeout(1000);
          const now = Number((await step.textContent())?.replaceAll(",", ""));
          trained += Math.max(0, now - last);
          last = now;
        }
        return ((await processorSeconds(page)) - used) / Math.max(1, trained - from);
      };
      /** Back at step 0: what a curve draws of a longer run is no leak. */
      const rested = async (): Promise<Level> => {
        const pause = page.getByRole("button", { name: "Pause" }).first();
        await pause.click({ timeout: 2000 }).catch(() => undefined); // it has come to its end
        await page.getByRole("button", { name: "Start over" }).first().click();
        await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible();
        await page.waitForTimeout(1000);
        return levelOf(page);
      };
      await train(5000);
      const first = await train(minutes * 12_000);
      const before = await rested();
      await train(minutes * 36_000);
      const end = await train(minutes * 12_000);
      found(
        `${trained} steps, ${(1000 * first).toFixed(1)} ms of processors for one, at the end ${(1000 * end).toFixed(1)}`,
      );
      expectLevel(before, await rested());
      // A sample is too short for it.
      if (minutes >= 3) expect(end).toBeLessThan(SLOWER * first);
    });
  });
