/** A fresh page of a fresh person, its processor slowed, and what several parts read off it. */

/** Nothing is in a cache; the copy for working offline is not made. */
export async function freshPage({ browser, slow }) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slow });
  return { page, devtools, close: () => context.close() };
}

/** Opens a route; its figure, if it has one, has been loaded. */
export async function openRoute(page, site, route) {
  await page.goto(`${site}?still=1#/${route}`);
  await page.waitForSelector('main:not([aria-busy="true"])');
  await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);
}

export const quantile = (values, at) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
};

export const median = (values) => quantile(values, 0.5);
