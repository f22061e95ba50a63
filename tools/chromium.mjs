/**
 * Finds a Chromium for the tests: $CHROMIUM, one on the machine, or Playwright's own. Null when
 * there is none.
 */
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** @returns {string | null} */
export function findChromium() {
  const named = process.env["CHROMIUM"];
  if (named !== undefined && existsSync(named)) return named;
  const found = KNOWN.find((path) => existsSync(path));
  if (found !== undefined) return found;
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
}
