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

interface File {
  readonly path: string;
  /** A worker begins with it: its request cannot be caught. */
  readonly worker: boolean;
}

/** Files that the page asks for. */
async function filesOf(page: Page, route: string): Promise<readonly File[]> {
  const [asked, workers] = [new Set<string>(), new Set<string>()];
  page.on("worker", (worker) => workers.add(new URL(worker.url()).pathname));
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/\/assets\//.test(pathname)) asked.add(pathname);
  });
  await page.goto(`./#/${route}`);
  await expect(page.locator('main:not([aria-busy="true"])').first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  page.removeAllListeners("request");
  return [...asked].map((path) => ({ path, worker: workers.has(path) }));
}

/** The worker of this file does not begin, so many times. Runs in the page. */
function breakWorker({ path, times }: { readonly path: string; readonly times: number | null }) {
  let failed = 0;
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (new URL(url, location.href).pathname !== path || failed >= (times ?? Infinity)) return;
      document.documentElement.dataset["failed"] = String(++failed);
      this.terminate();
      setTimeout(() => this.dispatchEvent(new Event("error")));
    }
  };
}

/** Makes the page's requests for the file fail; tells how many have. */
async function breakFile(
  page: Page,
  { path, worker }: File,
  { fail, times }: Failure,
): Promise<() => Promise<number>> {
  let failed = 0;
  if (worker) {
    await page.addInitScript(breakWorker, { path, times: times === ALWAYS ? null : times });
    // A page that reloads itself has no answer for a moment.
    return async () =>
      Number(
        await page.evaluate(() => document.documentElement.dataset["failed"] ?? 0).catch(() => 0),
      );
  }
  await page.route(`**${path}`, (asked) => (failed++ < times ? fail(asked) : asked.continue()));
  return async () => failed;
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
  file: File,
  failure: Failure,
): Promise<void> {
  const what = `${file.path} ${failure.how}`;
  let loads = 0;
  page.on("load", () => loads++);
  const failed = await breakFile(page, file, failure);
  // Each trial is a first visit: what the one before left half done is not gone on with.
  await page.addInitScript(() => localStorage.clear());
  await page.goto(`./#/${route}`);
  // Some files are asked for when the first figure is there, in idle time.
  await expect.poll(failed, { message: what, timeout: 30_000 }).toBeGreaterThan(0);
  await expectWayOn(page, what);
  expect(loads, `${what}: reloads`).toBeLessThanOrEqual(2);
  await page.close();
}

const tried = new Set<string>();
for (const route of inTurn(ROUTES, lessons().length))
  test(`each file of the page "${route}" that fails or is spoiled leaves a way on`, async ({
    lab,
    context,
  }) => {
    test.setTimeout(ALL ? 1_800_000 : 120_000);
    const files = (await filesOf(lab.page, route)).filter(({ path }) => !tried.has(path));
    for (const [at, file] of (ALL ? files : files.slice(0, SAMPLED)).entries()) {
      tried.add(file.path);
      const failures = [...FAILURES, ...SPOILED.slice(at % 2, (at % 2) + 1)];
      for (const failure of file.worker ? FAILURES : failures)
        await expectSurvived(await context.newPage(), route, file, failure);
    }
  });
