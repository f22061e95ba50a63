/**
 * npm test -- browsers: walks the built site in Firefox and in WebKitGTK as Debian has them. A
 * browser that cannot be had is said and skipped. `node tools/run.mjs browsers [firefox|webkit]
 * [words]` does only what has the words in its name. Last line: `N passed, N failed`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installed, type Kind, KINDS } from "./browsers/machine";
import { type Page, pageOver } from "./browsers/page";
import { watchedSite } from "./browsers/site";
import { type Walk, WALKS } from "./browsers/walks";

const root = join(import.meta.dirname, "..");
const PICTURES = join(root, "test-results", "browsers");

export async function main(words: readonly string[]): Promise<number> {
  const named = KINDS.filter(({ name }) => words.includes(name));
  const text = words.filter((word) => !KINDS.some(({ name }) => name === word)).join(" ");
  const walks = WALKS.filter(({ name }) => name.includes(text));
  let [passed, failed] = [0, 0];
  for (const kind of named.length > 0 ? named : KINDS) {
    const missing = installed(kind);
    if (missing !== null) {
      console.log(`${kind.name} is skipped: ${missing}.`);
      continue;
    }
    const faults = await walked(kind, walks);
    failed += faults;
    passed += walks.length - faults;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Makes the walks in one browser; gives how many fail. */
async function walked(kind: Kind, walks: readonly Walk[]): Promise<number> {
  const site = await watchedSite(join(root, "dist"));
  const browser = await kind.start();
  let failed = 0;
  console.log(`\n${browser.wire.browser}`);
  try {
    await browser.wire.send("resize", { width: 1440, height: 960 });
    const page = pageOver(browser.wire, site.address);
    for (const walk of walks) {
      const started = Date.now();
      const fault = await faultOf(page, walk, site.server);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(
        `${fault === null ? "ok    " : "FAILED"} ${kind.name} ${walk.name} (${seconds} s)`,
      );
      if (fault === null) continue;
      failed++;
      console.error(`       ${fault}`);
      await kept(page, `${kind.name} ${walk.name}`);
    }
  } finally {
    await browser.end();
    site.end();
  }
  return failed;
}

async function faultOf(page: Page, walk: Walk, server: Parameters<Walk["go"]>[1]) {
  try {
    await walk.go(page, server);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A picture of the page as it was when a walk failed. */
async function kept(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  const picture = await page.screenshot().catch(() => null);
  if (picture !== null) writeFileSync(join(PICTURES, `${name.replaceAll(" ", "-")}.png`), picture);
}
