/** The browser's real storage: full to the last character, and written by two tabs at once. */
import type { Page } from "@playwright/test";
import { lessons, stepsOf } from "./course";
import { expect, test } from "./lab";
import { seeded, trialsOr } from "./trials";

const KEY = "convlab:/lab/:progress";

/** Fills local storage to the last character. Runs in the page. */
function fillUp(): void {
  let size = 2 ** 23;
  for (let part = 0; size >= 1; ) {
    try {
      localStorage.setItem(`filler-${part}`, "x".repeat(Math.ceil(size)));
      part += 1;
    } catch {
      size /= 2;
    }
  }
}

function makeRoom(): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith("filler-")) localStorage.removeItem(key);
}

async function goTo(page: Page, lesson: string, step: string): Promise<void> {
  await page.evaluate((to) => location.replace(to), `#/lesson/${lesson}/${step}`);
  await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
}

function stored(page: Page): Promise<string> {
  return page.evaluate((key) => localStorage.getItem(key) ?? "", KEY);
}

test("storage that is full to the last character is said once, and written when there is room", async ({
  lab,
}) => {
  const intents = trialsOr(10);
  test.setTimeout(60_000 + intents * 3000);
  const { page } = lab;
  const below = seeded(30);
  await lab.open("lesson/stride", { still: "1" });
  await expect.poll(() => stored(page)).toContain("stride");
  await page.evaluate(fillUp);
  const steps = lessons().flatMap((lesson) => stepsOf(lesson).map((step) => ({ lesson, step })));
  for (let count = 0; count < intents; count++) {
    const { lesson = "", step = "" } = steps[below(steps.length)] ?? {};
    await goTo(page, lesson, step);
    if (count % 5 < 4) continue;
    await expect(page.getByText("The storage of this browser is full.")).toHaveCount(1);
  }
  await page.evaluate(makeRoom);
  await goTo(page, "summary", stepsOf("summary")[1] ?? "");
  await expect.poll(() => stored(page)).toContain("summary");
  await expect(page.getByText("The storage of this browser is full.")).toHaveCount(0);
});

test("two tabs that finish lessons at the same time lose none of them", async ({ lab }) => {
  const turns = trialsOr(12);
  test.setTimeout(60_000 + turns * 3000);
  await lab.open("", { still: "1" });
  const context = lab.page.context();
  const tabs = [lab.page, await context.newPage()];
  await tabs[1]?.goto(lab.page.url());
  const finished = new Set<string>();
  const all = lessons();
  await Promise.all(
    tabs.map(async (tab, which) => {
      const below = seeded(36 + which);
      for (let turn = 0; turn < turns / 2; turn++) {
        const lesson = all[below(all.length)] ?? "";
        const steps = stepsOf(lesson);
        const last = below(3) > 0;
        const step = last ? steps.at(-1) : steps[below(steps.length)];
        await goTo(tab, lesson, step ?? "");
        // One that is left before its page has come was not visited.
        await expect(tab.locator("h2").first()).toBeVisible();
        await tab.waitForTimeout(below(300));
        if (last) finished.add(lesson);
      }
    }),
  );
  const third = await context.newPage();
  await third.goto(lab.page.url());
  const missing = async (): Promise<readonly string[]> => {
    const { data } = JSON.parse(await stored(third)) as {
      data: { lessons: Record<string, { done: boolean }> };
    };
    return [...finished].filter((lesson) => data.lessons[lesson]?.done !== true);
  };
  await expect.poll(missing).toEqual([]);
});
