/**
 * A browser of a test's own, which it may harm: with other flags, or a profile that outlives it.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page, test } from "@playwright/test";

function launching(without: RegExp) {
  const { launchOptions = {} } = test.info().project.use;
  const { args = [] } = launchOptions;
  return { ...launchOptions, args: args.filter((flag) => !without.test(flag)) };
}

function address(): string {
  return test.info().project.use.baseURL ?? "";
}

/** Without the flags that match, and with more. */
export async function ownBrowser(without = /(?!)/, more: readonly string[] = []) {
  const options = launching(without);
  const browser = await chromium.launch({ ...options, args: [...options.args, ...more] });
  const page = await browser.newPage({ baseURL: address(), serviceWorkers: "block" });
  return { browser, page };
}

export interface Mortal {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Finds its processes; what comes back ends them as the system does: they are asked nothing. */
  aim(): () => Promise<void>;
}

/** With what is stored in `profile`, by whoever had it before. */
export async function mortalBrowser(profile: string): Promise<Mortal> {
  const context = await chromium.launchPersistentContext(profile, {
    ...launching(/(?!)/),
    baseURL: address(),
    serviceWorkers: "block",
  });
  const ended = new Promise<void>((resolve) => context.once("close", () => resolve()));
  return {
    context,
    page: context.pages()[0] ?? (await context.newPage()),
    aim() {
      const processes = processesOf(profile);
      return async () => {
        for (const id of processes) endProcess(id);
        await ended;
        for (const lock of ["SingletonLock", "SingletonCookie", "SingletonSocket"])
          rmSync(join(profile, lock), { force: true });
      };
    },
  };
}

/** Only where the system shows its processes as files. */
function processesOf(profile: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && commandOf(name).includes(`--user-data-dir=${profile}`))
    .map(Number);
}

function commandOf(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function endProcess(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // It went with another one.
  }
}
