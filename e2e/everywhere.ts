/** The faults of a page wherever it is scrolled to. */
import type { Page } from "@playwright/test";
import { misplaced } from "./places";

/** Less than a screen without its bars: everything is seen once away from them. */
const SCROLL = 640;

/** Faults at every place that the page can be scrolled to, once it has been laid out. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const found = new Set<string>();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top === 0 || top + SCROLL / 2 < height; top += SCROLL) {
    await page.evaluate((to) => {
      scrollTo({ top: to, behavior: "instant" });
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, top);
    for (const fault of await page.evaluate(misplaced)) found.add(fault);
  }
  return [...found];
}
