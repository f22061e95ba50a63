/**
 * Every file of the site that a page asks for, failing once and failing always, or spoiled on its
 * way: the page is never blank, reloads itself at most once, and has words and a way on.
 */
import type { Page, Route } from "@playwright/test";
import { ALL, inTurn, lessons } from "./course";
import { expect, test } from "./lab";

const PAGES = ["", "studio", "lab", "networks", "results", "present/convolution", "check"];
const ROUTES = [...PAGES, ...lessons().map((id) => `lesson/${id}`)];
/** Files that a page tries in `npm test`, of all that it asks for. */
const SAMPLED = 2;

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

interface Failure {
  readonly how: string;
  readonly fail: (route: Route) => Promise<void>;
  /** The first so many requests fail. */
  readonly times: number;
}

const lost: Failure["fail"] = (route) => route.abort();
const signIn: Failure["fail"] = (route) =>
  route.fulfill({
    status: 200,
    contentType: "text/html",
    body: "<!doctype html><title>Sign in</title><p>Sign in to this network.",
  });
const half: Failure["fail"] = async (route) => {
  const response = await route.fetch();
  const body = await response.body();
  await route.fulfill({ response, body: body.subarray(0, Math.floor(body.length / 2)) });
};

const ALWAYS = Number.POSITIVE_INFINITY;
/** What can happen to a file; the last two take turns over the files. */
const FAILURES: readonly Failure[] = [
  { how: "does not come once", fail: lost, times: 1 },
  { how: "never comes", fail: lost, times: ALWAYS },
];
const SPOILED: readonly Failure[] = [
  { how: "is a network's sign-in page", fail: signIn, times: ALWAYS },
  { how: "comes by half", fail: half, times: ALWAYS },
];

async function expectSurvived(
  page: Page,
  route: string,
  file: string,
  { how, fail, times }: Failure,
): Promise<void> {
  let [failed, loads] = [0, 0];
  page.on("load", () => loads++);
  await page.route(`**${file}`, (asked) => (failed++ < times ? fail(asked) : asked.continue()));
  await page.goto(`./#/${route}`);
  // Some files are asked for when the first figure is there, in idle time.
  await expect.poll(() => failed, { message: file, timeout: 30_000 }).toBeGreaterThan(0);
  await expectWayOn(page, `${file} ${how}`);
  expect(loads, `${file} ${how}: reloads`).toBeLessThanOrEqual(2);
  await page.close();
}

const tried = new Set<string>();
for (const route of inTurn(ROUTES, lessons().length))
  test(`each file of the page "${route}" that fails or is spoiled leaves a way on`, async ({
    lab,
    context,
  }) => {
    test.setTimeout(ALL ? 1_800_000 : 120_000);
    const files = (await filesOf(lab.page, route)).filter((file) => !tried.has(file));
    for (const [at, file] of (ALL ? files : files.slice(0, SAMPLED)).entries()) {
      tried.add(file);
      for (const failure of [...FAILURES, ...SPOILED.slice(at % 2, (at % 2) + 1)])
        await expectSurvived(await context.newPage(), route, file, failure);
    }
  });
