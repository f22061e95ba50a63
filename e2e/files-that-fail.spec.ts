/**
 * Every file of the site that a page asks for, failing once and failing always: the page is never
 * blank, reloads itself at most once, and has words and a way on.
 */
import type { Page } from "@playwright/test";
import { ALL, inTurn, lessons } from "./course";
import { expect, test } from "./lab";

const PAGES = ["", "studio", "lab", "networks", "results", "present/convolution", "check"];
const ROUTES = [...PAGES, ...lessons().map((id) => `lesson/${id}`)];
/** Files that a page tries in `npm test`, of all that it asks for. */
const SAMPLED = 4;

/** Files that the page asks for, by their path. */
async function filesOf(page: Page, route: string): Promise<readonly string[]> {
  const asked = new Set<string>();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/\/assets\//.test(pathname)) asked.add(pathname);
  });
  await page.goto(`./#/${route}`);
  await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  page.removeAllListeners("request");
  return [...asked];
}

/** What a reader sees: some words, and the page itself or what to do now. */
async function expectWayOn(page: Page, what: string): Promise<void> {
  const ways = page
    .locator("main")
    .or(page.getByRole("button", { name: /Try again|Reload/ }))
    .or(page.getByText("reload the page"));
  await expect(ways.first(), what).toBeVisible();
  await expect.poll(() => page.locator("body").innerText(), what).toMatch(/\w{3}/);
}

const tried = new Set<string>();
for (const route of inTurn(ROUTES, lessons().length))
  test(`each file of the page "${route}" that fails, once or always, leaves a way on`, async ({
    lab,
    context,
  }) => {
    test.setTimeout(ALL ? 600_000 : 120_000);
    const files = (await filesOf(lab.page, route)).filter((file) => !tried.has(file));
    for (const file of ALL ? files : files.slice(0, SAMPLED)) {
      tried.add(file);
      for (const times of [1, Number.POSITIVE_INFINITY]) {
        const page = await context.newPage();
        let [failed, loads] = [0, 0];
        page.on("load", () => loads++);
        await page.route(`**${file}`, (request) =>
          failed++ < times ? request.abort() : request.continue(),
        );
        await page.goto(`./#/${route}`);
        await expectWayOn(page, `${file}, ${times === 1 ? "once" : "always"}`);
        expect(failed, file).toBeGreaterThan(0);
        expect(loads, `${file}: reloads`).toBeLessThanOrEqual(2);
        await page.close();
      }
    }
  });
