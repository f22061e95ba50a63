/**
 * Without a network: after one visit all of the site works, and a new version comes when the reader
 * says so, whole or not at all.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { serve } from "../tools/serve.mjs";
import { writeServiceWorker } from "../tools/vite-offline.ts";
import { ALL, lessons } from "./course";
import { expect, expectArithmeticAddsUp, test } from "./lab";

test.use({ serviceWorkers: "allow" });

/** Waits until the copy is complete and answers for this page. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
    timeout: 60_000,
  });
}

test("@both after the first visit every page works without a network, training and trained weights too", async ({
  lab,
  context,
}) => {
  test.setTimeout(180_000);
  await lab.open("");
  const { page } = lab;
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: "One step forward" }).first().click();
  await expectArithmeticAddsUp(page);
  for (const route of [
    ...(ALL ? lessons() : ["pooling"]).map((id) => `lesson/${id}`),
    "present/stride",
    "studio",
    "print/padding",
    "lesson/convolution/photo",
  ]) {
    await lab.open(route);
    await expect(page.getByRole("alert")).toHaveCount(0);
  }
  await lab.open("embed/widget/digit-lab");
  await expect(page.getByText(/The network says\s*\d/)).toBeVisible();
  await lab.open("lesson/convnet/train");
  // On a machine that is busy the engine may be started a second time, and a step that it was asked
  // for is then lost.
  await expect(async () => {
    await page.getByRole("button", { name: "One step" }).click();
    await expect(page.getByText(/step\s*[12]\b/i).first()).toBeVisible();
  }).toPass({ timeout: 90_000 });
});

test("where the link saves data the copy is made when the reader asks for it, and says how far it is", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  const { page } = lab;
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  await lab.open("");
  await page.getByRole("button", { name: "What is stored here" }).click();
  const dialog = page.getByRole("dialog");
  const ask = dialog.getByRole("button", { name: "Copy it now" });
  await expect(ask).toBeVisible();
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
  ).toBe(0);
  await ask.click();
  await expect(dialog.getByText(/\d+ % is here/)).toBeVisible();
  await expect(dialog.getByText("all of it is copied here")).toBeVisible({ timeout: 90_000 });
});

/** A host that sends no headers of ours, with a site of its own that can change. */
async function ownHost() {
  const folder = mkdtempSync(join(tmpdir(), "convlab-site-"));
  cpSync("dist", folder, { recursive: true });
  const server = await serve(folder, 0, { quiet: true, base: "/a/b", headers: {} });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/a/b/`,
    /** Puts another version there, broken in one of the ways in which an upload breaks. */
    async publish(title: string, broken?: "a file is missing" | "no worker" | "the worker throws") {
      const index = join(folder, "index.html");
      writeFileSync(
        index,
        readFileSync(index, "utf8").replace(/<title>.*<\/title>/, `<title>${title}</title>`),
      );
      writeFileSync(join(folder, "new.txt"), title);
      await writeServiceWorker(folder);
      if (broken === "a file is missing") rmSync(join(folder, "new.txt"));
      if (broken === "no worker") rmSync(join(folder, "sw.js"));
      if (broken === "the worker throws")
        writeFileSync(join(folder, "sw.js"), 'throw new Error("half of a file");');
    },
    close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const published = (page: Page): Promise<string> =>
  page.evaluate(
    async () => /<title>(.*)<\/title>/.exec(await (await fetch("./index.html")).text())?.[1] ?? "",
  );
const askForUpdate = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
    const { installing } = registration;
    await new Promise<void>((resolve) => {
      if (installing === null) return resolve();
      installing.addEventListener(
        "statechange",
        () => installing.state !== "installing" && resolve(),
      );
    });
  });

const isWaiting = (page: Page): Promise<boolean> =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);

test("a new version waits for the reader's word, never asks during a lecture, and broken ones leave the old one in place", async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const host = await ownHost();
  try {
    await page.goto(`${host.address}#/lesson/stride`);
    await kept(page);
    // The headers that this host does not send come with the copy: WebAssembly has threads from the
    // second visit on.
    await page.reload();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

    const offer = page.getByRole("button", { name: "Change to it" });
    for (const broken of ["a file is missing", "no worker", "the worker throws"] as const) {
      await host.publish(`second: ${broken}`, broken);
      await askForUpdate(page);
      expect(await offer.isVisible(), broken).toBe(false);
      await context.setOffline(true);
      await page.reload();
      await expect(page.getByRole("heading", { level: 2 }).first(), broken).toBeVisible();
      expect(await published(page), broken).not.toContain("second");
      await context.setOffline(false);
    }

    await host.publish("third");
    await page.goto(`${host.address}#/present/stride`);
    // A copy that a busy machine did not finish is asked for again, as a later visit does.
    await expect
      .poll(() => askForUpdate(page).then(() => isWaiting(page)), { timeout: 60_000 })
      .toBe(true);
    await expect(page.locator("main")).toBeVisible();
    expect(await offer.isVisible()).toBe(false);
    expect(await published(page)).not.toBe("third");
    await page.goto(`${host.address}#/lesson/stride/visit`);
    // Nothing is asked of the old version meanwhile: the browser lets it finish what it is at
    // before the new one begins.
    const shown = page.waitForEvent("load", { timeout: 60_000 });
    await offer.click({ timeout: 45_000 });
    await shown;
    expect(await published(page)).toBe("third");
    await expect(page).toHaveURL(/lesson\/stride\/visit/);
    await context.setOffline(true);
    await page.reload();
    await expect(page.getByRole("heading").first()).toBeVisible();
  } finally {
    host.close();
  }
});
