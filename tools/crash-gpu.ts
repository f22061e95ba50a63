/** Ends the graphics process of a Chromium, as a driver that gives up does. */
import type { Browser } from "@playwright/test";

/** The command has no answer where the process was already gone: nobody waits for it longer. */
const LONGEST = 1500;

export async function crashGpu(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const crash = session.send("Browser.crashGpuProcess").catch(() => undefined);
  await Promise.race([crash, new Promise((resolve) => setTimeout(resolve, LONGEST))]);
  await session.detach().catch(() => undefined);
}
