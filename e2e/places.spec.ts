/**
 * On a phone: the task is read before the figure and stays in view beside it, and wherever the page
 * is scrolled to, nothing is cut off, lies on something else or is drawn over a bar.
 */
import type { Page } from "@playwright/test";
import { sampledLessons, stepsInTurn, stepsOf } from "./course";
import { expect, test } from "./lab";
import { faultsOf } from "./everywhere";
import { misplaced } from "./places";

const PHONE = { width: 390, height: 844 };
/** Where the text of the step ends and where its figure begins, px from the top of the page. */
function order(page: Page) {
  return page.evaluate(() => {
    const text = document.querySelector("main article")?.getBoundingClientRect();
    const figure = document.querySelector("main figure")?.getBoundingClientRect();
    return { end: text?.bottom ?? Number.NaN, figure: figure?.top ?? Number.POSITIVE_INFINITY };
  });
}

for (const [at, lesson] of sampledLessons().entries())
  test(`on a phone every place of ${lesson} is in order: the task first, nothing cut, nothing on something else`, async ({
    lab,
  }) => {
    test.setTimeout(180_000);
    const { page } = lab;
    await page.setViewportSize(PHONE);
    for (const [turn, step] of stepsInTurn(lesson, at).entries()) {
      const route = `lesson/${lesson}/${step}`;
      if (turn === 0) await lab.open(route, { still: "1" });
      else await page.evaluate((to) => location.assign(`#/${to}`), route);
      const all = stepsOf(lesson);
      const place = `${all.indexOf(step) + 1} of ${all.length}`;
      await expect(page.getByRole("button", { name: place })).toBeVisible();
      await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
      await expect.poll(() => faultsOf(page), { message: step }).toEqual([]);
      const { end, figure } = await order(page);
      expect(end, `${step}: the text stands above the figure`).toBeLessThanOrEqual(figure);
    }
  });

test("on a phone the question stays in view over the figure and leads back to its answer", async ({
  lab,
}) => {
  const { page } = lab;
  await page.setViewportSize(PHONE);
  await lab.open("lesson/batch-norm/normalise", { still: "1" });
  const field = page.getByLabel("Your answer");
  await expect(field).toBeInViewport();
  await page.locator("main figure [data-arithmetic]").last().scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 250);
  const back = page.getByRole("button", { name: "Answer", exact: true });
  await expect(back).toBeInViewport();
  await expect(field).not.toBeInViewport();
  await back.click();
  await expect(field).toBeInViewport();
  await expect(back).toHaveCount(0);
});

test("what is cut off, on something else or over a bar is found", async ({ lab }) => {
  const { page } = lab;
  await page.setViewportSize(PHONE);
  await lab.open("lesson/batch-norm/remember", { still: "1" });
  const found = (style: string, text: string): Promise<readonly string[]> =>
    page
      .evaluate(
        ([look, words]) => {
          const one = document.createElement("p");
          one.style.cssText = look;
          one.textContent = words;
          one.id = "planted";
          document.querySelector("main h2")?.before(one);
        },
        [style, text] as const,
      )
      .then(async () => {
        const faults = await page.evaluate(misplaced);
        await page.evaluate(() => document.querySelector("#planted")?.remove());
        return faults;
      });
  expect(await found("", "in order")).toEqual([]);
  expect(await found("width:40px;overflow:hidden;white-space:nowrap", "too long for it")).toEqual([
    "“too long for it” is cut off at its side",
  ]);
  expect(await found("", "a gradient of 1.72e−13")).toEqual([
    "“a gradient of 1.72e−13” is written as a program writes numbers",
  ]);
  expect(await found("position:absolute", "laid over")).toEqual([
    "“What to remember” and “laid over” are on one another",
  ]);
  expect(await found("position:fixed;top:20px;z-index:99", "over the bar")).toContain(
    "“P over the bar” is drawn over a bar",
  );
  expect(await found("margin-left:380px;white-space:nowrap", "outside")).toContain(
    "“outside” leaves the screen",
  );
});
