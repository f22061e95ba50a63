/**
 * Runs the cases in a headless Chromium: a Vite server gives it the engine, this process gives it
 * the files.
 */
import { type Browser, chromium, type Page } from "@playwright/test";
import { createServer, type ViteDevServer } from "vite";
import type { Open } from "../../engine/conformance/cases";
import type { Verdict } from "../../engine/conformance/run";
import { findChromium } from "../chromium.mjs";

const FLAGS = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--disable-gpu-process-crash-limit",
  "--disable-domain-blocking-for-3d-apis",
  "--disable-background-networking",
  "--no-first-run",
];

/**
 * What the page calls back with when it is done: the backend's description, or why there is none.
 */
export type Outcome = { readonly description: string } | { readonly error: string };

/** The longest case, a training run on a software adapter, takes a fraction of this. */
const PATIENCE_MS = 300_000;

/** What the page is asked to do. */
export interface Work {
  readonly random: number;
  readonly only: readonly string[];
  /** Cases of this tier only; null: all. */
  readonly tier: string | null;
}

/** Where the files lie; null: that kind of case is not run. */
export interface Folders {
  readonly cases: Open | null;
  readonly zoo: Open | null;
}

/** What the page finds in its address. */
export type PageWork = Work & Readonly<Record<keyof Folders, boolean>>;

/** Reports each case and returns what computed. Throws when the page cannot compute at all. */
export async function inChromium(
  folders: Folders,
  work: Work,
  report: (verdict: Verdict) => void,
): Promise<string> {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error("no Chromium found: set $CHROMIUM or run npx playwright install chromium");
  const server = await createServer({
    server: { port: 0, hmr: false, watch: null, ws: false },
    appType: "mpa",
    logLevel: "error",
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  let browser: Browser | null = null;
  try {
    await server.listen();
    browser = await chromium.launch({ executablePath, args: FLAGS });
    return await onPage(await browser.newPage(), address(server), folders, work, report);
  } finally {
    await browser?.close();
    await server.close();
  }
}

async function onPage(
  page: Page,
  url: string,
  folders: Folders,
  work: Work,
  report: (verdict: Verdict) => void,
): Promise<string> {
  let heard = (): void => {};
  const done = new Promise<Outcome>((resolve, reject) => {
    let silence = setTimeout(() => {}, 0);
    heard = () => {
      clearTimeout(silence);
      silence = setTimeout(
        () => reject(new Error(`the page said nothing for ${PATIENCE_MS / 1000} seconds`)),
        PATIENCE_MS,
      ).unref();
    };
    page.on("crash", () => reject(new Error("the page crashed")));
    page.on("pageerror", (error) => reject(error));
    void page.exposeFunction("finish", (outcome: Outcome) => {
      clearTimeout(silence);
      resolve(outcome);
    });
  });
  heard();
  await page.exposeFunction("report", (verdict: Verdict) => {
    heard();
    report(verdict);
  });
  await page.route("**/case-file/*/*", async (route) => {
    const [folder, file = ""] = new URL(route.request().url()).pathname.split("/").slice(-2);
    const open = folder === "zoo" ? folders.zoo : folders.cases;
    const bytes = await open?.(decodeURIComponent(file));
    if (bytes === null || bytes === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ body: Buffer.from(bytes), contentType: "application/octet-stream" });
  });
  const asked: PageWork = {
    ...work,
    cases: folders.cases !== null,
    zoo: folders.zoo !== null,
  };
  await page.goto(
    `${url}/tools/conformance/page.html#${encodeURIComponent(JSON.stringify(asked))}`,
  );
  const outcome = await done;
  if ("error" in outcome) throw new Error(`webgpu: ${outcome.error}`);
  return outcome.description;
}

function address(server: ViteDevServer): string {
  const at = server.httpServer?.address();
  if (at === null || at === undefined || typeof at === "string")
    throw new Error("the server has no port");
  return `http://localhost:${at.port}`;
}
