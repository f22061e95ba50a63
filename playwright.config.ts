import { defineConfig } from "@playwright/test";
import { findChromium } from "./tools/chromium.mjs";

const chromium = findChromium();
/** Another one where the usual one is taken: PORT=4190 npx playwright test. */
const PORT = Number(process.env["PORT"] ?? 4183);
const QUIET = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const GPU = [
  "--enable-unsafe-webgpu",
  "--disable-domain-blocking-for-3d-apis",
  "--disable-gpu-process-crash-limit",
];
const launch = (args: string[]) => ({
  args: [...QUIET, ...args],
  ...(chromium === null ? {} : { executablePath: chromium }),
});

/**
 * A person's journeys, in the built site: with WebGPU (software adapter) and without it. Two
 * workers: a page mostly waits, and a person's machine is busy, too.
 */
export default defineConfig({
  testDir: "e2e",
  snapshotPathTemplate: "e2e/pictures/{arg}{ext}",
  fullyParallel: false,
  workers: 2,
  // On a machine that does much else a journey can come too late: it may be tried once more, and is
  // then named as flaky.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${PORT}/lab/`,
    viewport: { width: 1440, height: 900 },
    actionTimeout: 10_000,
    trace: "off",
    screenshot: "off",
    // The copy for working offline is made in the tests that are about it; elsewhere it would only
    // take time.
    serviceWorkers: "block",
  },
  webServer: {
    command: `node tools/serve-dist.mjs --port ${PORT} --base /lab`,
    url: `http://localhost:${PORT}/lab/`,
    reuseExistingServer: false,
  },
  projects: [
    { name: "webgpu", use: { launchOptions: launch(GPU) }, grepInvert: /@processor/ },
    { name: "processor", use: { launchOptions: launch([]) }, grep: /@both|@processor/ },
  ],
});
