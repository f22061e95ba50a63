/**
 * The graphics process crashes twice, in a browser with its usual rules: the run goes on on the
 * processor, says so, and goes back when the browser gives the graphics card again.
 */
import { expect, type Locator, test } from "@playwright/test";
import { crashGpu } from "../tools/crash-gpu";
import { ownBrowser } from "./own-browser";
import { found, SURVIVES } from "./trials";

const GPU = /Computed by SwiftShader/;

async function numberOf(step: Locator): Promise<number> {
  return Number((await step.textContent())?.replace(",", ""));
}

test("after two crashes of the graphics process the run goes on on the processor, and comes back", async () => {
  test.setTimeout(300_000);
  const { browser, page } = await ownBrowser(/domain-blocking|crash-limit/);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  try {
    await page.goto("./?backend=webgpu#/lesson/convnet/train");
    await page.getByRole("button", { name: "Train", exact: true }).click({ timeout: 60_000 });
    const step = page.locator('[data-name="step"]').first();
    const computed = page.getByText(/Computed by/).first();
    const trainsOn = async (): Promise<void> => {
      const from = await numberOf(step);
      await expect.poll(() => numberOf(step), { timeout: 60_000 }).toBeGreaterThan(from + 1);
    };
    await trainsOn();
    await expect(computed).toHaveText(GPU);

    await crashGpu(browser);
    await expect(page.getByText(/Continued on the GPU from step/)).toBeVisible({ timeout: 60_000 });
    await trainsOn();
    await expect(computed).toHaveText(GPU);

    const crashed = performance.now();
    const seconds = (): number => (performance.now() - crashed) / 1000;
    const crash = crashGpu(browser);
    await expect(computed).not.toHaveText(GPU, { timeout: 60_000 });
    const left = seconds();
    found(`on the processor after ${left.toFixed(1)} s`);
    await crash;
    await trainsOn();
    expect(errors).toEqual([]);
    if (!SURVIVES) return;

    expect(left).toBeLessThan(2);
    await expect(computed).toHaveText(GPU, { timeout: 200_000 });
    found(`back after ${seconds().toFixed(0)} s`);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
});
