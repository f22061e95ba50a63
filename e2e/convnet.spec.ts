/**
 * The lesson "convnet": digits drawn and classified, every number opened down to the pixel, LeNet
 * trained in the tab.
 */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, expectArithmeticAddsUp, test, type Lab } from "./lab";

/** Walks on until the named button is on the page. */
async function walkTo(lab: Lab, name: RegExp): Promise<void> {
  for (let step = 0; step < 30; step++) {
    if ((await lab.page.getByRole("button", { name }).count()) > 0) return;
    await lab.page.getByRole("button", { name: /^Continue/ }).click();
    await lab.page.waitForTimeout(200);
  }
  throw new Error(`no step has a button ${name}`);
}

test("@both a drawn digit is classified while it is drawn", async ({ lab }) => {
  await lab.open("embed/widget/digit-lab");
  const { page } = lab;
  await page.getByRole("button", { name: "Clear" }).click();
  const pad = page.getByRole("application", { name: /^Draw a digit/ });
  const box = await pad.boundingBox();
  if (box === null) throw new Error("the pad is not there");
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.8, { steps: 12 });
  await page.mouse.up();
  await expect(page.locator("p", { hasText: /The network says\s*1/ })).toBeVisible(); // announced, too
});

test("any number of any map opens into its full arithmetic, again and again, down to the pixel", async ({
  lab,
}) => {
  test.setTimeout(120_000);
  await lab.open("embed/widget/digit-lab");
  const { page } = lab;
  await page.getByRole("application", { name: /^conv2, 16 maps/ }).focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"])
    await page.keyboard.press(key);
  const asked = page.getByRole("region", { name: "Where the number comes from" });
  await expect(asked.getByRole("heading")).toContainText("conv2");
  for (const layer of ["pool1", "relu1"]) {
    expect((await expectArithmeticAddsUp(asked)).length).toBeGreaterThan(0);
    await asked
      .getByRole("button", { name: new RegExp(`, .*${layer}`) })
      .first()
      .click();
    await expect(asked.getByRole("heading")).toContainText(layer);
  }
  const products = await expectArithmeticAddsUp(asked);
  expect(products.join(" ").match(/×/g)?.length).toBe(25);
  await asked
    .getByRole("button", { name: /, .*(pixel|input|picture)/ })
    .first()
    .click();
  await expect(asked.getByRole("heading")).not.toContainText("relu1");
  await asked.getByRole("button", { name: "← Back" }).click();
  await expect(asked.getByRole("heading")).toContainText("relu1");
});

test("@both LeNet trains: loss falls, it pauses, steps once, takes another rate without a reset, and starts over from the same weights", async ({
  lab,
}) => {
  test.setTimeout(240_000);
  await lab.open("lesson/convnet");
  const { page } = lab;
  await walkTo(lab, /^Train$/);
  const press = (name: string | RegExp): Promise<void> =>
    page.getByRole("button", { name, exact: true }).first().click();
  const now = page.locator('[data-name="step"]').first();
  const step = async (): Promise<number> => Number((await now.textContent())?.replace(/\D/g, ""));
  await press("One step");
  await expect(now).toHaveText("1", { timeout: 60_000 });
  // In the words of the question beside it: how far the first epoch is.
  await expect(page.getByText(/step\s*1, epoch 0\.0 of 1/).first()).toBeVisible();
  await press("Start over");
  await expect(now).toHaveText("0", { timeout: 30_000 });
  const first = await savedWeights(page);

  await press(/^(Train|Go on)$/);
  await expect(page.getByText("pictures per second").first()).toBeVisible();
  await expect.poll(step, { timeout: 120_000 }).toBeGreaterThan(60);
  await press("Pause");
  await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
  const paused = await step();
  expect((await savedWeights(page)).equals(first)).toBe(false);
  const [begun, reached] = [await lossAt(page, "Home"), await lossAt(page, "End")];
  expect(begun).toBeGreaterThan(2); // ln 10 = 2.3: ten digits, guessed
  expect(reached).toBeLessThan(0.7 * begun);
  await press("One step");
  await expect(now).toHaveText(String(paused + 1), { timeout: 30_000 });

  const rate = page.getByRole("slider", { name: /^Learning rate/ }).first();
  const before = await rate.getAttribute("aria-valuetext");
  await rate.press("ArrowRight");
  await expect(rate).not.toHaveAttribute("aria-valuetext", before ?? "");
  await press("Go on");
  await expect.poll(step, { timeout: 60_000 }).toBeGreaterThan(paused + 1);
  await press("Pause");

  await press("Start over");
  await expect(page.getByRole("button", { name: /^Train$/ })).toBeVisible({ timeout: 30_000 });
  await expect(now).toHaveText("0");
  expect((await savedWeights(page)).equals(first)).toBe(true);
});

async function savedWeights(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save weights" }).click(),
  ]);
  return readFile(await download.path());
}

/** The training loss at an end of its curve, as it is read out. */
async function lossAt(page: Page, end: "Home" | "End"): Promise<number> {
  const curve = page.getByRole("slider", { name: /^Loss, read at/ }).first();
  await curve.press(end);
  const said = (await curve.getAttribute("aria-valuetext")) ?? "";
  await curve.press("Escape");
  return Number(/([\d.]+) at step/.exec(said)?.[1]);
}

test("@both a training run survives a reload: the same step, the same weights to the bit; it is listed where the page says what is stored", async ({
  lab,
}) => {
  test.setTimeout(240_000);
  await lab.open("lesson/convnet");
  const { page } = lab;
  await walkTo(lab, /^Train$/);
  const step = page.locator('[data-name="step"]').first();
  const weights = (): Promise<Buffer> => savedWeights(page);
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await expect
    .poll(async () => Number(await step.textContent()), { timeout: 120_000 })
    .toBeGreaterThan(25);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
  const before = { step: await step.textContent(), weights: await weights() };
  await page.reload();
  await expect(page.getByText(`it goes on from step ${before.step}`)).toBeVisible({
    timeout: 60_000,
  });
  await expect(step).toHaveText(before.step ?? "", { timeout: 60_000 });
  expect((await weights()).equals(before.weights)).toBe(true);

  // In full flight: what the reader had seen is not lost either.
  await page.getByRole("button", { name: "Go on" }).click();
  await expect
    .poll(async () => Number(await step.textContent()), { timeout: 120_000 })
    .toBeGreaterThan(Number(before.step) + 25);
  const seen = Number(await step.textContent());
  await page.reload();
  const notice = page.getByText(/it goes on from step \d+/);
  await expect(notice).toBeVisible({ timeout: 60_000 });
  const reached = Number(/step (\d+)/.exec((await notice.textContent()) ?? "")?.[1]);
  expect(reached).toBeGreaterThanOrEqual(seen);
  await expect(step).toHaveText(String(reached), { timeout: 60_000 });

  await lab.open("");
  await page.getByRole("button", { name: /stored/i }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(`The training run “lenet”, at step ${reached}`)).toBeVisible();
  await dialog.getByRole("button", { name: "Delete everything" }).click();
  await dialog.getByRole("button", { name: "Yes, delete everything" }).click();
  await expect(dialog.getByText("There is nothing stored yet.")).toBeVisible();
});
